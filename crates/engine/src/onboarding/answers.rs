//! What a visitor has answered.

use cinephile_data::{History, ItemIdx, Label, Stars};

/// An item with fewer stars is disliked.
const DISLIKED_BELOW: f32 = 3.0;

/// What a visitor has answered so far.
#[derive(Debug, Clone, Copy)]
pub struct VisitorAnswers<'a> {
    /// Movies with stars.
    pub rated: History<'a>,
    /// Movies that were not seen, in any order.
    pub not_seen: &'a [ItemIdx],
    /// Genres and decades that the visitor named, in any order.
    pub named: &'a [Label<'a>],
}

impl VisitorAnswers<'_> {
    /// Of a visitor who has just arrived.
    #[must_use]
    pub fn none() -> Self {
        Self { rated: History::empty(), not_seen: &[], named: &[] }
    }

    pub(super) fn is_about(&self, item: ItemIdx) -> bool {
        self.rated.stars_of(item).is_some() || self.not_seen.contains(&item)
    }
}

/// What a visitor said about one movie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    NotSeen,
    Disliked,
    Neutral,
    Liked,
}

/// An answer to a question about a candidate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    pub(super) slot: usize,
    pub(super) answer: Answer,
}

impl Answer {
    pub(super) fn of_stars(stars: f32) -> Self {
        if stars >= Stars::LIKED.value() {
            Self::Liked
        } else if stars < DISLIKED_BELOW {
            Self::Disliked
        } else {
            Self::Neutral
        }
    }
}
