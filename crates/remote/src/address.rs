//! Addresses of data: a bucket, a web server, or a local folder.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use url::Url;

/// A cloud service with buckets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    S3,
    Google,
    Azure,
}

/// The address of data: `s3://BUCKET/PREFIX`, `gs://BUCKET/PREFIX`, `az://CONTAINER/PREFIX`, `http(s)://HOST/PATH`, or
/// a local path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(pub(crate) AddressKind);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AddressKind {
    Bucket { service: Service, bucket: String, key: String },
    Web(Url),
    Local(PathBuf),
}

const ALLOWED: &str =
    "expected s3://BUCKET/PREFIX, gs://BUCKET/PREFIX, az://CONTAINER/PREFIX, http(s)://HOST/PATH or a path";

impl Address {
    /// Whether a text has a scheme, so that it is not a local path.
    #[must_use]
    pub fn is_remote(text: &str) -> bool {
        text.split_once("://").is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        })
    }

    /// The name of the data: the last part of its path, or the name of the bucket.
    #[must_use]
    pub fn name(&self) -> String {
        let last = |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        match &self.0 {
            AddressKind::Bucket { bucket, key, .. } if key.is_empty() => bucket.clone(),
            AddressKind::Bucket { key, .. } => last(key),
            AddressKind::Web(url) => last(url.path()),
            AddressKind::Local(path) => {
                path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
            }
        }
    }

    /// The address with `ending`, such as `.md5`, appended to its path. A query is kept.
    #[must_use]
    pub fn with_ending(&self, ending: &str) -> Self {
        Self(match &self.0 {
            AddressKind::Bucket { service, bucket, key } => AddressKind::Bucket {
                service: *service,
                bucket: bucket.clone(),
                key: format!("{key}{ending}"),
            },
            AddressKind::Web(url) => {
                let mut url = url.clone();
                url.set_path(&format!("{}{ending}", url.path()));
                AddressKind::Web(url)
            }
            AddressKind::Local(path) => {
                let mut path = path.clone().into_os_string();
                path.push(ending);
                AddressKind::Local(path.into())
            }
        })
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if !Self::is_remote(text) {
            return if text.is_empty() {
                Err(format!("the address is empty; {ALLOWED}"))
            } else {
                Ok(Self(AddressKind::Local(text.into())))
            };
        }
        let invalid =
            |why: &str| Err(format!("invalid address `{}`: {why}; {ALLOWED}", without_secrets(text)));
        let (scheme, rest) = text.split_once("://").unwrap_or_default();
        let service = match scheme.to_ascii_lowercase().as_str() {
            "s3" => Service::S3,
            "gs" => Service::Google,
            "az" => Service::Azure,
            "http" | "https" => {
                return match Url::parse(text) {
                    Ok(url) if url.has_host() => Ok(Self(AddressKind::Web(url))),
                    _ => invalid("it is not a URL"),
                };
            }
            _ => return invalid("its scheme is unknown"),
        };
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            return invalid("it does not name a bucket");
        }
        if bucket.contains(['@', '?', '#', ' ']) {
            return invalid("the name of a bucket must not contain `@`, `?`, `#` or a space");
        }
        Ok(Self(AddressKind::Bucket {
            service,
            bucket: bucket.to_owned(),
            key: key.trim_end_matches('/').to_owned(),
        }))
    }
}

/// Shows the address without a password and without the query, which may contain a signature.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            AddressKind::Bucket { service, bucket, key } => {
                let scheme = match service {
                    Service::S3 => "s3",
                    Service::Google => "gs",
                    Service::Azure => "az",
                };
                write!(f, "{scheme}://{bucket}/{key}")
            }
            AddressKind::Web(url) => f.write_str(&without_secrets(url.as_str())),
            AddressKind::Local(path) => write!(f, "{}", path.display()),
        }
    }
}

fn without_secrets(text: &str) -> String {
    let text = text.split(['?', '#']).next().unwrap_or_default();
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Result<String, String> {
        text.parse::<Address>().map(|address| address.to_string())
    }

    #[test]
    fn addresses_are_shown_without_secrets() {
        assert_eq!(shown("s3://bucket/a/b/"), Ok("s3://bucket/a/b".to_owned()));
        assert_eq!(shown("https://me:hush@host:81/a.zip?sig=hush"), Ok("https://host:81/a.zip".to_owned()));
        assert_eq!(shown("data/ml-25m"), Ok("data/ml-25m".to_owned()));
        for wrong in ["s3://", "ftp://host/x", "http://", "", "s3://me:hush@host/x"] {
            let rejected = shown(wrong).expect_err(wrong);
            assert!(
                rejected.contains("expected s3://BUCKET/PREFIX") && !rejected.contains("hush"),
                "{rejected}"
            );
        }
    }

    #[test]
    fn an_address_has_a_name_and_neighbours() {
        let address = |text: &str| text.parse::<Address>().expect("an address");
        assert_eq!(address("gs://bucket").name(), "bucket");
        assert_eq!(address("az://bucket/a/b/").name(), "b");
        let zip = address("http://host/ml.zip?x=1");
        assert_eq!(zip.name(), "ml.zip");
        assert_eq!(zip.with_ending(".md5"), address("http://host/ml.zip.md5?x=1"));
        assert_eq!(address("d/x.zip").with_ending(".md5"), address("d/x.zip.md5"));
    }
}
