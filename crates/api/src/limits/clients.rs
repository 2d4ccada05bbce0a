//! Which client a request comes from: an address, as far as it can be trusted.
//!
//! Proxies append the address that they see to `X-Forwarded-For`. With `n` proxies of the operator's own in front, the
//! last `n` entries are theirs, and the first of these is the client. Entries before it may be made up and are ignored.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The client: an IPv4 address, or the /64 network of an IPv6 address, since that is what one customer gets.
///
/// A connection from this machine that no trusted proxy vouches for is the operator's own (a load test, or a proxy that was
/// not configured, whose visitors would all share one budget). All of these are one client without limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Client(Option<IpAddr>);

impl Client {
    /// This machine.
    pub(crate) const LOCAL: Self = Self(None);

    /// The client at an address.
    pub(crate) fn at(address: IpAddr) -> Self {
        Self(Some(network_of(address)))
    }

    /// The client at the other end of a connection.
    pub(crate) fn of_peer(peer: SocketAddr) -> Self {
        let address = peer.ip().to_canonical();
        if address.is_loopback() { Self::LOCAL } else { Self::at(address) }
    }

    /// Whether this client has limits.
    pub(crate) fn is_limited(self) -> bool {
        self.0.is_some()
    }

    /// The address or network; `None` for this machine.
    pub(super) fn address(self) -> Option<IpAddr> {
        self.0
    }
}

/// The client that the layer for rate limits found.
impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or(Self::LOCAL))
    }
}

/// Who sent a request.
pub(crate) fn client_of(extensions: &Extensions, headers: &HeaderMap, trusted_hops: u8) -> Client {
    let Some(ConnectInfo(peer)) = extensions.get::<ConnectInfo<SocketAddr>>() else { return Client::LOCAL };
    forwarded_for(headers, trusted_hops).map_or_else(|| Client::of_peer(*peer), Client::at)
}

/// The entry that the outermost trusted proxy wrote; `None` if there is none or it cannot be read.
///
/// Only the trusted entries are read, from the last one: a client may put thousands in front of them.
fn forwarded_for(headers: &HeaderMap, trusted_hops: u8) -> Option<IpAddr> {
    let back = usize::from(trusted_hops).checked_sub(1)?;
    let values = headers.get_all(FORWARDED_FOR).iter().rev().filter_map(|value| value.to_str().ok());
    let entry = values.flat_map(|value| value.rsplit(',')).nth(back)?;
    parse_address(entry.trim())
}

/// `203.0.113.7`, `203.0.113.7:4711`, `2001:db8::1`, `[2001:db8::1]:4711`.
fn parse_address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::extract::Request;

    fn client(peer: &str, forwarded: &[&str], trusted_hops: u8) -> Option<String> {
        let request =
            forwarded.iter().fold(Request::get("/"), |request, value| request.header(FORWARDED_FOR, *value));
        let mut request = request.body(Body::empty()).expect("a request");
        let peer = SocketAddr::new(peer.parse().expect("an address"), 4711);
        request.extensions_mut().insert(ConnectInfo(peer));
        let client = client_of(request.extensions(), request.headers(), trusted_hops);
        client.address().map(|address| address.to_string())
    }

    #[test]
    fn without_trusted_hops_what_is_forwarded_is_not_believed() {
        assert_eq!(client("203.0.113.7", &["198.51.100.1"], 0).as_deref(), Some("203.0.113.7"));
        assert_eq!(client("::ffff:203.0.113.7", &[], 0).as_deref(), Some("203.0.113.7"));
        assert_eq!(client("2001:db8:1:2:3:4:5:6", &[], 0).as_deref(), Some("2001:db8:1:2::"));
    }

    #[test]
    fn the_entry_of_the_outermost_trusted_proxy_counts_and_no_other() {
        let chain = ["6.6.6.6, 198.51.100.1", "10.0.0.2"];
        assert_eq!(client("10.0.0.1", &chain, 1).as_deref(), Some("10.0.0.2"));
        assert_eq!(client("10.0.0.1", &chain, 2).as_deref(), Some("198.51.100.1"));
        assert_eq!(client("10.0.0.1", &chain, 4).as_deref(), Some("10.0.0.1"), "more hops than entries");
        assert_eq!(client("127.0.0.1", &["198.51.100.1"], 1).as_deref(), Some("198.51.100.1"));
        for entry in ["198.51.100.1:80", "::ffff:198.51.100.1", "[::ffff:198.51.100.1]:80"] {
            assert_eq!(client("10.0.0.1", &[entry], 1).as_deref(), Some("198.51.100.1"), "{entry}");
        }
        assert_eq!(client("10.0.0.1", &["2001:db8::9"], 1).as_deref(), Some("2001:db8::"));
        assert_eq!(client("10.0.0.1", &["unknown"], 1).as_deref(), Some("10.0.0.1"));
    }

    #[test]
    fn this_machine_itself_has_no_limit() {
        for peer in ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(client(peer, &[], 0), None, "{peer}");
            assert_eq!(client(peer, &["198.51.100.1"], 0), None, "{peer}");
        }
        let unknown = Request::get("/").body(Body::empty()).expect("a request");
        assert_eq!(client_of(unknown.extensions(), unknown.headers(), 0), Client::LOCAL);
    }
}
