//! The one immutable value that requests are answered from.

use super::error::{SnapshotError, check_size};
use super::insights::{Insights, ShownFigures, ShownInsights};
use super::models::{Models, ServedModel};
use super::movies::{Movies, MoviesParts};
use crate::types::{DataInfo, ModelList, PublishedModel};
use axum::http::HeaderValue;
use cinephile_data::Provenance;
use cinephile_engine::{ServingData, StarsPredictor};
use cinephile_files::clock::rfc3339;
use std::sync::Arc;

/// The data and models that are served; immutable, replaced as a whole.
///
/// It keeps the movies of a data set and the counts; the ratings themselves are in the models.
pub struct Snapshot {
    id: SnapshotId,
    info: DataInfo,
    pub(crate) movies: Movies,
    pub(crate) models: Models,
    /// Predicts stars, whichever model ranks.
    pub(crate) stars: Arc<dyn StarsPredictor>,
    pub(crate) insights: ShownInsights,
}

/// Which fit of the models a snapshot holds.
struct SnapshotId {
    published: PublishedModel,
    /// The same id, as every answer carries it.
    header: HeaderValue,
    created_at_s: i64,
}

/// Everything that a snapshot is built from. The caller gathers it, from ratings or from a publication.
pub struct SnapshotParts {
    /// The id of this fit of the models, such as `20261123T013000Z-5d41402a`. Every answer carries it in `x-model-id`, so
    /// two snapshots with the same id must give the same answers. Measured figures may still come later: their answers
    /// have hashes of their own.
    pub model_id: String,
    /// When the models were fitted, in UTC seconds.
    pub created_at_s: i64,
    /// The data without its ratings.
    pub data: ServingData,
    /// The models that rank, in the order to show them.
    pub models: Vec<ServedModel>,
    /// The algorithm that answers when a request names none.
    pub default_algorithm: String,
    /// Predicts stars, whichever model ranks.
    pub stars: Arc<dyn StarsPredictor>,
    /// What is shown beside recommendations; `Insights::default()` shows nothing.
    pub insights: Insights,
}

/// A snapshot with the figures that are shown with it; immutable, replaced as a whole.
pub(crate) struct Served {
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) figures: Arc<ShownFigures>,
}

impl Snapshot {
    /// Checks that all parts belong together, and indexes the movies.
    ///
    /// # Errors
    /// If there are no movies, a part is for other data, two models have the same name, the default algorithm is not among
    /// them, or the id cannot be sent in a header.
    pub fn build(parts: SnapshotParts) -> Result<Self, SnapshotError> {
        let SnapshotParts { model_id, created_at_s, data, models, default_algorithm, stars, insights } =
            parts;
        let n_movies = data.catalogue.len();
        if n_movies == 0 {
            return Err(SnapshotError::NoMovies { name: data.name });
        }
        let models = Models::build(models, n_movies, &default_algorithm)?;
        check_size("stars", stars.n_items(), n_movies)?;
        check_size("item_counts", data.popularity.n_items(), n_movies)?;
        check_size("statistics", data.statistics.half_star_sums.len(), n_movies)?;
        let id = SnapshotId::new(model_id, created_at_s)?;
        let info = describe_data(&data);
        let ServingData { catalogue, popularity, rules, statistics, onboarding, .. } = data;
        let (provenance, content_hash) = (data.provenance, data.content_hash);
        let parts = MoviesParts { catalogue, popularity, onboarding, rules, provenance, content_hash };
        let movies = Movies::build(parts, &statistics);
        let insights = ShownInsights::build(insights, &statistics, &movies)?;
        Ok(Self { id, info, movies, models, stars, insights })
    }

    /// The id of this fit of the models.
    #[must_use]
    pub fn model_id(&self) -> &str {
        &self.id.published.id
    }

    /// When the models were fitted, in UTC seconds.
    #[must_use]
    pub fn created_at_s(&self) -> i64 {
        self.id.created_at_s
    }

    /// The id as every answer carries it.
    pub(crate) fn model_header(&self) -> &HeaderValue {
        &self.id.header
    }

    /// The models, the data that they learned from, and which fit they are.
    pub(crate) fn list_models(&self) -> ModelList {
        ModelList {
            models: self.models.describe(),
            data: self.info.clone(),
            published: self.id.published.clone(),
        }
    }
}

impl SnapshotId {
    /// # Errors
    /// If the id cannot be sent in a header.
    fn new(id: String, created_at_s: i64) -> Result<Self, SnapshotError> {
        let Ok(header) = HeaderValue::from_str(&id) else { return Err(SnapshotError::ModelId { got: id }) };
        let published = PublishedModel { id, created_at: rfc3339(created_at_s) };
        Ok(Self { published, header, created_at_s })
    }
}

fn describe_data(data: &ServingData) -> DataInfo {
    DataInfo {
        name: data.name.clone(),
        is_sample: data.provenance == Provenance::Generated,
        n_users: data.n_users,
        n_movies: data.catalogue.len() as u64,
        n_ratings: data.n_ratings,
    }
}
