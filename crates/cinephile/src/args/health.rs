//! Options of `cinephile health`.

use clap::Args;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

#[derive(Debug, Args)]
pub(crate) struct HealthArgs {
    /// Address that the server listens on, from the same variable as for `serve`; 0.0.0.0 means this machine
    #[arg(long, env = "CINEPHILE_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,

    /// Address of its listener for operators, if it has one, which is then asked instead
    #[arg(long, env = "CINEPHILE_OPERATIONS_LISTEN", value_name = "ADDRESS")]
    operations_listen: Option<SocketAddr>,

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
        let listen = self.operations_listen.unwrap_or(self.listen);
        let ip = match listen.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        SocketAddr::new(ip, listen.port())
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
        let address = |text: &str| text.parse().expect("an address");
        let args =
            |listen, operations_listen| HealthArgs { listen, operations_listen, ready: false, timeout_s: 1 };
        let asked = |listen: &str| args(address(listen), None).address().to_string();
        assert_eq!(asked("0.0.0.0:8080"), "127.0.0.1:8080");
        assert_eq!(asked("[::]:80"), "[::1]:80");
        assert_eq!(asked("192.0.2.7:80"), "192.0.2.7:80");
        let of_operators = args(address("0.0.0.0:80"), Some(address("0.0.0.0:9090")));
        assert_eq!(of_operators.address().to_string(), "127.0.0.1:9090");
    }
}
