//! A visitor's own profile and ratings.

use super::objects;
use super::{Movie, RatingInput};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A new profile's key.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CreatedProfile {
    /// The bearer token, shown this once: whoever holds it is the visitor. 64 hexadecimal digits.
    #[schema(
        pattern = "^[0-9a-f]{64}$",
        example = "9f2c4e6a8b0d1f3e5a7c9b2d4f6e8a0c1b3d5f7e9a2c4b6d8f0e1a3c5b7d9f20"
    )]
    pub(crate) token: String,
}

/// What is known of a profile: no name, no address.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Profile {
    /// When it was created, UTC.
    #[schema(format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) created_at: String,
    /// How many movies are rated.
    #[schema(example = 3)]
    pub(crate) n_ratings: u64,
    /// How many movies are on the watchlist.
    #[schema(example = 2)]
    pub(crate) n_watchlist: u64,
    /// How many movies are not of interest.
    #[schema(example = 1)]
    pub(crate) n_not_interested: u64,
    /// How many movies were skipped when asked about.
    #[schema(example = 8)]
    pub(crate) n_skipped: u64,
    /// How many movies were seen and not rated.
    #[schema(example = 0)]
    pub(crate) n_watched: u64,
}

/// A rating to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RatingUpdate {
    /// How much the movie was liked: 0.5 to 5.0 in half steps.
    #[schema(minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 4.5)]
    pub(crate) stars: f64,
}

/// Ratings to keep, all or none.
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
    /// At most `limit` of them.
    #[schema(max_items = 100)]
    pub(crate) ratings: Vec<RatedMovie>,
    /// What `cursor` takes to go on from here; `null` at the end.
    #[schema(required, example = "1793909700-6")]
    pub(crate) next_cursor: Option<String>,
}

/// A kept rating.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatedMovie {
    /// Which movie was rated.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// The movie; `null` when the data loaded now does not hold it.
    #[schema(required)]
    pub(crate) movie: Option<Movie>,
    /// How much it was liked: 0.5 to 5.0 in half steps.
    #[schema(minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 4.5)]
    pub(crate) stars: f32,
    /// When it was rated last, UTC.
    #[schema(format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) rated_at: String,
}
