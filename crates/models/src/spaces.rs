//! What models know beside scores: the groups that people form, and where items lie.
//!
//! Some models learn more than a ranking. What they learned is asked for through these traits, so that whoever shows
//! it does not know which model it is.

use crate::Scorer;
use crate::kmeans::GroupProfile;
use cinephile_data::{History, ItemIdx};

/// A model that sorts people into groups of like taste.
pub trait TasteGroups: Scorer {
    /// How many people are in each group, largest group first; at least one group.
    fn n_members(&self) -> &[u32];

    /// How well each group explains `history`: sums to 1, in the order of [`n_members`](Self::n_members).
    fn shares(&self, history: History<'_>) -> Vec<f32>;

    /// What sets each group apart, in the same order: at most `n_items` items and `n_labels` labels of each kind.
    /// `item_labels` holds the labels of each item, each once, and may be shorter than the catalogue.
    fn profiles(&self, item_labels: &[&[u32]], n_items: usize, n_labels: usize) -> Vec<GroupProfile>;

    /// For each item the group whose love it has the largest part of; equals to the larger group.
    fn homes(&self, items: &[ItemIdx]) -> Vec<u32>;
}

/// A model that places items and visitors in one space: the larger the inner product, the better they go together.
pub trait ItemSpace: Scorer {
    /// Length of a vector, at least 1.
    fn n_factors(&self) -> usize;

    /// Each item's vector, `n_items x n_factors`, row-major; all zeros for an item that nobody rated.
    fn item_vectors(&self) -> &[f32];

    /// A visitor's vector, length `n_factors`; zeros if nothing known is rated.
    fn place(&self, history: History<'_>) -> Vec<f32>;
}
