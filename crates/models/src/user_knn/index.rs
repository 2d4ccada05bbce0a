//! The inverted index: for each item, who rated it, and how far above or below their own baseline.

use cinephile_data::Interactions;

/// The ratings turned over: item -> users, users rising within an item.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PostingLists {
    /// List starts, length `n_items + 1`.
    starts: Vec<usize>,
    /// Users of all lists, one list after another.
    users: Vec<u32>,
    /// Each user's stars for the item less the user's baseline, in the same order.
    centred: Vec<f32>,
}

/// What two users have in common, summed over the movies that both rated; `x` and `y` are their centred stars.
///
/// Eight numbers of which six are used: half a cache line, and two (or one) vector additions a movie.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(32))]
pub(super) struct Shared([f32; 8]);

impl Shared {
    fn add(&mut self, x: f32, y: f32) {
        let terms = [1.0, x, y, x * y, x * x, y * y, 0.0, 0.0];
        self.0.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
    }

    /// How many movies.
    pub(super) fn n(&self) -> f32 {
        self.0[0]
    }

    /// The product of the taste weights `1 + stars_weight * x` and `1 + stars_weight * y`.
    pub(super) fn taste_product(&self, stars_weight: f32) -> f32 {
        let [n, x, y, xy, ..] = self.0;
        n + stars_weight * (x + y) + stars_weight * stars_weight * xy
    }

    /// Pearson's correlation around the baselines, in -1..=1; 0 where it is undefined.
    pub(super) fn correlation(&self) -> f32 {
        let [_, _, _, xy, xx, yy, ..] = self.0;
        let spread = xx.sqrt() * yy.sqrt();
        if spread < 1e-6 { 0.0 } else { (xy / spread).clamp(-1.0, 1.0) }
    }
}

impl PostingLists {
    /// Turns `train` over; `baselines[u]` is user `u`'s. Counting sort: `O(nnz + n_items)`.
    pub(super) fn build(train: &Interactions, baselines: &[f32]) -> Self {
        let mut starts = vec![0usize; train.n_items() + 1];
        for item in train.indices() {
            starts[item.get() + 1] += 1;
        }
        for item in 0..train.n_items() {
            starts[item + 1] += starts[item];
        }
        let mut next = starts.clone();
        let (mut users, mut centred) = (vec![0; train.nnz()], vec![0.0; train.nnz()]);
        for ((user, history), &baseline) in (0u32..).zip(train.histories()).zip(baselines) {
            for (item, stars) in history.iter() {
                let slot = next[item.get()];
                next[item.get()] += 1;
                users[slot] = user;
                centred[slot] = stars - baseline;
            }
        }
        Self { starts, users, centred }
    }

    /// Adds `item`, which somebody rated `x` above the own baseline, to what they share with all its raters.
    pub(super) fn share(&self, item: usize, x: f32, shared: &mut [Shared]) {
        let list = self.starts[item]..self.starts[item + 1];
        for (&user, &y) in self.users[list.clone()].iter().zip(&self.centred[list]) {
            shared[user as usize].add(x, y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(pairs: &[(f32, f32)]) -> Shared {
        let mut shared = Shared::default();
        pairs.iter().for_each(|&(x, y)| shared.add(x, y));
        shared
    }

    #[test]
    fn correlation_is_pearsons_around_the_baselines() {
        assert_eq!(shared(&[(2.0, 1.0), (-2.0, -1.0)]).correlation(), 1.0);
        assert_eq!(shared(&[(2.0, -1.0), (-2.0, 1.0)]).correlation(), -1.0);
        let mixed = shared(&[(2.0, 1.0), (1.0, -1.0)]).correlation();
        assert!((mixed - 1.0 / (5.0f32 * 2.0).sqrt()).abs() < 1e-6, "{mixed}");
    }

    #[test]
    fn correlation_is_nothing_where_it_is_undefined() {
        assert_eq!(shared(&[]).correlation(), 0.0);
        assert_eq!(shared(&[(0.0, 1.0), (0.0, -1.0)]).correlation(), 0.0);
    }

    #[test]
    fn taste_products_multiply_the_weights() {
        let product = shared(&[(2.0, 1.0), (-3.0, 1.5)]).taste_product(0.5);
        assert_eq!(product, 2.0 * 1.5 + -0.5 * 1.75);
        assert_eq!(shared(&[(2.0, 1.0), (-3.0, 1.5)]).taste_product(0.0), 2.0, "movies in common");
    }
}
