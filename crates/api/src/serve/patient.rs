//! A stream that waits for its reader, but not for ever.
//!
//! A client that does not read its answer keeps what is left of it in memory. It may keep the server waiting for some seconds, and
//! each KiB that it takes earns it some more; so a slow client gets its answer, and one that takes a byte now and then does not last.

use super::activity::Activity;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// What a client has to take to earn a second.
const BYTES_PER_SECOND: f64 = 16.0 * 1024.0;

/// A stream whose reader must keep up: writing fails if the client reads too slowly.
pub(super) struct Patient<S> {
    stream: S,
    activity: Arc<Activity>,
    /// All patience that there can be.
    most: Duration,
    left: Duration,
    blocked_since: Option<Instant>,
    deadline: Option<Pin<Box<Sleep>>>,
}

impl<S> Patient<S> {
    pub(super) fn new(stream: S, activity: Arc<Activity>, patience: Duration) -> Self {
        Self { stream, activity, most: patience, left: patience, blocked_since: None, deadline: None }
    }

    fn note_written(&mut self, n_bytes: usize) {
        if let Some(since) = self.blocked_since.take() {
            self.left = self.left.saturating_sub(since.elapsed());
            self.activity.note_blocked(false);
        }
        if self.left < self.most {
            let earned = Duration::from_secs_f64(n_bytes as f64 / BYTES_PER_SECOND);
            self.left = (self.left + earned).min(self.most);
        }
    }

    /// Waits for the client as long as there is patience.
    fn poll_patience(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let since = match self.blocked_since {
            Some(since) => since,
            None => {
                self.activity.note_blocked(true);
                *self.blocked_since.insert(Instant::now())
            }
        };
        let end = since + self.left;
        let deadline = self.deadline.get_or_insert_with(|| Box::pin(sleep_until(end)));
        if deadline.deadline() != end {
            deadline.as_mut().reset(end);
        }
        ready!(deadline.as_mut().poll(cx));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not read its answer")))
    }

    fn after(&mut self, written: Poll<io::Result<usize>>, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(n_bytes)) => self.note_written(n_bytes),
            Poll::Ready(Err(_)) => {}
            Poll::Pending => return self.poll_patience(cx),
        }
        written
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let n_before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        if buffer.filled().len() > n_before {
            self.activity.note_read();
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.after(written, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.after(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    const PATIENCE: Duration = Duration::from_secs(10);

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_nothing_is_given_up_after_a_while() {
        let (_client, server) = duplex(1024);
        let mut server = Patient::new(server, Activity::new(), PATIENCE);
        let started = Instant::now();
        let error = server.write_all(&[0; 4096]).await.expect_err("nobody reads");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!((PATIENCE..PATIENCE + Duration::from_secs(1)).contains(&started.elapsed()));
    }

    /// Reads `n_bytes` each second, and reports for how long the server wrote.
    async fn read_slowly(n_bytes: usize) -> Result<Duration, Duration> {
        let (mut client, server) = duplex(1024);
        let mut server = Patient::new(server, Activity::new(), PATIENCE);
        let reader = tokio::spawn(async move {
            let mut buffer = vec![0; n_bytes];
            while client.read_exact(&mut buffer).await.is_ok() {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        });
        let started = Instant::now();
        let written = server.write_all(&vec![0; 20 * 20 * 1024]).await;
        reader.abort();
        if written.is_ok() { Ok(started.elapsed()) } else { Err(started.elapsed()) }
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_reader_gets_everything_and_a_trickle_does_not_last() {
        let slow = read_slowly(20 * 1024).await.expect("everything");
        assert!(slow > PATIENCE, "{slow:?}");
        let trickle = read_slowly(100).await.expect_err("given up");
        assert!(trickle < PATIENCE + Duration::from_secs(2), "{trickle:?}");
    }
}
