//! The figures that operators watch, as Prometheus reads them.
//!
//! Each service has a registry of its own, passed around as a value. Rejected: a global registry (the `metrics` facade),
//! which would mix the services of one process, tests among them. No label holds text from a client: routes are
//! templates, algorithms are those that are loaded, and everything else is fixed.

mod connections;
mod durations;
mod feedback;
mod http;
mod limits;
mod models;
mod posters;
mod process;
mod store;

pub(crate) use connections::{ConnectionMetrics, DoorMetrics};
pub(crate) use feedback::FeedbackMetrics;
pub(crate) use limits::LimitMetrics;
pub use models::FitOutcome;
pub(crate) use posters::PosterMetrics;

use crate::error::ApiError;
use cinephile_store::Store;
use http::HttpMetrics;
use models::ModelMetrics;
use process::ProcessCollector;
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;
use std::sync::Arc;
use store::{PoolCollector, StoreMetrics};

/// The content type of [`Metrics::encode`]: OpenMetrics text, which Prometheus and compatible collectors read.
pub(crate) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Everything that is counted and timed.
pub(crate) struct Metrics {
    registry: Registry,
    connections: ConnectionMetrics,
    http: HttpMetrics,
    models: ModelMetrics,
    feedback: FeedbackMetrics,
    limits: LimitMetrics,
    posters: PosterMetrics,
}

impl Metrics {
    /// The figures of a service, and the same store with its calls counted and timed from now on.
    pub(crate) fn watch(store: Store) -> (Self, Store) {
        let mut registry = Registry::default();
        registry.register_collector(Box::new(ProcessCollector));
        registry.register_collector(Box::new(PoolCollector(store.clone())));
        let ours = registry.sub_registry_with_prefix("cinephile");
        let connections = ConnectionMetrics::register(ours);
        let http = HttpMetrics::register(ours);
        let models = ModelMetrics::register(ours);
        let feedback = FeedbackMetrics::register(ours);
        let limits = LimitMetrics::register(ours);
        let posters = PosterMetrics::register(ours);
        let of_store = Arc::new(StoreMetrics::register(ours));
        let store = store.observed_by(of_store);
        (Self { registry, connections, http, models, feedback, limits, posters }, store)
    }

    /// The figures of connections.
    pub(crate) fn connections(&self) -> &ConnectionMetrics {
        &self.connections
    }

    /// The figures of HTTP requests.
    pub(crate) fn http(&self) -> &HttpMetrics {
        &self.http
    }

    /// The figures of models and their lists.
    pub(crate) fn models(&self) -> &ModelMetrics {
        &self.models
    }

    /// The figures of feedback.
    pub(crate) fn feedback(&self) -> &FeedbackMetrics {
        &self.feedback
    }

    /// The figures of rate limits.
    pub(crate) fn limits(&self) -> &LimitMetrics {
        &self.limits
    }

    /// The figures of posters.
    pub(crate) fn posters(&self) -> &PosterMetrics {
        &self.posters
    }

    /// All figures, as text.
    ///
    /// # Errors
    /// `internal`; no figure gives cause for it.
    pub(crate) fn encode(&self) -> Result<String, ApiError> {
        let mut text = String::with_capacity(16 * 1024);
        encode(&mut text, &self.registry).map_err(|e| ApiError::internal(&e))?;
        Ok(text)
    }
}
