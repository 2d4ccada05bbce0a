//! Baseline predictors of stars: the global mean, and damped means of users and items.

use cinephile_data::{History, Interactions, ItemIdx};
use cinephile_engine::{StarsPrediction, StarsPredictor, VisitorStars};

/// Number of ratings at the mean that are added to each item's own.
const ITEM_DAMPING: f64 = 5.0;
/// The same for each user.
const USER_DAMPING: f64 = 5.0;

/// The share of training ratings that a baseline's intervals cover.
const COVERAGE: f32 = 0.8;

/// Predicts the mean of all training ratings for every user and item.
#[derive(Debug, Clone)]
pub struct GlobalMean {
    n_items: usize,
    mean: f64,
    half_width: f32,
}

/// Predicts `mu + b_i + b_u`, the mean plus damped biases of the item and the user.
#[derive(Debug, Clone)]
pub struct DampedBiases {
    mean: f64,
    item_biases: Vec<f64>,
    half_width: f32,
}

impl GlobalMean {
    /// Its name on the leaderboard.
    pub const NAME: &str = "global mean";

    /// Fits the mean of `train`; without ratings it is 2.75 stars, the middle of the scale.
    #[must_use]
    pub fn fit(train: &Interactions) -> Self {
        let mut fitted = Self { n_items: train.n_items(), mean: mean(train), half_width: 0.0 };
        fitted.half_width = covering(train, &fitted);
        fitted
    }
}

impl DampedBiases {
    /// Its name on the leaderboard.
    pub const NAME: &str = "damped biases";

    /// Fits the biases of `train`: `b_i = sum (r - mu) / (n_i + 5)`, and for a user with history `H`
    /// `b_u = sum_(i in H) (r - mu - b_i) / (|H| + 5)`.
    #[must_use]
    pub fn fit(train: &Interactions) -> Self {
        let mean = mean(train);
        let mut biases = vec![(0.0, ITEM_DAMPING); train.n_items()];
        for (item, &stars) in train.indices().iter().zip(train.values()) {
            let (sum, n) = &mut biases[item.get()];
            *sum += f64::from(stars) - mean;
            *n += 1.0;
        }
        let item_biases = biases.into_iter().map(|(sum, n)| sum / n).collect();
        let mut fitted = Self { mean, item_biases, half_width: 0.0 };
        fitted.half_width = covering(train, &fitted);
        fitted
    }

    fn item_bias(&self, item: ItemIdx) -> f64 {
        self.item_biases.get(item.get()).copied().unwrap_or(0.0)
    }
}

impl StarsPredictor for GlobalMean {
    fn n_items(&self) -> usize {
        self.n_items
    }

    fn visit<'a>(&'a self, _: History<'a>) -> Box<dyn VisitorStars + 'a> {
        Box::new(self)
    }

    fn coverage(&self) -> f32 {
        COVERAGE
    }
}

impl StarsPredictor for DampedBiases {
    fn n_items(&self) -> usize {
        self.item_biases.len()
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn VisitorStars + 'a> {
        let (mut sum, mut n) = (0.0, USER_DAMPING);
        for (item, stars) in history.iter() {
            sum += f64::from(stars) - self.mean - self.item_bias(item);
            n += 1.0;
        }
        Box::new(UserMean { biases: self, mean: self.mean + sum / n })
    }

    fn coverage(&self) -> f32 {
        COVERAGE
    }
}

impl VisitorStars for &GlobalMean {
    fn predict(&self, items: &[ItemIdx]) -> Vec<StarsPrediction> {
        items.iter().map(|_| prediction(self.mean, self.half_width)).collect()
    }
}

/// A user of the damped biases.
struct UserMean<'a> {
    biases: &'a DampedBiases,
    /// The global mean and the user's bias.
    mean: f64,
}

impl VisitorStars for UserMean<'_> {
    fn predict(&self, items: &[ItemIdx]) -> Vec<StarsPrediction> {
        let half_width = self.biases.half_width;
        items.iter().map(|&item| prediction(self.mean + self.biases.item_bias(item), half_width)).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of ratings are far below 2^52")]
fn mean(train: &Interactions) -> f64 {
    if train.nnz() == 0 {
        return 2.75;
    }
    train.values().iter().map(|&stars| f64::from(stars)).sum::<f64>() / train.nnz() as f64
}

#[expect(clippy::cast_possible_truncation, reason = "stars, rounded to the nearest f32")]
fn prediction(stars: f64, half_width: f32) -> StarsPrediction {
    StarsPrediction::around(stars as f32, half_width)
}

/// The largest error of the best four fifths of predictions, over the training ratings themselves.
///
/// It is the same for all predictions and does not allow for the ratings having been seen: the naive interval that
/// calibrated ones are compared with.
fn covering(train: &Interactions, predictor: &dyn StarsPredictor) -> f32 {
    let mut misses: Vec<f32> = Vec::with_capacity(train.nnz());
    for history in train.histories() {
        let predicted = predictor.predict(history, history.items());
        misses.extend(predicted.iter().zip(history.stars()).map(|(one, stars)| (one.stars - stars).abs()));
    }
    misses.sort_by(f32::total_cmp);
    misses.get(misses.len() * 4 / 5).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{OwnedHistory, UserIdx};

    #[test]
    fn biases_agree_with_a_case_worked_by_hand() {
        let triples = [(0, 0, 5.0), (0, 1, 3.0), (1, 0, 4.0)];
        let triples = triples.map(|(user, item, stars)| (UserIdx::new(user), ItemIdx::new(item), stars));
        let train = Interactions::from_triples(2, 3, triples).expect("valid");
        let fitted = DampedBiases::fit(&train);
        // mu = 4; b_0 = (1 + 0) / 7, b_1 = -1 / 6, b_2 = 0; the visitor: (2 - 4 - 1/7) / 6.
        let history = OwnedHistory::from_pairs(vec![(ItemIdx::new(0), 2.0)]);
        let items = [1, 2, 9].map(ItemIdx::new);
        let predicted = fitted.predict(history.as_history(), &items);
        let visitor = (-2.0 - 1.0 / 7.0) / 6.0;
        let expected = [4.0 - 1.0 / 6.0 + visitor, 4.0 + visitor, 4.0 + visitor];
        for (one, expected) in predicted.iter().zip(expected) {
            assert!((one.stars - expected).abs() < 1e-5, "{} for {expected}", one.stars);
        }
        assert_eq!(GlobalMean::fit(&train).predict(History::empty(), &items)[1].stars, 4.0);
    }

    #[test]
    fn without_ratings_baselines_predict_the_middle_of_the_scale() {
        let none = Interactions::from_triples(0, 2, []).expect("valid");
        let item = [ItemIdx::new(0)];
        assert_eq!(GlobalMean::fit(&none).predict(History::empty(), &item)[0].stars, 2.75);
        assert_eq!(DampedBiases::fit(&none).predict(History::empty(), &item)[0].stars, 2.75);
    }
}
