//! The rows of an export, before their movies are found.

use super::miss::Unmatched;
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
    /// themoviedb.org
    Tmdb,
    /// simkl.com
    Simkl,
    /// criticker.com
    Criticker,
    /// Yamtrack, which people run themselves
    Yamtrack,
    /// Movary, which people run themselves
    Movary,
    /// Jellyfin, a media server
    Jellyfin,
    /// Tautulli, which keeps the history of a Plex server
    Tautulli,
    /// Kodi, a media player
    Kodi,
    /// douban.com
    Douban,
    /// primevideo.com
    PrimeVideo,
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
    /// The file that the row is of, as an index of [`Export::files`].
    pub file: usize,
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
    /// What the row is about, as far as it shows.
    pub kind: Kind,
}

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A movie, as far as the row shows.
    Movie,
    /// Something whose title looks like that of an episode; a movie of exactly this title is still meant.
    PerhapsEpisode,
    /// Not a movie but, say, an episode, a series or a game.
    Other,
}

/// What a person should know about a file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The scale on which its ratings were read.
    Scale(String),
    /// Dates that can be read in two ways, and that nothing in the file decides. Their rows have no date.
    AmbiguousDates {
        /// How many.
        n: usize,
    },
    /// Dates that cannot be read. Their rows have no date.
    UnreadDates {
        /// How many.
        n: usize,
        /// The first of them.
        first: String,
    },
}

/// One file of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFile {
    /// Its name; in an archive, with its folders. Empty if it has none.
    pub name: String,
    /// The service that it comes from, if it was read.
    pub service: Option<Service>,
    /// How many rows it has.
    pub n_rows: usize,
    /// Why it was not read.
    pub skipped: Option<String>,
    /// What its ratings are beside those of other files.
    pub ratings: Ratings,
}

/// What a file's ratings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ratings {
    /// Ratings, the later of two holds.
    #[default]
    Plain,
    /// What the visitor says now, whenever it was said: `ratings.csv` of Letterboxd.
    Current,
    /// What the visitor said on some day: the diary of Letterboxd.
    Past,
}

/// All rows of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The service that it comes from; of several files, that of the first.
    pub service: Service,
    /// The files.
    pub files: Vec<ReadFile>,
    /// The rows that were read, in the order of the file.
    pub entries: Vec<Entry>,
    /// The rows that are left out whatever the catalogue.
    pub unmatched: Vec<Unmatched>,
    /// What a person should know about the whole file.
    pub notes: Vec<Note>,
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
            Self::Tmdb => "tmdb",
            Self::Simkl => "simkl",
            Self::Criticker => "criticker",
            Self::Yamtrack => "yamtrack",
            Self::Movary => "movary",
            Self::Jellyfin => "jellyfin",
            Self::Tautulli => "tautulli",
            Self::Kodi => "kodi",
            Self::Douban => "douban",
            Self::PrimeVideo => "prime_video",
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
            file: 0,
            row,
            mark,
            at: None,
            movie_id,
            imdb_id,
            tmdb_id,
            title,
            original_title,
            year: None,
            kind: Kind::Movie,
        }
    }
}

impl Export {
    pub(super) fn new(service: Service) -> Self {
        let file = ReadFile {
            name: String::new(),
            service: Some(service),
            n_rows: 0,
            skipped: None,
            ratings: Ratings::Plain,
        };
        Self { service, files: vec![file], entries: Vec::new(), unmatched: Vec::new(), notes: Vec::new() }
    }
}

/// `tt0113277`, or a page's address with it, is 113277.
pub(super) fn imdb_number(text: &str) -> Option<u32> {
    let digits = text.rsplit_once("tt").map_or(text, |(_, digits)| digits);
    digits.trim_end_matches('/').parse().ok().filter(|&id| id > 0)
}
