//! Recompiles the crate if migrations change, since the macro that embeds them does not watch their folder.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
