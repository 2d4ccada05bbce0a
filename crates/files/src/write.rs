//! Writing a file whole or not at all.

use crate::folder::{parent_of, sync_folder};
use std::ffi::OsStr;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// The ending of files that are being written.
const TEMPORARY_ENDING: &str = ".tmp";
/// Bytes of the target's name that a temporary name repeats: with what is added, it stays below the 255 of file systems.
const MAX_NAME_BYTES: usize = 200;

/// Who may read a file. On systems without Unix modes, both are whatever a new file gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Its owner and group (0640), less what the umask takes: for whatever is derived from people's ratings.
    Group,
    /// Whoever the umask lets, as for any new file (0666 less the umask): for what an operator publishes or copies.
    Umask,
}

impl Access {
    #[cfg(unix)]
    fn mode(self) -> u32 {
        match self {
            Self::Group => 0o640,
            Self::Umask => 0o666,
        }
    }
}

/// A file that is being written: buffered, and under a temporary name until it is whole.
#[derive(Debug)]
pub struct NewFile {
    inner: BufWriter<NamedTempFile>,
}

impl NewFile {
    /// The temporary path, for a library that opens its file itself. Write either to the path or to this value, not to
    /// both.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.inner.get_ref().path()
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Makes or replaces the file at `path` with what `write` writes, whole or not at all.
///
/// The bytes go to a temporary file in the same folder, which must exist ([`make_folder`](crate::make_folder)). The file
/// is synced, renamed to `path`, and the folder is synced. A file that is replaced does not pass its mode on.
///
/// # Errors
/// Those of `write`, and those of the operating system. The old file is still there then and the temporary one is not,
/// unless only the last step failed: then the new file is in place, and a power failure may undo that.
pub fn write_whole<T, E: From<io::Error>>(
    path: &Path,
    access: Access,
    write: impl FnOnce(&mut NewFile) -> Result<T, E>,
) -> Result<T, E> {
    let folder = parent_of(path);
    let prefix = temporary_prefix(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(TEMPORARY_ENDING);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(access.mode()));
    #[cfg(not(unix))]
    let _ = access;
    let mut file = NewFile { inner: BufWriter::new(builder.tempfile_in(folder)?) };
    let written = write(&mut file)?;
    let file = file.inner.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|failed| failed.error)?;
    sync_folder(folder)?;
    Ok(written)
}

/// Makes or replaces the file at `path` with `bytes`, as [`write_whole`] does.
///
/// # Errors
/// See [`write_whole`].
pub fn write_bytes(path: &Path, access: Access, bytes: &[u8]) -> io::Result<()> {
    write_whole(path, access, |file| file.write_all(bytes))
}

/// Makes an empty file at `path` for a library that fills it itself, such as a database. An existing file is left as it
/// is.
///
/// # Errors
/// If the file cannot be made.
pub fn make_file(path: &Path, access: Access) -> io::Result<()> {
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, access.mode());
    #[cfg(not(unix))]
    let _ = access;
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Removes the temporary files that writers of `path` left when they were killed. What cannot be removed stays.
///
/// Nobody else may be writing `path` at the moment: their file would go, too.
pub fn remove_leftovers(path: &Path) {
    let prefix = temporary_prefix(path);
    for entry in fs::read_dir(parent_of(path)).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let middle = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(TEMPORARY_ENDING));
        if middle.is_some_and(|middle| middle.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// How the names of temporary files for `path` start: hidden, and telling what they were to become.
fn temporary_prefix(path: &Path) -> String {
    let mut name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default().into_owned();
    let end = (0..=name.len().min(MAX_NAME_BYTES)).rev().find(|&end| name.is_char_boundary(end));
    name.truncate(end.unwrap_or(0));
    format!(".{}.", name.trim_start_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_made_and_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        write_bytes(&path, Access::Group, b"old").expect("written");
        let n = write_whole(&path, Access::Group, |file| {
            (0..100_000).try_for_each(|_| file.write_all(b"new "))?;
            Ok::<_, io::Error>(7)
        });
        assert_eq!(n.expect("written"), 7);
        assert_eq!(fs::read(&path).expect("there"), b"new ".repeat(100_000));
        assert_eq!(names(folder.path()), ["file"]);
    }

    #[test]
    fn a_library_may_write_to_the_path() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        write_whole(&path, Access::Group, |file| fs::write(file.path(), b"by path")).expect("written");
        assert_eq!(fs::read(&path).expect("there"), b"by path");
    }

    #[test]
    fn an_error_while_writing_leaves_the_old_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        write_bytes(&path, Access::Group, b"old").expect("written");
        let failed = write_whole(&path, Access::Group, |file| {
            file.write_all(b"half")?;
            Err::<(), _>(io::Error::other("no more"))
        });
        assert_eq!(failed.expect_err("failed").to_string(), "no more");
        assert_eq!(fs::read(&path).expect("there"), b"old");
        assert_eq!(names(folder.path()), ["file"]);
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = write_bytes(&folder.path().join("gone/file"), Access::Group, b"").expect_err("gone");
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn an_empty_file_is_made_and_an_existing_one_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        make_file(&path, Access::Group).expect("made");
        assert_eq!(fs::read(&path).expect("there"), b"");
        fs::write(&path, "content").expect("written");
        make_file(&path, Access::Group).expect("left");
        assert_eq!(fs::read(&path).expect("there"), b"content");
        make_file(&folder.path().join("gone/file"), Access::Group).expect_err("no folder");
    }

    #[test]
    fn leftovers_of_one_file_are_removed_and_no_others() {
        let folder = tempfile::tempdir().expect("a folder");
        let others =
            [".other.abc.tmp", ".state.json", ".state.json.old.abc.tmp", "state.json", "state.json.abc.tmp"];
        for name in others.iter().chain(&[".state.json.abc123.tmp"]) {
            fs::write(folder.path().join(name), "").expect("written");
        }
        remove_leftovers(&folder.path().join(".state.json"));
        assert_eq!(names(folder.path()), others);
    }

    #[test]
    fn a_name_as_long_as_file_systems_allow_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["x".repeat(255), "é".repeat(127)] {
            let path = folder.path().join(&name);
            write_bytes(&path, Access::Group, b"long").expect("written");
            assert_eq!(fs::read(&path).expect("there"), b"long");
        }
    }
}
