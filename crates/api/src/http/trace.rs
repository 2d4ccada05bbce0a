//! Each request as a span, by OpenTelemetry's semantic conventions for HTTP servers.

use crate::spans::SPANS;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::field::Empty;
use tracing::{Instrument as _, Span, info_span};

/// A layer that makes each request a span. If `traceparent` names the caller's span, that one is its parent.
pub(crate) async fn trace_request(request: Request, next: Next) -> Response {
    let span = request_span(&request);
    if span.is_disabled() {
        return next.run(request).await;
    }
    #[cfg(feature = "telemetry")]
    super::trace_parent::continue_from(request.headers(), &span);
    let response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
    response
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
