//! Running the service on a listener until it is asked to stop.

use crate::router::router;
use crate::state::AppState;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::timeout;

/// Answers on `listener` until `shutdown` completes; then accepts no new connections, waits for requests under way, for at
/// most the configured grace, and closes the store.
///
/// # Errors
/// If the listener fails for good.
pub async fn serve(
    listener: TcpListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stopping, stopped) = oneshot::channel();
    let signal = async move {
        shutdown.await;
        // This fails only if serving has already failed.
        let _ = stopping.send(());
    };
    let service = router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(signal).into_future();
    let grace = state.config().shutdown_grace;
    let overdue = async move {
        if stopped.await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(grace).await;
    };
    let ended = tokio::select! {
        ended = serving => ended,
        () = overdue => {
            tracing::warn!(grace_s = grace.as_secs(), "dropping requests that did not finish within the grace period");
            Ok(())
        }
    };
    // The store may hang, too; its files are safe without being closed.
    let _ = timeout(grace, state.feedback().close()).await;
    let _ = timeout(grace, state.store().close()).await;
    ended
}
