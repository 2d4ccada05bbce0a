//! Looks for new publications every few seconds.

use super::watcher::{Look, PublicationWatcher};
use anyhow::{Context as _, Result};
use cinephile_api::AppState;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::spawn_blocking;
use tokio::time::{MissedTickBehavior, interval};

/// Waits until a publication is served, and returns one line that says what it is. Looks for later ones from then on.
pub(super) async fn wait_for_first(
    watcher: Arc<PublicationWatcher>,
    state: AppState,
    poll: Duration,
) -> Result<String> {
    state.set_waiting_for("the first publication");
    let mut ticks = interval(poll);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Some(Look::Swapped(_, text)) = look(&watcher).await? {
            tokio::spawn(follow(watcher, poll));
            return Ok(text);
        }
        // A reload by the operator may have been quicker.
        if let Some(id) = state.model_id() {
            tokio::spawn(follow(watcher, poll));
            return Ok(format!("published as {id}"));
        }
    }
}

/// Compares the checksums that the first look did not wait for, then looks every `poll`.
async fn follow(watcher: Arc<PublicationWatcher>, poll: Duration) {
    let verified = {
        let watcher = Arc::clone(&watcher);
        spawn_blocking(move || watcher.verify()).await
    };
    if let Ok(Err(error)) = verified {
        tracing::error!(
            "the served publication has been changed and is no longer served: {error:#}; publish again"
        );
    }
    let mut ticks = interval(poll);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = look(&watcher).await {
            tracing::error!("cannot look for publications: {error:#}");
        }
    }
}

async fn look(watcher: &Arc<PublicationWatcher>) -> Result<Option<Look>> {
    let watcher = Arc::clone(watcher);
    spawn_blocking(move || watcher.look()).await.context("a look for publications was cancelled")
}
