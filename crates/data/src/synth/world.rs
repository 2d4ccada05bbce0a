//! The generated world: movies, people, and how people rate. Shared by both outputs, in memory and on disk.

use super::activity::ratings_per_user;
use super::choice::{Popularity, Scratch};
use super::items::Items;
use super::params::{SynthError, SynthParams};
use super::rng::{Purpose, normal, stream};
use super::tastes::Person;
use crate::{ItemIdx, Stars};
use rand::RngExt;
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;

/// Users that are made by one task.
pub(super) const BLOCK: usize = 256;

/// The target mean, in stars: that of MovieLens.
const MEAN_STARS: f32 = 3.52;
/// Stars for one unit of liking.
const LIKING_STARS: f32 = 0.65;
/// Noise that taste does not explain, in stars.
const NOISE_STARS: f32 = 0.66;
/// How often a movie lets somebody down, by an exponential number of stars with this mean.
const LET_DOWN: (f64, f32) = (0.07, 1.3);
/// How many users are sampled to set the mean.
const N_PILOT: usize = 512;

/// A world drawn from checked parameters; `rate` returns the ratings of one user.
pub(super) struct World {
    params: SynthParams,
    items: Items,
    popularity: Popularity,
    counts: Vec<u32>,
    base: f32,
}

/// A chosen movie and what the person thinks of it before it is rounded to stars.
type Opinion = (u32, f32);

impl World {
    /// Checks `params` and draws all that is shared between users.
    pub(super) fn build(params: &SynthParams) -> Result<Self, SynthError> {
        params.check()?;
        let items = Items::build(params);
        let popularity = Popularity::build(&items.log_popularity);
        let counts = ratings_per_user(params);
        let mut world = Self { params: *params, items, popularity, counts, base: 0.0 };
        world.base = world.calibrated();
        Ok(world)
    }

    /// How many movies each user rates.
    pub(super) fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// Appends the ratings of `user` to `out`, movies rising.
    pub(super) fn rate(&self, user: usize, scratch: &mut Scratch, out: &mut Vec<(ItemIdx, Stars)>) {
        let (opinions, whole) = self.opinions(user, scratch);
        out.extend(
            opinions.into_iter().map(|(item, opinion)| (item.into(), to_stars(self.base + opinion, whole))),
        );
    }

    /// What `user` thinks of each movie seen, around 0, and whether whole stars are given.
    fn opinions(&self, user: usize, scratch: &mut Scratch) -> (Vec<Opinion>, bool) {
        let mut rng = stream(self.params.seed, Purpose::User, user);
        let person = Person::draw(&mut rng, &self.items);
        let count = self.counts[user] as usize;
        let chosen = scratch.choose(&person, &self.items, &self.popularity, count, &mut rng);
        let opinions = chosen
            .iter()
            .map(|&item| {
                let liking = person.liking(&self.items, item as usize);
                let quality = self.items.quality[item as usize];
                let felt = quality + LIKING_STARS * liking + noise(&mut rng);
                (item, person.bias + person.spread * felt)
            })
            .collect();
        (opinions, person.whole_stars)
    }

    /// The base that gives the first users the mean that is aimed at: people choose what they like, so the
    /// mean opinion is above 0 by an amount that depends on the size of the world.
    #[expect(clippy::cast_possible_truncation, reason = "stars need no 64 bits")]
    fn calibrated(&self) -> f32 {
        let pilot: Vec<_> = (0..self.counts.len().min(N_PILOT))
            .into_par_iter()
            .map_init(Scratch::default, |scratch, user| self.opinions(user, scratch))
            .collect();
        let mut base = MEAN_STARS;
        for _ in 0..6 {
            let (mut sum, mut n) = (0.0f64, 0u32);
            for (opinions, whole) in &pilot {
                sum +=
                    opinions.iter().map(|&(_, o)| f64::from(to_stars(base + o, *whole).value())).sum::<f64>();
                n += u32::try_from(opinions.len()).unwrap_or(u32::MAX);
            }
            base += MEAN_STARS - (sum / f64::from(n)) as f32;
        }
        base
    }
}

/// Noise that taste does not explain: normal, and now and then a disappointment.
fn noise(rng: &mut Pcg64Mcg) -> f32 {
    let usual = NOISE_STARS * normal(rng);
    let (often, mean) = LET_DOWN;
    if rng.random_bool(often) { usual + mean * (1.0 - rng.random::<f32>()).ln() } else { usual }
}

/// Rounds an opinion in stars to the scale: half stars, or whole ones.
fn to_stars(opinion: f32, whole: bool) -> Stars {
    let half_stars =
        if whole { 2.0 * opinion.round().clamp(1.0, 5.0) } else { (2.0 * opinion).round().clamp(1.0, 10.0) };
    #[expect(clippy::cast_possible_truncation, reason = "clamped to 1..=10")]
    Stars::from_half_stars(half_stars as u8).unwrap_or(Stars::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opinions_are_rounded_to_the_scale() {
        let stars = |opinion, whole| to_stars(opinion, whole).value();
        assert_eq!(
            [stars(3.3, false), stars(3.3, true), stars(-9.0, false), stars(-9.0, true)],
            [3.5, 3.0, 0.5, 1.0]
        );
        assert_eq!([stars(99.0, false), stars(99.0, true), stars(f32::NAN, false)], [5.0, 5.0, 0.5]);
    }
}
