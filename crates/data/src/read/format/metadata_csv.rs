//! `movies_metadata.csv` of Kaggle's *The Movies Dataset*: titles by TMDb id, which `links.csv` leads to.
//!
//! Some of its rows are broken in the original: their fields are shifted, so that a date stands for the id. They are counted.

use super::genres;
use super::links_csv::Link;
use super::row::parse_written_id;
use super::table::{Column, Table};
use crate::Movie;
use crate::read::ReadError;
use crate::read::report::{BadRows, OnBadRow};
use std::collections::HashMap;
use std::path::Path;

/// The movies that `links` lead to, and what an operator should know.
///
/// # Errors
/// A header that lacks a column.
pub(crate) fn read(
    bytes: &[u8],
    path: &Path,
    links: &[Link],
) -> Result<(Vec<Movie>, Vec<String>), ReadError> {
    let (mut n_rows, mut n_broken, mut n_repeated) = (0_u64, 0_u64, 0_u64);
    let mut described: HashMap<u32, (String, Option<u16>, Vec<String>)> = HashMap::new();
    let columns =
        [Column::of(&["id"]), Column::of(&["title"]), Column::of(&["releasedate"]), Column::of(&["genres"])];
    let mut shifted = BadRows::new(OnBadRow::Skip);
    Table::open(bytes, path, &columns)?.for_each(&mut shifted, |fields| {
        let [id, title, date, genre_list] = *fields else { return Ok(()) };
        n_rows += 1;
        match parse_written_id(id.as_bytes()).filter(|_| !title.is_empty()) {
            None => n_broken += 1,
            Some(id) => {
                let year = date.split('-').next().and_then(|year| year.parse().ok());
                let genres = genres::collect(names_in(genre_list));
                n_repeated += u64::from(described.insert(id, (title.to_owned(), year, genres)).is_some());
            }
        }
        Ok(())
    })?;
    let (n_rows, n_broken) = (n_rows + shifted.n, n_broken + shifted.n);
    let mut movies: Vec<Movie> = links
        .iter()
        .filter_map(|link| {
            let (title, year, genres) = described.get(&link.tmdb?)?;
            let source_title = year.map_or_else(|| title.clone(), |year| format!("{title} ({year})"));
            let ids = (link.imdb, link.tmdb);
            let movie = Movie::new(link.movie, &source_title, genres.clone());
            Some(Movie { title: title.clone(), year: *year, imdb_id: ids.0, tmdb_id: ids.1, ..movie })
        })
        .collect();
    movies.sort_by_key(|movie| movie.id);
    movies.dedup_by_key(|movie| movie.id);
    let n_taken = described.len();
    let mut notes = Vec::new();
    if n_broken + n_repeated > 0 {
        notes.push(format!(
            "`{}`: {n_rows} rows, of which {n_taken} are taken, {n_broken} have no usable id or title, and {n_repeated} repeat an id",
            path.display()
        ));
    }
    Ok((movies, notes))
}

/// The names in a list as Python writes it: `[{'id': 28, 'name': 'Action'}]`.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("'name': ").skip(1).filter_map(|rest| {
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        rest[1..].split(quote).next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genres_are_the_names_in_a_list_of_python() {
        let list = "[{'id': 28, 'name': 'Action'}, {'id': 878, 'name': \"Science 'n' Fiction\"}]";
        assert_eq!(names_in(list).collect::<Vec<_>>(), ["Action", "Science 'n' Fiction"]);
        assert_eq!(names_in("[]").count() + names_in("").count() + names_in("'name': ").count(), 0);
    }
}
