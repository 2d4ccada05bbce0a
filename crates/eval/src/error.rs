//! Why a contender could not be judged.

use crate::protocol::Protocol;
use cinephile_data::InteractionsError;
use cinephile_engine::RecommendError;
use std::error::Error;

/// Any error of a contender's fit.
pub(crate) type BoxedError = Box<dyn Error + Send + Sync>;

/// Why a contender could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// The protocol needs stars, and the split keeps likes only.
    #[error("protocol `{protocol}` needs all stars; this split has no train_all.csv and *_foldin_all.csv")]
    NoStars {
        /// The protocol that needs them.
        protocol: Protocol,
    },
    /// The contender could not be fitted.
    #[error("cannot fit `{contender}`")]
    Fit {
        /// The contender's name.
        contender: String,
        /// The error of the fit.
        source: BoxedError,
    },
    /// The recommender covers another number of items than the split.
    #[error("`{contender}` covers {got} items; expected {expected}, as in the split")]
    ItemCount {
        /// The contender's name.
        contender: String,
        /// Items of the recommender.
        got: usize,
        /// Items of the split.
        expected: usize,
    },
    /// The recommender failed for a held-out user.
    #[error("`{contender}` failed to recommend to a held-out user")]
    Recommend {
        /// The contender's name.
        contender: String,
        /// The recommender's error.
        source: RecommendError,
    },
    /// A list breaks the contract of recommenders.
    #[error("`{contender}` returned a list that {broken}")]
    List {
        /// The contender's name.
        contender: String,
        /// What is wrong with the list.
        broken: BrokenList,
    },
    /// The split's ratings do not form a matrix.
    #[error(transparent)]
    Matrix(#[from] InteractionsError),
}

/// How a list breaks the contract of recommenders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BrokenList {
    /// It has more items than were requested.
    #[error("is longer than requested")]
    TooLong,
    /// It contains an item of the user's history.
    #[error("contains an item that the user has already rated")]
    Rated,
    /// It contains an item twice.
    #[error("contains an item twice")]
    Repeated,
    /// It contains a column that the split does not have.
    #[error("contains an item outside the catalogue")]
    Range,
}
