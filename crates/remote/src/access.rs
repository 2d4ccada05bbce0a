//! Options for accessing a service: endpoint, keys and retries.

use crate::Address;
use crate::address::{AddressKind, Service};
use crate::client::Connector;
use crate::error::RemoteError;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::http::HttpBuilder;
use object_store::local::LocalFileSystem;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, RetryConfig};
use std::fmt;
use std::net::ToSocketAddrs as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// The address at which instances of a cloud request credentials.
const METADATA: &str = "169.254.169.254:80";

/// S3 keys that were given in other ways than the standard environment variables.
#[derive(Clone, Default)]
pub struct Keys {
    /// The access key id.
    pub access_key_id: Option<String>,
    /// The secret access key.
    pub secret_access_key: Option<String>,
    /// The session token of temporary keys.
    pub session_token: Option<String>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").finish_non_exhaustive()
    }
}

/// Options for accessing a service. Options that are not set here come from the service's standard environment
/// variables (`AWS_...`, `GOOGLE_...`, `AZURE_STORAGE_...`).
#[derive(Debug, Clone)]
pub struct Access {
    /// The service's address, if it is not that of the cloud provider.
    pub endpoint_url: Option<String>,
    /// Whether the address may use http, without encryption.
    pub allow_http: bool,
    /// The S3 region.
    pub region: Option<String>,
    /// Whether to send requests without a key, for public buckets.
    pub anonymous: bool,
    /// S3 keys.
    pub keys: Keys,
    /// How long to retry a failed request, with growing pauses.
    pub retry: Duration,
}

impl Default for Access {
    fn default() -> Self {
        Self {
            endpoint_url: None,
            allow_http: false,
            region: None,
            anonymous: false,
            keys: Keys::default(),
            retry: Duration::from_secs(60),
        }
    }
}

impl Access {
    /// The client for an address.
    pub(crate) fn store(&self, address: &Address) -> Result<Arc<dyn ObjectStore>, RemoteError> {
        let place = address.to_string();
        let unusable = |error: object_store::Error| {
            let reason = error.to_string();
            RemoteError::Options { place: place.clone(), reason }
        };
        Ok(match &address.0 {
            AddressKind::Bucket { service: Service::S3, bucket, .. } => Arc::new(self.s3(bucket, &place)?),
            AddressKind::Bucket { service: Service::Google, bucket, .. } => {
                let mut builder = GoogleCloudStorageBuilder::from_env().with_bucket_name(bucket);
                if let Some(endpoint) = &self.endpoint_url {
                    builder = builder.with_base_url(endpoint);
                }
                builder = builder.with_client_options(self.client_options(self.endpoint_url.as_deref())?);
                let builder = builder.with_skip_signature(self.anonymous).with_retry(self.retries());
                Arc::new(builder.with_http_connector(Connector).build().map_err(unusable)?)
            }
            AddressKind::Bucket { service: Service::Azure, bucket, .. } => {
                let mut builder = MicrosoftAzureBuilder::from_env().with_container_name(bucket);
                if let Some(endpoint) = &self.endpoint_url {
                    builder = builder.with_endpoint(endpoint.clone());
                }
                builder = builder.with_client_options(self.client_options(self.endpoint_url.as_deref())?);
                let builder = builder.with_skip_signature(self.anonymous).with_retry(self.retries());
                Arc::new(builder.with_http_connector(Connector).build().map_err(unusable)?)
            }
            AddressKind::Web(url) => {
                // Whoever types http means it; https stays https, even after redirects.
                let options = ClientOptions::new().with_allow_http(url.scheme() == "http");
                let mut base = url.clone();
                base.set_path("/");
                let builder = HttpBuilder::new().with_url(base).with_client_options(options);
                Arc::new(
                    builder
                        .with_retry(self.retries())
                        .with_http_connector(Connector)
                        .build()
                        .map_err(unusable)?,
                )
            }
            AddressKind::Local(path) => {
                let folder =
                    if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(Path::new(".")) };
                let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                if !path.exists() {
                    return Err(RemoteError::NotFound { place });
                }
                Arc::new(LocalFileSystem::new_with_prefix(folder).map_err(unusable)?)
            }
        })
    }

    fn s3(&self, bucket: &str, place: &str) -> Result<impl ObjectStore + use<>, RemoteError> {
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
        if let Some(endpoint) = &self.endpoint_url {
            // Set both, because the environment variable of the service would take precedence.
            builder = builder.with_endpoint(endpoint).with_config(AmazonS3ConfigKey::S3Endpoint, endpoint);
        }
        let settings = [
            (AmazonS3ConfigKey::Region, &self.region),
            (AmazonS3ConfigKey::AccessKeyId, &self.keys.access_key_id),
            (AmazonS3ConfigKey::SecretAccessKey, &self.keys.secret_access_key),
            (AmazonS3ConfigKey::Token, &self.keys.session_token),
        ];
        for (key, value) in settings {
            if let Some(value) = value {
                builder = builder.with_config(key, value);
            }
        }
        let is_set =
            |key: AmazonS3ConfigKey| builder.get_config_value(&key).is_some_and(|value| !value.is_empty());
        let has_keys = is_set(AmazonS3ConfigKey::AccessKeyId)
            || is_set(AmazonS3ConfigKey::SecretAccessKey)
            || is_set(AmazonS3ConfigKey::WebIdentityTokenFile)
            || is_set(AmazonS3ConfigKey::ContainerCredentialsRelativeUri)
            || is_set(AmazonS3ConfigKey::ContainerCredentialsFullUri);
        let is_public = self.anonymous
            || builder
                .get_config_value(&AmazonS3ConfigKey::SkipSignature)
                .is_some_and(|value| value == "true");
        if !has_keys && !is_public && !is_instance() {
            return Err(RemoteError::NoCredentials { place: place.to_owned() });
        }
        let endpoint = builder
            .get_config_value(&AmazonS3ConfigKey::S3Endpoint)
            .or_else(|| builder.get_config_value(&AmazonS3ConfigKey::Endpoint));
        builder = builder.with_client_options(self.client_options(endpoint.as_deref())?);
        let builder = builder.with_skip_signature(is_public).with_retry(self.retries());
        builder
            .with_http_connector(Connector)
            .build()
            .map_err(|error| RemoteError::Options { place: place.to_owned(), reason: error.to_string() })
    }

    fn client_options(&self, endpoint: Option<&str>) -> Result<ClientOptions, RemoteError> {
        let allow_http =
            self.allow_http || std::env::var("AWS_ALLOW_HTTP").is_ok_and(|value| value == "true");
        if let Some(endpoint) = endpoint.filter(|endpoint| endpoint.starts_with("http://") && !allow_http) {
            let url = Url::parse(endpoint).ok();
            let host = url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
            return Err(RemoteError::HttpNotAllowed { endpoint: format!("http://{host}") });
        }
        Ok(ClientOptions::new().with_allow_http(allow_http))
    }

    fn retries(&self) -> RetryConfig {
        let backoff = BackoffConfig {
            init_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(5),
            base: 2.0,
        };
        RetryConfig { backoff, max_retries: usize::MAX, retry_timeout: self.retry }
    }
}

/// Whether this may be an instance of a cloud, which can request keys. This check is quick, unlike a request for keys
/// that nobody answers.
fn is_instance() -> bool {
    if std::env::var("AWS_EC2_METADATA_DISABLED").is_ok_and(|value| value.eq_ignore_ascii_case("true")) {
        return false;
    }
    let address = METADATA.to_socket_addrs().ok().and_then(|mut all| all.next());
    address
        .is_some_and(|address| std::net::TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok())
}
