//! Making one list: the visitor's history in, movies with reasons and predicted stars out.
//!
//! The history is folded in once; the ranking, the reasons, the explanations and the stars are all asked of that one visit.

use super::cost;
use super::request::ListRequest;
use crate::bounds::MAX_RANK;
use crate::serving::Pace;
use crate::work::Wanted;
use cinephile_data::ItemIdx;
use cinephile_engine::{
    Explanation, ItemFilter, PickReason, Query, QueryVisit, RecommendError, Recommendation, StarsPrediction,
    Taste,
};
use std::collections::BTreeMap;

/// Lists for histories up to this length tell the pace of a model; longer ones always leave the thread.
const MAX_QUICK_RATINGS: usize = 100;

/// One list to make.
pub(crate) struct ListTask {
    pub(crate) request: ListRequest,
    pub(crate) taste: Taste,
}

/// One movie of a list.
pub(crate) struct ListEntry {
    pub(crate) found: Recommendation,
    /// Why it is in the list; every served model gives a reason.
    pub(crate) reason: Option<PickReason>,
    /// How many stars the visitor would give it.
    pub(crate) stars: StarsPrediction,
    /// What its score is the sum of, if that was asked for and the model's scores are sums over ratings.
    pub(crate) explanation: Option<Explanation>,
}

impl ListTask {
    /// What it costs, in requests.
    pub(crate) fn cost(&self) -> u32 {
        let (n_rated, k) = (self.taste.as_history().len(), self.request.k);
        let explanation = if self.request.explain { cost::explanation(n_rated, k) } else { 0 };
        let steering = if self.request.options.steering().is_some() { cost::STEERING } else { 0 };
        cost::plain(n_rated, k) + explanation + steering + cost::chosen(self.request.options.n_chosen())
    }

    /// Whether the model's own order is asked for, and the history has a usual length.
    pub(super) fn is_plain(&self) -> bool {
        !self.request.explain
            && self.taste.as_history().len() <= MAX_QUICK_RATINGS
            && self.request.options.steering().is_none()
    }

    /// How long plain lists of this model take.
    pub(super) fn pace(&self) -> &Pace {
        self.request.model.pace()
    }

    /// Makes the list, with reasons, best first.
    ///
    /// # Errors
    /// If the model rejects the history, or nobody waits any more.
    pub(super) fn make(&self, wanted: &Wanted) -> Result<Vec<ListEntry>, RecommendError> {
        let k = self.request.k;
        self.fold_in(k, wanted, |visit| self.describe(visit, self.rank(visit, k)?))
    }

    /// Makes the list as [`ListTask::make`] does, and gives the rank, from 1, of each of the best [`MAX_RANK`] movies.
    ///
    /// # Errors
    /// If the model rejects the history, or nobody waits any more.
    pub(crate) fn make_with_ranks(
        &self,
        wanted: &Wanted,
    ) -> Result<(Vec<ListEntry>, BTreeMap<ItemIdx, u32>), RecommendError> {
        self.fold_in(MAX_RANK, wanted, |visit| {
            let mut ranked = self.rank(visit, MAX_RANK)?;
            let ranks = ranked.iter().map(|found| found.item).zip(1..).collect();
            ranked.truncate(self.request.k);
            Ok((self.describe(visit, ranked)?, ranks))
        })
    }

    /// Folds the visitor in, once for all that `ask` asks.
    fn fold_in<T>(
        &self,
        k: usize,
        wanted: &Wanted,
        ask: impl FnOnce(&dyn QueryVisit) -> Result<T, RecommendError>,
    ) -> Result<T, RecommendError> {
        let ListRequest { snapshot, model, options, .. } = &self.request;
        let passes = |item: ItemIdx| options.passes(item, &snapshot.movies);
        let filter: Option<&ItemFilter<'_>> = if options.lets_all_pass() { None } else { Some(&passes) };
        let is_wanted = || wanted.is_wanted();
        let query = Query { filter, is_wanted: Some(&is_wanted), ..Query::of(&self.taste, k) };
        ask(&*model.recommender.visit(&query)?)
    }

    /// The best `k` movies.
    fn rank(&self, visit: &dyn QueryVisit, k: usize) -> Result<Vec<Recommendation>, RecommendError> {
        match self.request.options.steering() {
            None => Ok(visit.top(k)),
            Some(steering) => steering.recommend(visit, k, self.request.snapshot.movies.traits()),
        }
    }

    /// Adds to each movie of a list the reason, the predicted stars and, if asked for, the explanation.
    fn describe(
        &self,
        visit: &dyn QueryVisit,
        list: Vec<Recommendation>,
    ) -> Result<Vec<ListEntry>, RecommendError> {
        let items: Vec<ItemIdx> = list.iter().map(|found| found.item).collect();
        let mut reasons = visit.reasons(&items)?.into_iter();
        let stars = visit.predict_stars(&*self.request.snapshot.stars, &items);
        let explained = if self.request.explain { visit.explain(&items)? } else { None };
        let mut explanations = explained.into_iter().flatten();
        let entry = |(found, stars)| ListEntry {
            found,
            reason: reasons.next(),
            stars,
            explanation: explanations.next(),
        };
        Ok(list.into_iter().zip(stars).map(entry).collect())
    }
}
