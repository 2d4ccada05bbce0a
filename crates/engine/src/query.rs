//! What is asked of a recommender, and what it answers.

use crate::evidence::{Cited, Evidence, Taste};
use cinephile_data::{History, ItemIdx};

/// Says whether an item may be recommended.
pub type ItemFilter<'a> = dyn Fn(ItemIdx) -> bool + Sync + 'a;

/// Says whether somebody still waits for the answer.
pub type IsWanted<'a> = dyn Fn() -> bool + Sync + 'a;

/// One visitor's request.
#[derive(Clone, Copy)]
pub struct Query<'a> {
    /// What the visitor rated, liked or saw; these items are never recommended.
    pub history: History<'a>,
    /// Which of these the visitor gave no stars; they rise.
    pub starless: &'a [Cited],
    /// At most this many items.
    pub k: usize,
    /// Only items that pass; `None` lets all pass.
    pub filter: Option<&'a ItemFilter<'a>>,
    /// Asked from time to time by what takes long; `None` if somebody waits to the end.
    pub is_wanted: Option<&'a IsWanted<'a>>,
}

impl<'a> Query<'a> {
    /// The best `k` items for `history`, which has the visitor's own stars, unfiltered.
    #[must_use]
    pub fn new(history: History<'a>, k: usize) -> Self {
        Self { history, starless: &[], k, filter: None, is_wanted: None }
    }

    /// The best `k` items for `taste`, unfiltered.
    #[must_use]
    pub fn of(taste: &'a Taste, k: usize) -> Self {
        Self { starless: taste.starless(), ..Self::new(taste.as_history(), k) }
    }

    /// Whether `item` may be in the list: neither in the history nor filtered out.
    pub(crate) fn allows(&self, item: ItemIdx) -> bool {
        self.history.items().binary_search(&item).is_err() && self.filter.is_none_or(|passes| passes(item))
    }

    /// # Errors
    /// `Unwanted` once nobody waits for the answer.
    pub(crate) fn check_wanted(&self) -> Result<(), RecommendError> {
        if self.is_wanted.is_none_or(|is_wanted| is_wanted()) {
            Ok(())
        } else {
            Err(RecommendError::Unwanted)
        }
    }

    /// What the visitor said about `item`; `None` if nothing.
    pub(crate) fn cite(&self, item: ItemIdx) -> Option<Cited> {
        match self.starless.binary_search_by_key(&item, |cited| cited.item) {
            Ok(at) => Some(self.starless[at]),
            Err(_) => Some(Cited { item, evidence: Evidence::Stars(self.history.stars_of(item)?) }),
        }
    }

    /// Rejects a history with an item beyond the first `n_items`.
    pub(crate) fn check_history(&self, n_items: usize) -> Result<(), RecommendError> {
        match self.history.items().last().filter(|last| last.get() >= n_items) {
            Some(last) => Err(RecommendError::ItemRange { got: last.as_u32(), n_items }),
            None => Ok(()),
        }
    }
}

/// One recommended item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recommendation {
    /// The item's column.
    pub item: ItemIdx,
    /// The model's own score: comparable within one answer only.
    pub score: f32,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecommendError {
    /// A history over another catalogue.
    #[error("the history holds item {got}, but this model has only {n_items} items")]
    ItemRange {
        /// The item's column.
        got: u32,
        /// How many columns the model has.
        n_items: usize,
    },
    /// Nobody waits for the answer any more.
    #[error("nobody waits for the answer any more")]
    Unwanted,
    /// Steering with the traits of another catalogue.
    #[error("steering knows the traits of {got} items, but this model has {n_items}")]
    TraitsRange {
        /// How many items have traits.
        got: usize,
        /// How many columns the model has.
        n_items: usize,
    },
    /// An explanation of an item of another catalogue.
    #[error("item {got} cannot be explained: this model has only {n_items} items")]
    ExplainedRange {
        /// The item's column.
        got: u32,
        /// How many columns the model has.
        n_items: usize,
    },
}

/// Rejects items to explain beyond the first `n_items`.
pub(crate) fn check_explained(items: &[ItemIdx], n_items: usize) -> Result<(), RecommendError> {
    match items.iter().find(|item| item.get() >= n_items) {
        Some(stranger) => Err(RecommendError::ExplainedRange { got: stranger.as_u32(), n_items }),
        None => Ok(()),
    }
}
