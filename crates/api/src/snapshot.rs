//! Everything that answers are made from, as one immutable value.
//!
//! Of the data set it keeps the movies and the counts; the ratings themselves are in the models.

use crate::browsing::MovieOrders;
use crate::charts::describe_ratings;
use crate::english;
use crate::error::ApiError;
use crate::facts::MovieFacts;
use crate::insights::{Insights, KeptBody, ShownInsights};
use crate::scoring::Pace;
use crate::types::{self, DataInfo, KeptMovie, ModelInfo, ModelList, ProblemCode, PublishedModel};
use axum::http::HeaderValue;
use cinephile_data::imports::{Export, ImportReport, Matcher, MovieIds};
use cinephile_data::search::TitleIndex;
use cinephile_data::{Catalogue, ItemFeatures, ItemId, ItemIdx, Movie, OwnedHistory, Provenance};
use cinephile_engine::{ItemTraits, Onboarding, Recommender, ServingData, StarsPredictor};
use cinephile_files::clock::rfc3339;
use std::sync::{Arc, OnceLock};

/// A model, by the name that requests use.
#[derive(Clone)]
pub struct ServedModel {
    /// The name that requests use, such as `user-knn`.
    pub algorithm: String,
    /// What answers.
    pub recommender: Arc<dyn Recommender>,
}

/// The data and models that are served; immutable, replaced as a whole.
pub struct Snapshot {
    catalogue: Catalogue,
    /// Of the movies, in their order: searched for every rating, so they lie close together.
    ids: Vec<ItemId>,
    /// The JSON of what was in a list: some 300 bytes each.
    kept_movies: Vec<OnceLock<KeptMovie>>,
    info: DataInfo,
    published: PublishedModel,
    model_header: HeaderValue,
    created_at_s: i64,
    models: Vec<ServedModel>,
    /// How long each model's lists take.
    paces: Vec<Arc<Pace>>,
    default_model: usize,
    stars: Arc<dyn StarsPredictor>,
    by_popularity: Vec<ItemIdx>,
    titles: TitleIndex,
    movie_ids: MovieIds,
    onboarding: Onboarding,
    traits: ItemTraits,
    facts: MovieFacts,
    orders: MovieOrders,
    poster_version: String,
    n_ratings: Vec<u32>,
    statistics_body: KeptBody,
    insights: ShownInsights,
}

/// Parts that cannot be served together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// The default names no model.
    #[error("the default algorithm `{wanted}` is not among the models: {}", known.join(", "))]
    UnknownDefault {
        /// The name that was asked for.
        wanted: String,
        /// The models there are.
        known: Vec<String>,
    },
    /// Two models share a name.
    #[error("two models are named `{algorithm}`")]
    DuplicateModel {
        /// The name.
        algorithm: String,
    },
    /// A model of another data set.
    #[error("model `{algorithm}` scores {got} movies, and the data has {expected}")]
    ModelSize {
        /// The model.
        algorithm: String,
        /// How many movies it scores.
        got: usize,
        /// How many movies the data has.
        expected: usize,
    },
    /// A name that no header can carry.
    #[error("the models' id `{got}` is none: it must be visible ASCII")]
    ModelId {
        /// The id.
        got: String,
    },
    /// An answer that cannot be written.
    #[error("{what} cannot be written as JSON: {reason}")]
    NoJson {
        /// Of what.
        what: &'static str,
        /// Why.
        reason: String,
    },
    /// Data without a movie.
    #[error("the data set `{name}` has no movies to serve")]
    NoMovies {
        /// The data set.
        name: String,
    },
}

/// Everything that goes into a snapshot; its caller gathers it, from ratings or from what was kept of them.
pub struct SnapshotParts {
    /// Which models these are, such as `20261123T013000Z-5d41402a`: told in `x-model-id` with every answer. Two
    /// snapshots with one id must give the same answers (measured figures, which may come later, are told apart by their
    /// own hash).
    pub model_id: String,
    /// When they were fitted, UTC seconds.
    pub created_at_s: i64,
    /// The data without its ratings.
    pub data: ServingData,
    /// The models that rank, in the order to show them.
    pub models: Vec<ServedModel>,
    /// The name of the model that answers when none is named.
    pub default_algorithm: String,
    /// Who predicts stars, whichever model ranks.
    pub stars: Arc<dyn StarsPredictor>,
}

impl Snapshot {
    /// Checks what is served, `stars` beside the models that rank, and indexes titles.
    ///
    /// # Errors
    /// If there is no movie, a model is of other data or named twice, the default names none, or the id is no header's
    /// value.
    pub fn build(parts: SnapshotParts) -> Result<Self, SnapshotError> {
        let SnapshotParts { model_id, created_at_s, data, models, default_algorithm, stars } = parts;
        let n_movies = data.catalogue.len();
        if n_movies == 0 {
            return Err(SnapshotError::NoMovies { name: data.name });
        }
        let default_model = check_models(&models, n_movies, &default_algorithm)?;
        check_size("stars", stars.n_items(), n_movies)?;
        check_size("item_counts", data.item_counts.len(), n_movies)?;
        check_size("statistics", data.statistics.half_star_sums.len(), n_movies)?;
        let header = HeaderValue::from_str(&model_id);
        let model_header = header.map_err(|_| SnapshotError::ModelId { got: model_id.clone() })?;
        let by_popularity = rank_by_popularity(&data.item_counts);
        Ok(Self {
            info: describe_data(&data),
            published: PublishedModel { id: model_id, created_at: rfc3339(created_at_s) },
            model_header,
            created_at_s,
            default_model,
            stars,
            statistics_body: KeptBody::new("the statistics", &describe_ratings(&data, &by_popularity))?,
            orders: MovieOrders::build(&data, &by_popularity),
            by_popularity,
            titles: TitleIndex::build(&data.catalogue, &data.item_counts),
            movie_ids: MovieIds::build(&data.catalogue),
            onboarding: data.onboarding,
            n_ratings: data.item_counts.clone(),
            traits: ItemTraits::build(data.item_counts, &ItemFeatures::of(&data.catalogue)),
            facts: MovieFacts::build(&data.catalogue),
            poster_version: poster_version(&data.content_hash),
            insights: ShownInsights::none()?,
            ids: data.catalogue.movies().iter().map(|movie| movie.id).collect(),
            kept_movies: (0..n_movies).map(|_| OnceLock::new()).collect(),
            paces: models.iter().map(|_| Arc::default()).collect(),
            models,
            catalogue: data.catalogue,
        })
    }

    /// With what is shown beside recommendations.
    ///
    /// # Errors
    /// If it is of other data.
    pub fn with_insights(mut self, insights: Insights) -> Result<Self, SnapshotError> {
        self.insights = ShownInsights::build(insights, &self)?;
        Ok(self)
    }

    /// Which models these are.
    #[must_use]
    pub fn model_id(&self) -> &str {
        &self.published.id
    }

    /// When the models were fitted, UTC seconds.
    #[must_use]
    pub fn created_at_s(&self) -> i64 {
        self.created_at_s
    }

    /// The id as every answer carries it.
    pub(crate) fn model_header(&self) -> &HeaderValue {
        &self.model_header
    }

    /// The model of that name, or the default one.
    ///
    /// # Errors
    /// `unknown_algorithm`.
    pub(crate) fn find_model(&self, algorithm: Option<&str>) -> Result<&ServedModel, ApiError> {
        let Some(wanted) = algorithm else { return Ok(&self.models[self.default_model]) };
        self.models.iter().find(|model| model.algorithm == wanted).ok_or_else(|| {
            let known: Vec<_> = self.models.iter().map(|model| model.algorithm.as_str()).collect();
            let detail = format!("algorithm is `{wanted}`; it must be one of {}", known.join(", "));
            ApiError::new(ProblemCode::UnknownAlgorithm, detail).at("algorithm")
        })
    }

    /// How long lists of one of the models take.
    pub(crate) fn pace_of(&self, served: &ServedModel) -> Arc<Pace> {
        let of_model =
            self.models.iter().zip(&self.paces).find(|(model, _)| model.algorithm == served.algorithm);
        of_model.map(|(_, pace)| Arc::clone(pace)).unwrap_or_default()
    }

    /// Who predicts how many stars a visitor would give.
    pub(crate) fn stars(&self) -> &dyn StarsPredictor {
        &*self.stars
    }

    pub(crate) fn list_models(&self) -> ModelList {
        let models = self.models.iter().enumerate().map(|(i, model)| ModelInfo {
            algorithm: model.algorithm.clone(),
            title: english::model_title(&model.algorithm).to_owned(),
            description: english::model_description(&model.algorithm),
            is_default: i == self.default_model,
        });
        ModelList { models: models.collect(), data: self.info.clone(), published: self.published.clone() }
    }

    /// What is shown beside recommendations.
    pub(crate) fn insights(&self) -> &ShownInsights {
        &self.insights
    }

    /// What the data is like, for charts.
    pub(crate) fn statistics_body(&self) -> &KeptBody {
        &self.statistics_body
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// How many rated a movie.
    pub(crate) fn n_ratings(&self, item: ItemIdx) -> u32 {
        self.n_ratings[item.get()]
    }

    /// Refuses what knows another number of movies.
    ///
    /// # Errors
    /// `ModelSize`.
    pub(crate) fn check_size(&self, what: &str, got: usize) -> Result<(), SnapshotError> {
        check_size(what, got, self.catalogue.len())
    }

    pub(crate) fn find_item(&self, id: ItemId) -> Option<ItemIdx> {
        self.ids.binary_search(&id).ok().map(ItemIdx::new)
    }

    pub(crate) fn movie(&self, item: ItemIdx) -> &Movie {
        self.catalogue.movie(item)
    }

    /// The movie as it goes over the wire.
    pub(crate) fn describe(&self, item: ItemIdx) -> types::Movie {
        types::Movie::new(self.movie(item), &self.poster_version)
    }

    /// The same as JSON that is written once.
    ///
    /// # Errors
    /// `internal`, which nothing here gives cause for.
    pub(crate) fn keep(&self, item: ItemIdx) -> Result<KeptMovie, ApiError> {
        let place = &self.kept_movies[item.get()];
        if let Some(kept) = place.get() {
            return Ok(kept.clone());
        }
        let kept = KeptMovie::new(&self.describe(item)).map_err(|e| ApiError::internal(&e))?;
        Ok(place.get_or_init(|| kept).clone())
    }

    pub(crate) fn describe_all(&self, items: &[ItemIdx]) -> Vec<types::Movie> {
        items.iter().map(|&item| self.describe(item)).collect()
    }

    /// The `limit` movies with the most ratings, most first.
    pub(crate) fn best_known(&self, limit: usize) -> &[ItemIdx] {
        &self.by_popularity[..limit.min(self.by_popularity.len())]
    }

    /// Movies whose titles are near to what was typed, the likeliest meant first.
    pub(crate) fn search(&self, query: &str, limit: usize) -> Vec<ItemIdx> {
        self.titles.search(query, limit)
    }

    /// The one movie that a whole title means, with or without its year.
    pub(crate) fn find_title(&self, title: &str) -> Option<ItemIdx> {
        self.titles.resolve_title(title)
    }

    /// The movies that another service's export speaks of.
    pub(crate) fn match_export(&self, export: Export) -> ImportReport {
        // The sample's ids are its own.
        let has_movielens_ids = !self.info.is_sample;
        let (catalogue, ids, titles) = (&self.catalogue, &self.movie_ids, &self.titles);
        Matcher { catalogue, ids, titles, has_movielens_ids }.match_export(export)
    }

    /// What to rate next, the most telling first; another `seed` gives another order. `skipped` rises.
    pub(crate) fn suggest(
        &self,
        rated: &OwnedHistory,
        skipped: &[ItemIdx],
        limit: usize,
        seed: u64,
    ) -> Vec<ItemIdx> {
        self.onboarding.next(rated.as_history(), skipped, limit, seed)
    }

    /// What is known of the movies beside their titles.
    pub(crate) fn traits(&self) -> &ItemTraits {
        &self.traits
    }

    /// Genres and years, for filters.
    pub(crate) fn facts(&self) -> &MovieFacts {
        &self.facts
    }

    /// Every movie in every order.
    pub(crate) fn orders(&self) -> &MovieOrders {
        &self.orders
    }

    /// Changes whenever any poster may look different.
    pub(crate) fn poster_version(&self) -> &str {
        &self.poster_version
    }
}

/// The default's position, once all models fit the data and each other.
fn check_models(
    models: &[ServedModel],
    n_movies: usize,
    default_algorithm: &str,
) -> Result<usize, SnapshotError> {
    for (i, model) in models.iter().enumerate() {
        check_size(&model.algorithm, model.recommender.n_items(), n_movies)?;
        if models[..i].iter().any(|other| other.algorithm == model.algorithm) {
            return Err(SnapshotError::DuplicateModel { algorithm: model.algorithm.clone() });
        }
    }
    models.iter().position(|model| model.algorithm == default_algorithm).ok_or_else(|| {
        SnapshotError::UnknownDefault {
            wanted: default_algorithm.to_owned(),
            known: models.iter().map(|model| model.algorithm.clone()).collect(),
        }
    })
}

/// Refuses a model of other data.
fn check_size(algorithm: &str, got: usize, expected: usize) -> Result<(), SnapshotError> {
    if got == expected {
        return Ok(());
    }
    Err(SnapshotError::ModelSize { algorithm: algorithm.to_owned(), got, expected })
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

/// All movies, most ratings first; of equal counts the smaller index first.
fn rank_by_popularity(counts: &[u32]) -> Vec<ItemIdx> {
    let mut items: Vec<_> = (0..counts.len()).map(ItemIdx::new).collect();
    items.sort_by_key(|item| (std::cmp::Reverse(counts[item.get()]), *item));
    items
}

/// Posters are drawn from titles, so other data may give the same id another poster.
fn poster_version(content_hash: &str) -> String {
    let content = format!("{}:{content_hash}", crate::posters::DESIGN_VERSION);
    blake3::hash(content.as_bytes()).to_hex()[..8].to_owned()
}
