//! The formats of MovieLens and of other data sets, one file for each.

pub(crate) mod genres;
pub(crate) mod layout;
pub(crate) mod links_csv;
pub(crate) mod metadata_csv;
pub(crate) mod movie_ids;
mod movies;
pub(crate) mod movies_csv;
pub(crate) mod movies_dat;
pub(crate) mod netflix_titles;
pub(crate) mod row;
pub(crate) mod sniff;
pub(crate) mod table;
pub(crate) mod tags;
mod time;
pub(crate) mod u_item;

use crate::Movie;
use crate::read::error::ReadError;
use crate::read::report::BadRows;
use links_csv::Link;
use movie_ids::MovieIds;
use std::path::Path;

/// The format of a data set's movies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MovieFormat {
    Csv,
    Dat,
    UItem,
    /// `movies_metadata.csv` of Kaggle's *The Movies Dataset*, which needs links.
    Metadata,
    /// `movie_titles.csv` of the Netflix Prize.
    NetflixTitles,
}

impl MovieFormat {
    /// The movies of a file, in its order, no id twice, and what an operator should know.
    ///
    /// # Errors
    /// The first malformed row, unless `bad` skips them.
    pub(crate) fn read(
        self,
        bytes: &[u8],
        path: &Path,
        ids: &mut MovieIds<'_>,
        links: &[Link],
        bad: &mut BadRows,
    ) -> Result<(Vec<Movie>, Vec<String>), ReadError> {
        let plain = |movies| (movies, Vec::new());
        match self {
            Self::Csv => movies_csv::read(bytes, path, ids, bad).map(plain),
            Self::Dat => movies_dat::read(bytes, path, bad).map(plain),
            Self::UItem => u_item::read(bytes, path, bad).map(plain),
            Self::Metadata => metadata_csv::read(bytes, path, links),
            Self::NetflixTitles => netflix_titles::read(bytes, path, bad).map(plain),
        }
    }
}
