//! What became of an import.

use super::{ListName, Movie};
use serde::Serialize;
use utoipa::ToSchema;

/// What became of a file's rows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportReport {
    /// Whose export it is: `letterboxd`, `imdb`, `netflix`, `trakt`, `movielens` or `cinephile`.
    #[schema(example = "letterboxd")]
    pub(crate) service: &'static str,
    /// How many rows the file has.
    #[schema(example = 120)]
    pub(crate) n_rows: usize,
    /// How many ratings and list entries were found for movies here, each movie once.
    #[schema(example = 112)]
    pub(crate) n_matched: usize,
    /// How many rows were left out because a later row says the same of the same movie, or rates it.
    #[schema(example = 3)]
    pub(crate) n_repeated: usize,
    /// How many of the matched rows may mean another movie.
    #[schema(example = 2)]
    pub(crate) n_doubtful: usize,
    /// How many rows were not taken.
    #[schema(example = 5)]
    pub(crate) n_unmatched: usize,
    /// The first 200 rows that were taken and may mean another movie.
    #[schema(max_items = 200)]
    pub(crate) doubtful: Vec<DoubtfulRow>,
    /// The first 200 rows that were not taken, and why.
    #[schema(max_items = 200)]
    pub(crate) unmatched: Vec<UnmatchedRow>,
}

/// A row that was taken and may mean another movie.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DoubtfulRow {
    /// The line in a CSV, the position from 1 in JSON.
    #[schema(example = 17)]
    pub(crate) row: u64,
    /// The row's title.
    #[schema(example = "Cinema Paradiso")]
    pub(crate) title: String,
    /// The row's year; `null` where it has none.
    #[schema(required, example = 1988)]
    pub(crate) year: Option<u16>,
    /// The movie that was taken.
    pub(crate) movie: Movie,
    /// Why it is not sure.
    pub(crate) reason: DoubtReason,
}

/// Why a match is not sure. New ones may be added.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "year_differs")]
pub(crate) enum DoubtReason {
    /// The years are one apart.
    YearDiffers,
    /// Several movies have the title and the row has no year; the best known was taken.
    SeveralWithTitle,
    /// The title here is longer, and of the same year.
    LongerTitle,
}

/// A row that was not taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnmatchedRow {
    /// The line in a CSV, the position from 1 in JSON.
    #[schema(example = 23)]
    pub(crate) row: u64,
    /// The row's title; empty where it has none.
    #[schema(example = "Nobody Knows This")]
    pub(crate) title: String,
    /// The row's year; `null` where it has none.
    #[schema(required, example = 2001)]
    pub(crate) year: Option<u16>,
    /// Why, for programs.
    pub(crate) reason: MissReason,
    /// Why, for people.
    #[schema(example = "no movie here has this title")]
    pub(crate) detail: String,
}

/// Why a row was not taken. New ones may be added.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "no_such_movie")]
pub(crate) enum MissReason {
    /// No movie here has the row's id or title.
    NoSuchMovie,
    /// Movies of that title are here, of other years.
    OtherYear,
    /// The row says that it is an episode, a series, a game.
    NotAMovie,
    /// The row gives nothing but an id, and ids here are others.
    OtherIds,
    /// The row could not be read.
    UnreadableRow,
}

/// What an import has added to the profile.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProfileImport {
    /// What became of the file's rows.
    pub(crate) report: ImportReport,
    /// How many ratings are new or took the place of older ones; a newer rating in the profile stays.
    #[schema(example = 100)]
    pub(crate) n_ratings_written: u64,
    /// How many movies are new in their lists.
    #[schema(example = 12)]
    pub(crate) n_listed: u64,
}

/// What an export says, in this server's movies. Nothing is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportResult {
    /// What became of the file's rows.
    pub(crate) report: ImportReport,
    /// The newest 2,000 ratings, newest first.
    #[schema(max_items = 2000)]
    pub(crate) ratings: Vec<ImportedRating>,
    /// The newest 2,000 entries of lists, newest first.
    #[schema(max_items = 2000)]
    pub(crate) listed: Vec<ImportedListing>,
}

/// A rating from elsewhere.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportedRating {
    /// The movie.
    pub(crate) movie: Movie,
    /// How much it was liked: 0.5 to 5.0 in half steps.
    #[schema(minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 4.5)]
    pub(crate) stars: f32,
    /// When it was rated, UTC; `null` where the file does not say.
    #[schema(required, format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) rated_at: Option<String>,
}

/// An entry of a list from elsewhere.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportedListing {
    /// Which list.
    pub(crate) list: ListName,
    /// The movie.
    pub(crate) movie: Movie,
    /// When, UTC; `null` where the file does not say.
    #[schema(required, format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) added_at: Option<String>,
}
