//! A recommender over any scorer.

use crate::counterfactual::explain;
use crate::explanation::Explanation;
use crate::list_rules::ListRules;
use crate::query::check_explained;
use crate::reasons::{EverybodysList, PickReason, reasons};
use crate::{Query, QueryVisit, RecommendError, Recommendation, Recommender, top_k};
use cinephile_data::{History, ItemIdx};
use cinephile_models::{Contributions, Scorer, StarsPrediction, StarsPredictor, Visit};
use rayon::prelude::*;
use std::sync::{Arc, OnceLock};

/// How many visitors of a batch are scored together: what they share is read once for all of them, and their scores
/// still fit into a cache.
const SCORED_TOGETHER: usize = 16;

/// Scores every item with a model, drops what is known or filtered, and keeps the best.
pub struct ModelRecommender {
    scorer: Arc<dyn Scorer>,
    rules: Arc<ListRules>,
    /// Known once a list has been explained.
    everybody: OnceLock<EverybodysList>,
}

impl ModelRecommender {
    /// A recommender over `scorer` that knows nothing of the catalogue.
    #[must_use]
    pub fn new(scorer: Arc<dyn Scorer>) -> Self {
        Self::with_rules(scorer, Arc::default())
    }

    /// A recommender over `scorer` whose lists keep to the rules of a catalogue.
    #[must_use]
    pub fn with_rules(scorer: Arc<dyn Scorer>, rules: Arc<ListRules>) -> Self {
        Self { scorer, rules, everybody: OnceLock::new() }
    }

    /// One list for each of `queries`, in their order: those of [`Recommender::recommend`], on all threads.
    ///
    /// Each thread scores some visitors at a time into one buffer of its own.
    ///
    /// # Errors
    /// The first query whose history holds an item that the model does not know.
    pub fn recommend_batch(&self, queries: &[Query<'_>]) -> Result<Vec<Vec<Recommendation>>, RecommendError> {
        let n_items = self.scorer.n_items();
        queries.iter().try_for_each(|query| query.check_history(n_items))?;
        if n_items == 0 {
            return Ok(vec![Vec::new(); queries.len()]);
        }
        let buffer = || vec![0.0; SCORED_TOGETHER * n_items];
        let lists = queries.par_chunks(SCORED_TOGETHER).map_init(buffer, |scores, queries| {
            let histories: Vec<_> = queries.iter().map(|query| query.history).collect();
            let scores = &mut scores[..queries.len() * n_items];
            self.scorer.score_many(&histories, scores);
            let rows = scores.chunks_exact_mut(n_items);
            queries
                .iter()
                .zip(rows)
                .map(|(query, scores)| self.best(query, scores, query.k))
                .collect::<Vec<_>>()
        });
        Ok(lists.collect::<Vec<_>>().into_iter().flatten().collect())
    }

    /// The best `k` of `scores`, of length `n_items`, that may be in a list for the query, each with its own score. Later
    /// parts of series are held back in `scores`.
    fn best(&self, query: &Query<'_>, scores: &mut [f32], k: usize) -> Vec<Recommendation> {
        let candidates = self.candidates(query);
        let held_back = self.rules.hold_back(query.history, scores, &candidates);
        let own = |item: ItemIdx| held_back.iter().find(|(other, _)| *other == item).map(|(_, score)| *score);
        let best = top_k(scores, k, candidates);
        let with_own = |(item, score)| Recommendation { item, score: own(item).unwrap_or(score) };
        best.into_iter().map(with_own).collect()
    }

    /// Says whether an item may be in a list for the query.
    fn candidates<'a>(&'a self, query: &'a Query<'_>) -> impl Fn(ItemIdx) -> bool + 'a {
        let known_otherwise: Vec<ItemIdx> = self.rules.others_of(query.history.items()).collect();
        move |item| query.allows(item) && !self.rules.hides(item) && !known_otherwise.contains(&item)
    }
}

impl Recommender for ModelRecommender {
    fn n_items(&self) -> usize {
        self.scorer.n_items()
    }

    fn visit<'a>(&'a self, query: &Query<'a>) -> Result<Box<dyn QueryVisit + 'a>, RecommendError> {
        query.check_history(self.scorer.n_items())?;
        let visit = self.scorer.visit(query.history);
        Ok(Box::new(ModelVisit { recommender: self, query: *query, visit }))
    }
}

/// A query of a model's recommender.
struct ModelVisit<'a> {
    recommender: &'a ModelRecommender,
    query: Query<'a>,
    visit: Box<dyn Visit + 'a>,
}

impl QueryVisit for ModelVisit<'_> {
    fn query(&self) -> Query<'_> {
        self.query
    }

    fn n_items(&self) -> usize {
        self.recommender.n_items()
    }

    fn top(&self, k: usize) -> Vec<Recommendation> {
        let mut scores = vec![0.0; self.n_items()];
        self.visit.score(&mut scores);
        self.recommender.best(&self.query, &mut scores, k)
    }

    fn reasons(&self, items: &[ItemIdx]) -> Result<Vec<PickReason>, RecommendError> {
        check_explained(items, self.n_items())?;
        let scorer = &*self.recommender.scorer;
        let everybody = self.recommender.everybody.get_or_init(|| EverybodysList::of(scorer));
        let reasons = reasons(&self.query, &*self.visit, everybody, items);
        let others = || self.visit.reasons(items).into_iter().map(PickReason::Others).collect();
        Ok(reasons.unwrap_or_else(others))
    }

    fn contributions(&self, items: &[ItemIdx]) -> Result<Option<Vec<Contributions>>, RecommendError> {
        check_explained(items, self.n_items())?;
        Ok(self.visit.contributions(items))
    }

    fn explain(&self, items: &[ItemIdx]) -> Result<Option<Vec<Explanation>>, RecommendError> {
        let Some(parts) = self.contributions(items)? else { return Ok(None) };
        let may_be_listed = self.recommender.candidates(&self.query);
        let all = (0..self.n_items()).map(ItemIdx::new);
        let candidates: Vec<ItemIdx> = all.filter(|&item| may_be_listed(item)).collect();
        let scores = |history: History<'_>| {
            let mut scores = vec![0.0; self.n_items()];
            self.recommender.scorer.score(history, &mut scores);
            self.recommender.rules.hold_back(history, &mut scores, &may_be_listed);
            scores
        };
        explain(&self.query, &scores, &candidates, items, parts).map(Some)
    }

    fn predict_stars(&self, predictor: &dyn StarsPredictor, items: &[ItemIdx]) -> Vec<StarsPrediction> {
        match self.visit.stars_of(predictor) {
            Some(stars) => stars.predict(items),
            None => predictor.predict(self.query.history, items),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{Catalogue, Interactions, Movie, OwnedHistory, Popularity, UserIdx};
    use cinephile_models::{BlendParams, Fit as _, Model, Reason, VisitorStars};
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Scores item `i` of 40 by its distance from the first item of the history.
    struct Near;

    /// Next to this item.
    struct NearTo(usize);

    impl Scorer for Near {
        fn n_items(&self) -> usize {
            40
        }
        fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn Visit + 'a> {
            Box::new(NearTo(history.items().first().map_or(0, |item| item.get())))
        }
    }

    impl Visit for NearTo {
        fn score(&self, scores: &mut [f32]) {
            for (item, score) in scores.iter_mut().enumerate() {
                *score = -(u16::try_from(item.abs_diff(self.0)).map_or(f32::MAX, f32::from));
            }
        }
        fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
            items.iter().map(|_| Reason::Popular { n_ratings: 1, mean_stars: 5.0 }).collect()
        }
    }

    #[test]
    fn a_batch_is_its_single_answers_in_order() {
        let recommender = ModelRecommender::new(Arc::new(Near));
        let histories: Vec<_> =
            (0..300).map(|user| OwnedHistory::from_pairs(vec![(ItemIdx::new(user % 40), 5.0)])).collect();
        let queries: Vec<_> = histories.iter().map(|history| Query::new(history.as_history(), 4)).collect();
        let single: Vec<_> =
            queries.iter().map(|query| recommender.recommend(query).expect("known")).collect();
        assert_eq!(recommender.recommend_batch(&queries), Ok(single.clone()));
        let items: Vec<_> = single[41].iter().map(|recommendation| recommendation.item.get()).collect();
        assert_eq!(items, [0, 2, 3, 4], "the rated item 1 is left out, ties go to the smaller index");

        let stranger = OwnedHistory::from_pairs(vec![(ItemIdx::new(40), 5.0)]);
        let with_stranger = [queries[0], Query::new(stranger.as_history(), 4), queries[1]];
        let rejected = recommender.recommend_batch(&with_stranger);
        assert_eq!(rejected, Err(RecommendError::ItemRange { got: 40, n_items: 40 }));
    }

    #[test]
    fn lists_show_each_film_once_and_none_that_the_visitor_knows_by_another_record() {
        let title = |item: u32| {
            if item % 10 == 3 { "Heat (1995)".to_owned() } else { format!("Movie {item} (1995)") }
        };
        let movies = (0..40).map(|item| Movie::new(item, &title(item), Vec::new())).collect();
        let catalogue = Catalogue::build(movies).expect("distinct ids");
        let rules = ListRules::of(&catalogue, &Popularity::of((0..40).collect()));
        let recommender = ModelRecommender::with_rules(Arc::new(Near), Arc::new(rules));
        let list = |rated: usize| -> Vec<usize> {
            let history = OwnedHistory::from_pairs(vec![(ItemIdx::new(rated), 5.0)]);
            let query = Query::new(history.as_history(), 40);
            let single = recommender.recommend(&query).expect("known");
            assert_eq!(recommender.recommend_batch(&[query]), Ok(vec![single.clone()]));
            single.into_iter().map(|found| found.item.get()).collect()
        };
        let heats = |list: Vec<usize>| list.into_iter().filter(|item| item % 10 == 3).collect::<Vec<_>>();
        assert_eq!(heats(list(0)), [33], "the best-known record");
        assert!(heats(list(13)).is_empty() && heats(list(33)).is_empty());
        assert_eq!(list(13).len(), 36);
    }

    /// Predicts as another does, and counts how often it folds in.
    struct Counted(Arc<dyn StarsPredictor>, AtomicUsize);

    impl StarsPredictor for Counted {
        fn n_items(&self) -> usize {
            self.0.n_items()
        }
        fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn VisitorStars + 'a> {
            self.1.fetch_add(1, Ordering::Relaxed);
            self.0.visit(history)
        }
        fn coverage(&self) -> f32 {
            self.0.coverage()
        }
    }

    #[test]
    fn stars_come_from_the_visit_where_the_model_holds_the_predictor_and_are_the_same_anyway() {
        let train = Interactions::checkerboard(30);
        let blend = BlendParams::default().fit(&train).expect("fitted");
        let part = Model::shared_parts(&blend).remove(1);
        let stars = part.stars_predictor().expect("its part predicts stars");
        let recommender = ModelRecommender::new(Arc::new(blend));
        let visit = recommender.visit(&Query::new(train.history(UserIdx::new(3)), 5)).expect("known items");
        let items: Vec<_> = visit.top(5).iter().map(|found| found.item).collect();
        let counted = Counted(Arc::clone(&stars), AtomicUsize::new(0));
        assert_eq!(visit.predict_stars(&*stars, &items), visit.predict_stars(&counted, &items));
        assert_eq!(counted.1.load(Ordering::Relaxed), 1, "another predictor folds in for itself");
    }
}
