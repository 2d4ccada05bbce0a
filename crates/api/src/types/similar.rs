//! Movies that are similar to one.

use super::Movie;
use serde::Serialize;
use utoipa::ToSchema;

/// Movies that are similar to one, the most similar first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SimilarMovieList {
    /// The movie that they are similar to.
    pub(crate) movie: Movie,
    /// The algorithm that found them.
    #[schema(example = "blend")]
    pub(crate) algorithm: String,
    /// At most `limit` movies; none if too little is known about the movie.
    #[schema(max_items = 100)]
    pub(crate) similar: Vec<SimilarMovie>,
}

/// A movie that is similar to another.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SimilarMovie {
    /// The movie.
    pub(crate) movie: Movie,
    /// What a five-star rating of the given movie adds to this movie's score. Comparable only within one answer.
    #[schema(example = 0.31)]
    pub(crate) score: f32,
}
