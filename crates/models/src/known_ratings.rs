//! The part of a visitor's history that a model knows: catalogues grow, so a history may hold newer items.

use cinephile_data::{History, ItemIdx};

/// Each item and its stars that a model with `n_items` items knows.
pub(crate) fn known(history: History<'_>, n_items: usize) -> impl Iterator<Item = (usize, f32)> + Clone + '_ {
    let (items, stars) = known_slices(history, n_items);
    items.iter().zip(stars).map(|(item, &stars)| (item.get(), stars))
}

/// The same, as items and their stars.
pub(crate) fn known_slices(history: History<'_>, n_items: usize) -> (&[ItemIdx], &[f32]) {
    let end = history.items().partition_point(|item| item.get() < n_items);
    (&history.items()[..end], &history.stars()[..end])
}
