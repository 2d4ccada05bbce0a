//! What some models know beside scores: the groups that people form, and where items lie.
//!
//! These traits let callers ask for it without knowing which model answers.

use crate::{Neighbour, Scorer};
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

    /// For each item the group in whose love it has the largest part; ties go to the larger group.
    fn homes(&self, items: &[ItemIdx]) -> Vec<u32>;
}

/// A taste group in terms that can be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupProfile {
    /// How many people; at least 1.
    pub n_members: u32,
    /// How many ratings they gave.
    pub n_ratings: u64,
    /// The items that set the group apart, best first; their lift is above 1.
    pub items: Vec<LovedItem>,
    /// The labels that set the group apart, best first; their lift is above 1.
    pub labels: Vec<LovedLabel>,
    /// The items that the others love and this group does not, most missed first; their lift is below 1.
    pub avoided_items: Vec<AvoidedItem>,
    /// The labels that the others love and this group does not, most missed first; their lift is below 1.
    pub avoided_labels: Vec<LovedLabel>,
}

/// An item that a group loves more than the others do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LovedItem {
    /// The item's column.
    pub item: ItemIdx,
    /// How many of the group rated it.
    pub n_ratings: u32,
    /// Their mean, in stars.
    pub mean_stars: f32,
    /// The group's evidence for it per member, over that of all others; above 1.
    pub lift: f32,
}

/// An item that a group loves less than the others do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AvoidedItem {
    /// The item's column.
    pub item: ItemIdx,
    /// How many of the group rated it; may be 0.
    pub n_ratings: u32,
    /// Their mean, in stars; `None` without a rating.
    pub mean_stars: Option<f32>,
    /// The group's evidence for it per member, over that of all others; below 1.
    pub lift: f32,
}

/// A label of items, such as a genre, that a group loves more than the others do, or less.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LovedLabel {
    /// The label's number, as the caller counts them.
    pub label: u32,
    /// The part of the group's evidence that is for items with this label, `0..=1`.
    pub share: f32,
    /// That part over the same part among all others.
    pub lift: f32,
}

/// A model that finds the people who are most like a visitor.
pub trait Neighbourhood: Scorer {
    /// The most similar training users, best first, ties to the smaller row.
    fn neighbours(&self, history: History<'_>) -> Vec<Neighbour>;
}

/// A model that places items and visitors in one space: the larger the inner product, the better they go together.
pub trait ItemSpace: Scorer {
    /// Length of a vector, at least 1.
    fn n_factors(&self) -> usize;

    /// Each item's vector, `n_items x n_factors`, row-major; all zeros for an item that nobody rated.
    fn item_vectors(&self) -> &[f32];

    /// A visitor's vector, length `n_factors`; zeros if the visitor rated nothing that the model knows.
    fn place(&self, history: History<'_>) -> Vec<f32>;
}
