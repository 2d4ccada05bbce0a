//! Options of `cinephile health`.

use clap::Args;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

#[derive(Debug, Args)]
pub(crate) struct HealthArgs {
    /// Address that the server listens on, from the same variable as for `serve`; 0.0.0.0 means this machine
    #[arg(long, env = "CINEPHILE_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,

    /// Check that the server is ready (/readyz), not only that it is alive (/healthz)
    #[arg(long)]
    pub(crate) ready: bool,

    /// Seconds to wait for an answer
    #[arg(long, default_value_t = 2, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=60))]
    timeout_s: u64,
}

impl HealthArgs {
    /// The address to connect to: the local one for a server that listens on all addresses.
    pub(crate) fn address(&self) -> SocketAddr {
        let ip = match self.listen.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        SocketAddr::new(ip, self.listen.port())
    }

    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_s)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_on_all_addresses_is_checked_on_this_machine() {
        let asked = |listen: &str| {
            let listen = listen.parse().expect("an address");
            HealthArgs { listen, ready: false, timeout_s: 1 }.address().to_string()
        };
        assert_eq!(asked("0.0.0.0:8080"), "127.0.0.1:8080");
        assert_eq!(asked("[::]:80"), "[::1]:80");
        assert_eq!(asked("192.0.2.7:80"), "192.0.2.7:80");
    }
}
