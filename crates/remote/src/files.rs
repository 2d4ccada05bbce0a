//! The disk, with errors that name the file, and a lock on a folder.

use crate::error::RemoteError;
use cinephile_files::{Access, write_bytes};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Makes a folder and those above it.
pub(crate) fn make_folder(path: &Path) -> Result<(), RemoteError> {
    cinephile_files::make_folder(path).map_err(RemoteError::local("make the folder", path))
}

/// Makes changes of a folder's names last.
pub(crate) fn sync_folder(path: &Path) -> Result<(), RemoteError> {
    cinephile_files::sync_folder(path).map_err(RemoteError::local("sync the folder", path))
}

/// Replaces a small file, whole or not at all. Like the copies beside it, it is readable by whoever the umask lets.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), RemoteError> {
    write_bytes(path, Access::Umask, bytes).map_err(RemoteError::local("write", path))
}

/// Bytes that a user may still write to the disk of a folder; `None` where that cannot be told.
pub(crate) fn n_free_bytes(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// A folder that no other process fills while this lives.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for `patience` at the most; `waiting` is called once if it has to.
    pub(crate) async fn take(
        path: &Path,
        patience: Duration,
        waiting: impl FnOnce(),
    ) -> Result<Self, RemoteError> {
        let file = File::options().create(true).truncate(false).write(true).open(path);
        let file = file.map_err(RemoteError::local("write", path))?;
        let started = Instant::now();
        let mut waiting = Some(waiting);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if started.elapsed() >= patience => {
                    let folder: PathBuf = path.ancestors().nth(2).unwrap_or(path).to_owned();
                    return Err(RemoteError::Busy { path: folder, waited_s: patience.as_secs() });
                }
                Err(TryLockError::WouldBlock) => {
                    if let Some(waiting) = waiting.take() {
                        waiting();
                    }
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                // File systems that know no locks: two copies at a time do twice the work, and each is whole.
                Err(TryLockError::Error(_)) => return Ok(Self { _file: file }),
            }
        }
    }
}
