//! `movies.dat`: `id::title::genres`, as in the 1M (Latin-1) and 10M (UTF-8) data sets.

use super::genres;
use super::movies::Movies;
use super::row::parse_id;
use crate::Movie;
use crate::read::ReadError;
use crate::read::error::{LineError, shown};
use crate::read::report::BadRows;
use crate::read::text::{decode, numbered_lines};
use std::path::Path;

/// # Errors
/// The first malformed row, unless `bad` skips them.
pub(crate) fn read(bytes: &[u8], path: &Path, bad: &mut BadRows) -> Result<Vec<Movie>, ReadError> {
    let mut movies = Movies::default();
    for (number, line) in numbered_lines(bytes) {
        if let Err(reason) = parse(&decode(line)).and_then(|movie| movies.add(movie)) {
            bad.add(path, number, reason)?;
        }
    }
    Ok(movies.list)
}

fn parse(line: &str) -> Result<Movie, LineError> {
    let fields: Vec<&str> = line.split("::").collect();
    // A title may hold the separator itself, so the first and the last field are taken off the ends.
    let [id, title @ .., genre_list] = &fields[..] else {
        return Err(LineError::Fields { got: fields.len(), expected: 3 });
    };
    let id = parse_id(id.as_bytes())
        .ok_or_else(|| LineError::Id { column: "movie id".to_owned(), got: shown(id.as_bytes()) })?;
    if title.is_empty() {
        return Err(LineError::Fields { got: fields.len(), expected: 3 });
    }
    let title = title.join("::");
    if title.trim().is_empty() {
        return Err(LineError::NoTitle { id });
    }
    Ok(Movie::new(id, title.trim(), genres::split(genre_list)))
}
