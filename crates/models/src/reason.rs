//! Why an item is recommended, in numbers; the words are the page's.

use cinephile_data::ItemIdx;

/// What in the ratings speaks for an item.
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
        /// How many of the most similar users rated it.
        n_ratings: u32,
        /// How many similar users were asked.
        n_neighbours: u32,
        /// The mean of those who rated it, in stars; 0 when nobody did.
        mean_stars: f32,
    },
    /// What the visitor rated speaks for it.
    Ratings {
        /// The rated items that add the most to its score, the strongest first, and their stars; one to three.
        rated: Vec<(ItemIdx, f32)>,
        /// How many rated it.
        n_ratings: u32,
        /// Their damped mean, in stars.
        mean_stars: f32,
    },
}

impl Reason {
    /// The mean stars that the reason speaks of; 0 when nobody rated the item.
    #[must_use]
    pub fn mean_stars(&self) -> f32 {
        match *self {
            Self::Popular { mean_stars, .. }
            | Self::TasteGroup { mean_stars, .. }
            | Self::SimilarUsers { mean_stars, .. }
            | Self::Ratings { mean_stars, .. } => mean_stars,
        }
    }
}
