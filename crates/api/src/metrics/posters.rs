//! Posters: what visitors got, whether the store had it, and what came of fetching.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabels {
    outcome: &'static str,
}

/// The figures of posters; clones share them.
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
        registry.register("posters", "Posters served while OMDb is configured, by outcome", answers);
        registry.register("poster_cache_lookups", "Lookups of posters in the store, by outcome", lookups);
        registry.register(
            "poster_fetches",
            "Posters requested from OMDb, by outcome",
            metrics.n_fetches.clone(),
        );
        metrics
    }
}

#[cfg(feature = "omdb")]
impl PosterMetrics {
    /// Counts what a visitor got: `picture`, `missing` (drawn, since there is no picture) or `not_yet` (drawn for now).
    pub(crate) fn count_answer(&self, outcome: &'static str) {
        self.n_answers.get_or_create(&OutcomeLabels { outcome }).inc();
    }

    /// Counts whether the store had a fresh answer.
    pub(crate) fn count_lookup(&self, is_hit: bool) {
        let outcome = if is_hit { "hit" } else { "miss" };
        self.n_lookups.get_or_create(&OutcomeLabels { outcome }).inc();
    }

    /// Counts the outcome of a fetch.
    pub(crate) fn count_fetch(&self, outcome: &'static str) {
        self.n_fetches.get_or_create(&OutcomeLabels { outcome }).inc();
    }
}
