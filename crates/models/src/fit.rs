//! The two duties of a model: to learn, and to score.

use crate::{Algorithm, Contributions, Reason, Visit};
use cinephile_data::{History, Interactions, ItemIdx};

/// Checked hyper-parameters that learn a model from ratings.
pub trait Fit {
    /// Immutable, `Send + Sync`, ready to serve.
    type Model: Scorer;

    /// The most bytes that a fit takes beside `train`, worked out from numbers of users, items and ratings; what a
    /// `memory_mb` allows.
    fn peak_bytes(&self, train: &Interactions) -> u64;

    /// Learns from `train` alone; the same input and seed give the same model, at any thread count.
    ///
    /// # Errors
    /// A parameter out of its range, or ratings that the model cannot learn from.
    fn fit(&self, train: &Interactions) -> Result<Self::Model, FitError>;
}

/// A fitted model: a history in, one score per item out. It never filters, ranks or does I/O.
pub trait Scorer: Send + Sync {
    /// How many items are scored: the columns of the matrix that was fitted.
    fn n_items(&self) -> usize;

    /// Writes to `scores[i]` how much a user with this `history` would like item `i`; higher is better, and the
    /// unit is the model's own. Unseen users are folded in. `scores` has length `n_items`; every entry becomes
    /// finite.
    fn score(&self, history: History<'_>, scores: &mut [f32]);

    /// Writes the scores of several visitors one after another: `scores` is `histories.len() x n_items`, row-major, and
    /// each row is what [`Scorer::score`] writes, to the bit. Models that read the same memory for every visitor read it
    /// once for all.
    fn score_many(&self, histories: &[History<'_>], scores: &mut [f32]) {
        assert_eq!(scores.len(), histories.len() * self.n_items(), "one row of scores per history");
        for (&history, scores) in histories.iter().zip(scores.chunks_exact_mut(self.n_items().max(1))) {
            self.score(history, scores);
        }
    }

    /// The visitor with this `history`, folded in once for all that is asked of them; `None` for models that have nothing
    /// to keep between two questions, which are asked themselves.
    fn visit<'a>(&'a self, _history: History<'a>) -> Option<Box<dyn Visit + 'a>> {
        None
    }

    /// Why each of `items` has its score, in the same order.
    fn reasons(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Reason>;

    /// What each of the history's ratings adds to the score of each of `items`, in the same order; `None` for a model
    /// whose scores are no sums over ratings.
    ///
    /// The parts sum to the score that [`Scorer::score`] gives, up to rounding: `1e-3` of the sum of their sizes. An
    /// item that nobody rated, or that is not there, has no parts.
    fn contributions(&self, _history: History<'_>, _items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        None
    }
}

/// Why a model could not be fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FitError {
    /// A hyper-parameter outside its range.
    #[error("{model}: parameter `{name}` is {got}, and must be {allowed}")]
    Param {
        /// The model's name.
        model: &'static str,
        /// The parameter.
        name: &'static str,
        /// Its value.
        got: String,
        /// What it may be.
        allowed: String,
    },
    /// More items than fit into the memory that may be taken.
    #[error(
        "{model}: {n_items} rated items need {needed_mb} MB, and `{name}` allows {allowed_mb}; \
         leave out items that few people rated, or raise it{}",
        smaller(model)
    )]
    TooLarge {
        /// The model's name.
        model: &'static str,
        /// The parameter that sets the limit.
        name: &'static str,
        /// How many items there are with ratings.
        n_items: usize,
        /// What the fit would take, in MB of 2^20 bytes.
        needed_mb: u64,
        /// What it may take.
        allowed_mb: u64,
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

/// What fits where the square of the catalogue does not, for models that take it.
fn smaller(model: &str) -> &'static str {
    if model == Algorithm::Ease.name() {
        "; `sparse_mb` needs less, and `ials` grows only with the number of items"
    } else {
        ""
    }
}
