//! The disk: what is written is synced before it gets its name.

use crate::PublishError;
use std::fs::{self, File, Permissions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// How much is read at once to be hashed.
const BLOCK_BYTES: usize = 8 << 20;

/// Servers may run as another user than the one who fits.
pub(crate) const FILE_MODE: u32 = 0o644;
/// The same of folders.
pub(crate) const FOLDER_MODE: u32 = 0o755;

/// The whole of a file that is small by its nature; `None` if it is not there.
pub(crate) fn read_small(path: &Path, max_bytes: u64) -> Result<Option<Vec<u8>>, PublishError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(PublishError::io(path)(error)),
    };
    let mut bytes = Vec::new();
    file.take(max_bytes + 1).read_to_end(&mut bytes).map_err(PublishError::io(path))?;
    if bytes.len() as u64 > max_bytes {
        let reason = format!("it has more than {max_bytes} bytes");
        return Err(PublishError::Content { path: path.to_owned(), reason });
    }
    Ok(Some(bytes))
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

/// Writes a file and syncs it; it must not be there.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let write = || {
        let mut file = File::create_new(path)?;
        file.set_permissions(Permissions::from_mode(FILE_MODE))?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(PublishError::io(path))
}

/// Lets servers that run as another user read a file, whoever wrote it.
pub(crate) fn open_to_servers(path: &Path) -> Result<(), PublishError> {
    fs::set_permissions(path, Permissions::from_mode(FILE_MODE)).map_err(PublishError::io(path))
}

/// Puts a file in place of another as one step, which a crash cannot halve.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || {
        let mut builder = tempfile::Builder::new();
        let mut file =
            builder.prefix(".current-").permissions(Permissions::from_mode(FILE_MODE)).tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|refused| refused.error)?;
        File::open(folder)?.sync_all()
    };
    write().map_err(PublishError::io(path))
}

/// Syncs a folder, so that the names in it last.
pub(crate) fn sync(folder: &Path) -> Result<(), PublishError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(PublishError::io(folder))
}

/// Makes a folder and those around it, if need be.
pub(crate) fn create(folder: &Path) -> Result<(), PublishError> {
    fs::create_dir_all(folder).map_err(PublishError::io(folder))
}

/// Removes a folder with all that is in it; that it is gone already is no error.
pub(crate) fn remove(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(PublishError::io(folder)(error)),
        _ => Ok(()),
    }
}
