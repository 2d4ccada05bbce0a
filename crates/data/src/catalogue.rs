//! The movies, in the order of the matrix's columns.

use crate::{ItemId, ItemIdx, Labels, Movie};

/// Every movie of a data set. Position = column of [`Interactions`](crate::Interactions); ids rise strictly.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    movies: Vec<Movie>,
    labels: Labels,
}

/// Why movies do not form a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// Two movies share an id.
    #[error("movie id {id} appears twice: `{first}` and `{second}`")]
    DuplicateId {
        /// The id.
        id: ItemId,
        /// The first movie's title.
        first: String,
        /// The second movie's title.
        second: String,
    },
}

impl Catalogue {
    /// Sorts the movies by id and numbers their labels.
    ///
    /// # Errors
    /// If two movies share an id.
    pub fn build(mut movies: Vec<Movie>) -> Result<Self, CatalogueError> {
        movies.sort_by_key(|movie| movie.id);
        if let Some(twins) = movies.windows(2).find(|pair| pair[0].id == pair[1].id) {
            return Err(CatalogueError::DuplicateId {
                id: twins[0].id,
                first: twins[0].source_title.clone(),
                second: twins[1].source_title.clone(),
            });
        }
        let labels = Labels::of(&movies);
        Ok(Self { movies, labels })
    }

    /// The number of movies.
    #[must_use]
    pub fn len(&self) -> usize {
        self.movies.len()
    }

    /// Whether it has no movies.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.movies.is_empty()
    }

    /// All movies, in column order.
    #[must_use]
    pub fn movies(&self) -> &[Movie] {
        &self.movies
    }

    /// Whether any movie's id is text in the source data.
    #[must_use]
    pub fn has_source_ids(&self) -> bool {
        self.movies.iter().any(|movie| movie.source_id.is_some())
    }

    /// The genres and decades of all movies, worked out once.
    #[must_use]
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The movie of a column.
    ///
    /// # Panics
    /// If `item` is not a column of this catalogue.
    #[must_use]
    pub fn movie(&self, item: ItemIdx) -> &Movie {
        &self.movies[item.get()]
    }

    /// The column of the movie with this id, if it exists. Cost: `O(log n)`.
    #[must_use]
    pub fn index_of(&self, id: ItemId) -> Option<ItemIdx> {
        self.movies.binary_search_by_key(&id, |movie| movie.id).ok().map(ItemIdx::new)
    }
}
