//! Spans that are exported (OpenTelemetry).
//!
//! They have a target of their own: the log leaves it out, and the exporter takes nothing else.

use tracing::{Span, info_span};

/// The target of all spans that are to be exported.
pub const SPANS: &str = "otel";

/// The span of making one list.
pub(crate) fn list_span(algorithm: &str) -> Span {
    info_span!(target: SPANS, "recommend", algorithm)
}
