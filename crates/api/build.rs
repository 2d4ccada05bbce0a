//! Tells cargo to build again when the page is built: an embedded folder's new files are seen by nobody else.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Cargo rebuilds each time while a watched path is missing, so the folder around the page is watched then.
    let watched = ["../../web/dist", "../../web"].into_iter().find(|folder| Path::new(folder).is_dir());
    if let Some(folder) = watched {
        println!("cargo:rerun-if-changed={folder}");
    }
}
