//! How a model is learned: checked parameters, a limit on memory, and the errors of both.

use crate::Scorer;
use cinephile_data::Interactions;
use std::fmt::Display;
use std::ops::RangeInclusive;

/// Hyper-parameters that learn a model from ratings.
pub trait Fit: Sized {
    /// The model's name in commands, requests, files and error messages.
    const NAME: &'static str;

    /// Immutable, `Send + Sync`, ready to serve.
    type Model: Scorer;

    /// Checks every parameter's range.
    ///
    /// # Errors
    /// The first parameter outside its range.
    fn check(&self) -> Result<(), FitError>;

    /// The most bytes that a fit takes beside `train`, worked out from the numbers of users, items and ratings; what
    /// a `memory_mb` allows.
    fn peak_bytes(&self, train: &Interactions) -> u64;

    /// Learns from `train` alone; the same input and seed give the same model, at any thread count.
    ///
    /// # Errors
    /// A parameter out of its range, or ratings that the model cannot learn from.
    fn fit(&self, train: &Interactions) -> Result<Self::Model, FitError> {
        self.check()?;
        check_rated(Self::NAME, train)?;
        self.learn(train)
    }

    /// What [`Fit::fit`] does once the parameters are checked and `train` is known to hold a rating.
    ///
    /// # Errors
    /// Ratings that the model cannot learn from within its limits.
    fn learn(&self, train: &Interactions) -> Result<Self::Model, FitError>;

    /// The parameters as they are if a fit on `train` stays within the model's own limit of memory; else in a form
    /// that does, if the model has one.
    #[must_use]
    fn within_memory(self, _train: &Interactions) -> Self {
        self
    }

    /// The same parameters with another seed; a model without chance keeps its parameters.
    #[must_use]
    fn with_seed(self, _seed: u64) -> Self {
        self
    }

    /// The same parameters with intervals of predicted stars that are meant to cover another share of ratings; a model
    /// that does not predict stars keeps its parameters.
    #[must_use]
    fn with_coverage(self, _coverage: f32) -> Self {
        self
    }
}

/// Why a model could not be fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FitError {
    /// A hyper-parameter outside its range.
    #[error("{model}: parameter `{name}` is {got}; it must be {allowed}")]
    Param {
        /// The model's name.
        model: &'static str,
        /// The parameter.
        name: &'static str,
        /// Its value.
        got: String,
        /// Which values are allowed, such as `in 1..=1000`.
        allowed: String,
    },
    /// More items than fit into the memory that may be taken.
    #[error(
        "{model}: {n_items} rated items need {needed_mb} MB, but `{name}` allows {allowed_mb}; \
         raise it, or leave out items with few ratings{advice}"
    )]
    TooLarge {
        /// The model's name.
        model: &'static str,
        /// The parameter that sets the limit.
        name: &'static str,
        /// How many items have ratings.
        n_items: usize,
        /// What the fit would take, in MB of 2^20 bytes.
        needed_mb: u64,
        /// What it may take.
        allowed_mb: u64,
        /// What else the model suggests; begins with `; ` unless it is empty.
        advice: &'static str,
    },
    /// A solution that rounding has spoilt, even in 64 bits.
    #[error("{model}: with `{name}` at {got} the solution is lost in rounding; raise it")]
    Inaccurate {
        /// The model's name.
        model: &'static str,
        /// The parameter that would help.
        name: &'static str,
        /// Its value.
        got: String,
    },
    /// A matrix without a rating.
    #[error("{model}: there are no ratings to learn from")]
    NoRatings {
        /// The model's name.
        model: &'static str,
    },
}

/// Rejects the value of parameter `name` unless it lies in `range`; NaN never does.
pub(crate) fn check_range<T: PartialOrd + Display>(
    model: &'static str,
    name: &'static str,
    got: T,
    range: RangeInclusive<T>,
) -> Result<(), FitError> {
    if range.contains(&got) {
        return Ok(());
    }
    let allowed = format!("in {}..={}", range.start(), range.end());
    Err(FitError::Param { model, name, got: got.to_string(), allowed })
}

/// Rejects a matrix without a rating.
pub(crate) fn check_rated(model: &'static str, train: &Interactions) -> Result<(), FitError> {
    if train.nnz() == 0 { Err(FitError::NoRatings { model }) } else { Ok(()) }
}

/// What a fit would take, and what its `memory_mb` allows.
pub(crate) struct Memory {
    /// How many items have ratings.
    pub(crate) n_items: usize,
    /// What the fit would take.
    pub(crate) needed_bytes: u64,
    /// The value of `memory_mb`.
    pub(crate) allowed_mb: u32,
    /// See [`FitError::TooLarge`].
    pub(crate) advice: &'static str,
}

impl Memory {
    /// Rejects a fit that would take more than `memory_mb` allows.
    pub(crate) fn check(&self, model: &'static str) -> Result<(), FitError> {
        let needed_mb = self.needed_bytes.div_ceil(1 << 20);
        let allowed_mb = u64::from(self.allowed_mb);
        if needed_mb <= allowed_mb {
            return Ok(());
        }
        let (n_items, advice) = (self.n_items, self.advice);
        Err(FitError::TooLarge { model, name: "memory_mb", n_items, needed_mb, allowed_mb, advice })
    }
}
