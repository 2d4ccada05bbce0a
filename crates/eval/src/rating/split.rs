//! The split of the rating protocol: which ratings are hidden.

use crate::numpy_random::NumpyRandom;
use crate::split::SplitPart;
use cinephile_data::{Interactions, InteractionsError};

/// One rating in so many is hidden.
const ONE_IN: usize = 10;

/// Training ratings and hidden ratings over the same users and items; no rating is in both.
#[derive(Debug, Clone, PartialEq)]
pub struct RatingSplit {
    train: Interactions,
    hidden: Interactions,
    part: SplitPart,
    seed: u32,
}

impl RatingSplit {
    /// Draws a tenth of all ratings (rounded down) as the test part.
    ///
    /// For [`SplitPart::Val`] the test part is put aside and a tenth of the rest is hidden instead, so that no
    /// parameter is chosen on a test rating of the same seed.
    ///
    /// The entries, in row order, are shuffled as numpy's `RandomState(seed).permutation` does; the last tenth is test,
    /// the tenth of the rest before it validation.
    ///
    /// # Errors
    /// Never, because parts of a valid matrix are valid.
    pub fn draw(ratings: &Interactions, part: SplitPart, seed: u32) -> Result<Self, InteractionsError> {
        let n = u32::try_from(ratings.nnz()).unwrap_or(u32::MAX);
        let order = NumpyRandom::new(seed).permutation(n);
        let n_test = order.len() / ONE_IN;
        let n_known = order.len() - n_test;
        let n_val = n_known / ONE_IN;
        let (learn, hide) = match part {
            SplitPart::Test => (0..n_known, n_known..order.len()),
            SplitPart::Val => (0..n_known - n_val, n_known - n_val..n_known),
        };
        let train = select(ratings, &order[learn])?;
        let hidden = select(ratings, &order[hide])?;
        Ok(Self { train, hidden, part, seed })
    }

    /// The training ratings, `n_users x n_items`.
    #[must_use]
    pub fn train(&self) -> &Interactions {
        &self.train
    }

    /// The hidden ratings, in the same shape.
    #[must_use]
    pub fn hidden(&self) -> &Interactions {
        &self.hidden
    }

    /// The part that is hidden.
    #[must_use]
    pub fn part(&self) -> SplitPart {
        self.part
    }

    /// The seed that the split was drawn with.
    #[must_use]
    pub fn seed(&self) -> u32 {
        self.seed
    }
}

/// The matrix of some entries, each given by its position in row order.
fn select(ratings: &Interactions, entries: &[u32]) -> Result<Interactions, InteractionsError> {
    let mut entries: Vec<usize> = entries.iter().map(|&entry| entry as usize).collect();
    entries.sort_unstable();
    let starts =
        ratings.indptr().iter().map(|&start| entries.partition_point(|&entry| entry < start)).collect();
    let items = entries.iter().map(|&entry| ratings.indices()[entry]).collect();
    let stars = entries.iter().map(|&entry| ratings.values()[entry]).collect();
    Interactions::from_parts(u32::try_from(ratings.n_items()).unwrap_or(u32::MAX), starts, items, stars)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::UserIdx;

    fn pairs(matrix: &Interactions) -> Vec<(usize, u32, u32)> {
        let row = |user| {
            let history = matrix.history(UserIdx::new(user));
            history
                .iter()
                .map(move |(item, stars)| (user, item.as_u32(), stars.to_bits()))
                .collect::<Vec<_>>()
        };
        (0..matrix.n_users()).flat_map(row).collect()
    }

    #[test]
    fn test_ratings_are_neither_training_nor_validation_ratings() {
        let ratings = Interactions::checkerboard(20);
        let test = RatingSplit::draw(&ratings, SplitPart::Test, 3).expect("drawn");
        let val = RatingSplit::draw(&ratings, SplitPart::Val, 3).expect("drawn");
        assert_eq!((test.hidden().nnz(), test.train().nnz()), (36, 324));
        assert_eq!((val.hidden().nnz(), val.train().nnz()), (32, 292));
        let mut all = [pairs(test.hidden()), pairs(test.train())].concat();
        all.sort_unstable();
        assert_eq!(all, pairs(&ratings), "nothing is lost, nothing twice");
        let mut known = [pairs(val.hidden()), pairs(val.train())].concat();
        known.sort_unstable();
        assert_eq!(known, pairs(test.train()), "validation is cut from the training ratings");
    }

    #[test]
    fn another_seed_hides_other_ratings() {
        let ratings = Interactions::checkerboard(20);
        let draw = |seed| RatingSplit::draw(&ratings, SplitPart::Test, seed).expect("drawn");
        assert_eq!(draw(1), draw(1));
        assert_ne!(pairs(draw(1).hidden()), pairs(draw(2).hidden()));
    }
}
