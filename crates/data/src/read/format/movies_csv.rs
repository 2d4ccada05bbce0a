//! `movies.csv`: `movieId,title,genres`, as in the latest, 20M, 25M and 32M data sets.

use super::genres;
use super::movies::Movies;
use super::row::parse_id;
use super::table::Table;
use crate::Movie;
use crate::read::ReadError;
use crate::read::error::{LineError, shown};
use crate::read::report::BadRows;
use std::path::Path;

/// # Errors
/// A header that lacks a column, or the first malformed row unless `bad` skips them.
pub(crate) fn read(bytes: &[u8], path: &Path, bad: &mut BadRows) -> Result<Vec<Movie>, ReadError> {
    let mut movies = Movies::default();
    Table::open(bytes, path, &["movieid", "title", "genres"])?.for_each(bad, |fields| {
        let [id, title, genre_list] = *fields else { return Ok(()) };
        let id = parse_id(id.as_bytes())
            .ok_or_else(|| LineError::Id { column: "movieId".to_owned(), got: shown(id.as_bytes()) })?;
        if title.is_empty() {
            return Err(LineError::NoTitle { id });
        }
        movies.add(Movie::new(id, title, genres::split(genre_list)))
    })?;
    Ok(movies.list)
}
