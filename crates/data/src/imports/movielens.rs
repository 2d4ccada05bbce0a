//! MovieLens: `userId,movieId,rating,timestamp` of a data set, or `movie_id,imdb_id,tmdb_id,rating,...,title` of the site, whose
//! wishlist has no rating.

use super::columns::{Columns, Row};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Service, imdb_number};
use super::error::ImportError;
use super::miss::Miss;
use super::options::ImportOptions;
use super::text::shown;
use crate::{Scale, parse_title};

/// Whether a file with these columns is from MovieLens: many services have a `movie_id` of their own.
pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    let has = |names: &[&str]| names.iter().all(|name| columns.has(name));
    let is_of_data_set = has(&["userid", "movieid", "rating"]) || has(&["user_id", "movie_id", "rating"]);
    is_of_data_set || has(&["movie_id", "imdb_id", "tmdb_id", "average_rating", "title"])
}

pub(super) fn read(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&["rating"])?;
    let has_ratings = columns.has("rating");
    let has_people = columns.has("userid") || columns.has("user_id");
    let mut draft = Draft::new(Service::MovieLens, Scale::STARS, options);
    columns.read_into(&mut draft, "title", |row, facts| {
        if has_people {
            facts.people.admit(row.first(&["userid", "user_id"]))?;
        }
        read_row(row, facts, has_ratings)
    })?;
    draft.finish()
}

fn read_row(row: &Row<'_>, facts: &mut Facts, has_ratings: bool) -> Result<Entry, Miss> {
    let mark = if has_ratings { facts.rating(row.line, row.get("rating"))? } else { facts.list()? };
    let id = row.first(&["movieid", "movie_id"]);
    let movie_id = id.parse().map_err(|_| format!("the movie id `{}` is not a whole number", shown(id)))?;
    let title = row.get("title");
    Ok(Entry {
        at: facts.time(row.line, row.first(&["timestamp", "date"])),
        movie_id: Some(movie_id),
        imdb_id: imdb_number(row.first(&["imdb_id", "imdbid"])),
        tmdb_id: row.id("tmdb_id"),
        year: parse_title(title).year,
        title: title.to_owned(),
        ..Entry::new(row.line, mark)
    })
}
