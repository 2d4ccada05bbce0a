//! Which movies a person has seen: a weighted draw without replacement, fast for few and for many.

use super::items::Items;
use super::tastes::Person;
use crate::best_first;
use rand::{Rng, RngExt};
use rand_pcg::Pcg64Mcg;

/// Strength of the choice: the odds of seeing a movie grow by `e` for this much more liking.
const CHOOSINESS: f32 = 1.0;
/// Up to this share of the catalogue is drawn one by one; above, every movie gets a key and the best are kept.
const ONE_BY_ONE: f64 = 0.08;
/// How many draws are tried for each movie before the other method takes over.
const MAX_TRIES: usize = 400;

/// Draws by popularity alone in constant time, by Walker's alias method (Vose 1991).
pub(super) struct Popularity {
    /// For each column: the share (of 2^32) that is its own, and who has the rest.
    columns: Vec<(u32, u32)>,
}

impl Popularity {
    /// The table for weights `exp(log_weights)`.
    pub(super) fn build(log_weights: &[f32]) -> Self {
        let n = log_weights.len();
        let weights: Vec<f64> = log_weights.iter().map(|&log| f64::from(log).exp()).collect();
        let mean = weights.iter().sum::<f64>() / n as f64;
        let mut shares: Vec<f64> = weights.iter().map(|weight| weight / mean).collect();
        let mut columns: Vec<(u32, u32)> =
            (0..u32::try_from(n).unwrap_or(u32::MAX)).map(|i| (u32::MAX, i)).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) = (0..n).partition(|&i| shares[i] < 1.0);
        while let (Some(low), Some(&high)) = (small.pop(), large.last()) {
            columns[low] = (fixed_point(shares[low]), u32::try_from(high).unwrap_or(u32::MAX));
            shares[high] -= 1.0 - shares[low];
            if shares[high] < 1.0 {
                large.pop();
                small.push(high);
            }
        }
        Self { columns }
    }

    /// One movie.
    fn draw(&self, rng: &mut Pcg64Mcg) -> usize {
        let bits = rng.next_u64();
        let column = ((bits >> 32) * self.columns.len() as u64) >> 32;
        let (own, other) = self.columns[column as usize];
        #[expect(clippy::cast_possible_truncation, reason = "the low half is meant")]
        let coin = bits as u32;
        if coin <= own { column as usize } else { other as usize }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "share is 0..=1")]
fn fixed_point(share: f64) -> u32 {
    (share * f64::from(u32::MAX)) as u32
}

/// Memory that is reused for the next person.
#[derive(Default)]
pub(super) struct Scratch {
    taken: Vec<bool>,
    chosen: Vec<u32>,
    keys: Vec<(f32, u32)>,
    set_odds: Vec<f32>,
    year_odds: Vec<f32>,
}

impl Scratch {
    /// `count` different movies, rising: each next one with odds `popularity x exp(liking)` among those left.
    ///
    /// For few, movies are drawn by popularity and accepted by liking, and a second sight of one is drawn again;
    /// for many, the `count` largest of `ln(odds) + Gumbel noise` are kept (Efraimidis and Spirakis 2006), which
    /// is the same distribution. Needs `count <= items.len()`.
    pub(super) fn choose(
        &mut self,
        person: &Person,
        items: &Items,
        popularity: &Popularity,
        count: usize,
        rng: &mut Pcg64Mcg,
    ) -> &[u32] {
        self.chosen.clear();
        let few = count as f64 <= ONE_BY_ONE * items.len() as f64;
        if !few || !self.choose_one_by_one(person, items, popularity, count, rng) {
            self.choose_by_keys(person, items, count, rng);
        }
        self.chosen.sort_unstable();
        &self.chosen
    }

    /// Whether `count` were found before the draws ran out.
    fn choose_one_by_one(
        &mut self,
        person: &Person,
        items: &Items,
        popularity: &Popularity,
        count: usize,
        rng: &mut Pcg64Mcg,
    ) -> bool {
        odds(&person.set_liking, &mut self.set_odds);
        odds(&person.year_liking, &mut self.year_odds);
        self.taken.resize(items.len(), false);
        for _ in 0..count * MAX_TRIES {
            let item = popularity.draw(rng);
            if self.taken[item] {
                continue;
            }
            let year = usize::from(items.year[item]);
            if rng.random::<f32>() < self.set_odds[items.genre_set[item] as usize] * self.year_odds[year] {
                self.taken[item] = true;
                self.chosen.push(u32::try_from(item).unwrap_or(u32::MAX));
                if self.chosen.len() == count {
                    break;
                }
            }
        }
        for &item in &self.chosen {
            self.taken[item as usize] = false;
        }
        self.chosen.len() == count
    }

    fn choose_by_keys(&mut self, person: &Person, items: &Items, count: usize, rng: &mut Pcg64Mcg) {
        self.keys.clear();
        self.keys.extend((0u32..).zip(&items.log_popularity).map(|(item, log_popularity)| {
            let gumbel = -(-(1.0 - rng.random::<f32>()).ln()).max(f32::MIN_POSITIVE).ln();
            (log_popularity + CHOOSINESS * person.liking(items, item as usize) + gumbel, item)
        }));
        if count < self.keys.len() {
            self.keys.select_nth_unstable_by(count, |a, b| best_first(*a, *b));
        }
        self.chosen.clear();
        self.chosen.extend(self.keys[..count].iter().map(|&(_, item)| item));
    }
}

/// `exp(liking)` divided by its largest value, so that it can be a probability.
fn odds(liking: &[f32], odds: &mut Vec<f32>) {
    let most = liking.iter().copied().fold(f32::MIN, f32::max);
    odds.clear();
    odds.extend(liking.iter().map(|x| (CHOOSINESS * (x - most)).exp()));
}
