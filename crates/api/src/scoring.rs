//! Scoring, off the threads that answer requests.
//!
//! A model may need longer than the millisecond that an async thread can spare, so scoring runs on the runtime's
//! blocking threads. Those are many; as scoring is pure computing, no more of it runs at once than there are
//! cores, and the rest waits in order of arrival.
//!
//! Measured against scoring inline (ml-latest-small, 20 ratings, 16 connections, two busy cores, medians of five
//! runs): the hop costs some 40 us of CPU time a request (user-knn 235 us instead of 195), and keeps the 99th
//! percentile and the requests per second steadier. With larger catalogues scoring takes milliseconds, so there is
//! one way for all models.

use crate::error::ApiError;
use crate::snapshot::Snapshot;
use crate::wishes::Wishes;
use cinephile_data::{ItemIdx, OwnedHistory};
use cinephile_engine::{Explanation, Query, RecommendError, Recommendation, Recommender, StarsPrediction};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Leave to compute: as many at once as there are cores.
pub(crate) struct ScoringThreads {
    cores: Arc<Semaphore>,
}

/// One list to work out.
pub(crate) struct ScoringTask {
    pub(crate) recommender: Arc<dyn Recommender>,
    /// What the recommender is of, and who says what the visitor would give, whichever algorithm ranks.
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) history: OwnedHistory,
    /// What may be in the list besides that it is not rated, and in which order.
    pub(crate) wishes: Wishes,
    pub(crate) k: usize,
    /// Whether to work out what each rating does to the list; costs up to twenty more scorings.
    pub(crate) explain: bool,
}

/// One entry of a list, and what is told of it.
pub(crate) struct Scored {
    pub(crate) found: Recommendation,
    /// What the visitor would give it.
    pub(crate) stars: StarsPrediction,
    /// There when it was asked for and the model's scores are sums over ratings.
    pub(crate) explanation: Option<Explanation>,
}

impl ScoringThreads {
    pub(crate) fn new() -> Self {
        let n_cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { cores: Arc::new(Semaphore::new(n_cores)) }
    }

    /// Works out one list, with reasons, best first.
    ///
    /// # Errors
    /// `internal` if the model refuses the history or panics.
    pub(crate) async fn recommend(&self, task: ScoringTask) -> Result<Vec<Scored>, ApiError> {
        self.run(move || task.run()).await
    }

    /// Does any scoring.
    ///
    /// # Errors
    /// `internal` if it fails or panics.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, RecommendError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let leave = Arc::clone(&self.cores).acquire_owned().await.map_err(|e| ApiError::internal(&e))?;
        let done = spawn_blocking(move || {
            let done = work();
            drop(leave);
            done
        });
        done.await.map_err(|e| ApiError::internal(&e))?.map_err(|e| ApiError::internal(&e))
    }
}

impl ScoringTask {
    fn run(&self) -> Result<Vec<Scored>, RecommendError> {
        self.rank().and_then(|list| self.tell(list))
    }

    /// The list alone, best first, without reasons.
    pub(crate) fn rank(&self) -> Result<Vec<Recommendation>, RecommendError> {
        self.ask(|query| match self.wishes.steering(&self.snapshot) {
            None => self.recommender.recommend(query),
            Some(steering) => steering.recommend(&*self.recommender, query),
        })
    }

    /// Of what is in the list: why it is there, what the visitor would give it, and, where wished, what each rating does.
    pub(crate) fn tell(&self, list: Vec<Recommendation>) -> Result<Vec<Scored>, RecommendError> {
        let items: Vec<ItemIdx> = list.iter().map(|found| found.item).collect();
        let mut reasons = self.ask(|query| self.recommender.reasons(query, &items))?.into_iter();
        let explained =
            if self.explain { self.ask(|query| self.recommender.explain(query, &items))? } else { None };
        let mut explanations = explained.into_iter().flatten();
        let stars = self.snapshot.stars().predict(self.history.as_history(), &items);
        let tell = |(found, stars)| Scored {
            found: Recommendation { reason: reasons.next(), ..found },
            stars,
            explanation: explanations.next(),
        };
        Ok(list.into_iter().zip(stars).map(tell).collect())
    }

    /// Asks something about the list that is wished for.
    fn ask<T>(&self, ask: impl FnOnce(&Query<'_>) -> T) -> T {
        let wanted = |item: ItemIdx| self.wishes.passes(item, &self.snapshot);
        ask(&Query {
            history: self.history.as_history(),
            k: self.k,
            filter: if self.wishes.lets_all_pass() { None } else { Some(&wanted) },
            explain: false,
        })
    }
}
