//! From an answer to a file: a few chunks in memory at a time, written by a thread of its own, then synced.

use crate::error::RemoteError;
use crate::remote::{Body, Remote};
use crate::watch::Watch;
use bytes::Bytes;
use futures_util::StreamExt as _;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use tokio::sync::mpsc;

/// Chunks that wait to be written; each is what the network gave, some kilobytes.
const N_WAITING: usize = 16;

/// Writes what comes to the end of `file` (at `path`), `start` bytes being there, and syncs it.
///
/// # Errors
/// If the connection breaks off for good, the disk does not take it, or the length is not `n_bytes` in the end. What came
/// stays in the file.
pub(crate) async fn save(
    remote: &Remote,
    name: &str,
    mut body: Body,
    (file, path): (File, &Path),
    (start, n_bytes): (u64, u64),
    watch: &dyn Watch,
) -> Result<(), RemoteError> {
    let (send, receive) = mpsc::channel(N_WAITING);
    let writing = tokio::task::spawn_blocking(move || write(file, receive));
    let mut n_received = start;
    let mut failed = None;
    while let Some(chunk) = body.chunks.next().await {
        match chunk {
            Ok(chunk) => {
                n_received += chunk.len() as u64;
                if n_received > n_bytes {
                    break;
                }
                watch.received(chunk.len() as u64);
                if send.send(chunk).await.is_err() {
                    break; // The thread has an error to tell.
                }
            }
            Err(error) => {
                failed = Some(remote.trouble(name, &error));
                break;
            }
        }
    }
    drop(send);
    let written = writing.await.unwrap_or_else(|stopped| Err(io::Error::other(stopped)));
    written.map_err(RemoteError::local("write", path))?;
    match failed {
        Some(error) => Err(error),
        None if n_received == n_bytes => Ok(()),
        None => Err(RemoteError::Length { place: remote.place_of(name), got: n_received, expected: n_bytes }),
    }
}

fn write(mut file: File, mut chunks: mpsc::Receiver<Bytes>) -> io::Result<()> {
    while let Some(chunk) = chunks.blocking_recv() {
        file.write_all(&chunk)?;
    }
    file.sync_all()
}
