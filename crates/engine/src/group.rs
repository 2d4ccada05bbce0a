//! One list for several people, such as an evening's company.
//!
//! Each person's scores are put on one scale first, from 0 for the candidate that suits them least to 1 for the one that
//! suits them best: a model's scores grow with the number of ratings, and without a scale the one who rated the most
//! would choose for all. Then they are put together as groups do it (Masthoff 2004). Refused: merging the ratings into
//! one history, which makes a person of mixed taste that nobody in the room is.

use crate::steering::scaled;
use crate::{ItemFilter, Query, RecommendError, Recommender, StarsPredictor};
use cinephile_data::{History, ItemIdx, best_first};

/// How many of the best by average are asked about, at most, until enough are found that nobody vetoes.
const MAX_VETO_CANDIDATES: usize = 1_000;
/// How many of them at once.
const VETO_BATCH: usize = 100;

/// How several people's wishes become one.
#[derive(Clone, Copy)]
pub enum GroupRule<'a> {
    /// The mean: the most for the company as a whole.
    Average,
    /// The least of all: nobody is left behind.
    LeastMisery,
    /// The mean, without what somebody would give fewer than `least` stars.
    Veto {
        /// Says what each would give.
        stars: &'a dyn StarsPredictor,
        /// In stars.
        least: f32,
    },
}

/// One item recommended to a group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupRecommendation {
    /// What.
    pub item: ItemIdx,
    /// What the rule makes of `satisfactions`, `0..=1`.
    pub score: f64,
    /// How much it suits each person, in their order: 0 the least of all candidates, 1 the most.
    pub satisfactions: Vec<f64>,
}

/// At most `k` items that nobody of `histories` rated and that pass `filter`, best first; equal scores by the smaller
/// index. Cost: a list of all items for each person.
///
/// # Errors
/// If a history holds an item that the recommender does not know.
pub fn recommend_to_group(
    recommender: &dyn Recommender,
    histories: &[History<'_>],
    filter: Option<&ItemFilter<'_>>,
    rule: GroupRule<'_>,
    k: usize,
) -> Result<Vec<GroupRecommendation>, RecommendError> {
    let n_items = recommender.n_items();
    let is_new = |item: ItemIdx| histories.iter().all(|history| history.stars_of(item).is_none());
    let wanted = |item: ItemIdx| is_new(item) && filter.is_none_or(|passes| passes(item));
    let mut by_person = Vec::with_capacity(histories.len());
    for &history in histories {
        let query = Query { filter: Some(&wanted), ..Query::new(history, n_items) };
        let list: Vec<_> =
            recommender.recommend(&query)?.into_iter().map(|found| (found.item, found.score)).collect();
        let mut satisfaction = vec![None; n_items];
        for (&(item, _), scaled) in list.iter().zip(scaled(&list)) {
            satisfaction[item.get()] = Some(scaled);
        }
        by_person.push(satisfaction);
    }
    let candidates = (0..n_items).map(ItemIdx::new).filter_map(|item| {
        let of_each = by_person.iter().map(|person| person[item.get()]);
        let satisfactions = of_each.collect::<Option<Vec<f64>>>()?;
        Some(GroupRecommendation { item, score: rule.score(&satisfactions), satisfactions })
    });
    Ok(rule.best(candidates.collect(), histories, k))
}

impl GroupRule<'_> {
    fn score(&self, satisfactions: &[f64]) -> f64 {
        match self {
            Self::LeastMisery => satisfactions.iter().copied().fold(1.0, f64::min),
            Self::Average | Self::Veto { .. } => {
                satisfactions.iter().sum::<f64>() / satisfactions.len().max(1) as f64
            }
        }
    }

    /// The best `k` of `candidates`.
    fn best(
        &self,
        candidates: Vec<GroupRecommendation>,
        histories: &[History<'_>],
        k: usize,
    ) -> Vec<GroupRecommendation> {
        let n_looked_at = if matches!(self, Self::Veto { .. }) { k.max(MAX_VETO_CANDIDATES) } else { k };
        let mut best = candidates;
        best.sort_by(|a, b| best_first((a.score, a.item), (b.score, b.item)));
        best.truncate(n_looked_at);
        let Self::Veto { stars, least } = self else { return best };
        let mut kept = Vec::with_capacity(k);
        for batch in best.chunks(VETO_BATCH) {
            let items: Vec<ItemIdx> = batch.iter().map(|candidate| candidate.item).collect();
            let given: Vec<_> = histories.iter().map(|&history| stars.predict(history, &items)).collect();
            let accepted = |place: usize| given.iter().all(|person| person[place].stars >= *least);
            let accepted = (0..batch.len()).filter(|&place| accepted(place));
            kept.extend(accepted.map(|place| batch[place].clone()));
            if kept.len() >= k {
                break;
            }
        }
        kept.truncate(k);
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Recommendation, StarsPrediction, top_k};
    use cinephile_data::OwnedHistory;

    /// Who rated item 0 scores the others 10, 6, 5, 0 for items 2 to 5; who rated item 1 scores them 0, 100, 70, 90.
    struct Two;

    impl Recommender for Two {
        fn recommend(&self, query: &Query<'_>) -> Result<Vec<Recommendation>, RecommendError> {
            let first = query.history.stars_of(ItemIdx::new(0)).is_some();
            let scores: [f32; 6] =
                if first { [0.0, 50.0, 10.0, 6.0, 5.0, 0.0] } else { [500.0, 0.0, 0.0, 100.0, 70.0, 90.0] };
            let passes = |item| query.filter.is_none_or(|passes| passes(item));
            let best = top_k(&scores, query.k, passes);
            Ok(best.into_iter().map(|(item, score)| Recommendation { item, score, reason: None }).collect())
        }
        fn n_items(&self) -> usize {
            6
        }
    }

    /// The first person hates item 3.
    struct HatesThree;

    impl StarsPredictor for HatesThree {
        fn n_items(&self) -> usize {
            6
        }
        fn predict(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<StarsPrediction> {
            let first = history.stars_of(ItemIdx::new(0)).is_some();
            let given = |item: &ItemIdx| if first && item.get() == 3 { 1.0 } else { 4.0 };
            items.iter().map(|item| StarsPrediction { stars: given(item), low: 0.5, high: 5.0 }).collect()
        }
        fn coverage(&self) -> f32 {
            0.8
        }
    }

    fn list(rule: GroupRule<'_>, k: usize) -> Vec<(usize, f64)> {
        let people = [0, 1].map(|item| OwnedHistory::from_pairs(vec![(ItemIdx::new(item), 5.0)]));
        let histories = people.each_ref().map(OwnedHistory::as_history);
        let found = recommend_to_group(&Two, &histories, None, rule, k).expect("known items");
        found.into_iter().map(|found| (found.item.get(), found.score)).collect()
    }

    #[test]
    fn each_rule_is_as_worked_by_hand() {
        // On the scale: the first 1, 0.6, 0.5, 0 and the second 0, 1, 0.7, 0.9 for items 2 to 5.
        let average = list(GroupRule::Average, 9);
        assert_eq!(average.iter().map(|(item, _)| *item).collect::<Vec<_>>(), [3, 4, 2, 5]);
        assert!((average[0].1 - 0.8).abs() < 1e-6 && (average[1].1 - 0.6).abs() < 1e-6, "{average:?}");
        let least = list(GroupRule::LeastMisery, 3);
        assert_eq!(least.iter().map(|(item, _)| *item).collect::<Vec<_>>(), [3, 4, 2], "2 and 5 tie at 0");
        assert!((least[0].1 - 0.6).abs() < 1e-6 && least[2].1 == 0.0, "{least:?}");
        let veto = list(GroupRule::Veto { stars: &HatesThree, least: 3.0 }, 2);
        assert_eq!(veto.iter().map(|(item, _)| *item).collect::<Vec<_>>(), [4, 2], "3 is vetoed");
    }

    #[test]
    fn nothing_left_is_an_empty_list() {
        let people = [0, 1].map(|item| OwnedHistory::from_pairs(vec![(ItemIdx::new(item), 5.0)]));
        let histories = people.each_ref().map(OwnedHistory::as_history);
        let none = |_: ItemIdx| false;
        let found = recommend_to_group(&Two, &histories, Some(&none), GroupRule::Average, 3);
        assert_eq!(found, Ok(Vec::new()));
    }
}
