//! `movies.csv`: `movieId,title[,genres][,year]`, as in the latest, 20M, 25M and 32M data sets, or as people write it.

use super::genres;
use super::movie_ids::MovieIds;
use super::movies::Movies;
use super::table::{Column, Table};
use crate::Movie;
use crate::read::ReadError;
use crate::read::error::LineError;
use crate::read::report::BadRows;
use std::path::Path;

const ID: [&str; 6] = ["movieid", "itemid", "movie", "item", "id", "filmid"];
const TITLE: [&str; 4] = ["title", "movietitle", "name", "film"];
const GENRES: [&str; 2] = ["genres", "genre"];
const YEAR: [&str; 2] = ["year", "releaseyear"];

/// # Errors
/// A header that lacks a column, or the first malformed row unless `bad` skips them.
pub(crate) fn read(
    bytes: &[u8],
    path: &Path,
    ids: &mut MovieIds<'_>,
    bad: &mut BadRows,
) -> Result<Vec<Movie>, ReadError> {
    let mut movies = Movies::default();
    let columns = [Column::of(&ID), Column::of(&TITLE), Column::optional(&GENRES), Column::optional(&YEAR)];
    Table::open(bytes, path, &columns)?.for_each(bad, |fields| {
        let [id, title, genre_list, year] = *fields else { return Ok(()) };
        let id = ids.number("movieId", id)?;
        if title.is_empty() {
            return Err(LineError::NoTitle { id });
        }
        let movie = Movie::new(id, title, genres::split(genre_list));
        let year = movie.year.or_else(|| year.trim_end_matches(".0").parse().ok());
        movies.add(Movie { year, ..movie })
    })?;
    Ok(movies.list)
}
