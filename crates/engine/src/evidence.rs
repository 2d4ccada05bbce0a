//! What a visitor has said about movies: stars, or only that they liked or saw one.
//!
//! Many services keep no stars, only what was watched. Models take stars, so that a movie without them is taken for a
//! rating of as many stars as one would expect, which gives it the mean weight of a rating: a movie that was seen has
//! the mean of the visitor's stars, and one that was liked the mean of their likes, both shrunk to everybody's mean as
//! the models' baselines are. Rejected: a smaller weight beside the stars, which every model would have to know.
//! docs/MODELS.md has the formulas, and what is lost without stars.

use cinephile_data::{History, ItemIdx, OwnedHistory, RatingStatistics, Stars};
use std::collections::BTreeMap;

/// How many of everybody's ratings are added to the visitor's own for what a movie without stars is taken for.
const DAMPING: f64 = 5.0;

/// What a visitor has said about a movie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Evidence {
    /// They rated it with these stars.
    Stars(f32),
    /// They liked it, without stars.
    Liked,
    /// They saw it, without stars.
    Seen,
}

/// A movie that a visitor has said something about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cited {
    /// The movie.
    pub item: ItemIdx,
    /// What they said.
    pub evidence: Evidence,
}

/// What everybody's stars are, which movies without stars are read against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EverybodysStars {
    mean: f64,
    mean_liked: f64,
}

/// Everything that a visitor has said about movies, as the history that models take.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Taste {
    history: OwnedHistory,
    /// The movies without stars, rising; all of them are in the history.
    starless: Vec<Cited>,
}

impl EverybodysStars {
    /// Of the ratings that models learned from.
    #[must_use]
    pub fn of(ratings: &RatingStatistics) -> Self {
        let or = |mean: f64, otherwise: Stars| if mean > 0.0 { mean } else { otherwise.value().into() };
        let mean_liked = or(ratings.mean_of_likes(), Stars::LIKED);
        Self { mean: or(ratings.overall_mean(), Stars::LIKED), mean_liked }
    }
}

impl Evidence {
    /// The stars that the visitor gave, if any.
    #[must_use]
    pub fn stars(self) -> Option<f32> {
        match self {
            Self::Stars(stars) => Some(stars),
            Self::Liked | Self::Seen => None,
        }
    }
}

impl Taste {
    /// Of several statements about one movie, stars count before a like, and a like before having seen it; of two
    /// ratings, the later one counts.
    #[must_use]
    pub fn new(
        rated: Vec<(ItemIdx, f32)>,
        liked: &[ItemIdx],
        seen: &[ItemIdx],
        everybody: &EverybodysStars,
    ) -> Self {
        // Of two entries for one movie, the later one is kept.
        let mut said: BTreeMap<ItemIdx, Evidence> = seen.iter().map(|&item| (item, Evidence::Seen)).collect();
        said.extend(liked.iter().map(|&item| (item, Evidence::Liked)));
        said.extend(rated.into_iter().map(|(item, stars)| (item, Evidence::Stars(stars))));
        let own = || said.values().filter_map(|evidence| evidence.stars());
        let likes = own().filter(|&stars| stars >= Stars::LIKED.value());
        let seen_stars = shrunk(own(), everybody.mean);
        let liked_stars = shrunk(likes, everybody.mean_liked);
        let taken_for = |evidence: &Evidence| match *evidence {
            Evidence::Stars(stars) => stars,
            Evidence::Liked => liked_stars,
            Evidence::Seen => seen_stars,
        };
        let pairs = said.iter().map(|(&item, evidence)| (item, taken_for(evidence))).collect();
        let starless = said.iter().filter(|(_, evidence)| evidence.stars().is_none());
        let starless = starless.map(|(&item, &evidence)| Cited { item, evidence }).collect();
        Self { history: OwnedHistory::from_pairs(pairs), starless }
    }

    /// The history that models take.
    #[must_use]
    pub fn as_history(&self) -> History<'_> {
        self.history.as_history()
    }

    /// The movies without stars, rising; all of them are in the history.
    #[must_use]
    pub fn starless(&self) -> &[Cited] {
        &self.starless
    }
}

/// A visitor who gave stars to everything.
impl From<OwnedHistory> for Taste {
    fn from(history: OwnedHistory) -> Self {
        Self { history, starless: Vec::new() }
    }
}

/// The mean of `own` stars, shrunk to everybody's.
fn shrunk(own: impl Iterator<Item = f32>, everybodys: f64) -> f32 {
    let (n, sum) = own.fold((0.0, 0.0), |(n, sum), stars| (n + 1.0, sum + f64::from(stars)));
    #[expect(clippy::cast_possible_truncation, reason = "a mean of stars needs no more digits")]
    let mean = ((sum + DAMPING * everybodys) / (n + DAMPING)) as f32;
    mean
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERYBODY: EverybodysStars = EverybodysStars { mean: 3.5, mean_liked: 4.25 };

    fn items(positions: &[usize]) -> Vec<ItemIdx> {
        positions.iter().copied().map(ItemIdx::new).collect()
    }

    fn pairs(taste: &Taste) -> Vec<(usize, f32)> {
        taste.as_history().iter().map(|(item, stars)| (item.get(), stars)).collect()
    }

    #[test]
    fn without_any_stars_a_movie_is_taken_for_everybodys_mean() {
        let taste = Taste::new(Vec::new(), &items(&[4]), &items(&[9, 2]), &EVERYBODY);
        assert_eq!(pairs(&taste), [(2, 3.5), (4, 4.25), (9, 3.5)]);
        let said: Vec<_> = taste.starless().iter().map(|cited| cited.evidence).collect();
        assert_eq!(said, [Evidence::Seen, Evidence::Liked, Evidence::Seen]);
    }

    #[test]
    fn the_visitors_own_stars_shift_both_means() {
        let rated = [(1, 1.0), (2, 5.0), (3, 4.0), (4, 2.5), (5, 2.0)]
            .map(|(item, stars)| (ItemIdx::new(item), stars));
        let taste = Taste::new(rated.to_vec(), &items(&[8]), &items(&[7]), &EVERYBODY);
        let of = |item| taste.as_history().stars_of(ItemIdx::new(item)).expect("in it");
        assert!((of(7) - (14.5 + 17.5) / 10.0).abs() < 1e-6, "{}", of(7));
        assert!((of(8) - (9.0 + 21.25) / 7.0).abs() < 1e-6, "{}", of(8));
    }

    #[test]
    fn stars_count_before_a_like_and_a_like_before_having_seen_it() {
        let rated = vec![(ItemIdx::new(1), 2.0), (ItemIdx::new(1), 1.0)];
        let taste = Taste::new(rated, &items(&[1, 2, 2]), &items(&[1, 2, 3]), &EVERYBODY);
        assert_eq!(pairs(&taste)[0], (1, 1.0), "of two ratings, the later one");
        let said: Vec<_> = taste.starless().iter().map(|cited| (cited.item.get(), cited.evidence)).collect();
        assert_eq!(said, [(2, Evidence::Liked), (3, Evidence::Seen)]);
    }

    #[test]
    fn everybodys_means_are_those_of_the_ratings() {
        let counted = |n_by_half_star: [u64; 10]| RatingStatistics {
            half_star_sums: vec![(1..).zip(n_by_half_star).map(|(half, n): (u64, u64)| half * n).sum()],
            n_by_half_star,
            n_users_by_range: Vec::new(),
        };
        let some = EverybodysStars::of(&counted([0, 1, 0, 0, 0, 1, 0, 1, 0, 1]));
        assert_eq!(some, EverybodysStars { mean: 3.25, mean_liked: 4.5 });
        let only_dislikes = EverybodysStars::of(&counted([0, 2, 0, 0, 0, 0, 0, 0, 0, 0]));
        assert_eq!(only_dislikes, EverybodysStars { mean: 1.0, mean_liked: 4.0 });
    }
}
