//! Which visitors a fit learns from, and how much: profiles are free, so nobody may lead the lists by making many.
//!
//! * A profile counts from [`MIN_RATINGS`] ratings on.
//! * Of profiles younger than [`NEW_S`], at most a tenth of the data's people count, the oldest first.
//! * A movie gets at most [`MIN_PER_MOVIE`] ratings from visitors and half as many as the data has, those of the oldest
//!   profiles: what people of the data rated once cannot be carried into everybody's lists.
//!
//! What gets past this, the gate finds by how far lists move (`quality_gate`).

use super::visitors::{VisitorProfile, Visitors};
use cinephile_data::Dataset;
use std::collections::HashMap;

/// Fewer ratings say too little about a person.
const MIN_RATINGS: usize = 5;
/// Profiles younger than this are new: 30 days.
const NEW_S: i64 = 30 * 86_400;
/// New profiles are at most this share of the data's people ...
const NEW_SHARE: f64 = 0.1;
/// ... or this many, if that is more.
const MIN_NEW: usize = 20;
/// This many visitors' ratings of a movie count in any case ...
const MIN_PER_MOVIE: u32 = 3;
/// ... and as many as this share of its ratings in the data.
const SHARE_PER_MOVIE: f64 = 0.5;

/// Whom a fit learns from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// All visitors, new ones up to their share.
    WithNew,
    /// Visitors who are not new.
    EstablishedOnly,
}

/// The visitors that count, with the ratings that count. Of equally old profiles, the earlier one comes first.
pub(super) fn admit(visitors: &Visitors, base: &Dataset, trust: Trust, now_s: i64) -> Visitors {
    let mut profiles: Vec<&VisitorProfile> =
        visitors.profiles.iter().filter(|profile| profile.ratings.len() >= MIN_RATINGS).collect();
    profiles.sort_by_key(|profile| profile.created_at);
    let n_established = profiles.partition_point(|profile| profile.created_at <= now_s - NEW_S);
    let n_new = match trust {
        Trust::WithNew => MIN_NEW.max(share_of(base.interactions.n_users(), NEW_SHARE)),
        Trust::EstablishedOnly => 0,
    };
    profiles.truncate(n_established + n_new);

    let counts = base.interactions.item_counts();
    let mut room = HashMap::new();
    let mut has_room = |item| {
        let in_data = || base.catalogue.index_of(item).map_or(0, |item| counts[item.get()] as usize);
        let room =
            room.entry(item).or_insert_with(|| MIN_PER_MOVIE as usize + share_of(in_data(), SHARE_PER_MOVIE));
        *room > 0 && {
            *room -= 1;
            true
        }
    };
    let counted = |profile: &VisitorProfile| VisitorProfile {
        created_at: profile.created_at,
        ratings: profile.ratings.iter().copied().filter(|&(item, _)| has_room(item)).collect(),
    };
    let profiles = profiles.into_iter().map(counted).filter(|profile| !profile.ratings.is_empty()).collect();
    Visitors { profiles, n_unknown: visitors.n_unknown }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
fn share_of(n: usize, share: f64) -> usize {
    (n as f64 * share) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{ItemId, sample};

    const NOW: i64 = 100 * 86_400;

    fn profile(days_old: i64, items: impl IntoIterator<Item = ItemId>) -> VisitorProfile {
        let ratings = items.into_iter().map(|item| (item, 5.0)).collect();
        VisitorProfile { created_at: NOW - days_old * 86_400, ratings }
    }

    fn counted(visitors: &Visitors, item: ItemId) -> usize {
        let ratings = visitors.profiles.iter().flat_map(|profile| &profile.ratings);
        ratings.filter(|(of, _)| *of == item).count()
    }

    #[test]
    fn new_profiles_and_the_ratings_of_one_movie_are_bounded_and_the_oldest_come_first() {
        let base = sample::dataset();
        let counts = base.interactions.item_counts();
        let id = |item: usize| base.catalogue.movies()[item].id;
        let mut by_count: Vec<usize> = (0..counts.len()).collect();
        by_count.sort_by_key(|&item| std::cmp::Reverse(counts[item]));
        let known: Vec<ItemId> = by_count.iter().take(10).map(|&item| id(item)).collect();
        let (target, n_of_target) =
            by_count.iter().rev().map(|&item| (id(item), counts[item])).next().expect("items");

        let n_new = 2_000;
        let spam = (0..n_new).map(|_| profile(1, known.iter().copied().chain([target])));
        let established = profile(40, known.iter().copied());
        let too_short = profile(40, known[..4].iter().copied());
        let profiles: Vec<_> = spam.chain([established.clone(), too_short]).collect();
        let visitors = Visitors { profiles, n_unknown: 7 };

        let n_people = base.interactions.n_users();
        let all = admit(&visitors, &base, Trust::WithNew, NOW);
        assert!(all.len() <= 1 + MIN_NEW.max(n_people / 10), "{}", all.len());
        assert_eq!((&all.profiles[0], all.n_unknown), (&established, 7), "the oldest comes first");
        assert_eq!(counted(&all, target), MIN_PER_MOVIE as usize + n_of_target as usize / 2);
        for (item, id) in by_count.iter().zip(&known) {
            assert!(counted(&all, *id) <= MIN_PER_MOVIE as usize + counts[*item] as usize / 2);
        }
        assert_eq!(admit(&visitors, &base, Trust::EstablishedOnly, NOW).profiles, [established]);
    }
}
