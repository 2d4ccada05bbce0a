//! What is asked of a recommender, and what it answers.

use cinephile_data::{History, ItemIdx};
use cinephile_models::Reason;

/// Says whether an item may be recommended.
pub type ItemFilter<'a> = dyn Fn(ItemIdx) -> bool + Sync + 'a;

/// One visitor's request.
#[derive(Clone, Copy)]
pub struct Query<'a> {
    /// What the visitor rated; these items are never recommended.
    pub history: History<'a>,
    /// At most this many items.
    pub k: usize,
    /// Only items that pass; `None` lets all pass.
    pub filter: Option<&'a ItemFilter<'a>>,
    /// Whether to work out a reason for each recommendation.
    pub explain: bool,
}

impl<'a> Query<'a> {
    /// The best `k` items for `history`, unfiltered and unexplained.
    #[must_use]
    pub fn new(history: History<'a>, k: usize) -> Self {
        Self { history, k, filter: None, explain: false }
    }

    /// Whether `item` may be in the list: neither rated nor filtered out.
    pub(crate) fn allows(&self, item: ItemIdx) -> bool {
        self.history.items().binary_search(&item).is_err() && self.filter.is_none_or(|passes| passes(item))
    }

    /// Refuses a history over more than `n_items` items.
    pub(crate) fn check_history(&self, n_items: usize) -> Result<(), RecommendError> {
        match self.history.items().last().filter(|last| last.get() >= n_items) {
            Some(last) => Err(RecommendError::ItemRange { got: last.as_u32(), n_items }),
            None => Ok(()),
        }
    }

    /// Refuses a history, or items to tell something of, over more than `n_items` items.
    pub(crate) fn check_items(&self, items: &[ItemIdx], n_items: usize) -> Result<(), RecommendError> {
        self.check_history(n_items)?;
        match items.iter().find(|item| item.get() >= n_items) {
            Some(stranger) => Err(RecommendError::ExplainedRange { got: stranger.as_u32(), n_items }),
            None => Ok(()),
        }
    }
}

/// One recommended item.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// What.
    pub item: ItemIdx,
    /// The model's own score: comparable within one answer only.
    pub score: f32,
    /// Why; there when the query asked to explain.
    pub reason: Option<Reason>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecommendError {
    /// A history over another catalogue.
    #[error("the history holds item {got}, and this model has {n_items} items")]
    ItemRange {
        /// The item's column.
        got: u32,
        /// The model's columns.
        n_items: usize,
    },
    /// Steering by what is known of another catalogue.
    #[error("the list is to be steered by traits of {got} items, and this model has {n_items}")]
    TraitsRange {
        /// The items of which traits are known.
        got: usize,
        /// The model's columns.
        n_items: usize,
    },
    /// An explanation of an item of another catalogue.
    #[error("item {got} is to be explained, and this model has {n_items} items")]
    ExplainedRange {
        /// The item's column.
        got: u32,
        /// The model's columns.
        n_items: usize,
    },
}
