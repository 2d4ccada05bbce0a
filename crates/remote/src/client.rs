//! The HTTP client for services. TLS is rustls with ring; it trusts the authorities that browsers trust, and those in
//! `SSL_CERT_FILE`. So it also works in an image without certificates.

use object_store::client::{HttpClient, HttpConnector};
use object_store::{ClientConfigKey, ClientOptions, Error, Result};
use reqwest::Client;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use std::time::Duration;

/// The variable that names a PEM file with further authorities to trust, as for OpenSSL and most programs.
const EXTRA_ROOTS: &str = "SSL_CERT_FILE";

/// The longest pause without receiving any data.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The timeout that some clients set for metadata requests, which often nobody answers.
const METADATA_TIMEOUT: Duration = Duration::from_secs(1);

/// Creates clients for `object_store`, in place of its own, which would trust only the certificates of the system.
#[derive(Debug)]
pub(crate) struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> Result<HttpClient> {
        let allow_http =
            options.get_config_value(&ClientConfigKey::AllowHttp).is_some_and(|value| value == "true");
        let connect_timeout = options.get_config_value(&ClientConfigKey::ConnectTimeout);
        let is_metadata = connect_timeout.is_some_and(|text| text == "1s");
        let connect_timeout = if is_metadata { METADATA_TIMEOUT } else { CONNECT_TIMEOUT };
        let client = Client::builder()
            .tls_backend_preconfigured(tls()?)
            .https_only(!allow_http)
            .connect_timeout(connect_timeout)
            .read_timeout(READ_TIMEOUT)
            .user_agent(concat!("cinephile/", env!("CARGO_PKG_VERSION")))
            .build();
        client.map(HttpClient::new).map_err(generic)
    }
}

fn tls() -> Result<ClientConfig> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(file) = std::env::var_os(EXTRA_ROOTS).filter(|file| !file.is_empty()) {
        let unusable = |why: String| {
            let name = file.display().to_string();
            generic(format!("`{name}` ({EXTRA_ROOTS}) has no usable certificates: {why}"))
        };
        let read = CertificateDer::pem_file_iter(&file).map_err(|error| unusable(error.to_string()))?;
        for certificate in read {
            let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
            // Ignore a certificate that this library cannot parse: there may be a hundred others.
            let _ = roots.add(certificate);
        }
    }
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let tls = tls.with_safe_default_protocol_versions().map_err(generic)?;
    Ok(tls.with_root_certificates(roots).with_no_client_auth())
}

fn generic(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::Generic { store: "HTTP", source: source.into() }
}
