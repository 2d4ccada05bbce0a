//! HTTP requests: how many, how long they take, how many at once.

use super::durations::{Durations, durations};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    method: &'static str,
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AnswerLabels {
    method: &'static str,
    route: String,
    status: u16,
}

/// The figures of HTTP requests.
pub(crate) struct HttpMetrics {
    n_answers: Family<AnswerLabels, Counter>,
    durations: Durations<RouteLabels>,
    in_flight: Gauge,
}

impl HttpMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let metrics =
            Self { n_answers: Family::default(), durations: durations(), in_flight: Gauge::default() };
        registry.register(
            "http_requests",
            "Answered requests by method, route and status",
            metrics.n_answers.clone(),
        );
        let durations = metrics.durations.clone();
        registry.register(
            "http_request_duration_seconds",
            "Time from receiving a request to sending the head of its answer",
            durations,
        );
        let in_flight = metrics.in_flight.clone();
        registry.register("http_requests_in_flight", "Requests being answered now", in_flight);
        metrics
    }

    /// Counts a request as being answered until what is returned is dropped.
    pub(crate) fn begin(&self) -> UnderWay<'_> {
        self.in_flight.inc();
        UnderWay(&self.in_flight)
    }

    /// Counts and times an answered request.
    pub(crate) fn record(&self, method: &'static str, route: String, status: u16, seconds: f64) {
        self.n_answers.get_or_create(&AnswerLabels { method, route: route.clone(), status }).inc();
        self.durations.get_or_create(&RouteLabels { method, route }).observe(seconds);
    }
}

/// A request under way; also ends when the client has gone and the work is dropped.
pub(crate) struct UnderWay<'a>(&'a Gauge);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}
