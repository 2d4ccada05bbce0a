//! The `rating` protocol from end to end.

use crate::common::{generated_data, movielens_small};
use cinephile_data::{History, Interactions, ItemIdx, UserIdx};
use cinephile_engine::{StarsPrediction, StarsPredictor, VisitorStars};
use cinephile_eval::SplitPart;
use cinephile_eval::rating::{
    RatingContender, RatingError, RatingEvaluation, RatingLeaderboard, RatingOptions, RatingSplit,
};
use std::convert::Infallible;
use std::sync::Arc;

/// Predicts the same stars for all items.
struct Constant {
    n_items: usize,
    answer: StarsPrediction,
}

impl StarsPredictor for Constant {
    fn n_items(&self) -> usize {
        self.n_items
    }

    fn visit<'a>(&'a self, _: History<'a>) -> Box<dyn VisitorStars + 'a> {
        Box::new(self)
    }

    fn coverage(&self) -> f32 {
        0.8
    }
}

impl VisitorStars for &Constant {
    fn predict(&self, items: &[ItemIdx]) -> Vec<StarsPrediction> {
        vec![self.answer; items.len()]
    }
}

fn constant(answer: StarsPrediction) -> RatingContender<'static> {
    RatingContender::new("constant", move |train: &Interactions| {
        Ok::<Arc<dyn StarsPredictor>, Infallible>(Arc::new(Constant { n_items: train.n_items(), answer }))
    })
}

fn measured(contender: &mut RatingContender<'_>) -> Result<RatingLeaderboard, RatingError> {
    let data = generated_data();
    let split = RatingSplit::draw(&data.interactions, SplitPart::Test, 3).expect("drawn");
    let evaluation = RatingEvaluation::new("generated", &split, RatingOptions::default())?;
    Ok(evaluation.leaderboard(vec![evaluation.run(contender)?]))
}

#[test]
fn the_error_of_a_constant_follows_from_the_hidden_ratings() {
    let answer = StarsPrediction { stars: 3.0, low: 2.0, high: 4.0 };
    let board = measured(&mut constant(answer)).expect("measured");
    let data = generated_data();
    let split = RatingSplit::draw(&data.interactions, SplitPart::Test, 3).expect("drawn");
    let stars: Vec<f64> = split.hidden().values().iter().map(|&stars| f64::from(stars)).collect();
    let n = stars.len() as f64;
    let rmse = (stars.iter().map(|stars| (stars - 3.0).powi(2)).sum::<f64>() / n).sqrt();
    let mae = stars.iter().map(|stars| (stars - 3.0).abs()).sum::<f64>() / n;
    let covered = stars.iter().filter(|stars| (2.0..=4.0).contains(*stars)).count() as f64 / n;
    let all = &board.rows[0].all;
    assert!((all.rmse.mean - rmse).abs() < 1e-9 && (all.mae.mean - mae).abs() < 1e-9, "{all:?}");
    assert!((all.calibration.covered - covered).abs() < 1e-12);
    assert!(all.rmse.low < rmse && rmse < all.rmse.high);
    let revealed: Vec<_> = board.rows[0].few.iter().map(|round| round.n_revealed).collect();
    assert_eq!(revealed, [Some(1), Some(3), Some(5), Some(10)]);
    assert_eq!(board.rows[0].few[0].rmse, all.rmse, "a constant does not look at what is revealed");
}

#[test]
fn the_error_for_an_invalid_prediction_names_the_contender() {
    for (stars, low, high) in [(f32::NAN, 1.0, 2.0), (5.5, 5.0, 5.5), (3.0, 3.5, 4.0), (300.0, 0.5, 5.0)] {
        let rejected = measured(&mut constant(StarsPrediction { stars, low, high })).expect_err("rejected");
        assert!(rejected.to_string().starts_with("`constant` predicted "), "{rejected}");
    }
}

#[test]
fn the_leaderboard_survives_json_and_lists_the_lowest_error_first() {
    let data = generated_data();
    let split = RatingSplit::draw(&data.interactions, SplitPart::Val, 1).expect("drawn");
    let evaluation = RatingEvaluation::new("generated", &split, RatingOptions::default()).expect("ready");
    let mut far = constant(StarsPrediction { stars: 0.5, low: 0.5, high: 5.0 });
    let mut rows = vec![evaluation.run(&mut far).expect("measured")];
    for mut baseline in RatingContender::baselines() {
        rows.push(evaluation.run(&mut baseline).expect("measured"));
    }
    let board = evaluation.leaderboard(rows);
    assert_eq!(board.rows[2].name, "constant");
    assert!(board.rows[0].all.rmse.mean <= board.rows[1].all.rmse.mean);
    let json = serde_json::to_string(&board).expect("written");
    assert_eq!(serde_json::from_str::<RatingLeaderboard>(&json).expect("read back"), board);
    let table = board.render_table();
    assert!(table.starts_with("rating on ") && table.contains("damped biases"), "{table}");
}

#[test]
fn too_few_ratings_to_hide_any_are_rejected() {
    let five = (0..5).map(|item| (UserIdx::new(0), ItemIdx::new(item), 4.0));
    let ratings = Interactions::from_triples(1, 5, five).expect("valid");
    let split = RatingSplit::draw(&ratings, SplitPart::Test, 1).expect("drawn");
    let rejected = RatingEvaluation::new("five", &split, RatingOptions::default()).err().expect("rejected");
    assert_eq!(rejected.to_string(), "cannot hide a tenth of 5 ratings; at least 20 ratings are needed");
}

#[test]
fn means_of_users_and_items_beat_one_mean_for_all_on_real_ratings() {
    let Some(data) = movielens_small() else { return };
    let split = RatingSplit::draw(&data.interactions, SplitPart::Val, 1).expect("drawn");
    let evaluation = RatingEvaluation::new("small", &split, RatingOptions { n_resamples: 0 }).expect("ready");
    let [mut mean, mut biases] = RatingContender::baselines();
    let [mean, biases] = [&mut mean, &mut biases].map(|one| evaluation.run(one).expect("measured").all);
    assert!((1.02..1.07).contains(&mean.rmse.mean), "the spread of all ratings: {}", mean.rmse.mean);
    assert!((0.85..0.90).contains(&biases.rmse.mean), "biases: {}", biases.rmse.mean);
}
