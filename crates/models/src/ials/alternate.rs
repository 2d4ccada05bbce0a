//! The epochs: all users' factors while the items' stand still, then the other way round.

use super::axes::turn;
use super::params::IalsParams;
use super::steps::Directions;
use super::system::Fixed;
use crate::numbers::to_f32;
use cinephile_data::{Interactions, ItemIdx, UserIdx};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;

/// Rows that one task solves.
const TASK_ROWS: usize = 16;

/// What a feature says about an item that has it: as much as five stars.
const FEATURE_TARGET: f32 = 1.0;

/// The ratings, column by column: who rated each item, and what the rating says. A feature rates each item that has it
/// as five stars; features come after the users.
struct Columns {
    starts: Vec<usize>,
    ratings: Vec<(u32, f32)>,
    /// The ratings of each feature: its rated items, rising.
    by_features: Vec<Vec<(u32, f32)>>,
}

impl Columns {
    /// Counting sort; users rise within a column.
    fn of(params: &IalsParams, train: &Interactions) -> Self {
        let mut starts = vec![0; train.n_items() + 1];
        train.indices().iter().for_each(|item| starts[item.get() + 1] += 1);
        let says = |(_, items): (&str, &[ItemIdx])| -> Vec<(u32, f32)> {
            let rated = items.iter().filter(|item| starts[item.get() + 1] > 0);
            rated.map(|item| (item.as_u32(), FEATURE_TARGET)).collect()
        };
        let used = train.features().iter().filter(|_| params.use_features);
        let by_features: Vec<Vec<(u32, f32)>> = used.map(says).collect();
        by_features.iter().flatten().for_each(|&(item, _)| starts[item as usize + 1] += 1);
        for item in 0..train.n_items() {
            starts[item + 1] += starts[item];
        }
        let mut next = starts.clone();
        let mut ratings = vec![(0, 0.0); starts[train.n_items()]];
        for (user, history) in (0u32..).zip(train.histories()) {
            for (item, stars) in history.iter() {
                ratings[next[item.get()]] = (user, params.target(stars));
                next[item.get()] += 1;
            }
        }
        let first = UserIdx::new(train.n_users()).as_u32();
        for (feature, items) in (first..).zip(&by_features) {
            for &(item, target) in items {
                ratings[next[item as usize]] = (feature, target);
                next[item as usize] += 1;
            }
        }
        Self { starts, ratings, by_features }
    }

    fn column(&self, item: usize) -> &[(u32, f32)] {
        &self.ratings[self.starts[item]..self.starts[item + 1]]
    }
}

/// The items' factors after all epochs, `n_items x n_factors`, row-major, in their axes; zero for items that nobody
/// rated. The same bits at any number of threads: each row is solved by one task.
pub(super) fn item_factors(params: &IalsParams, train: &Interactions) -> Vec<f32> {
    let dim = params.n_factors as usize;
    let columns = Columns::of(params, train);
    let n_features = columns.by_features.len();
    let n_users = train.histories().filter(|history| !history.is_empty()).count() + n_features;
    let n_items = columns.starts.windows(2).filter(|ends| ends[0] < ends[1]).count();
    let mut items = first_factors(params, &columns);
    let mut users = vec![0.0; (train.n_users() + n_features) * dim];
    turn(&mut items, &mut users, dim);
    for _ in 0..params.n_epochs {
        improve_all(params, &items, &mut users, n_items, |user, ratings| {
            if let Some(feature) = user.checked_sub(train.n_users()) {
                return ratings.extend_from_slice(&columns.by_features[feature]);
            }
            let history = train.history(UserIdx::new(user));
            ratings.extend(history.iter().map(|(item, stars)| (item.as_u32(), params.target(stars))));
        });
        turn(&mut users, &mut items, dim);
        improve_all(params, &users, &mut items, n_users, |item, ratings| {
            ratings.extend_from_slice(columns.column(item));
        });
        turn(&mut items, &mut users, dim);
    }
    items
}

/// Improves every row of `moving` on `fixed`, of which `n_fixed` rows have ratings; `ratings_of` a row appends them.
fn improve_all(
    params: &IalsParams,
    fixed: &[f32],
    moving: &mut [f32],
    n_fixed: usize,
    ratings_of: impl Fn(usize, &mut Vec<(u32, f32)>) + Sync,
) {
    let dim = params.n_factors as usize;
    let energies = params.energies(fixed);
    let fixed = Fixed { factors: fixed, energies: &energies };
    moving.par_chunks_mut(TASK_ROWS * dim).enumerate().for_each_init(
        || (Directions::default(), Vec::new()),
        |(work, ratings), (task, rows)| {
            for (at, row) in rows.chunks_exact_mut(dim).enumerate() {
                ratings.clear();
                ratings_of(task * TASK_ROWS + at, ratings);
                let ridge = params.ridge(ratings.len(), n_fixed);
                fixed.improve(ratings, ridge, params.n_steps, work, row);
            }
        },
    );
}

/// Normal draws of deviation `init_sd / sqrt(n_factors)` (Box and Muller 1958); items that nobody rated are zero.
fn first_factors(params: &IalsParams, columns: &Columns) -> Vec<f32> {
    let dim = params.n_factors as usize;
    let deviation = f64::from(params.init_sd) / f64::from(params.n_factors).sqrt();
    let mut random = Pcg64Mcg::seed_from_u64(params.seed);
    let mut factors = vec![0.0; dim * (columns.starts.len() - 1)];
    for (item, row) in factors.chunks_exact_mut(dim).enumerate() {
        if columns.column(item).is_empty() {
            continue;
        }
        for pair in row.chunks_mut(2) {
            let (radius, angle): (f64, f64) = (random.random(), random.random());
            let length = deviation * (-2.0 * (1.0 - radius).ln()).sqrt();
            let (sine, cosine) = (std::f64::consts::TAU * angle).sin_cos();
            pair.iter_mut().zip([cosine, sine]).for_each(|(value, unit)| *value = to_f32(length * unit));
        }
    }
    factors
}
