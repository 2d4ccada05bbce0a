//! Scoring: in place where it is quick, else off the threads that answer requests.
//!
//! A model may need longer than the millisecond that an async thread can spare, so scoring runs on the runtime's
//! blocking threads. Those are many; as scoring is pure computing, no more of it runs at once than there are
//! cores, and the rest waits in order of arrival.
//!
//! That hop costs some 40 us of CPU time, which is a third of what the quick models need. So every model's [`Pace`] is
//! kept: once its plain lists have taken less than [`QUICK_US`] on average they are worked out in place, until that is no
//! longer so (another model, a longer catalogue, a busier machine).

use crate::error::ApiError;
use crate::snapshot::Snapshot;
use crate::wishes::Wishes;
use cinephile_data::{ItemIdx, OwnedHistory};
use cinephile_engine::{
    Explanation, Query, QueryVisit, Reason, RecommendError, Recommendation, Recommender, StarsPrediction,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Lists that take less than this many microseconds do not leave their thread.
const QUICK_US: u32 = 400;

/// Histories up to this length are what the pace is of; longer ones always leave the thread.
const MAX_QUICK_RATINGS: usize = 100;

/// How long one model's plain lists take: microseconds, as a running mean over the last eight or so; 0 when unknown.
#[derive(Default)]
pub(crate) struct Pace {
    mean_us: AtomicU32,
}

impl Pace {
    fn is_quick(&self) -> bool {
        (1..QUICK_US).contains(&self.mean_us.load(Ordering::Relaxed))
    }

    /// Runs `work` and takes its time into the mean. Two at once may lose one of the times, which does no harm.
    fn time<T>(&self, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = work();
        let took = u32::try_from(started.elapsed().as_micros()).unwrap_or(u32::MAX).max(1);
        let mean = match self.mean_us.load(Ordering::Relaxed) {
            0 => took,
            mean => mean - mean / 8 + took / 8,
        };
        self.mean_us.store(mean.max(1), Ordering::Relaxed);
        done
    }
}

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
    /// Why it is in the list; every served model has a reason.
    pub(crate) reason: Option<Reason>,
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
    pub(crate) async fn recommend(
        &self,
        task: ScoringTask,
        pace: Arc<Pace>,
    ) -> Result<Vec<Scored>, ApiError> {
        if !task.is_plain() {
            return self.run(move || task.run()).await;
        }
        if pace.is_quick() {
            return pace.time(|| task.run()).map_err(|e| ApiError::internal(&e));
        }
        self.run(move || pace.time(|| task.run())).await
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
    /// Whether it is a list as the algorithm ranks it, of a history of usual length.
    fn is_plain(&self) -> bool {
        !self.explain
            && self.history.as_history().len() <= MAX_QUICK_RATINGS
            && self.wishes.steering().is_none()
    }

    fn run(&self) -> Result<Vec<Scored>, RecommendError> {
        self.ask(|visit| self.describe(visit, self.rank(visit)?))
    }

    /// Folds the visitor in, and asks everything about the list of it.
    pub(crate) fn ask<T>(
        &self,
        ask: impl FnOnce(&dyn QueryVisit) -> Result<T, RecommendError>,
    ) -> Result<T, RecommendError> {
        let wanted = |item: ItemIdx| self.wishes.passes(item, &self.snapshot);
        let query = Query {
            history: self.history.as_history(),
            k: self.k,
            filter: if self.wishes.lets_all_pass() { None } else { Some(&wanted) },
        };
        ask(&*self.recommender.visit(&query)?)
    }

    /// The list alone, best first.
    pub(crate) fn rank(&self, visit: &dyn QueryVisit) -> Result<Vec<Recommendation>, RecommendError> {
        match self.wishes.steering() {
            None => Ok(visit.top(self.k)),
            Some(steering) => steering.recommend(visit, self.k, self.snapshot.traits()),
        }
    }

    /// What is in the list, with its reason, predicted stars and, where wished, what each rating does.
    pub(crate) fn describe(
        &self,
        visit: &dyn QueryVisit,
        list: Vec<Recommendation>,
    ) -> Result<Vec<Scored>, RecommendError> {
        let items: Vec<ItemIdx> = list.iter().map(|found| found.item).collect();
        let mut reasons = visit.reasons(&items)?.into_iter();
        let stars = visit.predict_stars(self.snapshot.stars(), &items);
        let explained = if self.explain { visit.explain(&items)? } else { None };
        let mut explanations = explained.into_iter().flatten();
        let describe = |(found, stars)| Scored {
            found,
            reason: reasons.next(),
            stars,
            explanation: explanations.next(),
        };
        Ok(list.into_iter().zip(stars).map(describe).collect())
    }
}
