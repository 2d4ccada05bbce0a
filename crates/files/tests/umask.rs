//! Who may read what is written, whatever the umask. The umask belongs to the whole process: this file has one test,
//! which has a process of its own.
#![cfg(unix)]

use cinephile_files::{Access, make_file, write_bytes};
use rustix::fs::Mode;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

#[test]
fn the_umask_narrows_what_the_kind_of_file_allows() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file");
    for (umask, group, any) in [
        (0o000, 0o640, 0o666),
        (0o002, 0o640, 0o664),
        (0o022, 0o640, 0o644),
        (0o027, 0o640, 0o640),
        (0o077, 0o600, 0o600),
    ] {
        rustix::process::umask(Mode::from_raw_mode(umask));
        for (access, expected) in [(Access::Group, group), (Access::Umask, any)] {
            // Neither the mode of the replaced file nor that of temporary files shows through.
            fs::write(&path, "old").expect("written");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).expect("set");
            write_bytes(&path, access, b"new").expect("written");
            let mode = fs::metadata(&path).expect("there").permissions().mode() & 0o777;
            assert_eq!(mode, expected, "{access:?} under umask {umask:03o} gives {mode:03o}");

            fs::remove_file(&path).expect("removed");
            make_file(&path, access).expect("made");
            let mode = fs::metadata(&path).expect("there").permissions().mode() & 0o777;
            assert_eq!(
                mode, expected,
                "an empty file with {access:?} under umask {umask:03o} has {mode:03o}"
            );
        }
    }
}
