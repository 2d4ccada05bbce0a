//! What an operator may say about where posters come from.

use crate::secret::Secret;
use std::str::FromStr;
use std::time::Duration;
use url::Url;

/// Where OMDb's pictures are.
const IMAGE_HOSTS: [&str; 3] = ["m.media-amazon.com", "ia.media-imdb.com", "images-na.ssl-images-amazon.com"];
/// What OMDb allows without payment, less a few for those who try their key.
const FREE_REQUESTS_PER_DAY: u32 = 950;

/// How posters are fetched from OMDb.
#[derive(Debug, Clone)]
pub struct PosterConfig {
    /// The key that OMDb gave.
    pub key: Secret,
    /// Where OMDb is; another address for closed networks.
    pub omdb: OmdbAddress,
    /// The hosts that pictures may come from.
    pub image_hosts: Vec<String>,
    /// Whether pictures may also come from private addresses and without encryption: for closed networks.
    pub allow_private: bool,
    /// The most requests a day (UTC), over all processes on one database.
    pub requests_per_day: u32,
    /// How long a visitor waits before a drawn poster is sent instead.
    pub wait: Duration,
    /// How long one request to OMDb or for a picture may take.
    pub timeout: Duration,
}

/// Where OMDb is: an `http` or `https` address without user, query and fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OmdbAddress(Url);

/// Why an address is none that OMDb can be at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{address}` is no address of OMDb; it must look like https://www.omdbapi.com/, without a query")]
pub struct OmdbAddressError {
    /// What was given, without a query: that may hold a key.
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
    /// OMDb at this address, within what it allows without payment.
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
    fn an_address_that_cannot_be_is_refused_without_its_query() {
        let new = |text: &str| text.parse::<OmdbAddress>();
        for right in ["https://www.omdbapi.com/", "http://omdb.internal:8080/api"] {
            assert!(new(right).is_ok(), "{right}");
        }
        for wrong in ["", "omdb", "ftp://omdb.example/", "https://me@omdb.example", "https://o.example/#x"] {
            assert!(new(wrong).is_err(), "{wrong}");
        }
        let refused = new("https://www.omdbapi.com/?apikey=hush").expect_err("refused").to_string();
        assert!(refused.contains("`https://www.omdbapi.com/` is no address") && !refused.contains("hush"));
    }
}
