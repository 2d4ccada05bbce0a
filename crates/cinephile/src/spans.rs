//! Spans for whoever collects them (OpenTelemetry): protobuf over HTTP.

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

/// The spans that are being exported.
pub(crate) struct Spans {
    provider: SdkTracerProvider,
}

impl Spans {
    /// Exports as the `OTEL_` variables say. Must be called outside the async runtime.
    ///
    /// # Errors
    /// If a variable cannot be used.
    pub(crate) fn start() -> Result<Self> {
        Ok(Self { provider: exporter()? })
    }

    /// What passes spans on to the exporter.
    pub(crate) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        let tracer = self.provider.tracer("cinephile");
        let only_spans = Targets::new().with_target(SPANS, Level::INFO);
        tracing_opentelemetry::layer().with_tracer(tracer).with_filter(only_spans)
    }

    /// Sends what is left. Must be called outside the async runtime.
    pub(crate) fn finish(self) {
        if let Err(error) = self.provider.shutdown() {
            tracing::warn!(error = %error, "the last spans could not be sent: {error}");
        }
    }
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
