//! What every handler shares: the published snapshot, the store, the settings.

use crate::admin::Operator;
use crate::config::ApiConfig;
use crate::error::ApiError;
use crate::feedback::FeedbackQueue;
use crate::limits::{Budget, Client, Limits, Spent};
use crate::lists::{ListEntry, ListRequest, ListTask, ScoringThreads};
use crate::metrics::{FitOutcome, Metrics};
use crate::poster_source::PosterSource;
use crate::serving::{Figures, Served, Snapshot, SnapshotError};
use crate::turns::{Room, Turns};
use arc_swap::{ArcSwap, ArcSwapOption};
use cinephile_engine::Taste;
use cinephile_store::Store;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

/// Memory for bodies that are being received, in KiB, besides those that are small. A client may send three whole files at once.
const BODIES: Room = Room {
    capacity: 128 * 1024,
    per_client: 56 * 1024,
    waiting: 64,
    waiting_per_client: 8,
    longest_wait: Duration::from_secs(2),
};

/// How many files are read at the same time, each by another client: one may take some seconds, and some 100 MB beside the file itself.
const READERS: Room = Room {
    capacity: 2,
    per_client: 1,
    waiting: 16,
    waiting_per_client: 3,
    longest_wait: Duration::from_secs(5),
};

/// The service's state; clones share it.
///
/// The [`Snapshot`] and the figures shown with it are swapped as a whole: each request is pinned to one of them and sees one
/// catalogue and one set of models to its end, while the next request may already see the next.
#[derive(Clone)]
pub struct AppState {
    shared: Arc<Shared>,
}

struct Shared {
    served: ArcSwapOption<Served>,
    /// Held while what is served is replaced: figures must not bring back models that were just replaced.
    replacing: Mutex<()>,
    waiting_for: ArcSwap<String>,
    store: Store,
    config: ApiConfig,
    feedback: FeedbackQueue,
    limits: Limits,
    metrics: Metrics,
    posters: Option<PosterSource>,
    scoring: ScoringThreads,
    bodies: Turns,
    readers: Turns,
    operator: OnceLock<Arc<dyn Operator>>,
}

impl AppState {
    /// A state without a snapshot: routes that need one answer 503 until [`AppState::publish`].
    #[must_use]
    pub fn new(store: Store, config: ApiConfig) -> Self {
        let (metrics, store) = Metrics::watch(store);
        let shared = Shared {
            served: ArcSwapOption::empty(),
            replacing: Mutex::default(),
            waiting_for: ArcSwap::from_pointee("loading data".to_owned()),
            feedback: FeedbackQueue::new(store.clone(), config.keep_feedback, metrics.feedback().clone()),
            limits: Limits::new(&config.rate_limits),
            posters: poster_source(&config, &store, &metrics),
            store,
            config,
            metrics,
            scoring: ScoringThreads::new(),
            bodies: Turns::new(BODIES),
            readers: Turns::new(READERS),
            operator: OnceLock::new(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Serves `snapshot` from now on; requests under way finish with the one they started with.
    pub fn publish(&self, snapshot: Snapshot) {
        let _one = self.replacing();
        self.shared.metrics.models().note_published(&snapshot.list_models(), snapshot.created_at_s());
        let figures = Arc::clone(&snapshot.insights.figures);
        self.shared.served.store(Some(Arc::new(Served { snapshot: Arc::new(snapshot), figures })));
    }

    /// Shows `figures` with the models of this id from now on; `false` if other models are served by now.
    ///
    /// # Errors
    /// If the figures cannot be written as JSON.
    pub fn show_figures(&self, model_id: &str, figures: Figures) -> Result<bool, SnapshotError> {
        let _one = self.replacing();
        let Some(served) = self.shared.served.load_full() else { return Ok(false) };
        if served.snapshot.model_id() != model_id {
            return Ok(false);
        }
        let figures = Arc::new(served.snapshot.insights.with_figures(figures)?);
        let snapshot = Arc::clone(&served.snapshot);
        self.shared.served.store(Some(Arc::new(Served { snapshot, figures })));
        Ok(true)
    }

    fn replacing(&self) -> MutexGuard<'_, ()> {
        self.shared.replacing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets `operator` answer the calls under `/api/v1/admin`. Only the first call has an effect.
    pub fn set_operator(&self, operator: Arc<dyn Operator>) {
        // A second call is a mistake of the program that runs the service, and harmless.
        let _ = self.shared.operator.set(operator);
    }

    pub(crate) fn operator(&self) -> Option<Arc<dyn Operator>> {
        self.shared.operator.get().cloned()
    }

    /// The id of the models that are served; `None` while nothing is served.
    #[must_use]
    pub fn model_id(&self) -> Option<String> {
        self.shared.served.load().as_ref().map(|served| served.snapshot.model_id().to_owned())
    }

    /// Stops serving the models of this id, if they are what is served; `why` is reported until others are published.
    pub fn withdraw(&self, model_id: &str, why: &str) {
        let _one = self.replacing();
        if self.model_id().as_deref() == Some(model_id) {
            self.set_waiting_for(why);
            self.shared.served.store(None);
        }
    }

    /// Counts a publication that cannot be served, in the metrics.
    pub fn count_rejected_publication(&self) {
        self.shared.metrics.models().note_rejected();
    }

    /// Counts a fit that has ended, in the metrics.
    pub fn count_fit(&self, outcome: FitOutcome) {
        self.shared.metrics.models().note_fit(outcome);
    }

    /// Sets what is reported while there is no snapshot, such as `fitting kmeans`.
    pub fn set_waiting_for(&self, what: &str) {
        self.shared.waiting_for.store(Arc::new(what.to_owned()));
    }

    /// What is served now; `None` while nothing is.
    pub(crate) fn served(&self) -> Option<Arc<Served>> {
        self.shared.served.load_full()
    }

    /// Whether a snapshot is served.
    pub(crate) fn is_ready(&self) -> bool {
        self.shared.served.load().is_some()
    }

    /// Makes a list for a visitor of this taste, at the client's expense.
    ///
    /// # Errors
    /// `rate_limited` or `overloaded`; `internal` if the model rejects the history or panics.
    pub(crate) async fn recommend(
        &self,
        client: Client,
        list: ListRequest,
        taste: Taste,
    ) -> Result<Vec<ListEntry>, ApiError> {
        let model = Arc::clone(&list.model);
        let task = ListTask { request: list, taste };
        self.charge(client, task.cost())?;
        let work = self.scoring().make_list(client, task);
        self.metrics().models().time_list(&model.algorithm, work).await
    }

    /// Spends `n` of a client's budget.
    ///
    /// # Errors
    /// `rate_limited` if less is left.
    pub(crate) fn spend(&self, client: Client, budget: Budget, n: u32) -> Result<(), ApiError> {
        self.limits().spend(client, budget, n).map_err(|Spent { wait }| {
            self.metrics().limits().count(budget.name());
            ApiError::rate_limited(budget.name(), wait)
        })
    }

    /// Charges a client what a request costs, of which every request has paid one already.
    ///
    /// # Errors
    /// `rate_limited` if less is left.
    pub(crate) fn charge(&self, client: Client, cost: u32) -> Result<(), ApiError> {
        self.spend(client, Budget::Requests, cost.saturating_sub(1))
    }

    pub(crate) fn waiting_for(&self) -> Arc<String> {
        self.shared.waiting_for.load_full()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.shared.store
    }

    pub(crate) fn config(&self) -> &ApiConfig {
        &self.shared.config
    }

    pub(crate) fn feedback(&self) -> &FeedbackQueue {
        &self.shared.feedback
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.shared.metrics
    }

    /// The source of poster pictures, if one is configured.
    pub(crate) fn posters(&self) -> Option<&PosterSource> {
        self.shared.posters.as_ref()
    }

    pub(crate) fn scoring(&self) -> &ScoringThreads {
        &self.shared.scoring
    }

    /// Room for large bodies that are being received.
    pub(crate) fn bodies(&self) -> &Turns {
        &self.shared.bodies
    }

    /// Room for files that are being read.
    pub(crate) fn readers(&self) -> &Turns {
        &self.shared.readers
    }
}

/// The source of poster pictures. If it cannot be set up, that is logged and posters are drawn.
fn poster_source(config: &ApiConfig, store: &Store, metrics: &Metrics) -> Option<PosterSource> {
    let source = PosterSource::new(config.posters.as_ref()?, store.clone(), metrics.posters().clone());
    source.inspect_err(|error| tracing::error!("cannot fetch poster pictures: {error}")).ok()
}
