//! Why parts cannot be served together.

/// Parts that cannot be served together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// The default algorithm is not one of the models.
    #[error("the default algorithm `{wanted}` is not among the models: {}", known.join(", "))]
    UnknownDefault {
        /// The default algorithm.
        wanted: String,
        /// The algorithms of the models.
        known: Vec<String>,
    },
    /// Two models have the same algorithm.
    #[error("two models are named `{algorithm}`")]
    DuplicateModel {
        /// The algorithm of both.
        algorithm: String,
    },
    /// A part was made for another data set.
    #[error("`{part}` is for {got} movies, but the data has {expected}")]
    WrongSize {
        /// The part: an algorithm, or for example `map`.
        part: String,
        /// The number of movies that the part is for.
        got: usize,
        /// The number of movies in the data.
        expected: usize,
    },
    /// The model id cannot be sent in a header.
    #[error("invalid model id `{got}`: must be visible ASCII")]
    ModelId {
        /// The id.
        got: String,
    },
    /// An answer cannot be written as JSON.
    #[error("cannot write {what} as JSON: {reason}")]
    NoJson {
        /// The answer.
        what: &'static str,
        /// The cause.
        reason: String,
    },
    /// The data has no movies.
    #[error("the data set `{name}` has no movies to serve")]
    NoMovies {
        /// The data set.
        name: String,
    },
}

/// Checks that a part is for as many movies as the data has.
///
/// # Errors
/// `WrongSize`.
pub(super) fn check_size(part: &str, got: usize, expected: usize) -> Result<(), SnapshotError> {
    if got == expected {
        return Ok(());
    }
    Err(SnapshotError::WrongSize { part: part.to_owned(), got, expected })
}
