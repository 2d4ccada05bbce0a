//! Running the service on its listeners until it is asked to stop.
//!
//! HTTP/1.1 on hyper's own connections, with an accept loop of our own (`door`). Rejected: `axum::serve`. It has no limit of any kind:
//! a client that does not read its answer, or that connects and says nothing, is kept for ever, and errors of `accept` are
//! swallowed. It also speaks HTTP/2 as soon as any crate of the build asks hyper-util for it; here that is off on purpose, since a
//! proxy speaks it better and each of its streams is one more thing to limit.

mod activity;
mod connection;
mod door;
mod patient;
mod slots;
mod stop;

use crate::router::{operations_router, public_router, router};
use crate::state::AppState;
use door::Door;
use std::future::Future;
use std::io;
use stop::stop;
use tokio::net::TcpListener;
use tokio::time::timeout;

/// Where the service listens.
#[derive(Debug)]
pub struct Listeners {
    /// For everybody.
    pub public: TcpListener,
    /// For operators: metrics, health and `/api/v1/admin`, which the public one then does not have, except for health. It answers
    /// even when the public one has all the connections that it may have.
    pub operations: Option<TcpListener>,
}

impl From<TcpListener> for Listeners {
    /// One listener for everything.
    fn from(public: TcpListener) -> Self {
        Self { public, operations: None }
    }
}

/// Answers on `listeners` until `shutdown` completes; then accepts no new connections, ends those that ask for nothing, waits for
/// requests under way, for at most the configured grace, and closes the store.
///
/// # Errors
/// If a listener cannot be set up, or serving panics.
pub async fn serve(
    listeners: impl Into<Listeners>,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let Listeners { public, operations } = listeners.into();
    let limits = state.config().connections;
    let (metrics, grace) = (state.metrics().connections(), state.config().shutdown_grace);
    let operations = match operations {
        Some(listener) => {
            let door = Door::new(listener, operations_router(state.clone()), limits.for_operations());
            Some(door.counted_by(metrics, "operations")?)
        }
        None => None,
    };
    let routes = if operations.is_some() { public_router(state.clone()) } else { router(state.clone()) };
    // Behind proxies all connections come from them, and they count their own clients.
    let limits = if state.limits().trusted_hops() > 0 { limits.for_proxies() } else { limits };
    let public = Door::new(public, routes, limits).counted_by(metrics, "public")?;

    let ((stopper, stopping), (operations_stopper, operations_stopping)) = (stop(), stop());
    let operations = operations.map(|door| tokio::spawn(door.serve(operations_stopping, grace)));
    let serving = tokio::spawn(public.serve(stopping, grace));
    shutdown.await;
    stopper.stop();
    serving.await.map_err(io::Error::other)?;
    // Health is answered until the last visitor is.
    operations_stopper.stop();
    if let Some(operations) = operations {
        operations.await.map_err(io::Error::other)?;
    }
    // The store may hang, too; its files are safe without being closed.
    let _ = timeout(grace, state.feedback().close()).await;
    let _ = timeout(grace, state.store().close()).await;
    Ok(())
}
