//! What every handler shares: the published snapshot, the store, the settings.

use crate::config::ApiConfig;
use crate::error::ApiError;
use crate::metrics::Metrics;
use crate::scoring::ScoringThreads;
use crate::snapshot::Snapshot;
use arc_swap::{ArcSwap, ArcSwapOption};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use cinephile_store::Store;
use std::sync::Arc;

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
    metrics: Metrics,
    scoring: ScoringThreads,
}

impl AppState {
    /// A state without a snapshot: everything that needs one answers 503 until [`AppState::publish`].
    #[must_use]
    pub fn new(store: Store, config: ApiConfig) -> Self {
        let (metrics, store) = Metrics::watch(store);
        let shared = Shared {
            snapshot: ArcSwapOption::empty(),
            waiting_for: ArcSwap::from_pointee("loading data".to_owned()),
            store,
            config,
            metrics,
            scoring: ScoringThreads::new(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Serves `snapshot` from now on; requests under way finish with the one they began with.
    pub fn publish(&self, snapshot: Snapshot) {
        self.shared.metrics.models().note_published(&snapshot.list_models());
        self.shared.snapshot.store(Some(Arc::new(snapshot)));
    }

    /// What to say while there is no snapshot, such as `fitting kmeans`.
    pub fn set_waiting_for(&self, what: &str) {
        self.shared.waiting_for.store(Arc::new(what.to_owned()));
    }

    /// The published snapshot.
    ///
    /// # Errors
    /// `not_ready` while there is none.
    pub(crate) fn snapshot(&self) -> Result<Arc<Snapshot>, ApiError> {
        self.shared.snapshot.load_full().ok_or_else(|| ApiError::not_ready(&self.waiting_for()))
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

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.shared.metrics
    }

    pub(crate) fn scoring(&self) -> &ScoringThreads {
        &self.shared.scoring
    }
}

/// The published snapshot, for handlers that need one; rejects with `not_ready` before any body is read.
pub(crate) struct Ready(pub(crate) Arc<Snapshot>);

impl FromRequestParts<AppState> for Ready {
    type Rejection = ApiError;

    async fn from_request_parts(_: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        state.snapshot().map(Self)
    }
}
