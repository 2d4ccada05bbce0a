//! Rate limits: how often clients were turned away.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct BudgetLabels {
    budget: &'static str,
}

/// Of rate limits.
pub(crate) struct LimitMetrics {
    n_refused: Family<BudgetLabels, Counter>,
}

impl LimitMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let metrics = Self { n_refused: Family::default() };
        registry.register("rate_limited", "Requests over a client's budget", metrics.n_refused.clone());
        metrics
    }

    /// A client was turned away, since it had spent `budget`.
    pub(crate) fn count(&self, budget: &'static str) {
        self.n_refused.get_or_create(&BudgetLabels { budget }).inc();
    }
}
