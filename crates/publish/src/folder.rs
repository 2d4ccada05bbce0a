//! Access to the disk, with errors that name the file.

use crate::error::PublishError;
use cinephile_files::{Access, ReadError, make_folder, read_bounded, sync_folder, write_bytes};
use std::fs::{self, File, Permissions};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// The number of bytes that are read and hashed at a time.
const BLOCK_BYTES: usize = 8 << 20;

/// The mode of files, from which the operator's umask is subtracted: everybody may read and write.
const FILE_MODE: u32 = 0o666;
/// The same for folders.
pub(crate) const FOLDER_MODE: u32 = 0o777;

/// Reads a whole file of bounded size; `None` if it does not exist.
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

/// The size and BLAKE3 of a file.
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

/// Writes a whole file and syncs it; an existing file is replaced atomically.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    write_bytes(path, Access::Umask, bytes).map_err(PublishError::io(path))
}

/// Gives a file the permissions of its draft's folder, and syncs it.
///
/// The folder was created with the operator's umask. So everybody who may read the folder may read the file, even if it
/// was written with stricter permissions.
pub(crate) fn share(path: &Path, draft: &Path) -> Result<(), PublishError> {
    let folder_mode = fs::metadata(draft).map_err(PublishError::io(draft))?.permissions().mode();
    fs::set_permissions(path, Permissions::from_mode(folder_mode & FILE_MODE))
        .and_then(|()| File::open(path)?.sync_all())
        .map_err(PublishError::io(path))
}

/// Syncs a folder, which makes changes of its entries durable.
pub(crate) fn sync(folder: &Path) -> Result<(), PublishError> {
    sync_folder(folder).map_err(PublishError::io(folder))
}

/// Creates a folder and its parents, if necessary.
pub(crate) fn create(folder: &Path) -> Result<(), PublishError> {
    make_folder(folder).map_err(PublishError::io(folder))
}

/// Removes a folder with its contents. It is not an error if the folder does not exist.
pub(crate) fn remove(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(PublishError::io(folder)(error)),
        _ => Ok(()),
    }
}
