//! One list for several people who watch together.
//!
//! Each person's scores are put on one scale first, from 0 for the candidate that suits them least to 1 for the one that
//! suits them best: a model's scores grow with the number of ratings, and without a scale the person who rated the most
//! would choose for all. Then they are combined as groups combine them (Masthoff 2004). Rejected: merging the ratings
//! into one history, which makes a person of mixed taste who is nobody in the room.

use crate::steering::scaled;
use crate::{
    IsWanted, ItemFilter, Query, QueryVisit, RecommendError, Recommender, StarsPrediction, StarsPredictor,
};
use cinephile_data::{History, ItemIdx, best_first};

/// How many of the best items are checked for a veto, at most.
const MAX_VETO_CANDIDATES: usize = 1_000;
/// How many of them are checked at once.
const VETO_BATCH: usize = 100;

/// How several people's satisfactions become one score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GroupRule {
    /// The mean: the most for the group as a whole.
    Average,
    /// The least of all: nobody is left behind.
    LeastMisery,
    /// The mean, without items that somebody would give fewer than `least` stars.
    Veto {
        /// In stars.
        least: f32,
    },
}

/// What several people ask for together.
#[derive(Clone, Copy)]
pub struct GroupQuery<'a> {
    /// What each person rated; none of these items is recommended.
    pub histories: &'a [History<'a>],
    /// Only items that pass; `None` lets all pass.
    pub filter: Option<&'a ItemFilter<'a>>,
    /// How they choose.
    pub rule: GroupRule,
    /// At most this many items.
    pub k: usize,
    /// Asked before each person; `None` if somebody waits to the end.
    pub is_wanted: Option<&'a IsWanted<'a>>,
}

/// One item recommended to a group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupRecommendation {
    /// The item's column.
    pub item: ItemIdx,
    /// The rule's score of `satisfactions`, `0..=1`.
    pub score: f64,
    /// How much it suits each person, in their order: 0 the least of all candidates, 1 the most.
    pub satisfactions: Vec<f64>,
    /// How many stars each person would give it, in their order.
    pub predicted_stars: Vec<StarsPrediction>,
}

/// At most `k` items for a group, best first, equal scores by the smaller index; `stars` predicts what each person would
/// give them. Every history is folded in once. Cost: a list of all items for each person.
///
/// # Errors
/// If a history holds an item that the recommender does not know; `Unwanted` once nobody waits for the answer.
pub fn recommend_to_group(
    recommender: &dyn Recommender,
    stars: &dyn StarsPredictor,
    query: &GroupQuery<'_>,
) -> Result<Vec<GroupRecommendation>, RecommendError> {
    let n_items = recommender.n_items();
    let is_new = |item: ItemIdx| query.histories.iter().all(|history| history.stars_of(item).is_none());
    let wanted = |item: ItemIdx| is_new(item) && query.filter.is_none_or(|passes| passes(item));
    let person = |&history| {
        let GroupQuery { is_wanted, .. } = *query;
        recommender.visit(&Query { filter: Some(&wanted), is_wanted, ..Query::new(history, n_items) })
    };
    let people = query.histories.iter().map(person).collect::<Result<Vec<_>, _>>()?;
    let satisfactions = people.iter().map(|visit| {
        visit.query().check_wanted()?;
        Ok(satisfactions(&**visit))
    });
    let satisfactions = satisfactions.collect::<Result<Vec<_>, RecommendError>>()?;
    let candidates = (0..n_items).map(ItemIdx::new).filter_map(|item| {
        let of_each = satisfactions.iter().map(|person| person[item.get()]);
        let satisfactions = of_each.collect::<Option<Vec<f64>>>()?;
        Some(Candidate { item, score: query.rule.score(&satisfactions), satisfactions })
    });
    let mut best: Vec<Candidate> = candidates.collect();
    best.sort_by(|a, b| best_first((a.score, a.item), (b.score, b.item)));
    let group = Group { people, stars };
    Ok(group.keep(best, query.rule, query.k))
}

/// How much each item suits one person, `0..=1`; `None` for items that may not be recommended.
fn satisfactions(visit: &dyn QueryVisit) -> Vec<Option<f64>> {
    let list = visit.top(visit.n_items());
    let mut satisfactions = vec![None; visit.n_items()];
    for (found, scaled) in list.iter().zip(scaled(&list)) {
        satisfactions[found.item.get()] = Some(scaled);
    }
    satisfactions
}

/// An item that may be recommended.
struct Candidate {
    item: ItemIdx,
    score: f64,
    satisfactions: Vec<f64>,
}

impl GroupRule {
    fn score(self, satisfactions: &[f64]) -> f64 {
        match self {
            Self::LeastMisery => satisfactions.iter().copied().fold(1.0, f64::min),
            Self::Average | Self::Veto { .. } => {
                satisfactions.iter().sum::<f64>() / satisfactions.len().max(1) as f64
            }
        }
    }

    /// Whether the group takes an item that its members would give these stars.
    fn accepts(self, predicted: &[StarsPrediction]) -> bool {
        match self {
            Self::Average | Self::LeastMisery => true,
            Self::Veto { least } => predicted.iter().all(|prediction| prediction.stars >= least),
        }
    }
}

/// The people of a group, folded in.
struct Group<'a> {
    people: Vec<Box<dyn QueryVisit + 'a>>,
    stars: &'a dyn StarsPredictor,
}

impl Group<'_> {
    /// The first `k` of `best` that the rule accepts, with predicted stars.
    fn keep(&self, mut best: Vec<Candidate>, rule: GroupRule, k: usize) -> Vec<GroupRecommendation> {
        let n_checked = if matches!(rule, GroupRule::Veto { .. }) { k.max(MAX_VETO_CANDIDATES) } else { k };
        best.truncate(n_checked);
        let mut kept = Vec::with_capacity(k.min(best.len()));
        let mut rest = best.into_iter().peekable();
        while kept.len() < k && rest.peek().is_some() {
            let batch: Vec<Candidate> = rest.by_ref().take(VETO_BATCH).collect();
            kept.extend(
                self.describe(batch).into_iter().filter(|found| rule.accepts(&found.predicted_stars)),
            );
        }
        kept.truncate(k);
        kept
    }

    fn describe(&self, batch: Vec<Candidate>) -> Vec<GroupRecommendation> {
        let items: Vec<ItemIdx> = batch.iter().map(|candidate| candidate.item).collect();
        let by_person: Vec<Vec<StarsPrediction>> =
            self.people.iter().map(|visit| visit.predict_stars(self.stars, &items)).collect();
        let describe = |(place, candidate): (usize, Candidate)| {
            let Candidate { item, score, satisfactions } = candidate;
            let predicted_stars = by_person.iter().map(|stars| stars[place]).collect();
            GroupRecommendation { item, score, satisfactions, predicted_stars }
        };
        batch.into_iter().enumerate().map(describe).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Recommendation, VisitorStars, top_k};
    use cinephile_data::OwnedHistory;

    /// A visitor who rated item 0 scores the others 10, 6, 5, 0 for items 2 to 5; one who rated item 1 scores them 0,
    /// 100, 70, 90.
    struct Two;

    struct OneOfTwo<'a>(Query<'a>);

    impl Recommender for Two {
        fn n_items(&self) -> usize {
            6
        }
        fn visit<'a>(&'a self, query: &Query<'a>) -> Result<Box<dyn QueryVisit + 'a>, RecommendError> {
            Ok(Box::new(OneOfTwo(*query)))
        }
    }

    impl QueryVisit for OneOfTwo<'_> {
        fn query(&self) -> Query<'_> {
            self.0
        }
        fn n_items(&self) -> usize {
            6
        }
        fn top(&self, k: usize) -> Vec<Recommendation> {
            let first = self.0.history.stars_of(ItemIdx::new(0)).is_some();
            let scores: [f32; 6] =
                if first { [0.0, 50.0, 10.0, 6.0, 5.0, 0.0] } else { [500.0, 0.0, 0.0, 100.0, 70.0, 90.0] };
            let passes = |item| self.0.filter.is_none_or(|passes| passes(item));
            let best = top_k(&scores, k, passes);
            best.into_iter().map(|(item, score)| Recommendation { item, score }).collect()
        }
    }

    /// The first person hates item 3.
    struct HatesThree;

    /// Whether it is the first person.
    struct Hater(bool);

    impl StarsPredictor for HatesThree {
        fn n_items(&self) -> usize {
            6
        }
        fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn VisitorStars + 'a> {
            Box::new(Hater(history.stars_of(ItemIdx::new(0)).is_some()))
        }
        fn coverage(&self) -> f32 {
            0.8
        }
    }

    impl VisitorStars for Hater {
        fn predict(&self, items: &[ItemIdx]) -> Vec<StarsPrediction> {
            let given = |item: &ItemIdx| if self.0 && item.get() == 3 { 1.0 } else { 4.0 };
            items.iter().map(|item| StarsPrediction { stars: given(item), low: 0.5, high: 5.0 }).collect()
        }
    }

    fn recommend(rule: GroupRule, filter: Option<&ItemFilter<'_>>, k: usize) -> Vec<GroupRecommendation> {
        let people = [0, 1].map(|item| OwnedHistory::from_pairs(vec![(ItemIdx::new(item), 5.0)]));
        let histories = people.each_ref().map(OwnedHistory::as_history);
        let query = GroupQuery { histories: &histories, filter, rule, k, is_wanted: None };
        recommend_to_group(&Two, &HatesThree, &query).expect("known items")
    }

    fn list(rule: GroupRule, k: usize) -> Vec<(usize, f64)> {
        recommend(rule, None, k).into_iter().map(|found| (found.item.get(), found.score)).collect()
    }

    #[test]
    fn a_list_for_a_group_ends_once_nobody_waits_for_it() {
        let people = [0, 1].map(|item| OwnedHistory::from_pairs(vec![(ItemIdx::new(item), 5.0)]));
        let histories = people.each_ref().map(OwnedHistory::as_history);
        let is_wanted: &IsWanted<'_> = &|| false;
        let (rule, is_wanted) = (GroupRule::Average, Some(is_wanted));
        let query = GroupQuery { histories: &histories, filter: None, rule, k: 3, is_wanted };
        assert_eq!(recommend_to_group(&Two, &HatesThree, &query), Err(RecommendError::Unwanted));
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
        let veto = list(GroupRule::Veto { least: 3.0 }, 2);
        assert_eq!(veto.iter().map(|(item, _)| *item).collect::<Vec<_>>(), [4, 2], "3 is vetoed");
    }

    #[test]
    fn every_item_comes_with_what_each_person_would_give_it() {
        let found = recommend(GroupRule::Average, None, 1);
        let stars: Vec<f32> = found[0].predicted_stars.iter().map(|prediction| prediction.stars).collect();
        assert_eq!((found[0].item.get(), stars), (3, vec![1.0, 4.0]));
    }

    #[test]
    fn a_filter_that_nothing_passes_gives_an_empty_list() {
        assert_eq!(recommend(GroupRule::Average, Some(&|_: ItemIdx| false), 3), Vec::new());
    }
}
