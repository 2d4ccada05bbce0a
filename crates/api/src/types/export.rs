//! Everything in a profile, as a file.

use serde::Serialize;
use utoipa::ToSchema;

/// Everything in a profile except its token. It can be imported again, here or on another server.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "described in the OpenAPI document; `transfer` writes it in pieces")]
pub(crate) struct ProfileExport {
    /// When the profile was created, UTC.
    #[schema(format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) created_at: String,
    /// When the export was made, UTC.
    #[schema(format = DateTime, example = "2026-11-06T08:00:00Z")]
    pub(crate) exported_at: String,
    /// Every rating, by movie id.
    pub(crate) ratings: Vec<ExportedMovie>,
    /// Movies on the watchlist, by movie id.
    pub(crate) watchlist: Vec<ExportedMovie>,
    /// Movies that the visitor is not interested in, by movie id.
    pub(crate) not_interested: Vec<ExportedMovie>,
    /// Movies that were skipped when suggested for rating, by movie id.
    pub(crate) skipped: Vec<ExportedMovie>,
    /// Movies that were watched but not rated, by movie id.
    pub(crate) watched: Vec<ExportedMovie>,
}

/// A movie in a profile, identified in ways that other services understand, too.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExportedMovie {
    /// The movie's id on this server.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// The title; `null` if the loaded data does not have the movie.
    #[schema(required, example = "Heat")]
    pub(crate) title: Option<String>,
    /// The year of release; `null` if unknown.
    #[schema(required, example = 1995)]
    pub(crate) year: Option<u16>,
    /// The IMDb id; `null` if unknown.
    #[schema(required, example = "tt0113277")]
    pub(crate) imdb_id: Option<String>,
    /// The TMDb id; `null` if unknown.
    #[schema(required, example = 949)]
    pub(crate) tmdb_id: Option<u32>,
    /// The rating, 0.5 to 5.0; `null` in lists.
    #[schema(required, minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 4.5)]
    pub(crate) stars: Option<f32>,
    /// When it was last rated or put on the list, UTC.
    #[schema(format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) at: String,
}
