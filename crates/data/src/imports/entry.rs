//! The rows of an export, before their movies are found.

use super::error::ImportError;
use super::limits::MAX_IMPORT_ROWS;
use super::text::shown;
use crate::Stars;

/// The service that an export comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// letterboxd.com
    Letterboxd,
    /// imdb.com
    Imdb,
    /// netflix.com
    Netflix,
    /// trakt.tv
    Trakt,
    /// movielens.org, or a file in the format of a MovieLens data set
    MovieLens,
    /// This program
    Cinephile,
}

/// What a row records about a movie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It was rated.
    Rated(Stars),
    /// It was seen, without stars.
    Watched,
    /// It is on the watchlist.
    Watchlist,
    /// It is not of interest.
    NotInterested,
    /// The visitor was asked about it and has not seen it.
    Skipped,
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line in a CSV, the position from 1 in JSON.
    pub row: u64,
    /// What the row records.
    pub mark: Mark,
    /// When, in UTC seconds, if the row has a date.
    pub at: Option<i64>,
    /// The movie's id at the service, or in this program's own export.
    pub movie_id: Option<u32>,
    /// The number of the IMDb id.
    pub imdb_id: Option<u32>,
    /// The TMDb id.
    pub tmdb_id: Option<u32>,
    /// The title; empty if the row has none.
    pub title: String,
    /// The title in the original language, if the row has both.
    pub original_title: String,
    /// The year of release.
    pub year: Option<u16>,
    /// Whether the row itself shows that this is not a movie but, say, an episode or a game.
    pub is_other: bool,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The line in a CSV, the position from 1 in JSON.
    pub row: u64,
    /// Its title, if any.
    pub title: String,
    /// What was found, and what is allowed.
    pub reason: String,
}

/// All rows of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The service that it comes from.
    pub service: Service,
    /// The rows that were read, in the order of the file.
    pub entries: Vec<Entry>,
    /// The rows that could not be read.
    pub unreadable: Vec<Unreadable>,
}

impl Service {
    /// The name in lower case, for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Letterboxd => "letterboxd",
            Self::Imdb => "imdb",
            Self::Netflix => "netflix",
            Self::Trakt => "trakt",
            Self::MovieLens => "movielens",
            Self::Cinephile => "cinephile",
        }
    }
}

impl Entry {
    /// An entry with nothing but its mark.
    #[must_use]
    pub fn new(row: u64, mark: Mark) -> Self {
        let (title, original_title) = (String::new(), String::new());
        let (movie_id, imdb_id, tmdb_id) = (None, None, None);
        Self {
            row,
            mark,
            at: None,
            movie_id,
            imdb_id,
            tmdb_id,
            title,
            original_title,
            year: None,
            is_other: false,
        }
    }
}

impl Export {
    pub(super) fn new(service: Service) -> Self {
        Self { service, entries: Vec::new(), unreadable: Vec::new() }
    }

    /// Adds one row, read or not.
    ///
    /// # Errors
    /// If there are more than [`MAX_IMPORT_ROWS`].
    pub(super) fn push(
        &mut self,
        row: u64,
        title: &str,
        read: Result<Entry, String>,
    ) -> Result<(), ImportError> {
        if self.entries.len() + self.unreadable.len() >= MAX_IMPORT_ROWS {
            return Err(ImportError::TooManyRows);
        }
        match read {
            Ok(entry) => self.entries.push(entry),
            Err(reason) => self.unreadable.push(Unreadable { row, title: shown(title), reason }),
        }
        Ok(())
    }
}

/// 0.5, 1.0, ... 5.0.
pub(super) fn stars_of_five(text: &str) -> Result<Stars, String> {
    let stars = text.parse().ok().and_then(|stars: f32| Stars::try_from(stars).ok());
    stars.ok_or_else(|| format!("the rating `{}` is not one of 0.5, 1.0, ... 5.0", shown(text)))
}

/// 1, 2, ... 10, two to a star.
pub(super) fn stars_of_ten(text: &str) -> Result<Stars, String> {
    let stars = text.parse().ok().and_then(Stars::from_half_stars);
    stars.ok_or_else(|| format!("the rating `{}` is not one of 1, 2, ... 10", shown(text)))
}

/// `tt0113277`, or a page's address with it, is 113277.
pub(super) fn imdb_number(text: &str) -> Option<u32> {
    let digits = text.rsplit_once("tt").map_or(text, |(_, digits)| digits);
    digits.trim_end_matches('/').parse().ok().filter(|&id| id > 0)
}
