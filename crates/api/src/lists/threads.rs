//! Where lists are made: in place if the model is quick, otherwise off the threads that answer requests.
//!
//! A model may need longer than the millisecond that an async thread can spare, so scoring runs on the runtime's blocking
//! threads. There are many of those, and scoring is pure computation, so no more of it runs at once than there are cores;
//! the rest waits in order of arrival.
//!
//! That hop costs about 40 us of CPU time, a third of what the quick models need. So the pace of every model is measured:
//! once its plain lists take less than 0.4 ms on average, they are made in place, until they no longer do (another model, a
//! larger catalogue, a busier machine).

use super::list::{ListEntry, ListTask};
use crate::error::ApiError;
use cinephile_engine::RecommendError;
use std::num::NonZero;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Permits to compute: as many at once as there are cores.
pub(crate) struct ScoringThreads {
    cores: Arc<Semaphore>,
}

impl ScoringThreads {
    pub(crate) fn new() -> Self {
        let n_cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self { cores: Arc::new(Semaphore::new(n_cores)) }
    }

    /// Makes one list, with reasons, best first.
    ///
    /// # Errors
    /// `internal` if the model rejects the history or panics.
    pub(crate) async fn make_list(&self, task: ListTask) -> Result<Vec<ListEntry>, ApiError> {
        if !task.is_plain() {
            return self.run(move || task.make()).await;
        }
        if task.pace().is_quick() {
            return task.pace().time(|| task.make()).map_err(|e| ApiError::internal(&e));
        }
        self.run(move || task.pace().time(|| task.make())).await
    }

    /// Runs any scoring.
    ///
    /// # Errors
    /// `internal` if it fails or panics.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, RecommendError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let permit = Arc::clone(&self.cores).acquire_owned().await.map_err(|e| ApiError::internal(&e))?;
        let done = spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        done.await.map_err(|e| ApiError::internal(&e))?.map_err(|e| ApiError::internal(&e))
    }
}
