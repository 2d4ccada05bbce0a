//! Why a predictor of stars could not be judged.

use crate::error::BoxedError;

/// Why a predictor of stars could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum RatingError {
    /// There are too few ratings to hide any.
    #[error("cannot hide a tenth of {n_ratings} ratings; at least 20 ratings are needed")]
    TooFew {
        /// Number of ratings in the data.
        n_ratings: usize,
    },
    /// The contender could not be fitted.
    #[error("cannot fit `{contender}`")]
    Fit {
        /// The contender's name.
        contender: String,
        /// The error of the fit.
        source: BoxedError,
    },
    /// The predictor covers another number of items than the data.
    #[error("`{contender}` covers {got} items; expected {expected}, as in the data")]
    ItemCount {
        /// The contender's name.
        contender: String,
        /// Items of the predictor.
        got: usize,
        /// Items of the data.
        expected: usize,
    },
    /// The predictor did not return one prediction for each item.
    #[error("`{contender}` returned {got} predictions for {expected} items")]
    Count {
        /// The contender's name.
        contender: String,
        /// Number of predictions.
        got: usize,
        /// Number of items.
        expected: usize,
    },
    /// A prediction is out of range, or outside its own interval.
    #[error(
        "`{contender}` predicted {stars} stars in {low}..={high}; expected 0.5 <= low <= stars <= high <= 5"
    )]
    Prediction {
        /// The contender's name.
        contender: String,
        /// The predicted stars.
        stars: f32,
        /// Lower end of the interval.
        low: f32,
        /// Upper end of the interval.
        high: f32,
    },
}
