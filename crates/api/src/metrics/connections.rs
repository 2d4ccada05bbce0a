//! Connections: how many are open, who was not let in, and which were ended.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DoorLabels {
    listener: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReasonLabels {
    listener: &'static str,
    reason: &'static str,
}

/// The figures of connections; clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct ConnectionMetrics {
    n_open: Family<DoorLabels, Gauge>,
    n_refused: Family<ReasonLabels, Counter>,
    n_ended: Family<ReasonLabels, Counter>,
    n_accept_errors: Family<DoorLabels, Counter>,
}

/// The figures of one listener.
#[derive(Debug, Clone)]
pub(crate) struct DoorMetrics {
    all: ConnectionMetrics,
    listener: &'static str,
    n_open: Gauge,
    n_accept_errors: Counter,
}

impl ConnectionMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let metrics = Self::default();
        registry.register("connections_open", "Connections that are open now", metrics.n_open.clone());
        let refused = metrics.n_refused.clone();
        registry.register("connections_refused", "Connections that were closed for want of a slot", refused);
        let ended = metrics.n_ended.clone();
        registry.register("connections_ended", "Connections that the server ended at a limit", ended);
        let errors = metrics.n_accept_errors.clone();
        registry.register("accept_errors", "Connections that could not be accepted", errors);
        metrics
    }

    /// The figures of one listener, which are there from now on.
    pub(crate) fn of_door(&self, listener: &'static str) -> DoorMetrics {
        let labels = DoorLabels { listener };
        for reason in ["client", "total"] {
            let _ = self.n_refused.get_or_create(&ReasonLabels { listener, reason });
        }
        for reason in ["idle", "slow_head", "slow_reader"] {
            let _ = self.n_ended.get_or_create(&ReasonLabels { listener, reason });
        }
        DoorMetrics {
            listener,
            n_open: self.n_open.get_or_create(&labels).clone(),
            n_accept_errors: self.n_accept_errors.get_or_create(&labels).clone(),
            all: self.clone(),
        }
    }
}

impl DoorMetrics {
    /// Counts a connection as open until what is returned is dropped.
    pub(crate) fn note_open(&self) -> Open {
        self.n_open.inc();
        Open(self.n_open.clone())
    }

    pub(crate) fn count_accept_error(&self) {
        self.n_accept_errors.inc();
    }

    pub(crate) fn count_refused(&self, reason: &'static str) {
        self.all.n_refused.get_or_create(&ReasonLabels { listener: self.listener, reason }).inc();
    }

    pub(crate) fn count_ended(&self, reason: &'static str) {
        self.all.n_ended.get_or_create(&ReasonLabels { listener: self.listener, reason }).inc();
    }
}

/// An open connection.
pub(crate) struct Open(Gauge);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.dec();
    }
}
