//! How wide an interval must be: split-conformal calibration on training ratings that were held back.
//!
//! The model says how unsure it is of each prediction, in stars, but cannot judge whether that is too bold or too timid.
//! So some training ratings are held back, the model that learned from the rest predicts them exactly as it would for a
//! visitor, and the width is the multiple of its own uncertainty that covered the wanted share of them
//! (Lei et al. 2018, "Distribution-free predictive inference for regression").

use super::features::hash;
use super::model::StarsModel;
use super::visit::Expectation;
use cinephile_data::{Interactions, ItemIdx, UserIdx};
use rayon::prelude::*;

/// One rating in this many is held back at least ...
const ONE_IN: usize = 10;

/// ... and fewer where that would be more than this many ratings.
const MAX_HELD_BACK: usize = 200_000;

/// The largest width in standard deviations; it covers more than the whole scale.
pub(super) const MAX_WIDTH: f32 = 1000.0;

/// Training ratings in two parts, over the same users and items.
pub(super) struct HeldBack {
    /// To learn from.
    pub(super) rest: Interactions,
    /// To calibrate on.
    pub(super) held: Interactions,
}

impl HeldBack {
    /// Draws by `seed` which ratings are held back; each has the same chance.
    pub(super) fn draw(train: &Interactions, seed: u64) -> Self {
        let one_in = ONE_IN.max(train.nnz().div_ceil(MAX_HELD_BACK)) as u64;
        let is_held = |entry: usize| hash(hash(seed).wrapping_add(entry as u64)).is_multiple_of(one_in);
        Self { rest: select(train, |entry| !is_held(entry)), held: select(train, is_held) }
    }

    /// The multiple of the standard deviation that covers `coverage` of the held-back ratings; [`MAX_WIDTH`] when they
    /// are too few to say.
    pub(super) fn width(&self, model: &StarsModel, coverage: f32) -> f32 {
        let ratios = (0..self.held.n_users()).into_par_iter().flat_map_iter(|user| {
            let held = self.held.history(UserIdx::new(user));
            let predicted = if held.is_empty() {
                Vec::new()
            } else {
                model.fold_in(self.rest.history(UserIdx::new(user))).expectations(held.items())
            };
            let ratio = |(expected, &stars): (Expectation, &f32)| {
                (stars - expected.stars.clamp(0.5, 5.0)).abs() / expected.deviation
            };
            predicted.into_iter().zip(held.stars()).map(ratio).collect::<Vec<f32>>()
        });
        let mut ratios: Vec<f32> = ratios.collect();
        ratios.sort_by(f32::total_cmp);
        ratios.get(conformal_rank(ratios.len(), coverage)).map_or(MAX_WIDTH, |ratio| ratio.min(MAX_WIDTH))
    }
}

/// The position of the conformal quantile among `n` sorted values: `ceil((n + 1) coverage) - 1`; `n` when `n` values
/// are too few.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a count of ratings, rounded up"
)]
fn conformal_rank(n: usize, coverage: f32) -> usize {
    // 0.8 in f32 is a little more than 0.8.
    let rank = ((n + 1) as f64 * (f64::from(coverage) - 1e-7)).ceil() as usize;
    rank.saturating_sub(1).min(n)
}

/// The entries that `is_in`, counted over the whole matrix.
fn select(train: &Interactions, is_in: impl Fn(usize) -> bool) -> Interactions {
    let (mut starts, mut items, mut stars): (_, Vec<ItemIdx>, Vec<f32>) = (vec![0], vec![], vec![]);
    for (user, history) in train.histories().enumerate() {
        let first = train.indptr()[user];
        for (k, (item, value)) in history.iter().enumerate() {
            if is_in(first + k) {
                items.push(item);
                stars.push(value);
            }
        }
        starts.push(items.len());
    }
    let n_items = u32::try_from(train.n_items());
    let selected =
        n_items.ok().and_then(|n_items| Interactions::from_parts(n_items, starts, items, stars).ok());
    assert!(selected.is_some(), "some entries of a valid matrix make a valid matrix");
    selected.unwrap_or_else(|| train.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_conformal_rank_rounds_up_and_gives_up_on_too_few() {
        assert_eq!(conformal_rank(99, 0.8), 79);
        assert_eq!(conformal_rank(100, 0.8), 80);
        assert_eq!(conformal_rank(4, 0.8), 3);
        assert_eq!(conformal_rank(3, 0.8), 3, "beyond the last of three");
        assert_eq!(conformal_rank(0, 0.8), 0);
    }

    #[test]
    fn ratings_held_back_and_the_rest_are_all_of_them_and_share_none() {
        let train = Interactions::checkerboard(30);
        let HeldBack { rest, held } = HeldBack::draw(&train, 7);
        assert_eq!(rest.nnz() + held.nnz(), train.nnz());
        let tenth = train.nnz() / 10;
        assert!((tenth / 2..=tenth * 2).contains(&held.nnz()), "{} of {}", held.nnz(), train.nnz());
        for user in (0..30).map(UserIdx::new) {
            for (item, stars) in held.history(user).iter() {
                assert_eq!(rest.history(user).stars_of(item), None);
                assert_eq!(train.history(user).stars_of(item), Some(stars));
            }
        }
        assert_ne!(HeldBack::draw(&train, 8).held, held, "another seed, another draw");
    }
}
