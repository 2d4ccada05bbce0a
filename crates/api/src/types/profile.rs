//! A visitor's own profile and ratings.

use super::objects;
use super::{Movie, RatingInput};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A new profile's token.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CreatedProfile {
    /// The bearer token, 64 hexadecimal digits. It is shown only once, and gives full access to the profile.
    #[schema(
        pattern = "^[0-9a-f]{64}$",
        example = "9f2c4e6a8b0d1f3e5a7c9b2d4f6e8a0c1b3d5f7e9a2c4b6d8f0e1a3c5b7d9f20"
    )]
    pub(crate) token: String,
}

/// A profile: no name, no address.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Profile {
    /// When the profile was created, UTC.
    #[schema(format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) created_at: String,
    /// The number of rated movies.
    #[schema(example = 3)]
    pub(crate) n_ratings: u64,
    /// The number of movies on the watchlist.
    #[schema(example = 2)]
    pub(crate) n_watchlist: u64,
    /// The number of movies that the visitor is not interested in.
    #[schema(example = 1)]
    pub(crate) n_not_interested: u64,
    /// The number of movies that were skipped when suggested for rating.
    #[schema(example = 8)]
    pub(crate) n_skipped: u64,
    /// The number of movies that were watched but not rated.
    #[schema(example = 0)]
    pub(crate) n_watched: u64,
}

/// A rating to store.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RatingUpdate {
    /// The stars, 0.5 to 5.0 in half steps.
    #[schema(minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 4.5)]
    pub(crate) stars: f64,
}

/// Ratings to store, all or none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ratings": [{"movie_id": 6, "stars": 5}, {"movie_id": 10, "stars": 3.5}]}))]
pub(crate) struct RatingsUpdate {
    /// 1 to 2,000 ratings, at most one for each movie.
    #[serde(deserialize_with = "objects")]
    #[schema(min_items = 1, max_items = 2000)]
    pub(crate) ratings: Vec<RatingInput>,
}

/// A profile's ratings, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatedMovieList {
    /// At most `limit` ratings.
    #[schema(max_items = 100)]
    pub(crate) ratings: Vec<RatedMovie>,
    /// The `cursor` of the next page; `null` on the last page.
    #[schema(required, example = "1793909700-6")]
    pub(crate) next_cursor: Option<String>,
}

/// A stored rating.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatedMovie {
    /// The id of the rated movie.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// The movie; `null` if the loaded data does not have it.
    #[schema(required)]
    pub(crate) movie: Option<Movie>,
    /// The stars, 0.5 to 5.0 in half steps.
    #[schema(minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 4.5)]
    pub(crate) stars: f32,
    /// When it was last rated, UTC.
    #[schema(format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) rated_at: String,
}
