//! How many connections there may be, and how long each may do what.

use std::time::Duration;

/// How many connections there may be, and how long each may do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// Connections in all. 2,048 by default: none of which reads its answers, they take some 400 MB, most of it in the kernel.
    pub total: u32,
    /// Connections of one client; those from this machine and from trusted proxies count only among all. 128 by default: some
    /// twenty browsers behind one address.
    pub per_client: u32,
    /// How long the head of a request may take from its first byte. 10 s by default.
    pub head: Duration,
    /// How long a connection may be idle. 75 s by default: longer than proxies keep connections, so that they end them and none of
    /// their requests meets a connection that is just closing.
    pub idle: Duration,
    /// How long the server waits for a client that does not read its answer; reading makes up for waiting, at 16 KiB for each
    /// second. 10 s by default.
    pub patience: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            total: 2_048,
            per_client: 128,
            head: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            patience: Duration::from_secs(10),
        }
    }
}

impl ConnectionLimits {
    /// For those who watch the service: a few probes and collectors, which do not compete with visitors.
    pub(crate) fn for_operations(self) -> Self {
        Self { total: 64, per_client: 64, ..self }
    }

    /// Without a limit for each client.
    pub(crate) fn for_proxies(self) -> Self {
        Self { per_client: u32::MAX, ..self }
    }
}
