//! `links.csv`: `movieId,imdbId,tmdbId`; either id may be missing.

use super::movie_ids::MovieIds;
use super::row::parse_written_id;
use super::table::{Column, Table};
use crate::read::ReadError;
use crate::read::error::{LineError, shown};
use crate::read::report::BadRows;
use std::path::Path;

/// The ids of one movie elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) movie: u32,
    /// The number of the IMDb id: `tt0113277` is 113277.
    pub(crate) imdb: Option<u32>,
    pub(crate) tmdb: Option<u32>,
}

/// # Errors
/// A header that lacks a column, or the first malformed row unless `bad` skips them.
pub(crate) fn read(
    bytes: &[u8],
    path: &Path,
    ids: &mut MovieIds<'_>,
    bad: &mut BadRows,
) -> Result<Vec<Link>, ReadError> {
    let mut links = Vec::new();
    let columns = [Column::of(&["movieid", "itemid"]), Column::of(&["imdbid"]), Column::of(&["tmdbid"])];
    Table::open(bytes, path, &columns)?.for_each(bad, |fields| {
        let [movie, imdb, tmdb] = *fields else { return Ok(()) };
        let optional = |column: &str, text: &str| {
            let id = text.strip_prefix("tt").unwrap_or(text);
            let wrong = || LineError::Id { column: column.to_owned(), got: shown(text.as_bytes()) };
            if id.is_empty() { Ok(None) } else { parse_written_id(id.as_bytes()).ok_or_else(wrong).map(Some) }
        };
        let movie = ids.number("movieId", movie)?;
        links.push(Link { movie, imdb: optional("imdbId", imdb)?, tmdb: optional("tmdbId", tmdb)? });
        Ok(())
    })?;
    Ok(links)
}
