//! Exports spans to a collector (OpenTelemetry): protobuf over HTTP.

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
use tracing::{Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::registry::LookupSpan;

/// A running export of spans.
pub(crate) struct Spans {
    provider: SdkTracerProvider,
}

impl Spans {
    /// Starts the export that the `OTEL_` variables describe. Must be called outside the async runtime.
    ///
    /// # Errors
    /// If a variable is invalid.
    pub(crate) fn start() -> Result<Self> {
        Ok(Self { provider: exporter()? })
    }

    /// The layer that passes spans to the exporter.
    pub(crate) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        let tracer = self.provider.tracer("cinephile");
        let only_spans = Targets::new().with_target(SPANS, Level::INFO);
        tracing_opentelemetry::layer().with_tracer(tracer).with_filter(only_spans)
    }

    /// Sends the remaining spans. Must be called outside the async runtime.
    pub(crate) fn finish(self) {
        if let Err(error) = self.provider.shutdown() {
            tracing::warn!(error = %error, "cannot send the last spans: {error}");
        }
    }
}

fn exporter() -> Result<SdkTracerProvider> {
    let exporter = SpanExporter::builder().with_http().with_http_client(client()?).build();
    let exporter = exporter.context("cannot export spans with these OTEL_ variables")?;
    let resource = Resource::builder();
    let resource = match var_os("OTEL_SERVICE_NAME") {
        Some(_) => resource,
        None => resource.with_service_name("cinephile"),
    };
    Ok(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource.build()).build())
}

/// An HTTP client that trusts the authorities that browsers trust, on any system.
fn client() -> Result<Client> {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let tls = tls.with_safe_default_protocol_versions().context("no TLS version is available")?;
    let tls = tls.with_root_certificates(roots).with_no_client_auth();
    let client = Client::builder().tls_backend_preconfigured(tls).build();
    client.context("cannot create a client to export spans")
}
