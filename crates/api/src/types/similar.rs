//! Movies that are liked by whoever likes one.

use super::Movie;
use serde::Serialize;
use utoipa::ToSchema;

/// Movies that go with one, the nearest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SimilarMovieList {
    /// The movie that was asked about.
    pub(crate) movie: Movie,
    /// The algorithm that answered.
    #[schema(example = "blend")]
    pub(crate) algorithm: String,
    /// At most `limit` of them; none where too little is known of the movie.
    #[schema(max_items = 100)]
    pub(crate) similar: Vec<SimilarMovie>,
}

/// A movie that goes with another.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SimilarMovie {
    /// The movie.
    pub(crate) movie: Movie,
    /// What five stars for the movie asked about add to this one's score; comparable within one answer only.
    #[schema(example = 0.31)]
    pub(crate) score: f32,
}
