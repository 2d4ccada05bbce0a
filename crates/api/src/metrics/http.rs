//! Requests: how many, how long, how many at once.

use super::{Durations, durations};
use crate::state::AppState;
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use std::time::Instant;

/// The route of what no route matches: files of the page, and addresses that are nowhere.
const PAGE_ROUTE: &str = "page";

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

/// Of requests.
pub(super) struct HttpMetrics {
    n_answers: Family<AnswerLabels, Counter>,
    durations: Durations<RouteLabels>,
    in_flight: Gauge,
}

impl HttpMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let metrics =
            Self { n_answers: Family::default(), durations: durations(), in_flight: Gauge::default() };
        registry.register("http_requests", "Answered requests, by route", metrics.n_answers.clone());
        let durations = metrics.durations.clone();
        registry.register("http_request_duration_seconds", "From a request to its answer's head", durations);
        let in_flight = metrics.in_flight.clone();
        registry.register("http_requests_in_flight", "Requests that are being answered", in_flight);
        metrics
    }
}

/// A layer that counts and times requests by the template of their route, such as `/api/v1/movies/{id}`.
pub(crate) async fn record_request(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let http = &app.metrics().http;
    let method = method_label(request.method());
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or(PAGE_ROUTE, MatchedPath::as_str).to_owned();
    let under_way = UnderWay::begin(&http.in_flight);
    let started = Instant::now();
    let response = next.run(request).await;
    let seconds = started.elapsed().as_secs_f64();
    drop(under_way);
    let status = response.status().as_u16();
    http.n_answers.get_or_create(&AnswerLabels { method, route: route.clone(), status }).inc();
    http.durations.get_or_create(&RouteLabels { method, route }).observe(seconds);
    response
}

/// A request under way; also ends when the client has gone and the work is dropped.
struct UnderWay<'a>(&'a Gauge);

impl<'a> UnderWay<'a> {
    fn begin(in_flight: &'a Gauge) -> Self {
        in_flight.inc();
        Self(in_flight)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Clients may make up methods.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}
