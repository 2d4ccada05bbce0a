//! How much a rating says: the signed taste weight that clusters and neighbours are built on.
//!
//! Models that count likes throw the low stars away, and models that correlate stars know nothing of somebody
//! who gives five stars to all. One weight does both duties: `x = 1 + stars_weight * (stars - baseline)`. The 1
//! says "chose to watch it"; the second part says "and liked it more, or less, than usual". With equal stars
//! it is 1 throughout, so that products count common movies; a low rating turns it negative.

use cinephile_data::{History, Interactions, ItemIdx};

/// The scale against which a user's stars are read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TasteScale {
    /// Mean of all training ratings, in stars.
    mean_stars: f32,
    /// How many ratings at `mean_stars` are added to a user's own for the baseline.
    damping: f32,
    /// How much one star above the baseline adds to a weight.
    stars_weight: f32,
}

impl TasteScale {
    /// The scale of `train`; `train` holds at least one rating.
    pub(crate) fn of(train: &Interactions, damping: f32, stars_weight: f32) -> Self {
        Self { mean_stars: mean_stars(train), damping, stars_weight }
    }

    /// A scale that was kept in a file.
    pub(crate) fn from_mean(mean_stars: f32, damping: f32, stars_weight: f32) -> Self {
        Self { mean_stars, damping, stars_weight }
    }

    /// Mean of all training ratings, in stars.
    pub(crate) fn mean_stars(&self) -> f32 {
        self.mean_stars
    }

    /// What a user gives on average, in stars, shrunk to everybody's mean.
    pub(crate) fn baseline(&self, history: History<'_>) -> f32 {
        let n = count(history.len());
        if n + self.damping == 0.0 {
            return self.mean_stars;
        }
        (history.stars().iter().sum::<f32>() + self.damping * self.mean_stars) / (n + self.damping)
    }

    /// The taste weights of somebody with this baseline, as a line in their stars: `(slope, shift)`.
    pub(crate) fn line(&self, baseline: f32) -> (f32, f32) {
        (self.stars_weight, 1.0 - self.stars_weight * baseline)
    }

    /// The taste weight of a rating by somebody with this baseline.
    pub(crate) fn weight(&self, stars: f32, baseline: f32) -> f32 {
        1.0 + self.stars_weight * (stars - baseline)
    }
}

/// The mean of all ratings, in stars; 0 when there are none. Summed in f64, in order.
pub(crate) fn mean_stars(train: &Interactions) -> f32 {
    let total: f64 = train.values().iter().map(|&stars| f64::from(stars)).sum();
    to_f32(total / (train.nnz().max(1) as f64))
}

/// How many rated each item, and the sum of their stars; both of length `n_items`.
pub(crate) fn item_totals(train: &Interactions) -> (Vec<u32>, Vec<f32>) {
    let (mut counts, mut sums) = (vec![0u32; train.n_items()], vec![0f64; train.n_items()]);
    for (&item, &stars) in train.indices().iter().zip(train.values()) {
        counts[item.get()] += 1;
        sums[item.get()] += f64::from(stars);
    }
    (counts, sums.into_iter().map(to_f32).collect())
}

/// A count as a float; exact below 2^24, and no history or cluster here is larger by more than rounding.
#[expect(clippy::cast_precision_loss, reason = "counts of ratings; rounding beyond 2^24 does no harm")]
pub(crate) fn count(n: usize) -> f32 {
    n as f32
}

/// The nearest f32.
#[expect(clippy::cast_possible_truncation, reason = "rounds on purpose, at the end of an f64 sum")]
pub(crate) fn to_f32(value: f64) -> f32 {
    value as f32
}

/// The part of a history that a model with `n_items` items knows.
pub(crate) fn known(history: History<'_>, n_items: usize) -> impl Iterator<Item = (usize, f32)> + Clone + '_ {
    let (items, stars) = known_slices(history, n_items);
    items.iter().zip(stars).map(|(item, &stars)| (item.get(), stars))
}

/// The same, as items and their stars.
pub(crate) fn known_slices(history: History<'_>, n_items: usize) -> (&[ItemIdx], &[f32]) {
    let end = history.items().partition_point(|item| item.get() < n_items);
    (&history.items()[..end], &history.stars()[..end])
}
