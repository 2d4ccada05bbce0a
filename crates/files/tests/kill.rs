//! A process that dies between writing and renaming.

use cinephile_files::{Access, remove_leftovers, write_bytes, write_whole};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Names the file that the process which is to die writes.
const TARGET: &str = "CINEPHILE_FILES_TEST_TARGET";

#[test]
fn a_crash_before_the_rename_leaves_the_old_file() {
    if let Some(path) = env::var_os(TARGET) {
        die_while_writing(Path::new(&path));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file");
    write_bytes(&path, Access::Group, b"old").expect("written");

    let this_test = "a_crash_before_the_rename_leaves_the_old_file";
    let test = env::current_exe().expect("this test");
    let died = Command::new(test).args(["--exact", this_test]).env(TARGET, &path).output().expect("run");
    assert!(!died.status.success(), "it was to die");

    assert_eq!(fs::read(&path).expect("there"), b"old");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "its temporary file is left");
    remove_leftovers(&path);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    write_bytes(&path, Access::Group, b"new").expect("written");
    assert_eq!(fs::read(&path).expect("there"), b"new");
}

fn die_while_writing(path: &Path) {
    let _ = write_whole(path, Access::Group, |file| -> std::io::Result<()> {
        file.write_all(b"new, but for the rename")?;
        file.flush()?;
        std::process::abort()
    });
}
