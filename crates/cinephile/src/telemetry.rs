//! Logs for people and machines, and spans for whoever collects them (OpenTelemetry).
//!
//! Spans are exported only where the standard variables say where to: `OTEL_EXPORTER_OTLP_ENDPOINT` or
//! `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` (protobuf over HTTP). The SDK reads the others itself: headers, timeouts,
//! sampler, resource, batches. What is exported has a target of its own, so that no log line grows by it.

use crate::args::LogFormat;
use anyhow::{Context as _, Result};
use cinephile_api::SPANS;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{SpanExporter, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use reqwest::blocking::Client;
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use std::env::var_os;
use std::sync::Arc;
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, fmt, registry};

/// Either of these says where a collector is.
const ENDPOINTS: [&str; 2] = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];

/// What is running; ends with [`Telemetry::finish`].
pub(crate) struct Telemetry {
    spans: Option<SdkTracerProvider>,
}

impl Telemetry {
    /// Logs what passes `filter`, and exports spans where variables say so. Must be called outside the async runtime.
    ///
    /// # Errors
    /// If `filter` is none, or an `OTEL_` variable cannot be used.
    pub(crate) fn start(filter: &str, format: LogFormat) -> Result<Self> {
        let only_logs = format!("{SPANS}=off").parse().context("the spans' target is no filter")?;
        let filter =
            EnvFilter::try_new(filter).with_context(|| format!("`--log {filter}` is not a log filter"))?;
        let log = fmt::layer().with_writer(std::io::stderr);
        let log = match format {
            LogFormat::Pretty => log.boxed(),
            LogFormat::Json => log.json().boxed(),
        };
        let spans = if wants_spans() { Some(exporter()?) } else { None };
        let layer = spans.as_ref().map(|provider| {
            let tracer = provider.tracer("cinephile");
            let only_spans = Targets::new().with_target(SPANS, Level::INFO);
            tracing_opentelemetry::layer().with_tracer(tracer).with_filter(only_spans)
        });
        registry().with(log.with_filter(filter.add_directive(only_logs))).with(layer).init();
        Ok(Self { spans })
    }

    /// Sends what is left. Must be called outside the async runtime.
    pub(crate) fn finish(self) {
        if let Some(Err(error)) = self.spans.map(|provider| provider.shutdown()) {
            tracing::warn!(error = %error, "the last spans could not be sent: {error}");
        }
    }
}

/// Whether variables say where to, and none says not to.
fn wants_spans() -> bool {
    let is = |name: &str, value: &str| var_os(name).is_some_and(|set| set.eq_ignore_ascii_case(value));
    let has_endpoint = ENDPOINTS.iter().any(|name| var_os(name).is_some_and(|value| !value.is_empty()));
    has_endpoint && !is("OTEL_SDK_DISABLED", "true") && !is("OTEL_TRACES_EXPORTER", "none")
}

fn exporter() -> Result<SdkTracerProvider> {
    let exporter = SpanExporter::builder().with_http().with_http_client(client()?).build();
    let exporter = exporter.context("spans cannot be exported as the OTEL_ variables say")?;
    let resource = Resource::builder();
    let resource = match var_os("OTEL_SERVICE_NAME") {
        Some(_) => resource,
        None => resource.with_service_name("cinephile"),
    };
    Ok(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource.build()).build())
}

/// Trusts the authorities that browsers trust, wherever it runs.
fn client() -> Result<Client> {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let tls = tls.with_safe_default_protocol_versions().context("no version of TLS can be used")?;
    let tls = tls.with_root_certificates(roots).with_no_client_auth();
    let client = Client::builder().tls_backend_preconfigured(tls).build();
    client.context("spans cannot be exported: no client can be made")
}
