//! Models: which are loaded, since when, and how long their lists take.

use super::durations::{Durations, durations};
use crate::error::ApiError;
use crate::spans::list_span;
use crate::types::ModelList;
use cinephile_files::clock::now_s;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use std::time::Instant;
use tracing::Instrument as _;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AlgorithmLabels {
    algorithm: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ModelLabels {
    algorithm: String,
    is_default: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DataLabels {
    data: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct FitLabels {
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct VersionLabels {
    version: &'static str,
}

/// How a fit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FitOutcome {
    /// Its models are published.
    Published,
    /// The quality gate rejected its models.
    Rejected,
    /// It failed.
    Failed,
}

impl FitOutcome {
    const ALL: [Self; 3] = [Self::Published, Self::Rejected, Self::Failed];

    fn label(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
        }
    }
}

/// The figures of models and their lists.
pub(crate) struct ModelMetrics {
    lists: Durations<AlgorithmLabels>,
    n_published: Counter,
    published_at: Gauge,
    created_at: Gauge,
    n_rejected: Counter,
    fits: Family<FitLabels, Counter>,
    loaded: Family<ModelLabels, Gauge>,
    n_users: Family<DataLabels, Gauge>,
    n_movies: Family<DataLabels, Gauge>,
    n_ratings: Family<DataLabels, Gauge>,
}

impl ModelMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let metrics = Self {
            lists: durations(),
            n_published: Counter::default(),
            published_at: Gauge::default(),
            created_at: Gauge::default(),
            n_rejected: Counter::default(),
            fits: Family::default(),
            loaded: Family::default(),
            n_users: Family::default(),
            n_movies: Family::default(),
            n_ratings: Family::default(),
        };
        let lists = metrics.lists.clone();
        registry.register(
            "recommendation_duration_seconds",
            "Time to make a list from ratings, by algorithm",
            lists,
        );
        let published = metrics.n_published.clone();
        registry.register(
            "models_published",
            "Number of times that data and models were put into service",
            published,
        );
        let at = metrics.published_at.clone();
        registry.register(
            "models_published_at_seconds",
            "When data and models were last put into service, in seconds since 1970",
            at,
        );
        registry.register(
            "models_created_at_seconds",
            "When the models in service were fitted, in seconds since 1970; 0 before the first models",
            metrics.created_at.clone(),
        );
        registry.register(
            "publications_rejected",
            "Publications that could not be served, each counted once",
            metrics.n_rejected.clone(),
        );
        // From the start at 0, so that the first one is an increase.
        for outcome in FitOutcome::ALL {
            let _ = metrics.fits.get_or_create(&FitLabels { outcome: outcome.label() });
        }
        registry.register("fits", "Fits by this process, by outcome", metrics.fits.clone());
        let version = Family::<VersionLabels, Gauge>::default();
        version.get_or_create(&VersionLabels { version: env!("CARGO_PKG_VERSION") }).set(1);
        registry.register("build_info", "The version of the program", version);
        registry.register("model_info", "The algorithms in service", metrics.loaded.clone());
        registry.register("data_users", "People whose ratings were learned from", metrics.n_users.clone());
        registry.register("data_movies", "Movies that can be recommended", metrics.n_movies.clone());
        registry.register("data_ratings", "Ratings that were learned from", metrics.n_ratings.clone());
        metrics
    }

    /// Counts a publication that cannot be served.
    pub(crate) fn note_rejected(&self) {
        self.n_rejected.inc();
    }

    /// Counts a fit that has ended.
    pub(crate) fn note_fit(&self, outcome: FitOutcome) {
        self.fits.get_or_create(&FitLabels { outcome: outcome.label() }).inc();
    }

    /// Counts that these data and models, fitted at `created_at_s`, are in service from now on.
    pub(crate) fn note_published(&self, now_served: &ModelList, created_at_s: i64) {
        self.n_published.inc();
        self.created_at.set(created_at_s);
        self.published_at.set(now_s());
        self.loaded.clear();
        for model in &now_served.models {
            let is_default = if model.is_default { "true" } else { "false" };
            let labels = ModelLabels { algorithm: model.algorithm.clone(), is_default };
            self.loaded.get_or_create(&labels).set(1);
        }
        let data = &now_served.data;
        let counts = [
            (&self.n_users, data.n_users),
            (&self.n_movies, data.n_movies),
            (&self.n_ratings, data.n_ratings),
        ];
        for (family, n) in counts {
            family.clear();
            family.get_or_create(&DataLabels { data: data.name.clone() }).set(signed(n));
        }
    }

    /// Times `work`, which makes a list with `algorithm`, one of those in service.
    ///
    /// # Errors
    /// Those of `work`; failed work is not timed.
    pub(crate) async fn time_list<T>(
        &self,
        algorithm: &str,
        work: impl Future<Output = Result<T, ApiError>>,
    ) -> Result<T, ApiError> {
        let started = Instant::now();
        let done = work.instrument(list_span(algorithm)).await?;
        let labels = AlgorithmLabels { algorithm: algorithm.to_owned() };
        self.lists.get_or_create(&labels).observe(started.elapsed().as_secs_f64());
        Ok(done)
    }
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
