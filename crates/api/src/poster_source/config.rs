//! Configuration of the source of poster pictures.

use crate::secret::Secret;
use std::str::FromStr;
use std::time::Duration;
use url::Url;

/// The hosts of OMDb's pictures.
const IMAGE_HOSTS: [&str; 3] = ["m.media-amazon.com", "ia.media-imdb.com", "images-na.ssl-images-amazon.com"];
/// OMDb's free daily limit, minus a few requests for trying out a key.
const FREE_REQUESTS_PER_DAY: u32 = 950;

/// How posters are fetched from OMDb.
#[derive(Debug, Clone)]
pub struct PosterConfig {
    /// The API key.
    pub key: Secret,
    /// The address of OMDb; closed networks may use another one.
    pub omdb: OmdbAddress,
    /// The hosts that pictures may come from.
    pub image_hosts: Vec<String>,
    /// Whether pictures may also come from private addresses and without encryption, for closed networks.
    pub allow_private: bool,
    /// The most requests per day (UTC) of all processes that share a database.
    pub requests_per_day: u32,
    /// How long a visitor waits before a drawn poster is sent instead.
    pub wait: Duration,
    /// How long one request to OMDb or for a picture may take.
    pub timeout: Duration,
}

/// The address of OMDb: `http` or `https`, without user, query and fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OmdbAddress(Url);

/// Why an address cannot be OMDb's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "invalid OMDb address `{address}`: expected an http or https address without user, query and fragment, such as https://www.omdbapi.com/"
)]
pub struct OmdbAddressError {
    /// The given address without its query, which may hold a key.
    address: String,
}

#[cfg(feature = "omdb")]
impl OmdbAddress {
    pub(super) fn url(&self) -> &Url {
        &self.0
    }
}

impl FromStr for OmdbAddress {
    type Err = OmdbAddressError;

    fn from_str(text: &str) -> Result<Self, OmdbAddressError> {
        let is_plain = |url: &Url| {
            let is_web = matches!(url.scheme(), "http" | "https");
            is_web && url.username().is_empty() && url.query().is_none() && url.fragment().is_none()
        };
        Url::parse(text).ok().filter(is_plain).map(Self).ok_or_else(|| {
            let address = text.split(['?', '#']).next().unwrap_or_default();
            OmdbAddressError { address: address.to_owned() }
        })
    }
}

impl PosterConfig {
    /// OMDb at this address, within its free limit.
    #[must_use]
    pub fn new(key: Secret, omdb: OmdbAddress) -> Self {
        Self {
            key,
            omdb,
            image_hosts: IMAGE_HOSTS.map(str::to_owned).to_vec(),
            allow_private: false,
            requests_per_day: FREE_REQUESTS_PER_DAY,
            wait: Duration::from_millis(800),
            timeout: Duration::from_secs(5),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_address_is_rejected_without_showing_its_query() {
        let new = |text: &str| text.parse::<OmdbAddress>();
        for right in ["https://www.omdbapi.com/", "http://omdb.internal:8080/api"] {
            assert!(new(right).is_ok(), "{right}");
        }
        for wrong in ["", "omdb", "ftp://omdb.example/", "https://me@omdb.example", "https://o.example/#x"] {
            assert!(new(wrong).is_err(), "{wrong}");
        }
        let rejected = new("https://www.omdbapi.com/?apikey=hush").expect_err("rejected").to_string();
        assert!(
            rejected.contains("invalid OMDb address `https://www.omdbapi.com/`")
                && !rejected.contains("hush")
        );
    }
}
