//! Requests as spans, for those who collect them (OpenTelemetry's semantic conventions for HTTP servers).
//!
//! They have a target of their own: whoever sets up the logs leaves it out there, and lets nothing else be exported.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::field::Empty;
use tracing::{Instrument as _, Span, info_span};

/// The target of all spans that are to be exported.
pub const SPANS: &str = "otel";

/// A layer that makes each request a span, which goes on from the caller's own where `traceparent` names it.
pub(crate) async fn trace_request(request: Request, next: Next) -> Response {
    let span = request_span(&request);
    if span.is_disabled() {
        return next.run(request).await;
    }
    #[cfg(feature = "telemetry")]
    crate::trace_parent::continue_from(request.headers(), &span);
    let response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
    response
}

/// The span of a list that is worked out.
pub(crate) fn list_span(algorithm: &str) -> Span {
    info_span!(target: SPANS, "recommend", algorithm)
}

fn request_span(request: &Request) -> Span {
    let (method, path) = (request.method(), request.uri().path());
    let route = request.extensions().get::<MatchedPath>().map_or("page", MatchedPath::as_str);
    info_span!(
        target: SPANS,
        "request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = %method,
        http.route = route,
        http.response.status_code = Empty,
        url.path = path,
    )
}
