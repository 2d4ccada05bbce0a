//! The disk, with errors that name the file.

use crate::PublishError;
use cinephile_files::{Access, ReadError, make_folder, read_bounded, sync_folder, write_bytes};
use std::fs::{self, File, Permissions};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// How much is read at once to be hashed.
const BLOCK_BYTES: usize = 8 << 20;

/// Reading and writing by everybody, less what the operator's umask takes.
const ANYBODY: u32 = 0o666;
/// The same for folders.
pub(crate) const FOLDER_MODE: u32 = 0o777;

/// The whole of a file that is small by its nature; `None` if it does not exist.
pub(crate) fn read_small(path: &Path, max_bytes: u64) -> Result<Option<Vec<u8>>, PublishError> {
    match read_bounded(path, max_bytes) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(ReadError::Io { path, source }) => Err(PublishError::Io { path, source }),
        Err(ReadError::TooLong { path, max_bytes }) => {
            let reason = format!("it has more than {max_bytes} bytes");
            Err(PublishError::Content { path, reason })
        }
    }
}

/// Length and BLAKE3 of a file.
pub(crate) fn size_and_hash(path: &Path) -> Result<(u64, String), PublishError> {
    let mut file = File::open(path).map_err(PublishError::io(path))?;
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; BLOCK_BYTES];
    let mut n_bytes = 0;
    loop {
        let mut filled = 0;
        while filled < block.len() {
            match file.read(&mut block[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(PublishError::io(path)(error)),
            }
        }
        if filled == 0 {
            return Ok((n_bytes, hasher.finalize().to_hex().to_string()));
        }
        hasher.update_rayon(&block[..filled]);
        n_bytes += filled as u64;
    }
}

/// Writes a file of a draft, which nobody reads yet.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    write_bytes(path, Access::Umask, bytes).map_err(PublishError::io(path))
}

/// Lets whoever may read the draft's folder read a file in it, however it was written. The folder was made with the
/// operator's umask, so this is the operator's choice.
pub(crate) fn share(path: &Path, draft: &Path) -> Result<(), PublishError> {
    let folder_mode = fs::metadata(draft).map_err(PublishError::io(draft))?.permissions().mode();
    fs::set_permissions(path, Permissions::from_mode(folder_mode & ANYBODY))
        .and_then(|()| File::open(path)?.sync_all())
        .map_err(PublishError::io(path))
}

/// Syncs a folder, so that the names in it last.
pub(crate) fn sync(folder: &Path) -> Result<(), PublishError> {
    sync_folder(folder).map_err(PublishError::io(folder))
}

/// Makes a folder and those around it, if need be.
pub(crate) fn create(folder: &Path) -> Result<(), PublishError> {
    make_folder(folder).map_err(PublishError::io(folder))
}

/// Removes a folder and all its files; a folder that is gone already is not an error.
pub(crate) fn remove(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(PublishError::io(folder)(error)),
        _ => Ok(()),
    }
}
