//! Posters: what visitors got, what the store knew, what OMDb gave.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabels {
    outcome: &'static str,
}

/// Of posters; clones share the figures.
#[derive(Debug, Clone)]
pub(crate) struct PosterMetrics {
    n_answers: Family<OutcomeLabels, Counter>,
    n_lookups: Family<OutcomeLabels, Counter>,
    n_fetches: Family<OutcomeLabels, Counter>,
}

impl PosterMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let metrics =
            Self { n_answers: Family::default(), n_lookups: Family::default(), n_fetches: Family::default() };
        let (answers, lookups) = (metrics.n_answers.clone(), metrics.n_lookups.clone());
        registry.register("posters", "Posters that were asked for, where OMDb is in use", answers);
        registry.register("poster_cache_lookups", "What the store knew of a poster", lookups);
        registry.register("poster_fetches", "Posters that OMDb was asked for", metrics.n_fetches.clone());
        metrics
    }
}

#[cfg(feature = "omdb")]
impl PosterMetrics {
    /// What a visitor got: `picture`, `missing` (drawn, for there is none) or `not_yet` (drawn for now).
    pub(crate) fn count_answer(&self, outcome: &'static str) {
        self.n_answers.get_or_create(&OutcomeLabels { outcome }).inc();
    }

    /// Whether the store knew enough.
    pub(crate) fn count_lookup(&self, is_hit: bool) {
        let outcome = if is_hit { "hit" } else { "miss" };
        self.n_lookups.get_or_create(&OutcomeLabels { outcome }).inc();
    }

    /// What came of a fetch.
    pub(crate) fn count_fetch(&self, outcome: &'static str) {
        self.n_fetches.get_or_create(&OutcomeLabels { outcome }).inc();
    }
}
