//! MovieLens: `userId,movieId,rating,timestamp` of a data set, or `movie_id,imdb_id,tmdb_id,rating,...,title` of the site.

use super::columns::{Columns, Row};
use super::dates::seconds_or_iso;
use super::entry::{Entry, Export, Mark, Service, imdb_number, stars_of_five};
use super::error::ImportError;
use super::text::shown;
use crate::parse_title;

/// Reads the ratings of one person; those of several people are an error.
pub(super) fn read(columns: Columns<'_>) -> Result<Export, ImportError> {
    let mut export = Export::new(Service::MovieLens);
    let (mut user, mut other) = (None::<String>, None);
    columns.read_into(&mut export, "title", |row| {
        let name = row.first(&["userid", "user_id"]);
        match &user {
            None => user = Some(shown(name)),
            Some(first) if *first != shown(name) && other.is_none() => other = Some(shown(name)),
            Some(_) => {}
        }
        read_row(row)
    })?;
    match (user, other) {
        (Some(first), Some(second)) => Err(ImportError::SeveralPeople { first, second }),
        _ => Ok(export),
    }
}

fn read_row(row: &Row<'_>) -> Result<Entry, String> {
    let mark = Mark::Rated(stars_of_five(row.get("rating"))?);
    let id = row.first(&["movieid", "movie_id"]);
    let movie_id = id.parse().map_err(|_| format!("the movie id `{}` is not a whole number", shown(id)))?;
    let title = row.get("title");
    Ok(Entry {
        at: seconds_or_iso(row.first(&["timestamp", "date"])),
        movie_id: Some(movie_id),
        imdb_id: imdb_number(row.first(&["imdb_id", "imdbid"])),
        tmdb_id: row.id("tmdb_id"),
        year: parse_title(title).year,
        title: title.to_owned(),
        ..Entry::new(row.line, mark)
    })
}
