//! Requests as spans, for those who collect them (OpenTelemetry's semantic conventions for HTTP servers).
//!
//! They have a target of their own: whoever sets up the logs leaves it out there, and lets nothing else be exported.

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState};
use tracing::field::Empty;
use tracing::{Instrument as _, Span, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// The target of all spans that are to be exported.
pub const SPANS: &str = "otel";

/// A layer that makes each request a span, which goes on from the caller's own where `traceparent` names it.
pub(crate) async fn trace_request(request: Request, next: Next) -> Response {
    let span = request_span(&request);
    if span.is_disabled() {
        return next.run(request).await;
    }
    if let Some(parent) = remote_parent(request.headers()) {
        // It fails only for a span that has begun already, and this one has not.
        let _ = span.set_parent(Context::new().with_remote_span_context(parent));
    }
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

/// Reads `traceparent` (W3C Trace Context, version 00): `00-TRACE-SPAN-FLAGS` in hexadecimal digits.
fn remote_parent(headers: &HeaderMap) -> Option<SpanContext> {
    let mut parts = headers.get("traceparent")?.to_str().ok()?.trim().split('-');
    let (version, trace, span, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if version != "00" || parts.next().is_some() || [trace.len(), span.len(), flags.len()] != [32, 16, 2] {
        return None;
    }
    let flags = TraceFlags::new(u8::from_str_radix(flags, 16).ok()?);
    let (trace, span) = (TraceId::from_hex(trace).ok()?, SpanId::from_hex(span).ok()?);
    let context = SpanContext::new(trace, span, flags, true, TraceState::default());
    context.is_valid().then_some(context)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn parent(text: &'static str) -> Option<SpanContext> {
        let headers = [("traceparent".parse().expect("a name"), HeaderValue::from_static(text))];
        remote_parent(&headers.into_iter().collect())
    }

    #[test]
    fn the_callers_span_is_read_and_nonsense_is_none() {
        let read = parent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").expect("a parent");
        assert_eq!(read.trace_id().to_string(), "0af7651916cd43dd8448eb211c80319c");
        assert_eq!(read.span_id().to_string(), "b7ad6b7169203331");
        assert!(read.is_sampled() && read.is_remote());
        for wrong in [
            "",
            "00",
            "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
            "00-zaf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-zz",
        ] {
            assert_eq!(parent(wrong), None, "{wrong}");
        }
    }
}
