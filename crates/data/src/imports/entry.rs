//! What an export says, before it is known which movies it speaks of.

use super::error::ImportError;
use super::limits::MAX_IMPORT_ROWS;
use super::text::shown;
use crate::Stars;

/// Whose export it is.
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
    /// movielens.org, or a MovieLens data set's form
    MovieLens,
    /// This program
    Cinephile,
}

/// What is said of a movie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Stars were given.
    Rated(Stars),
    /// It was seen, without stars.
    Watched,
    /// It is to be watched.
    Watchlist,
    /// It is not of interest.
    NotInterested,
    /// It was asked about and not seen.
    Skipped,
}

/// One row that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line in a CSV, the position from 1 in JSON.
    pub row: u64,
    /// What is said.
    pub mark: Mark,
    /// When, UTC seconds, where the row tells.
    pub at: Option<i64>,
    /// The id in the data that the service has, or in ours.
    pub movie_id: Option<u32>,
    /// The number of the IMDb id.
    pub imdb_id: Option<u32>,
    /// The TMDb id.
    pub tmdb_id: Option<u32>,
    /// The title; empty where the row has none.
    pub title: String,
    /// The title in the movie's own language, where the row has both.
    pub original_title: String,
    /// The year of release.
    pub year: Option<u16>,
    /// Whether the row itself says that this is no movie (an episode, a game).
    pub is_other: bool,
}

/// One row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The line in a CSV, the position from 1 in JSON.
    pub row: u64,
    /// Its title, as far as it has one.
    pub title: String,
    /// What is wrong: what was found and what is allowed.
    pub reason: String,
}

/// A file's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Whose it is.
    pub service: Service,
    /// The rows that could be read, in their order.
    pub entries: Vec<Entry>,
    /// The others.
    pub unreadable: Vec<Unreadable>,
}

impl Service {
    /// The name in lower case, as programs say it.
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
    /// A row with nothing but its mark.
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

    /// Takes one row, good or bad.
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
