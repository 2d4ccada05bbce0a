//! Looks for publications, from the first one on.

use super::keeper::{Keeper, Look};
use anyhow::{Context as _, Result};
use cinephile_api::AppState;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::spawn_blocking;
use tokio::time::{MissedTickBehavior, interval};

/// Waits until something published is served, and says what; from then on others are looked for.
pub(super) async fn first(keeper: Arc<Keeper>, state: AppState, poll: Duration) -> Result<String> {
    state.set_waiting_for(&format!("a publication in `{}`", keeper.shelf().folder().display()));
    let mut ticks = interval(poll);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Some(Look::Swapped(_, text)) = look(&keeper).await? {
            tokio::spawn(follow(keeper, poll));
            return Ok(text);
        }
        // A reload may have been quicker.
        if let Some(id) = state.model_id() {
            tokio::spawn(follow(keeper, poll));
            return Ok(format!("published as {id}"));
        }
    }
}

/// Compares the checksums that the first look did not wait for, then looks every `poll`.
async fn follow(keeper: Arc<Keeper>, poll: Duration) {
    let verified = {
        let keeper = Arc::clone(&keeper);
        spawn_blocking(move || keeper.verify()).await
    };
    if let Ok(Err(error)) = verified {
        tracing::error!(
            "what was served is not what was published, and is served no longer: {error:#}; publish again"
        );
    }
    let mut ticks = interval(poll);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = look(&keeper).await {
            tracing::error!("looking for publications failed: {error:#}");
        }
    }
}

async fn look(keeper: &Arc<Keeper>) -> Result<Option<Look>> {
    let keeper = Arc::clone(keeper);
    spawn_blocking(move || keeper.look()).await.context("a look at the publications stopped")
}
