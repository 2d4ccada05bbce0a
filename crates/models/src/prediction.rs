//! Predicted stars, and the models that predict them.

use cinephile_data::{History, ItemIdx};

/// What a rating would be: the expected stars and an interval, all in `0.5..=5.0`, `low <= stars <= high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StarsPrediction {
    /// The expected rating.
    pub stars: f32,
    /// Where the interval starts.
    pub low: f32,
    /// Where it ends.
    pub high: f32,
}

impl StarsPrediction {
    /// The prediction `stars +- half_width`, kept within the scale; both are finite, `half_width` is not negative.
    #[must_use]
    pub fn around(stars: f32, half_width: f32) -> Self {
        let clamp = |stars: f32| stars.clamp(0.5, 5.0);
        let stars = clamp(stars);
        Self { stars, low: clamp(stars - half_width), high: clamp(stars + half_width) }
    }

    /// Whether a rating of `stars` lies in the interval, ends included.
    #[must_use]
    pub fn covers(&self, stars: f32) -> bool {
        (self.low..=self.high).contains(&stars)
    }
}

/// A model that predicts how many stars a user would give. Unlike a score, the answer has a unit.
pub trait StarsPredictor: Send + Sync {
    /// How many items the model knows: the columns of the matrix that was fitted.
    fn n_items(&self) -> usize;

    /// The user with this `history`, folded in once for all predictions.
    fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn VisitorStars + 'a>;

    /// Which share of ratings the intervals are meant to cover, between 0 and 1.
    fn coverage(&self) -> f32;

    /// What a user with this `history` would give each of `items`: [`VisitorStars::predict`].
    fn predict(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<StarsPrediction> {
        self.visit(history).predict(items)
    }
}

/// A user whose history has been folded into a [`StarsPredictor`].
pub trait VisitorStars {
    /// What the user would give each of `items`, in the same order. An item that nobody rated (or that the model does
    /// not know) gets a prediction too; all are finite.
    fn predict(&self, items: &[ItemIdx]) -> Vec<StarsPrediction>;
}
