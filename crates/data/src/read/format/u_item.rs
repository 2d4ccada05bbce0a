//! `u.item` of the 100K data set: 24 fields between `|`, Latin-1, the genres as 19 flags.

use super::genres;
use super::movies::Movies;
use super::row::parse_id;
use crate::Movie;
use crate::read::ReadError;
use crate::read::error::{LineError, shown};
use crate::read::report::BadRows;
use crate::read::text::{decode, numbered_lines};
use std::path::Path;

/// The flags' genres, in their order.
const U_ITEM_FLAGS: [&str; 19] = [
    "unknown",
    "Action",
    "Adventure",
    "Animation",
    "Children's",
    "Comedy",
    "Crime",
    "Documentary",
    "Drama",
    "Fantasy",
    "Film-Noir",
    "Horror",
    "Musical",
    "Mystery",
    "Romance",
    "Sci-Fi",
    "Thriller",
    "War",
    "Western",
];

/// Id, title, release date, video release date and IMDb address come before the flags.
const N_FIELDS: usize = 5 + U_ITEM_FLAGS.len();

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
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    if fields.len() != N_FIELDS {
        return Err(LineError::Fields { got: fields.len(), expected: N_FIELDS });
    }
    let (id, title, release_date) = (fields[0], fields[1], fields[2]);
    let id = parse_id(id.as_bytes())
        .ok_or_else(|| LineError::Id { column: "movie id".to_owned(), got: shown(id.as_bytes()) })?;
    if title.is_empty() {
        return Err(LineError::NoTitle { id });
    }
    let mut flagged = Vec::new();
    for (genre, &flag) in U_ITEM_FLAGS.iter().zip(&fields[5..]) {
        match flag {
            "0" => {}
            "1" => flagged.push(*genre),
            _ => return Err(LineError::GenreFlag { got: shown(flag.as_bytes()) }),
        }
    }
    let mut movie = Movie::new(id, title, genres::collect(flagged.into_iter()));
    movie.year = movie.year.or_else(|| year_of(release_date));
    Ok(movie)
}

/// `01-Jan-1995` gives 1995.
fn year_of(release_date: &str) -> Option<u16> {
    let (_, year) = release_date.rsplit_once('-')?;
    year.parse().ok().filter(|year| (1850..=2200).contains(year))
}
