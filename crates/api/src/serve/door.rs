//! A listener, and everybody who comes in through it.

use super::connection::{Serving, serve_connection};
use super::slots::Slots;
use super::stop::Stop;
use crate::connection_limits::ConnectionLimits;
use crate::limits::Client;
use crate::metrics::{ConnectionMetrics, DoorMetrics};
use axum::Router;
use rustix::net::sockopt::set_socket_send_buffer_size;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

/// What the kernel keeps of an answer that its client does not read yet; it takes twice as much for each connection.
const SEND_BUFFER_BYTES: usize = 64 * 1024;
/// The pause after an error of `accept`: the usual cause, no more file descriptors, does not go away at once.
const PAUSE: Duration = Duration::from_millis(100);
/// The time between two log lines about such errors.
const LOG_EVERY: Duration = Duration::from_secs(60);
/// The answer to a client for which there is no slot. Its request is not read.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json\r\n\
    cache-control: no-store\r\nretry-after: 1\r\nconnection: close\r\ncontent-length: 166\r\n\r\n\
    {\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"overloaded\",\
    \"detail\":\"the server has all the connections that it may have; try again in 1 s\"}";

/// A listener with its routes and limits.
pub(super) struct Door {
    listener: TcpListener,
    router: Router,
    limits: ConnectionLimits,
}

/// A door whose figures are counted.
pub(super) struct CountedDoor {
    door: Door,
    metrics: DoorMetrics,
}

impl Door {
    pub(super) fn new(listener: TcpListener, router: Router, limits: ConnectionLimits) -> Self {
        Self { listener, router, limits }
    }

    /// # Errors
    /// If the listener cannot be set up.
    pub(super) fn counted_by(
        self,
        metrics: &ConnectionMetrics,
        name: &'static str,
    ) -> io::Result<CountedDoor> {
        // Accepted connections inherit it.
        set_socket_send_buffer_size(&self.listener, SEND_BUFFER_BYTES)?;
        Ok(CountedDoor { door: self, metrics: metrics.of_door(name) })
    }
}

impl CountedDoor {
    /// Lets clients in until `stopping` says so; then waits for what is under way, for at most `grace`.
    pub(super) async fn serve(self, stopping: Stop, grace: Duration) {
        let Self { door: Door { listener, router, limits }, metrics } = self;
        let serving = Arc::new(Serving { router, limits, stopping: stopping.clone(), metrics });
        let reception = Reception { serving, slots: Slots::new(limits.total, limits.per_client) };
        let mut connections = reception.receive(&listener, stopping).await;
        // Clients that have connected by now expect an answer.
        while let Ok(Ok((stream, peer))) = timeout(Duration::ZERO, listener.accept()).await {
            reception.admit(stream, peer, &mut connections);
        }
        drop(listener);
        let all = async { while connections.join_next().await.is_some() {} };
        if timeout(grace, all).await.is_err() {
            tracing::warn!(
                grace_s = grace.as_secs(),
                "dropping requests that did not finish within the grace period"
            );
        }
    }
}

/// Where clients come in.
struct Reception {
    serving: Arc<Serving>,
    slots: Arc<Slots>,
}

impl Reception {
    /// Accepts connections until the service stops. Returns those that are open then.
    async fn receive(&self, listener: &TcpListener, mut stopping: Stop) -> JoinSet<()> {
        let mut connections = JoinSet::new();
        let mut trouble = Trouble::default();
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => self.admit(stream, peer, &mut connections),
                    Err(error) if is_of_one_connection(&error) => {}
                    Err(error) => {
                        self.serving.metrics.count_accept_error();
                        trouble.log(&error);
                        sleep(PAUSE).await;
                    }
                },
                Some(_) = connections.join_next() => {}
                () = stopping.asked() => return connections,
            }
        }
    }

    fn admit(&self, stream: TcpStream, peer: SocketAddr, connections: &mut JoinSet<()>) {
        let slot = match self.slots.take(Client::of_peer(peer)) {
            Ok(slot) => slot,
            Err(full) => {
                self.serving.metrics.count_refused(full.name());
                refuse(stream);
                return;
            }
        };
        let serving = Arc::clone(&self.serving);
        connections.spawn(async move {
            let _open = serving.metrics.note_open();
            // Answers are written whole, so waiting for more to send with them would only delay them. A failure costs time only.
            let _ = stream.set_nodelay(true);
            serve_connection(stream, peer, Arc::clone(&serving)).await;
            drop(slot);
        });
    }
}

/// Answers 503 at once: as far as the kernel takes it, since nobody waits for such a client.
fn refuse(stream: TcpStream) {
    if let Ok(mut stream) = stream.into_std() {
        let _ = stream.write(FULL);
        let _ = stream.shutdown(std::net::Shutdown::Write);
    }
}

/// Whether only this one connection failed: its client has gone before it was let in.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Errors of `accept`, which come many times a second as long as their cause lasts.
#[derive(Default)]
struct Trouble {
    logged_at: Option<Instant>,
    n_unlogged: u64,
}

impl Trouble {
    fn log(&mut self, error: &io::Error) {
        if self.logged_at.is_some_and(|at| at.elapsed() < LOG_EVERY) {
            self.n_unlogged += 1;
            return;
        }
        let n_earlier = std::mem::take(&mut self.n_unlogged);
        tracing::error!(error = %error, n_earlier, "cannot accept connections: {error}");
        self.logged_at = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_without_a_slot_is_whole() {
        let text = std::str::from_utf8(FULL).expect("UTF-8");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        assert!(head.ends_with(&format!("content-length: {}", body.len())), "{}", body.len());
        let problem: serde_json::Value = serde_json::from_str(body).expect("JSON");
        assert_eq!(problem["code"], "overloaded");
    }
}
