//! A visitor of a `kmeans`: how well each group explains their ratings.

use super::model::{GROUP_DAMPING, KMeansModel};
use crate::numbers::count;
use crate::{Reason, Scorer, Visit};
use cinephile_data::{History, ItemIdx};

/// A group that weighs less than this share changes no visible rank, and is not worth reading its profile.
const SMALLEST_SHARE: f32 = 1e-4;

/// A visitor of a `kmeans`.
struct KMeansVisit<'a> {
    model: &'a KMeansModel,
    n_rated: usize,
    /// Of each group.
    weights: Vec<f32>,
}

impl KMeansModel {
    /// Weighs the groups.
    fn fold_in(&self, history: History<'_>) -> KMeansVisit<'_> {
        KMeansVisit { model: self, n_rated: history.len(), weights: self.weights(history) }
    }
}

impl KMeansVisit<'_> {
    /// Raises what the groups rate more than everybody does, and lowers what they rate less, by a power of the lift.
    fn raise_own(&self, scores: &mut [f32]) {
        let (params, damping) = (&self.model.params, self.model.learned.lift_damping);
        let power = params.lift * params.lift_ratings / (params.lift_ratings + count(self.n_rated));
        if power == 0.0 {
            return;
        }
        for (score, everybody) in scores.iter_mut().zip(&self.model.everybody) {
            let lift = (*score + damping) / (everybody.max(0.0) + damping);
            // What speaks against an item has no lift; without damping, neither has what nobody rated.
            if *score > 0.0 && lift.is_finite() {
                *score *= lift.powf(power);
            }
        }
    }
}

impl Scorer for KMeansModel {
    fn n_items(&self) -> usize {
        self.learned.n_items
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn Visit + 'a> {
        Box::new(self.fold_in(history))
    }
}

impl Visit for KMeansVisit<'_> {
    fn score(&self, scores: &mut [f32]) {
        let model = self.model;
        assert_eq!(scores.len(), model.n_items(), "one score per item");
        if self.n_rated == 0 {
            scores.copy_from_slice(&model.everybody);
            return;
        }
        let prior = model.params.popularity_prior;
        let everybodys_share = prior / (prior + count(self.n_rated));
        for (score, everybody) in scores.iter_mut().zip(&model.everybody) {
            *score = everybodys_share * everybody;
        }
        for (group, &weight) in self.weights.iter().enumerate() {
            if weight >= SMALLEST_SHARE {
                let share = (1.0 - everybodys_share) * weight;
                for (score, profile) in scores.iter_mut().zip(model.profile(group)) {
                    *score += share * profile;
                }
            }
        }
        self.raise_own(scores);
    }

    /// Speaks of the group that weighs the most, if it likes an item more than everybody does.
    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        let (model, weights) = (self.model, &self.weights);
        let group = (1..weights.len())
            .fold(0, |best, group| if weights[group] > weights[best] { group } else { best });
        let reason = |item: &ItemIdx| {
            let is_liked_more = model.profile(group)[item.get()] > model.everybody[item.get()];
            if self.n_rated == 0 || !is_liked_more {
                let (n_ratings, mean_stars) = (model.learned.n_ratings(*item), model.item_means[item.get()]);
                return Reason::Popular { n_ratings, mean_stars };
            }
            let cell = group * model.learned.n_items + item.get();
            let n_ratings = model.learned.n_ratings[cell];
            let shrunk = model.learned.star_sums[cell] + GROUP_DAMPING * model.item_means[item.get()];
            Reason::TasteGroup {
                group: u32::try_from(group).unwrap_or(u32::MAX),
                n_groups: u32::try_from(model.n_groups()).unwrap_or(u32::MAX),
                n_members: model.learned.n_members[group],
                n_ratings,
                mean_stars: shrunk / (count(n_ratings as usize) + GROUP_DAMPING),
            }
        };
        items.iter().map(reason).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fit as _, KMeansParams};
    use cinephile_data::{Interactions, OwnedHistory, UserIdx};

    #[test]
    fn a_short_history_brings_what_its_group_rates_more_than_everybody_does() {
        // Two circles with favourites of their own, who all rate item 0.
        let triples = (0..40).flat_map(|user| {
            let own = 1 + 2 * (user % 2);
            [0, own, own + 1].map(move |item| (UserIdx::new(user), ItemIdx::new(item), 4.0))
        });
        let train = Interactions::from_triples(40, 5, triples).expect("valid");
        let history = OwnedHistory::from_pairs(vec![(ItemIdx::new(1), 5.0)]);
        let share_of_common = |lift: f32| {
            let params = KMeansParams { k: Some(2), lift, ..KMeansParams::default() };
            let mut scores = vec![0.0; 5];
            params.fit(&train).expect("fitted").score(history.as_history(), &mut scores);
            assert!(scores[2] > 0.0 && scores[2] > scores[3], "{scores:?}");
            scores[0] / scores[2]
        };
        assert!(share_of_common(0.7) < 0.9 * share_of_common(0.0));
    }

    #[test]
    fn a_group_is_the_reason_only_for_what_it_likes_more_than_everybody_does() {
        // Two circles of users who share no item.
        let triples = (0..40).flat_map(|user| {
            (0..4).map(move |item| (UserIdx::new(user), ItemIdx::new(4 * (user % 2) + item), 5.0))
        });
        let train = Interactions::from_triples(40, 8, triples).expect("valid");
        let model = KMeansParams { k: Some(2), ..KMeansParams::default() }.fit(&train).expect("fitted");
        let reasons = |history: History<'_>| model.reasons(history, &[1, 5].map(ItemIdx::new));
        let history = OwnedHistory::from_pairs(vec![(ItemIdx::new(0), 5.0)]);
        let own = reasons(history.as_history());
        assert!(matches!(own[0], Reason::TasteGroup { n_ratings: 20, n_members: 20, .. }), "{own:?}");
        let of_twenty = Reason::Popular { n_ratings: 20, mean_stars: 5.0 };
        assert_eq!(own[1], of_twenty, "the group's members did not rate it");
        assert_eq!(reasons(History::empty()), [of_twenty.clone(), of_twenty], "nobody is in no group");
    }
}
