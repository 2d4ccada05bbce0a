//! What every handler shares: the published snapshot, the store, the settings.

use crate::admin::Operator;
use crate::config::ApiConfig;
use crate::error::ApiError;
use crate::feedback::FeedbackQueue;
use crate::insights::{Figures, ShownFigures};
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::poster_source::PosterSource;
use crate::scoring::ScoringThreads;
use crate::snapshot::{Snapshot, SnapshotError};
use arc_swap::{ArcSwap, ArcSwapOption};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderName;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use cinephile_store::Store;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Which models an answer was made with.
pub(crate) const MODEL_ID: HeaderName = HeaderName::from_static("x-model-id");

/// The service's state; clones share it.
///
/// The [`Snapshot`] and the figures shown with it are swapped as a whole: a request takes them once and sees one catalogue
/// and one set of models to its end, while the next request may already see the next.
#[derive(Clone)]
pub struct AppState {
    shared: Arc<Shared>,
}

/// What a request is answered from; immutable, replaced as a whole.
struct Served {
    snapshot: Arc<Snapshot>,
    figures: Arc<ShownFigures>,
}

struct Shared {
    served: ArcSwapOption<Served>,
    /// Held by whoever replaces what is served: figures must not bring back models that were just replaced.
    replacing: Mutex<()>,
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
            operator: OnceLock::new(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Serves `snapshot` from now on; requests under way finish with the one they began with.
    pub fn publish(&self, snapshot: Snapshot) {
        let _one = self.replacing();
        self.shared.metrics.models().note_published(&snapshot.list_models());
        let figures = Arc::clone(&snapshot.insights().figures);
        self.shared.served.store(Some(Arc::new(Served { snapshot: Arc::new(snapshot), figures })));
    }

    /// Shows `figures` with the models of that id from now on; `false` if others are served by now.
    ///
    /// # Errors
    /// If the figures cannot be written as JSON.
    pub fn show_figures(&self, model_id: &str, figures: Figures) -> Result<bool, SnapshotError> {
        let _one = self.replacing();
        let Some(served) = self.shared.served.load_full() else { return Ok(false) };
        if served.snapshot.model_id() != model_id {
            return Ok(false);
        }
        let figures = Arc::new(served.snapshot.insights().with_figures(figures)?);
        let snapshot = Arc::clone(&served.snapshot);
        self.shared.served.store(Some(Arc::new(Served { snapshot, figures })));
        Ok(true)
    }

    fn replacing(&self) -> MutexGuard<'_, ()> {
        self.shared.replacing.lock().unwrap_or_else(PoisonError::into_inner)
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
        self.shared.served.load().as_ref().map(|served| served.snapshot.model_id().to_owned())
    }

    /// Serves nothing any more where `model_id` is what is served, and says why.
    pub fn withdraw(&self, model_id: &str, why: &str) {
        let _one = self.replacing();
        if self.model_id().as_deref() == Some(model_id) {
            self.set_waiting_for(why);
            self.shared.served.store(None);
        }
    }

    /// What to say while there is no snapshot, such as `fitting kmeans`.
    pub fn set_waiting_for(&self, what: &str) {
        self.shared.waiting_for.store(Arc::new(what.to_owned()));
    }

    /// Whether there is anything to answer from.
    pub(crate) fn is_ready(&self) -> bool {
        self.shared.served.load().is_some()
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

/// What one request is answered from: taken once, whoever asks and however often.
#[derive(Clone)]
struct Taken(Option<Arc<Served>>);

impl Taken {
    /// # Errors
    /// `not_ready` while there is nothing.
    fn by(parts: &Parts, state: &AppState) -> Result<Arc<Served>, ApiError> {
        let taken = parts.extensions.get::<Self>().and_then(|Self(served)| served.clone());
        taken.ok_or_else(|| ApiError::not_ready(&state.waiting_for()))
    }
}

/// Takes the snapshot for all that happens to a request, and says in the answer which one it was: no answer can mix
/// two, and `x-model-id` proves it.
pub(crate) async fn take_snapshot(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let taken = app.shared.served.load_full();
    request.extensions_mut().insert(Taken(taken.clone()));
    let mut response = next.run(request).await;
    if let Some(served) = taken {
        response.headers_mut().insert(MODEL_ID, served.snapshot.model_header().clone());
    }
    response
}

/// The snapshot of this request, for handlers that need one; rejects with `not_ready` before any body is read.
pub(crate) struct Ready(pub(crate) Arc<Snapshot>);

impl FromRequestParts<AppState> for Ready {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        Ok(Self(Arc::clone(&Taken::by(parts, state)?.snapshot)))
    }
}

/// The figures shown with this request's snapshot.
pub(crate) struct ReadyFigures(pub(crate) Arc<ShownFigures>);

impl FromRequestParts<AppState> for ReadyFigures {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        Ok(Self(Arc::clone(&Taken::by(parts, state)?.figures)))
    }
}
