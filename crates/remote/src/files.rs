//! Access to the disk, with errors that name the file, and a lock on a folder.

use crate::error::RemoteError;
use cinephile_files::{Access, write_bytes};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Creates a folder and its parents, if necessary.
pub(crate) fn make_folder(path: &Path) -> Result<(), RemoteError> {
    cinephile_files::make_folder(path).map_err(RemoteError::local("create the folder", path))
}

/// Syncs a folder, which makes changes of its entries durable.
pub(crate) fn sync_folder(path: &Path) -> Result<(), RemoteError> {
    cinephile_files::sync_folder(path).map_err(RemoteError::local("sync the folder", path))
}

/// Replaces a small file atomically. The umask decides who may read it, as for the copies beside it.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), RemoteError> {
    write_bytes(path, Access::Umask, bytes).map_err(RemoteError::local("write", path))
}

/// The free space for users on the disk of a folder, in bytes; `None` if it is unknown.
pub(crate) fn n_free_bytes(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// A lock on a folder, which other processes cannot take until it is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, and waits for it for at most `patience`. Calls `waiting` once if it has to wait.
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
                // The file system does not support locks. Two syncs at a time would do twice the work, but both are
                // safe.
                Err(TryLockError::Error(_)) => return Ok(Self { _file: file }),
            }
        }
    }
}
