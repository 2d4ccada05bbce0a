//! What every list keeps to, whichever model makes it: facts of the catalogue that models do not know.

use crate::repeats::Repeats;
use crate::sequels::Sequels;
use cinephile_data::{Catalogue, History, ItemIdx, Popularity};

/// A film is shown once, and an earlier part of a series before a later one. The default is for a catalogue that lists
/// each film once and has no series.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListRules {
    repeats: Repeats,
    sequels: Sequels,
}

impl ListRules {
    /// The rules for a catalogue; `popularity` is that of its movies. Cost: one pass over the titles.
    #[must_use]
    pub fn of(catalogue: &Catalogue, popularity: &Popularity) -> Self {
        Self { repeats: Repeats::of(catalogue, popularity), sequels: Sequels::of(catalogue, popularity) }
    }

    /// The other records of the films that `items` are of.
    pub fn others_of<'a>(&'a self, items: &'a [ItemIdx]) -> impl Iterator<Item = ItemIdx> + 'a {
        self.repeats.others_of(items)
    }

    /// Whether lists leave a record out, because they show a better-known one of the same film.
    pub(crate) fn hides(&self, item: ItemIdx) -> bool {
        self.repeats.hides(item)
    }

    /// Lowers the scores of later parts of series; see [`Sequels::hold_back`].
    pub(crate) fn hold_back(
        &self,
        history: History<'_>,
        scores: &mut [f32],
        may_be_listed: impl Fn(ItemIdx) -> bool,
    ) -> Vec<(ItemIdx, f32)> {
        self.sequels.hold_back(history, scores, may_be_listed)
    }
}
