//! Logs for people and machines, and spans for a collector (OpenTelemetry).
//!
//! Spans are exported only if a standard variable names a collector: `OTEL_EXPORTER_OTLP_ENDPOINT` or
//! `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` (protobuf over HTTP). The SDK reads the others itself: headers, timeouts,
//! sampler, resource, batches. Exported spans have a target of their own, so that they do not make log lines longer.

use crate::args::LogFormat;
#[cfg(feature = "telemetry")]
use crate::spans::Spans;
use anyhow::{Context as _, Result};
use cinephile_api::SPANS;
use std::env::var_os;
use std::io::IsTerminal as _;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, fmt, registry};

/// Either of these variables names a collector.
const ENDPOINTS: [&str; 2] = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];

/// The running export of logs and spans; ends with [`Telemetry::finish`].
pub(crate) struct Telemetry {
    #[cfg(feature = "telemetry")]
    spans: Option<Spans>,
}

impl Telemetry {
    /// Logs what passes `filter`, and exports spans if the variables say so. Must be called outside the async runtime.
    ///
    /// # Errors
    /// If `filter` is not a log filter, or an `OTEL_` variable is invalid.
    pub(crate) fn start(filter: &str, format: LogFormat) -> Result<Self> {
        let only_logs = format!("{SPANS}=off").parse().context("the target of spans is not a log filter")?;
        let filter = EnvFilter::try_new(filter)
            .with_context(|| format!("invalid `--log {filter}`: not a log filter"))?;
        // Colour codes belong on a terminal, not in a file.
        let is_coloured =
            std::io::stderr().is_terminal() && var_os("NO_COLOR").is_none_or(|no| no.is_empty());
        let log = fmt::layer().with_writer(std::io::stderr).with_ansi(is_coloured);
        let log = match format {
            LogFormat::Pretty => log.boxed(),
            LogFormat::Json => log.json().boxed(),
        };
        let logs = registry().with(log.with_filter(filter.add_directive(only_logs)));
        #[cfg(feature = "telemetry")]
        {
            let spans = if wants_spans() { Some(Spans::start()?) } else { None };
            logs.with(spans.as_ref().map(Spans::layer)).init();
            Ok(Self { spans })
        }
        #[cfg(not(feature = "telemetry"))]
        {
            logs.init();
            if wants_spans() {
                tracing::warn!("not exporting spans: {}", crate::features::Feature::Telemetry.missing());
            }
            Ok(Self {})
        }
    }

    /// Sends the remaining spans. Must be called outside the async runtime.
    pub(crate) fn finish(self) {
        #[cfg(feature = "telemetry")]
        if let Some(spans) = self.spans {
            spans.finish();
        }
    }
}

/// Whether the variables name a collector and none turns the export off.
fn wants_spans() -> bool {
    let is = |name: &str, value: &str| var_os(name).is_some_and(|set| set.eq_ignore_ascii_case(value));
    let has_endpoint = ENDPOINTS.iter().any(|name| var_os(name).is_some_and(|value| !value.is_empty()));
    has_endpoint && !is("OTEL_SDK_DISABLED", "true") && !is("OTEL_TRACES_EXPORTER", "none")
}
