//! Web addresses that an operator sets, checked once.

use axum::http::HeaderValue;
use std::str::FromStr;
use url::Url;

/// The origin of a page that may call the API from elsewhere: scheme, host and perhaps a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorsOrigin(HeaderValue);

/// The address that clients reach the API at, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

/// A text that is not such an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid {what} `{got}`: expected {expected}, such as https://cinephile.example")]
pub struct InvalidAddress {
    what: &'static str,
    got: String,
    expected: &'static str,
}

impl CorsOrigin {
    /// As browsers send it.
    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

impl PublicUrl {
    /// The address.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether clients reach the service by TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl FromStr for CorsOrigin {
    type Err = InvalidAddress;

    /// Every page is the business of nobody's server, so there is no `*`; `null` is what any page can make itself.
    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        let origin = web_address(text).filter(|url| url.path() == "/").map(|url| url.origin());
        let header = origin.and_then(|origin| HeaderValue::from_str(&origin.ascii_serialization()).ok());
        header.map(Self).ok_or_else(|| InvalidAddress {
            what: "origin",
            got: text.to_owned(),
            expected: "http:// or https:// with a host, perhaps a port, and nothing else",
        })
    }
}

impl FromStr for PublicUrl {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        let url = web_address(text).map(|url| url.as_str().trim_end_matches('/').to_owned());
        url.map(Self).ok_or_else(|| InvalidAddress {
            what: "public address",
            got: text.to_owned(),
            expected: "http:// or https:// with a host, perhaps a port and a path",
        })
    }
}

/// An address of the web that names one host, and nothing that belongs to one request.
fn web_address(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_of_web = matches!(url.scheme(), "http" | "https");
    let names_one_host = url.host_str().is_some_and(|host| !host.is_empty() && !host.contains('*'));
    let is_bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    (is_of_web && names_one_host && is_bare).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_as_browsers_send_them_and_nothing_else() {
        let origin = |text: &str| text.parse().map(|CorsOrigin(header)| header);
        for (given, sent) in [
            ("https://page.example", "https://page.example"),
            ("HTTPS://Page.Example:443/", "https://page.example"),
            ("http://localhost:5173", "http://localhost:5173"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            assert_eq!(origin(given).expect(given), sent);
        }
        for wrong in [
            "*",
            "null",
            "",
            "page.example",
            "https://*.example",
            "https://page.example/path",
            "javascript:alert(1)",
            "file:///x",
            "https://user@page.example",
            "https://page.example?x",
            "https://",
            "https://page.example#x",
        ] {
            let error = origin(wrong).expect_err(wrong).to_string();
            assert!(error.starts_with(&format!("invalid origin `{wrong}`: expected http://")), "{error}");
        }
    }

    #[test]
    fn a_public_address_may_have_a_path() {
        let url = |text: &str| text.parse().map(|PublicUrl(url)| url);
        assert_eq!(url("https://api.example/films/").expect("one"), "https://api.example/films");
        assert_eq!(url("http://127.0.0.1:8080").expect("one"), "http://127.0.0.1:8080");
        for wrong in
            ["api.example", "ftp://api.example", "https://api.example/?x=1", "https://a:b@api.example"]
        {
            assert!(url(wrong).is_err(), "{wrong}");
        }
    }
}
