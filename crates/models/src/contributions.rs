//! The parts of a score, for models that sum over the visitor's ratings.

use cinephile_data::ItemIdx;

/// The parts of one item's score: `everybody`, then `by_rating` one after another. The default, without parts, is
/// that of an item that nobody rated.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contributions {
    /// What everybody's taste adds (less, the more the visitor has rated), with all else that no single rating adds.
    pub everybody: f32,
    /// What each of the visitor's known ratings adds or takes away, in the history's order.
    pub by_rating: Vec<(ItemIdx, f32)>,
}

impl Contributions {
    /// The sum of the parts: the score.
    #[must_use]
    pub fn total(&self) -> f32 {
        self.by_rating.iter().fold(self.everybody, |sum, (_, part)| sum + part)
    }
}
