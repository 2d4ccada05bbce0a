//! What other people's ratings say for an item, in numbers; clients word it.

use crate::numbers::count;

/// What other people's ratings say for an item. Models whose scores are sums over the visitor's ratings also have
/// [`Contributions`](crate::Contributions), from which the engine works out whether these are the better reason.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// Many people rated it well.
    Popular {
        /// How many rated it.
        n_ratings: u32,
        /// Their damped mean, in stars.
        mean_stars: f32,
    },
    /// The visitor's taste group likes it.
    TasteGroup {
        /// The group's number, `0..n_groups`.
        group: u32,
        /// How many groups there are.
        n_groups: u32,
        /// How many people are in the group.
        n_members: u32,
        /// How many of them rated it.
        n_ratings: u32,
        /// Their shrunk mean, in stars.
        mean_stars: f32,
    },
    /// People with similar ratings like it.
    SimilarUsers {
        /// How many of the similar users rated it.
        n_ratings: u32,
        /// How many similar users the visitor has.
        n_neighbours: u32,
        /// The mean of their ratings, in stars; 0 if none of them rated it.
        mean_stars: f32,
    },
}

impl Reason {
    /// What `n_neighbours` similar users think of an item, of whom some gave it these `stars`.
    pub(crate) fn of_neighbours(n_neighbours: usize, stars: impl Iterator<Item = f32>) -> Self {
        let (n_ratings, sum) = stars.fold((0u32, 0.0), |(n, sum), stars| (n + 1, sum + stars));
        let mean_stars = if n_ratings == 0 { 0.0 } else { sum / count(n_ratings as usize) };
        let n_neighbours = u32::try_from(n_neighbours).unwrap_or(u32::MAX);
        Self::SimilarUsers { n_ratings, n_neighbours, mean_stars }
    }

    /// How many of the people that the reason is about rated the item.
    #[must_use]
    pub fn n_ratings(&self) -> u32 {
        match *self {
            Self::Popular { n_ratings, .. }
            | Self::TasteGroup { n_ratings, .. }
            | Self::SimilarUsers { n_ratings, .. } => n_ratings,
        }
    }

    /// The mean stars that the reason gives; 0 if nobody rated the item.
    #[must_use]
    pub fn mean_stars(&self) -> f32 {
        match *self {
            Self::Popular { mean_stars, .. }
            | Self::TasteGroup { mean_stars, .. }
            | Self::SimilarUsers { mean_stars, .. } => mean_stars,
        }
    }
}
