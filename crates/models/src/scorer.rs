//! What every model does: a visitor's history in, one score per item out.

use crate::{Contributions, Reason, Visit};
use cinephile_data::{History, ItemIdx};

/// A fitted model. It never filters, ranks or does I/O.
///
/// There is one way to ask it: [`Scorer::visit`] folds a history in, and everything else is asked of the
/// [`Visit`]. The other methods are shortcuts for callers with a single question.
pub trait Scorer: Send + Sync {
    /// How many items are scored: the columns of the matrix that was fitted.
    fn n_items(&self) -> usize;

    /// The visitor with this `history`, folded in once for everything that is asked about them. Items that the model
    /// does not know are left out.
    fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn Visit + 'a>;

    /// Writes one score per item: [`Visit::score`] of the visitor with this `history`.
    fn score(&self, history: History<'_>, scores: &mut [f32]) {
        self.visit(history).score(scores);
    }

    /// Writes the scores of several visitors one after another: `scores` is `histories.len() x n_items`, row-major, and
    /// each row is what [`Scorer::score`] writes, to the bit. Models that read the same memory for every visitor read it
    /// once for all.
    fn score_many(&self, histories: &[History<'_>], scores: &mut [f32]) {
        assert_eq!(scores.len(), histories.len() * self.n_items(), "one row of scores per history");
        for (&history, scores) in histories.iter().zip(scores.chunks_exact_mut(self.n_items().max(1))) {
            self.score(history, scores);
        }
    }

    /// What other people's ratings say for each of `items`, in the same order: [`Visit::reasons`].
    fn reasons(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Reason> {
        self.visit(history).reasons(items)
    }

    /// What each of the history's ratings adds to the score of each of `items`: [`Visit::contributions`].
    fn contributions(&self, history: History<'_>, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        self.visit(history).contributions(items)
    }
}
