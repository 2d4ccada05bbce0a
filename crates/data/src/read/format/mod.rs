//! The formats, one file each: what a line or a file of each means.

pub(crate) mod genres;
pub(crate) mod layout;
pub(crate) mod links_csv;
pub(crate) mod movies_csv;
pub(crate) mod movies_dat;
pub(crate) mod row;
pub(crate) mod table;
pub(crate) mod u_item;

use crate::read::error::{LineError, ReadError};
use crate::read::report::BadRows;
use crate::{ItemId, Movie, parse_title};
use std::collections::HashMap;
use std::path::Path;

/// How the movies of a data set are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MovieFormat {
    Csv,
    Dat,
    UItem,
}

impl MovieFormat {
    /// The movies of a file, in its order, no id twice.
    ///
    /// # Errors
    /// The first bad row, unless `bad` skips them.
    pub(crate) fn read(self, bytes: &[u8], path: &Path, bad: &mut BadRows) -> Result<Vec<Movie>, ReadError> {
        match self {
            Self::Csv => movies_csv::read(bytes, path, bad),
            Self::Dat => movies_dat::read(bytes, path, bad),
            Self::UItem => u_item::read(bytes, path, bad),
        }
    }
}

/// Movies as they are read, no id twice.
#[derive(Default)]
pub(crate) struct Movies {
    pub(crate) list: Vec<Movie>,
    positions: HashMap<ItemId, usize>,
}

impl Movies {
    /// Takes a movie in, or says which one has its id.
    pub(crate) fn add(&mut self, movie: Movie) -> Result<(), LineError> {
        if let Some(&position) = self.positions.get(&movie.id) {
            return Err(LineError::MovieTwice {
                id: movie.id.0,
                first: self.list[position].source_title.clone(),
                second: movie.source_title,
            });
        }
        self.positions.insert(movie.id, self.list.len());
        self.list.push(movie);
        Ok(())
    }
}

/// A movie known by its id and title as the source writes it.
pub(crate) fn movie(id: u32, source_title: &str, genres: Vec<String>) -> Movie {
    let parsed = parse_title(source_title);
    Movie {
        id: ItemId(id),
        title: parsed.title,
        source_title: source_title.to_owned(),
        alternative_titles: parsed.alternative_titles,
        year: parsed.year,
        genres,
        imdb_id: None,
        tmdb_id: None,
    }
}
