//! The results of an import.

use super::{ListName, Movie};
use serde::Serialize;
use utoipa::ToSchema;

/// What happened to the rows of a file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportReport {
    /// The files, if several were sent or an archive; those that were read first. The sum of their rows is `n_rows`.
    #[schema(max_items = 1000)]
    pub(crate) files: Vec<ImportedFile>,
    /// The service that the export comes from: `letterboxd`, `imdb`, `netflix`, `trakt`, `movielens`, `tmdb`, `simkl`, `criticker`,
    /// `yamtrack`, `movary`, `jellyfin`, `tautulli`, `kodi`, `douban`, `prime_video` or `cinephile`.
    /// Of several files, that of the first.
    #[schema(example = "letterboxd")]
    pub(crate) service: &'static str,
    /// The number of rows in all files.
    #[schema(example = 120)]
    pub(crate) n_rows: usize,
    /// The number of ratings and list entries that were matched with movies, each movie once. `n_rows` is the sum of this number
    /// and the next three.
    #[schema(example = 110)]
    pub(crate) n_matched: usize,
    /// The number of rows left out because a later row repeats them for the same movie, or rates it.
    #[schema(example = 3)]
    pub(crate) n_repeated: usize,
    /// The number of rows that may mean another movie. They are imported only if `accept` names them.
    #[schema(example = 2)]
    pub(crate) n_proposed: usize,
    /// The number of rows that were not imported.
    #[schema(example = 5)]
    pub(crate) n_unmatched: usize,
    /// The first 2,000 rows that may mean another movie, and what they would add.
    #[schema(max_items = 2000)]
    pub(crate) proposed: Vec<ProposedRow>,
    /// The first 200 rows that were not imported, and why.
    #[schema(max_items = 200)]
    pub(crate) unmatched: Vec<UnmatchedRow>,
    /// What to know about the file as a whole.
    pub(crate) notes: Vec<ImportNote>,
}

/// One of several files.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportedFile {
    /// Its name; in an archive, with its folders.
    #[schema(example = "likes/films.csv")]
    pub(crate) name: String,
    /// The service that it comes from; `null` if it was not read.
    #[schema(required, example = "letterboxd")]
    pub(crate) service: Option<&'static str>,
    /// The number of its rows.
    #[schema(example = 40)]
    pub(crate) n_rows: usize,
    /// Why it was not read, for people; `null` if it was.
    #[schema(required)]
    pub(crate) skipped: Option<String>,
}

/// What to know about a file as a whole.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportNote {
    /// The subject, for programs.
    pub(crate) code: NoteCode,
    /// What there is to know, for people.
    #[schema(example = "the ratings were read on the scale 1..10")]
    pub(crate) detail: String,
}

/// The subject of a note. New ones may be added.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "scale")]
pub(crate) enum NoteCode {
    /// The scale on which the ratings were read.
    Scale,
    /// Dates in which day and month can be exchanged; their rows have no date.
    AmbiguousDates,
    /// Dates that could not be read; their rows have no date.
    UnreadDates,
}

/// A row that may mean another movie. It is imported only if it is accepted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProposedRow {
    /// The file, counted from 1 in the order of `files`; 1 if there is only one. `accept` takes `2:17` for row 17 of the second file.
    #[schema(example = 1)]
    pub(crate) file: usize,
    /// The line in a CSV file, or the position, from 1, in JSON.
    #[schema(example = 17)]
    pub(crate) row: u64,
    /// The row's title.
    #[schema(example = "Cinema Paradiso")]
    pub(crate) title: String,
    /// The row's year; `null` if it has none.
    #[schema(required, example = 1988)]
    pub(crate) year: Option<u16>,
    /// The movie that the row probably means.
    pub(crate) movie: Movie,
    /// Why the match is not certain.
    pub(crate) reason: DoubtReason,
    /// The stars that the row gives; `null` if it has none.
    #[schema(required, minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 4.5)]
    pub(crate) stars: Option<f32>,
    /// The list that the row puts the movie on; `null` if it rates it.
    #[schema(required)]
    pub(crate) list: Option<ListName>,
    /// When it was rated or listed, UTC; `null` if the file does not say.
    #[schema(required, format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) at: Option<String>,
}

/// Why a match is not certain. New reasons may be added.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "year_differs")]
pub(crate) enum DoubtReason {
    /// The years differ by one.
    YearDiffers,
    /// Several movies have this title, and the row's year does not decide between them; the best known was chosen.
    SeveralWithTitle,
    /// The row has only a part of the movie's title, such as its subtitle, and the year is the same.
    LongerTitle,
    /// The movie's year is unknown here.
    UnknownYear,
    /// No movie has this title, or only a part of it; this one's is the nearest. Often another movie is meant.
    SimilarTitle,
}

/// A row that was not imported.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnmatchedRow {
    /// The file, counted from 1 in the order of `files`; 1 if there is only one.
    #[schema(example = 1)]
    pub(crate) file: usize,
    /// The line in a CSV file, or the position, from 1, in JSON.
    #[schema(example = 23)]
    pub(crate) row: u64,
    /// The row's title; empty if it has none.
    #[schema(example = "Nobody Knows This")]
    pub(crate) title: String,
    /// The row's year; `null` if it has none.
    #[schema(required, example = 2001)]
    pub(crate) year: Option<u16>,
    /// The reason, for programs.
    pub(crate) reason: MissReason,
    /// The reason, for people.
    #[schema(example = "no movie here has this id or title")]
    pub(crate) detail: String,
}

/// Why a row was not imported. New reasons may be added.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "no_such_movie")]
pub(crate) enum MissReason {
    /// No movie has the row's id or title.
    NoSuchMovie,
    /// The movies with this title are from other years.
    OtherYear,
    /// A movie has this title, but another id at IMDb or TMDb.
    OtherMovie,
    /// The row is an episode, a series or a game.
    NotAMovie,
    /// The row has only an id, and this server's ids are different ones.
    OtherIds,
    /// The row is of another profile than the one that was asked for.
    OtherProfile,
    /// The row is of a list of the visitor's own, and nothing says what its movies are.
    OwnList,
    /// The movie was not played for long enough to have been seen.
    BrieflyPlayed,
    /// The row could not be read.
    UnreadableRow,
}

/// What an import added to the profile.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProfileImport {
    /// What became of the file's rows.
    pub(crate) report: ImportReport,
    /// The number of ratings that are new or replaced older ones; a newer rating in the profile stays.
    #[schema(example = 100)]
    pub(crate) n_ratings_written: u64,
    /// The number of ratings that were not written, since the profile's own is newer or, if the file gives no date, of any age.
    #[schema(example = 10)]
    pub(crate) n_ratings_kept: u64,
    /// The number of movies that are new on their lists.
    #[schema(example = 12)]
    pub(crate) n_listed: u64,
}

/// The contents of an export, matched with this server's movies. Nothing is stored.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportResult {
    /// What became of the file's rows.
    pub(crate) report: ImportReport,
    /// The newest 2,000 ratings, newest first.
    #[schema(max_items = 2000)]
    pub(crate) ratings: Vec<ImportedRating>,
    /// The newest 2,000 list entries, newest first.
    #[schema(max_items = 2000)]
    pub(crate) listed: Vec<ImportedListing>,
}

/// A rating from another service.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportedRating {
    /// The movie.
    pub(crate) movie: Movie,
    /// The stars, 0.5 to 5.0 in half steps.
    #[schema(minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 4.5)]
    pub(crate) stars: f32,
    /// When it was rated, UTC; `null` if the file does not say.
    #[schema(required, format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) rated_at: Option<String>,
}

/// A list entry from another service.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportedListing {
    /// The list.
    pub(crate) list: ListName,
    /// The movie.
    pub(crate) movie: Movie,
    /// When it was put on the list, UTC; `null` if the file does not say.
    #[schema(required, format = DateTime, example = "2026-11-05T20:15:00Z")]
    pub(crate) added_at: Option<String>,
}
