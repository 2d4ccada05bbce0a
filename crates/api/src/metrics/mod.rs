//! The figures that operators watch, as Prometheus reads them.
//!
//! Each service has a registry of its own, handed around as a value: a global one (the `metrics` facade) would mix the
//! services of one process, tests among them. No label ever holds what a client made up: routes are templates,
//! algorithms those that are loaded, everything else is ours.

mod feedback;
mod http;
mod limits;
mod models;
mod posters;
mod process;
mod store;

pub(crate) use feedback::FeedbackMetrics;
pub(crate) use http::record_request;
pub(crate) use limits::LimitMetrics;
pub(crate) use posters::PosterMetrics;

use crate::error::ApiError;
use cinephile_store::Store;
use http::HttpMetrics;
use models::ModelMetrics;
use process::ProcessCollector;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::sync::Arc;
use store::{PoolCollector, StoreMetrics};

/// What [`Metrics::encode`] writes: the OpenMetrics text format, which Prometheus and its kin all read.
pub(crate) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Seconds, from half a millisecond (a short list) to ten seconds (the time limit).
const SECONDS: [f64; 14] =
    [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

type Durations<L> = Family<L, Histogram>;

/// Everything that is counted and timed.
pub(crate) struct Metrics {
    registry: Registry,
    http: HttpMetrics,
    models: ModelMetrics,
    feedback: FeedbackMetrics,
    limits: LimitMetrics,
    posters: PosterMetrics,
}

impl Metrics {
    /// The figures of a service, and its store, whose calls they tell from now on.
    pub(crate) fn watch(store: Store) -> (Self, Store) {
        let mut registry = Registry::default();
        registry.register_collector(Box::new(ProcessCollector));
        registry.register_collector(Box::new(PoolCollector(store.clone())));
        let ours = registry.sub_registry_with_prefix("cinephile");
        let http = HttpMetrics::register(ours);
        let models = ModelMetrics::register(ours);
        let feedback = FeedbackMetrics::register(ours);
        let limits = LimitMetrics::register(ours);
        let posters = PosterMetrics::register(ours);
        let of_store = Arc::new(StoreMetrics::register(ours));
        let store = store.observed_by(of_store);
        (Self { registry, http, models, feedback, limits, posters }, store)
    }

    /// Of lists and of what is loaded.
    pub(crate) fn models(&self) -> &ModelMetrics {
        &self.models
    }

    /// Of feedback.
    pub(crate) fn feedback(&self) -> &FeedbackMetrics {
        &self.feedback
    }

    /// Of rate limits.
    pub(crate) fn limits(&self) -> &LimitMetrics {
        &self.limits
    }

    /// Of posters.
    pub(crate) fn posters(&self) -> &PosterMetrics {
        &self.posters
    }

    /// All of it, as text.
    ///
    /// # Errors
    /// `internal`, which nothing here gives cause for.
    pub(crate) fn encode(&self) -> Result<String, ApiError> {
        let mut text = String::with_capacity(16 * 1024);
        encode(&mut text, &self.registry).map_err(|e| ApiError::internal(&e))?;
        Ok(text)
    }
}

/// A family of histograms over [`SECONDS`].
fn durations<L: Clone + std::hash::Hash + Eq>() -> Durations<L> {
    Family::new_with_constructor(|| Histogram::new(SECONDS))
}
