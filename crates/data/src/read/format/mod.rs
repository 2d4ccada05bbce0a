//! The formats of MovieLens, one file for each.

pub(crate) mod genres;
pub(crate) mod layout;
pub(crate) mod links_csv;
mod movies;
pub(crate) mod movies_csv;
pub(crate) mod movies_dat;
pub(crate) mod row;
pub(crate) mod table;
pub(crate) mod u_item;

use crate::Movie;
use crate::read::error::ReadError;
use crate::read::report::BadRows;
use std::path::Path;

/// The format of a data set's movies.
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
    /// The first malformed row, unless `bad` skips them.
    pub(crate) fn read(self, bytes: &[u8], path: &Path, bad: &mut BadRows) -> Result<Vec<Movie>, ReadError> {
        match self {
            Self::Csv => movies_csv::read(bytes, path, bad),
            Self::Dat => movies_dat::read(bytes, path, bad),
            Self::UItem => u_item::read(bytes, path, bad),
        }
    }
}
