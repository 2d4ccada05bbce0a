//! Movies as the formats collect them.

use crate::read::error::LineError;
use crate::{ItemId, Movie};
use std::collections::HashMap;

/// Movies in the order of their file, no id twice.
#[derive(Default)]
pub(crate) struct Movies {
    pub(crate) list: Vec<Movie>,
    positions: HashMap<ItemId, usize>,
}

impl Movies {
    /// Adds a movie.
    ///
    /// # Errors
    /// If another one has its id.
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
