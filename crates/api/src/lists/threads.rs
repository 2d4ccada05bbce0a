//! Where lists are made: in place if the model is quick, otherwise off the threads that answer requests.
//!
//! A model may need longer than the millisecond that an async thread can spare, so scoring runs on the runtime's blocking
//! threads. There are many of those, and scoring is pure computation, so no more of it runs at once than there are cores. What is
//! light and what is heavy wait in rooms of their own, and the heavy one leaves a core free: a plain list never waits for somebody's
//! explanation of two thousand ratings.
//!
//! That hop costs about 40 us of CPU time, a third of what the quick models need. So the pace of every model is measured:
//! once its plain lists take less than 0.4 ms on average, they are made in place, until they no longer do (another model, a
//! larger catalogue).

use super::cost::LIGHT_COST;
use super::list::{ListEntry, ListTask};
use crate::error::ApiError;
use crate::limits::Client;
use crate::turns::{Room, Turns};
use crate::work::{Wanted, run_in};
use cinephile_engine::RecommendError;
use std::num::NonZero;
use std::time::Duration;

/// Room to compute.
pub(crate) struct ScoringThreads {
    light: Turns,
    heavy: Turns,
}

impl ScoringThreads {
    pub(crate) fn new() -> Self {
        let n_cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let n_cores = u32::try_from(n_cores).unwrap_or(u32::MAX);
        let all_but_one = n_cores.saturating_sub(1).max(1);
        let light = Room {
            capacity: n_cores,
            per_client: all_but_one,
            waiting: 1_024,
            waiting_per_client: 32,
            longest_wait: Duration::from_secs(2),
        };
        let heavy = Room {
            capacity: all_but_one,
            per_client: all_but_one,
            waiting: 16,
            waiting_per_client: 4,
            ..light
        };
        Self { light: Turns::new(light), heavy: Turns::new(heavy) }
    }

    /// Makes one list, with reasons, best first.
    ///
    /// # Errors
    /// `rate_limited` or `overloaded` if there is no room; `internal` if the model rejects the history or panics.
    pub(crate) async fn make_list(&self, client: Client, task: ListTask) -> Result<Vec<ListEntry>, ApiError> {
        let cost = task.cost();
        if !task.is_plain() {
            return self.run(client, cost, move |wanted| task.make(wanted)).await;
        }
        if task.pace().is_quick() {
            return task.pace().time(|| task.make(&Wanted::always())).map_err(|e| ApiError::internal(&e));
        }
        self.run(client, cost, move |wanted| task.pace().time(|| task.make(wanted))).await
    }

    /// Runs any scoring that costs this much.
    ///
    /// # Errors
    /// `rate_limited` or `overloaded` if there is no room; `internal` if the work fails or panics.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        client: Client,
        cost: u32,
        work: impl FnOnce(&Wanted) -> Result<T, RecommendError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let room = if cost <= LIGHT_COST { &self.light } else { &self.heavy };
        let turn = room.take(client, 1).await?;
        run_in(turn, work).await?.map_err(|error| match error {
            RecommendError::Unwanted => ApiError::unwanted(),
            failed => ApiError::internal(&failed),
        })
    }
}
