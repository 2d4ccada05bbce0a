//! Folders whose names last.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Makes a folder and those above it that are missing, so that they outlast a power failure. An existing folder is
/// left as it is.
///
/// # Errors
/// If a folder cannot be made, or something that is not a folder is in the way.
pub fn make_folder(path: &Path) -> io::Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    let parent = parent_of(path);
    make_folder(parent)?;
    match fs::create_dir(path) {
        // Another process was faster.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) => Err(error),
        Ok(()) => sync_folder(parent),
    }
}

/// Syncs a folder, so that the names of its files last: those that were made, renamed and removed.
///
/// File systems that cannot sync a folder (some network file systems report `EINVAL` or `ENOTSUP`) keep names in their
/// own way, which is not an error here.
///
/// # Errors
/// If the folder cannot be opened, or the disk reports an error.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    match File::open(path)?.sync_all() {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

/// The folder that a file or folder is in; `.` for a bare name.
pub(crate) fn parent_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_folders_are_made_and_existing_ones_are_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let deep = folder.path().join("a/b/c");
        make_folder(&deep).expect("made");
        make_folder(&deep).expect("already there");
        assert!(deep.is_dir());
        make_folder(Path::new("")).expect("the current folder is there");
    }

    #[test]
    fn a_file_in_the_way_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("written");
        assert_eq!(make_folder(&file).expect_err("a file").kind(), ErrorKind::AlreadyExists);
        make_folder(&file.join("below")).expect_err("below a file");
    }

    #[test]
    fn folders_are_synced_and_missing_ones_are_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        sync_folder(folder.path()).expect("synced");
        sync_folder(Path::new("")).expect("the current folder");
        assert_eq!(sync_folder(&folder.path().join("gone")).expect_err("gone").kind(), ErrorKind::NotFound);
    }
}
