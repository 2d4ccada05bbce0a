//! What is counted about the people of a data set: who has seen which pairs of movies, and what the fans of a genre or
//! decade have seen. Counts say nothing about a single person, so they may be published.

use super::candidates::MAX_CANDIDATES;
use cinephile_data::{Interactions, ItemIdx, Label, best_first};
use serde::{Deserialize, Serialize};

/// Opinions have this many levels: up to 1, 2, 3, 4 and 5 stars.
pub(super) const N_LEVELS: usize = 5;
/// At most this many users are counted, evenly spread: shares need no more, and a start stays quick.
pub(super) const MAX_USERS: usize = 10_000;
/// The fans of at most this many genres and decades are counted: of those with the most movies.
pub(super) const MAX_LABELS: usize = 200;
/// One in so many users is a fan of a genre or decade.
const USERS_PER_FAN: usize = 20;
/// At least this many users are the fans of a genre or decade, if there are so many.
const MIN_FANS: usize = 8;
/// The part of a genre in a user's ratings is mixed with so many ratings of the average user.
const SHRINK: f64 = 20.0;

/// How many users rated at each level.
pub(super) type Levels = [u32; N_LEVELS];

/// A genre or decade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Name {
    Genre(String),
    Decade(u16),
}

impl Name {
    pub(super) fn is(&self, label: Label<'_>) -> bool {
        match (self, label) {
            (Self::Genre(name), Label::Genre(other)) => name == other,
            (Self::Decade(first), Label::Decade(other)) => *first == other,
            _ => false,
        }
    }

    pub(super) fn is_decade(&self) -> bool {
        matches!(self, Self::Decade(_))
    }
}

impl From<Label<'_>> for Name {
    fn from(label: Label<'_>) -> Self {
        match label {
            Label::Genre(name) => Self::Genre(name.to_owned()),
            Label::Decade(first) => Self::Decade(first),
        }
    }
}

/// What the people have seen who watch one genre or decade more than others do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct FanCounts {
    pub(super) name: Name,
    /// The candidates of this genre or decade, rising.
    pub(super) members: Vec<u32>,
    pub(super) n_fans: u32,
    /// How many fans have seen each candidate.
    pub(super) seen: Vec<u32>,
}

/// Counts over the candidates and at most [`MAX_USERS`] users.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) n_users: u32,
    /// How many users gave each level to each candidate.
    pub(super) levels: Vec<Levels>,
    /// How many users have seen both, for each pair of candidates: a row for each candidate, up to the one before it.
    pub(super) pairs: Vec<u32>,
    pub(super) fans: Vec<FanCounts>,
}

impl Counts {
    /// Counts over `candidates`. Cost: the sum over at most 10,000 users of the square of how many candidates they rated.
    pub(super) fn count(
        data: &Interactions,
        candidates: &[ItemIdx],
        labels: &[(Label<'_>, Vec<ItemIdx>)],
    ) -> Self {
        let slots = Slots::of(candidates, data.n_items());
        let step = data.n_users().div_ceil(MAX_USERS).max(1);
        let (mut levels, mut pairs) =
            (vec![Levels::default(); candidates.len()], vec![0; n_pairs(candidates.len())]);
        let mut rows = Vec::new();
        for history in data.histories().step_by(step) {
            let mut row: Vec<u32> = Vec::new();
            for (item, stars) in history.iter() {
                if let Some(slot) = slots.get(item) {
                    levels[slot as usize][level(stars)] += 1;
                    row.push(slot);
                }
            }
            row.sort_unstable();
            for (k, &slot) in row.iter().enumerate() {
                let start = n_pairs(slot as usize);
                row[..k].iter().for_each(|&other| pairs[start + other as usize] += 1);
            }
            rows.push(row);
        }
        let n_users = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let ratings: Vec<&[ItemIdx]> =
            data.histories().step_by(step).map(|history| history.items()).collect();
        let fans = labels.iter().map(|(label, items)| {
            let fans = find_fans(&ratings, items, data.n_items());
            let mut seen = vec![0; candidates.len()];
            fans.iter().flat_map(|&user| &rows[user]).for_each(|&slot| seen[slot as usize] += 1);
            let mut members: Vec<u32> = items.iter().filter_map(|&item| slots.get(item)).collect();
            members.sort_unstable();
            let n_fans = u32::try_from(fans.len()).unwrap_or(u32::MAX);
            FanCounts { name: Name::from(*label), members, n_fans, seen }
        });
        Self { n_users, levels, pairs, fans: fans.filter(|fans| !fans.members.is_empty()).collect() }
    }
}

/// The genres and decades with the most items, in the same order; of equals the earlier.
pub(super) fn largest<'a>(labels: Vec<(Label<'a>, Vec<ItemIdx>)>) -> Vec<(Label<'a>, Vec<ItemIdx>)> {
    let mut by_size: Vec<usize> = (0..labels.len()).collect();
    by_size.sort_by_key(|&label| std::cmp::Reverse(labels[label].1.len()));
    by_size.truncate(MAX_LABELS);
    let kept = labels.into_iter().enumerate().filter(|(label, _)| by_size.contains(label));
    kept.map(|(_, label)| label).collect()
}

/// How many pairs `n` candidates have.
pub(super) fn n_pairs(n: usize) -> usize {
    n * n.saturating_sub(1) / 2
}

/// Where each candidate stands among the candidates.
pub(super) struct Slots(Vec<u16>);

impl Slots {
    const NONE: u16 = u16::MAX;

    /// The slots of `candidates`, of which there are at most [`MAX_CANDIDATES`].
    pub(super) fn of(candidates: &[ItemIdx], n_items: usize) -> Self {
        assert!(candidates.len() <= MAX_CANDIDATES, "a slot fits into its type");
        let mut slots = vec![Self::NONE; n_items];
        candidates.iter().zip(0..).for_each(|(item, slot)| slots[item.get()] = slot);
        Self(slots)
    }

    pub(super) fn get(&self, item: ItemIdx) -> Option<u32> {
        self.0.get(item.get()).filter(|&&slot| slot != Self::NONE).map(|&slot| u32::from(slot))
    }
}

/// The users in whose ratings `items` have the largest part, compared with their part in all ratings.
fn find_fans(ratings: &[&[ItemIdx]], items: &[ItemIdx], n_items: usize) -> Vec<usize> {
    let mut is_of_label = vec![false; n_items];
    items.iter().filter(|item| item.get() < n_items).for_each(|item| is_of_label[item.get()] = true);
    let of_label: Vec<usize> =
        ratings.iter().map(|row| row.iter().filter(|item| is_of_label[item.get()]).count()).collect();
    let n_ratings: usize = ratings.iter().map(|row| row.len()).sum();
    let usual = of_label.iter().sum::<usize>() as f64 / n_ratings.max(1) as f64;
    let part = |user: usize| (of_label[user] as f64 + SHRINK * usual) / (ratings[user].len() as f64 + SHRINK);
    let mut users: Vec<(f64, usize)> = (0..ratings.len()).map(|user| (part(user), user)).collect();
    users.sort_unstable_by(|a, b| best_first(*a, *b));
    // Rounded; there may be fewer users than fans are wanted.
    let n_fans = ((ratings.len() + USERS_PER_FAN / 2) / USERS_PER_FAN).max(MIN_FANS);
    users.into_iter().take(n_fans).map(|(_, user)| user).collect()
}

/// 0 to 4, for up to 1, 2, 3, 4 and 5 stars.
fn level(stars: f32) -> usize {
    (1..N_LEVELS).filter(|&above| stars > above as f32).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::UserIdx;

    #[test]
    fn stars_have_five_levels() {
        assert_eq!([0.5, 1.0, 1.5, 2.0, 3.0, 3.5, 4.0, 4.5, 5.0].map(level), [0, 0, 1, 1, 2, 3, 3, 4, 4]);
    }

    /// User `u` of 40 has seen item 0; the even ones have seen item 1, too; the last 10 have seen items 2 to 9.
    fn data() -> Interactions {
        let triples = (0..40).flat_map(|user| {
            let mut row = vec![(UserIdx::new(user), ItemIdx::new(0), 5.0)];
            if user % 2 == 0 {
                row.push((UserIdx::new(user), ItemIdx::new(1), 2.0));
            }
            if user >= 30 {
                row.extend((2..10).map(|item| (UserIdx::new(user), ItemIdx::new(item), 3.0)));
            }
            row
        });
        Interactions::from_triples(40, 10, triples).expect("valid")
    }

    #[test]
    fn pairs_are_counted_whatever_the_order_of_the_candidates() {
        let counts = Counts::count(&data(), &[5usize, 0, 1].map(ItemIdx::new), &[]);
        assert_eq!(counts.n_users, 40);
        assert_eq!(counts.levels, [[0, 0, 10, 0, 0], [0, 0, 0, 0, 40], [0, 20, 0, 0, 0]]);
        assert_eq!(counts.pairs, [10, 5, 20], "of 0 with 5, of 1 with 5, of 1 with 0");
    }

    #[test]
    fn fans_have_seen_what_sets_them_apart() {
        let label = (Label::Decade(1940), (2..10).map(ItemIdx::new).collect::<Vec<_>>());
        let counts = Counts::count(&data(), &[0usize, 1, 7].map(ItemIdx::new), &[label]);
        let fans = &counts.fans[0];
        assert_eq!((fans.n_fans, &fans.members), (8, &vec![2]));
        assert_eq!(
            (fans.seen[0], fans.seen[2]),
            (8, 8),
            "all fans are among the last 10 users: {:?}",
            fans.seen
        );
    }

    #[test]
    fn a_genre_without_candidates_is_left_out() {
        let label = (Label::Genre("Western"), vec![ItemIdx::new(9)]);
        assert!(Counts::count(&data(), &[ItemIdx::new(0)], &[label]).fans.is_empty());
    }
}
