//! `movie_titles.csv` of the Netflix Prize: `id,year,title`. A title may hold commas, and a year may be `NULL`.

use super::movie_ids::MovieIds;
use super::movies::Movies;
use crate::Movie;
use crate::read::ReadError;
use crate::read::error::LineError;
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
    let fields: Vec<&str> = line.splitn(3, ',').map(str::trim).collect();
    let [id, year, title] = fields[..] else {
        return Err(LineError::Fields { got: fields.len(), expected: 3 });
    };
    let id = MovieIds::Numbers.number("movie id", id)?;
    if title.is_empty() {
        return Err(LineError::NoTitle { id });
    }
    let movie = Movie::new(id, title, Vec::new());
    Ok(Movie { year: year.parse().ok().or(movie.year), ..movie })
}
