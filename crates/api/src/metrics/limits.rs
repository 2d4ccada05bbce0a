//! Rate limits: how many requests were rejected.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct BudgetLabels {
    budget: &'static str,
}

/// The figures of rate limits.
pub(crate) struct LimitMetrics {
    n_rejected: Family<BudgetLabels, Counter>,
}

impl LimitMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let metrics = Self { n_rejected: Family::default() };
        registry.register(
            "rate_limited",
            "Requests rejected because a client had used up its budget",
            metrics.n_rejected.clone(),
        );
        metrics
    }

    /// Counts a request that was rejected because the client had used up `budget`.
    pub(crate) fn count(&self, budget: &'static str) {
        self.n_rejected.get_or_create(&BudgetLabels { budget }).inc();
    }
}
