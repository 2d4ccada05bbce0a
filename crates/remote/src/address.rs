//! Where something lies: a bucket, a web server, a folder.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use url::Url;

/// The services whose buckets are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    S3,
    Google,
    Azure,
}

/// Where something lies, as typed: `s3://BUCKET/PREFIX`, `gs://`, `az://`, `http(s)://`, or a path of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(pub(crate) Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Bucket { service: Service, bucket: String, key: String },
    Web(Url),
    Local(PathBuf),
}

const ALLOWED: &str =
    "it must be s3://BUCKET/PREFIX, gs://BUCKET/PREFIX, az://CONTAINER/PREFIX, http(s)://HOST/PATH or a path";

impl Address {
    /// Whether a text names something that does not lie on this machine.
    #[must_use]
    pub fn is_elsewhere(text: &str) -> bool {
        text.split_once("://").is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        })
    }

    /// What it is called here: the last part of its path, or the bucket's name.
    #[must_use]
    pub fn name(&self) -> String {
        let last = |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        match &self.0 {
            Kind::Bucket { bucket, key, .. } if key.is_empty() => bucket.clone(),
            Kind::Bucket { key, .. } => last(key),
            Kind::Web(url) => last(url.path()),
            Kind::Local(path) => {
                path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
            }
        }
    }

    /// The same place with `ending` behind its path, such as `.md5`; a query stays where it is.
    #[must_use]
    pub fn with_ending(&self, ending: &str) -> Self {
        Self(match &self.0 {
            Kind::Bucket { service, bucket, key } => {
                Kind::Bucket { service: *service, bucket: bucket.clone(), key: format!("{key}{ending}") }
            }
            Kind::Web(url) => {
                let mut url = url.clone();
                url.set_path(&format!("{}{ending}", url.path()));
                Kind::Web(url)
            }
            Kind::Local(path) => {
                let mut path = path.clone().into_os_string();
                path.push(ending);
                Kind::Local(path.into())
            }
        })
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if !Self::is_elsewhere(text) {
            return if text.is_empty() {
                Err(format!("`` is no address; {ALLOWED}"))
            } else {
                Ok(Self(Kind::Local(text.into())))
            };
        }
        let refused = |why: &str| Err(format!("`{}` is no address: {why}; {ALLOWED}", without_secrets(text)));
        let (scheme, rest) = text.split_once("://").unwrap_or_default();
        let service = match scheme.to_ascii_lowercase().as_str() {
            "s3" => Service::S3,
            "gs" => Service::Google,
            "az" => Service::Azure,
            "http" | "https" => {
                return match Url::parse(text) {
                    Ok(url) if url.has_host() => Ok(Self(Kind::Web(url))),
                    _ => refused("it is no URL"),
                };
            }
            _ => return refused("its beginning is not known"),
        };
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            return refused("it names no bucket");
        }
        if bucket.contains(['@', '?', '#', ' ']) {
            return refused("a bucket's name has no `@`, `?`, `#` or space");
        }
        Ok(Self(Kind::Bucket {
            service,
            bucket: bucket.to_owned(),
            key: key.trim_end_matches('/').to_owned(),
        }))
    }
}

/// As it may be shown: without a password or a query, which may hold a signature.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Bucket { service, bucket, key } => {
                let scheme = match service {
                    Service::S3 => "s3",
                    Service::Google => "gs",
                    Service::Azure => "az",
                };
                write!(f, "{scheme}://{bucket}/{key}")
            }
            Kind::Web(url) => f.write_str(&without_secrets(url.as_str())),
            Kind::Local(path) => write!(f, "{}", path.display()),
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
    fn addresses_are_read_and_shown_without_what_may_be_secret() {
        assert_eq!(shown("s3://bucket/a/b/"), Ok("s3://bucket/a/b".to_owned()));
        assert_eq!(shown("https://me:hush@host:81/a.zip?sig=hush"), Ok("https://host:81/a.zip".to_owned()));
        assert_eq!(shown("data/ml-25m"), Ok("data/ml-25m".to_owned()));
        for wrong in ["s3://", "ftp://host/x", "http://", "", "s3://me:hush@host/x"] {
            let refused = shown(wrong).expect_err(wrong);
            assert!(
                refused.contains("it must be s3://BUCKET/PREFIX") && !refused.contains("hush"),
                "{refused}"
            );
        }
    }

    #[test]
    fn a_place_has_a_name_and_neighbours() {
        let address = |text: &str| text.parse::<Address>().expect("an address");
        assert_eq!(address("gs://bucket").name(), "bucket");
        assert_eq!(address("az://bucket/a/b/").name(), "b");
        let zip = address("http://host/ml.zip?x=1");
        assert_eq!(zip.name(), "ml.zip");
        assert_eq!(zip.with_ending(".md5"), address("http://host/ml.zip.md5?x=1"));
        assert_eq!(address("d/x.zip").with_ending(".md5"), address("d/x.zip.md5"));
    }
}
