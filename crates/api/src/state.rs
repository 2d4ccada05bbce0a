//! What every handler shares: the published snapshot, the store, the settings.

use crate::admin::Operator;
use crate::config::ApiConfig;
use crate::error::ApiError;
use crate::feedback::FeedbackQueue;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::poster_source::PosterSource;
use crate::scoring::ScoringThreads;
use crate::snapshot::Snapshot;
use arc_swap::{ArcSwap, ArcSwapOption};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderName;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use cinephile_store::Store;
use std::sync::{Arc, OnceLock};

/// Which models an answer was made with.
pub(crate) const MODEL_ID: HeaderName = HeaderName::from_static("x-model-id");

/// The service's state; clones share it.
///
/// The [`Snapshot`] is swapped as a whole: a request takes it once and sees one catalogue and one set of models
/// to its end, while the next request may already see the next snapshot.
#[derive(Clone)]
pub struct AppState {
    shared: Arc<Shared>,
}

struct Shared {
    snapshot: ArcSwapOption<Snapshot>,
    waiting_for: ArcSwap<String>,
    store: Store,
    config: ApiConfig,
    feedback: FeedbackQueue,
    limits: Limits,
    metrics: Metrics,
    posters: Option<PosterSource>,
    scoring: ScoringThreads,
    operator: OnceLock<Arc<dyn Operator>>,
}

impl AppState {
    /// A state without a snapshot: everything that needs one answers 503 until [`AppState::publish`].
    #[must_use]
    pub fn new(store: Store, config: ApiConfig) -> Self {
        let (metrics, store) = Metrics::watch(store);
        let shared = Shared {
            snapshot: ArcSwapOption::empty(),
            waiting_for: ArcSwap::from_pointee("loading data".to_owned()),
            feedback: FeedbackQueue::new(store.clone(), config.keep_feedback, metrics.feedback().clone()),
            limits: Limits::new(&config.rate_limits),
            posters: poster_source(&config, &store, &metrics),
            store,
            config,
            metrics,
            scoring: ScoringThreads::new(),
            operator: OnceLock::new(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Serves `snapshot` from now on; requests under way finish with the one they began with.
    pub fn publish(&self, snapshot: Snapshot) {
        self.shared.metrics.models().note_published(&snapshot.list_models());
        self.shared.snapshot.store(Some(Arc::new(snapshot)));
    }

    /// Lets `operator` do what is asked under `/api/v1/admin`; the first one given holds.
    pub fn set_operator(&self, operator: Arc<dyn Operator>) {
        // A second one is a mistake of the program that runs the service, and harms nothing.
        let _ = self.shared.operator.set(operator);
    }

    pub(crate) fn operator(&self) -> Option<Arc<dyn Operator>> {
        self.shared.operator.get().cloned()
    }

    /// The id of the models that are served; `None` while there are none.
    #[must_use]
    pub fn model_id(&self) -> Option<String> {
        self.shared.snapshot.load().as_ref().map(|snapshot| snapshot.model_id().to_owned())
    }

    /// What to say while there is no snapshot, such as `fitting kmeans`.
    pub fn set_waiting_for(&self, what: &str) {
        self.shared.waiting_for.store(Arc::new(what.to_owned()));
    }

    /// Whether there is anything to answer from.
    pub(crate) fn is_ready(&self) -> bool {
        self.shared.snapshot.load().is_some()
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

    /// Where pictures of posters come from, if anywhere.
    pub(crate) fn posters(&self) -> Option<&PosterSource> {
        self.shared.posters.as_ref()
    }

    pub(crate) fn scoring(&self) -> &ScoringThreads {
        &self.shared.scoring
    }
}

/// Where pictures of posters come from; a source that cannot be set up is logged, and posters are drawn.
fn poster_source(config: &ApiConfig, store: &Store, metrics: &Metrics) -> Option<PosterSource> {
    let source = PosterSource::new(config.posters.as_ref()?, store.clone(), metrics.posters().clone());
    source.inspect_err(|error| tracing::error!("pictures of posters cannot be fetched: {error}")).ok()
}

/// The snapshot of one request: taken once, whoever asks and however often.
#[derive(Clone)]
struct Taken(Option<Arc<Snapshot>>);

/// Takes the snapshot for all that happens to a request, and says in the answer which one it was: no answer can mix
/// two, and `x-model-id` proves it.
pub(crate) async fn take_snapshot(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let taken = app.shared.snapshot.load_full();
    request.extensions_mut().insert(Taken(taken.clone()));
    let mut response = next.run(request).await;
    if let Some(snapshot) = taken {
        response.headers_mut().insert(MODEL_ID, snapshot.model_header().clone());
    }
    response
}

/// The snapshot of this request, for handlers that need one; rejects with `not_ready` before any body is read.
pub(crate) struct Ready(pub(crate) Arc<Snapshot>);

impl FromRequestParts<AppState> for Ready {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let taken = parts.extensions.get::<Taken>().and_then(|Taken(snapshot)| snapshot.clone());
        taken.map(Self).ok_or_else(|| ApiError::not_ready(&state.waiting_for()))
    }
}
