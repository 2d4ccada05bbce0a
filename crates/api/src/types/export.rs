//! All that a profile holds, to take away.

use serde::Serialize;
use utoipa::ToSchema;

/// All that a profile holds but its token. An import takes it back, here or on another server.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProfileExport {
    /// When the profile was created, UTC.
    #[schema(format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) created_at: String,
    /// When this was written, UTC.
    #[schema(format = DateTime, example = "2026-11-06T08:00:00Z")]
    pub(crate) exported_at: String,
    /// Every rating, newest first.
    pub(crate) ratings: Vec<ExportedMovie>,
    /// To watch, newest first.
    pub(crate) watchlist: Vec<ExportedMovie>,
    /// Not of interest, newest first.
    pub(crate) not_interested: Vec<ExportedMovie>,
    /// Skipped when asked about, newest first.
    pub(crate) skipped: Vec<ExportedMovie>,
    /// Seen and not rated, newest first.
    pub(crate) watched: Vec<ExportedMovie>,
}

/// A movie with what is said of it, in words that hold outside this server too.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExportedMovie {
    /// The id in the data of this server.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// The title; `null` when the data loaded now does not hold the movie.
    #[schema(required, example = "Heat")]
    pub(crate) title: Option<String>,
    /// Year of release.
    #[schema(required, example = 1995)]
    pub(crate) year: Option<u16>,
    /// The IMDb id.
    #[schema(required, example = "tt0113277")]
    pub(crate) imdb_id: Option<String>,
    /// The TMDb id.
    #[schema(required, example = 949)]
    pub(crate) tmdb_id: Option<u32>,
    /// The rating, 0.5 to 5.0; `null` in lists.
    #[schema(required, minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 4.5)]
    pub(crate) stars: Option<f32>,
    /// When it was rated last or came into the list, UTC.
    #[schema(format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) at: String,
}
