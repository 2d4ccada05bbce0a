//! Saves a response to a file: a thread writes it with only a few chunks in memory, then syncs the file.

use crate::error::RemoteError;
use crate::progress::Progress;
use crate::remote::{Body, Remote};
use bytes::Bytes;
use futures_util::StreamExt as _;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use tokio::sync::mpsc;

/// The most chunks that wait to be written; each is a few kilobytes, as received from the network.
const N_WAITING: usize = 16;

/// The file that a response is saved to.
pub(crate) struct Target<'a> {
    /// Open for writing at its end.
    pub(crate) file: File,
    pub(crate) path: &'a Path,
    /// Number of bytes that are in the file already.
    pub(crate) n_present: u64,
    /// Length of the whole file.
    pub(crate) n_bytes: u64,
}

/// Appends a response to its target, and syncs it.
///
/// # Errors
/// If the connection is lost for good, the file cannot be written, or the length is wrong in the end. What was received
/// stays in the file.
pub(crate) async fn save(
    remote: &Remote,
    name: &str,
    mut body: Body,
    target: Target<'_>,
    progress: &dyn Progress,
) -> Result<(), RemoteError> {
    let Target { file, path, n_present, n_bytes } = target;
    let (send, receive) = mpsc::channel(N_WAITING);
    let writing = tokio::task::spawn_blocking(move || write(file, receive));
    let mut n_received = n_present;
    let mut failed = None;
    while let Some(chunk) = body.chunks.next().await {
        match chunk {
            Ok(chunk) => {
                n_received += chunk.len() as u64;
                if n_received > n_bytes {
                    break;
                }
                progress.received(chunk.len() as u64);
                if send.send(chunk).await.is_err() {
                    break; // The thread has failed, and returns its error below.
                }
            }
            Err(error) => {
                failed = Some(remote.error(name, &error));
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
