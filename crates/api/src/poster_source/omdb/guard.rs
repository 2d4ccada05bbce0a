//! Where a picture may come from: listed hosts at public addresses, nothing else.
//!
//! The address of a picture comes from a third party. Followed blindly, it would give access to everything that this server
//! can reach: cloud metadata, databases, other services (server-side request forgery). The name is checked before a
//! connection is made, and its addresses as the connection is made, so that a name cannot change its meaning in between.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::Url;

/// Which addresses may be fetched.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    pub(super) hosts: Vec<String>,
    pub(super) allow_private: bool,
}

impl Guard {
    /// The address if it may be fetched, or why it may not.
    pub(super) fn check(&self, text: &str) -> Result<Url, &'static str> {
        let url = Url::parse(text).map_err(|_| "its address is not a URL")?;
        let is_allowed = match url.scheme() {
            "https" => true,
            "http" => self.allow_private,
            _ => false,
        };
        if !is_allowed {
            return Err("its address is not https");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("its address has a user or a password");
        }
        let host = url.host_str().unwrap_or_default();
        if self.hosts.iter().all(|allowed| !allowed.eq_ignore_ascii_case(host)) {
            return Err("its host is not on the list");
        }
        let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        if literal.is_ok_and(|address| !self.allows(address)) {
            return Err("its address is private");
        }
        Ok(url)
    }

    fn allows(&self, address: IpAddr) -> bool {
        self.allow_private || is_public(address)
    }
}

/// Resolves names as the system does, and drops addresses that may not be fetched.
impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|socket| guard.allows(socket.ip())).collect();
            if allowed.is_empty() {
                let reason = "the host has no public address";
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, reason).into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Whether the address is a public one without a special purpose (the registries of RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19));
    !is_special
}

/// Only global unicast (2000::/3), without the ranges that embed or tunnel to IPv4 addresses or are for documentation.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_global = first & 0xe000 == 0x2000;
    let is_special = first == 0x2002 || (first == 0x2001 && (second < 0x0200 || second == 0x0db8));
    is_global && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(hosts: &[&str], allow_private: bool) -> Guard {
        Guard { hosts: hosts.iter().map(|&host| host.to_owned()).collect(), allow_private }
    }

    #[test]
    fn only_listed_hosts_are_fetched_from_and_only_encrypted() {
        let guard = guard(&["m.example", "127.0.0.1", "169.254.169.254", "[::1]"], false);
        assert!(guard.check("https://M.example/a.jpg").is_ok());
        assert!(guard.check("https://m.example:8443/a.jpg?x=y").is_ok());
        for (wrong, reason) in [
            ("http://m.example/a.jpg", "its address is not https"),
            ("file:///etc/passwd", "its address is not https"),
            ("https://evil.example/a.jpg", "its host is not on the list"),
            ("https://m.example.evil.example/a.jpg", "its host is not on the list"),
            ("https://m.example@evil.example/a.jpg", "its address has a user or a password"),
            ("https://evil@m.example/a.jpg", "its address has a user or a password"),
            ("https://127.0.0.1/a.jpg", "its address is private"),
            ("https://2130706433/a.jpg", "its address is private"),
            ("https://0x7f.1/a.jpg", "its address is private"),
            ("https://169.254.169.254/latest/meta-data", "its address is private"),
            ("https://[::1]/a.jpg", "its address is private"),
            ("not an address", "its address is not a URL"),
            ("", "its address is not a URL"),
        ] {
            assert_eq!(guard.check(wrong), Err(reason), "{wrong}");
        }
    }

    #[test]
    fn closed_networks_may_allow_private_addresses_but_no_other_hosts() {
        let guard = guard(&["127.0.0.1"], true);
        assert!(guard.check("http://127.0.0.1:4711/a.jpg").is_ok());
        assert!(guard.check("http://127.0.0.2/a.jpg").is_err() && guard.check("ftp://127.0.0.1/").is_err());
    }

    #[test]
    fn special_addresses_are_not_public() {
        for special in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "192.0.0.1",
            "198.18.0.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "fec0::1",
        ] {
            assert!(!is_public(special.parse().expect("an address")), "{special}");
        }
        for public in ["1.1.1.1", "99.84.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111", "2a00:1450::1"]
        {
            assert!(is_public(public.parse().expect("an address")), "{public}");
        }
    }

    #[tokio::test]
    async fn a_name_that_means_this_machine_is_not_resolved() {
        let resolve = async |allow_private| {
            let name = "localhost".parse::<Name>().expect("a name");
            guard(&["localhost"], allow_private).resolve(name).await.map(Iterator::count)
        };
        let rejected = resolve(false).await.expect_err("rejected");
        assert_eq!(rejected.to_string(), "the host has no public address");
        assert!(resolve(true).await.expect("resolved") > 0);
    }
}
