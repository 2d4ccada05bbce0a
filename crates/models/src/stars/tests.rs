//! The learner against textbook algebra, and the manners of predictions.

use super::moments::{Shape, Sums};
use super::solve::{Posterior, Prior, is_covariance};
use super::*;
use crate::{Fit as _, FitError, StarsPrediction, StarsPredictor as _};
use cinephile_data::{History, Interactions, ItemIdx, OwnedHistory, UserIdx};

fn history(ratings: &[(usize, f32)]) -> OwnedHistory {
    OwnedHistory::from_pairs(ratings.iter().map(|&(item, stars)| (ItemIdx::new(item), stars)).collect())
}

fn items(n: usize) -> Vec<ItemIdx> {
    (0..n).map(ItemIdx::new).collect()
}

/// Ratings `3 + b_u + b_i + x_u v_i` without noise, of two thirds of the pairs.
fn structured(n_users: usize, n_items: usize) -> Interactions {
    let triples = (0..n_users).flat_map(|user| {
        (0..n_items)
            .filter(move |item| (user * 7 + item * 5) % 3 != 0)
            .map(move |item| (UserIdx::new(user), ItemIdx::new(item), structured_stars(user, item)))
    });
    Interactions::from_triples(n_users, ItemIdx::new(n_items).as_u32(), triples).expect("valid")
}

fn structured_stars(user: usize, item: usize) -> f32 {
    let sign = |on: bool| if on { 1.0 } else { -1.0 };
    3.0 + 0.25 * sign(user % 5 < 2)
        + 0.5 * sign(item % 7 < 3)
        + 0.75 * sign(user.is_multiple_of(2)) * sign(item.is_multiple_of(2))
}

#[test]
fn a_posterior_is_the_ridge_regression_that_textbooks_give() {
    // Two counterparts known for certain, (1, 2) with offset 0.5 and (1, -1) with offset 0; ratings 1.5 and -1; noise
    // 0.5, prior variances 1 and 0.25. Figures by numpy.linalg.inv.
    let shape = Shape::new(1);
    let mut rows = vec![0.0; 2 * shape.row()];
    let (first, second) = rows.split_at_mut(shape.row());
    shape.write_row(&[0.5, 2.0], &[0.0; 3], 1.0, first);
    shape.write_row(&[0.0, -1.0], &[0.0; 3], 1.0, second);
    let (mut sums, mut posterior) = (Sums::new(shape), Posterior::new(shape));
    sums.gather(&rows, [(0, 1.5), (1, -1.0)].into_iter());
    posterior.solve(&sums, 2.0, Prior { mean: &[], variance: &[1.0, 0.25] });
    let near = |got: &[f64], expected: &[f64]| {
        assert!(got.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{got:?} for {expected:?}");
    };
    // P = 2 [[2, 1], [1, 5]] + diag(1, 4) = [[5, 2], [2, 14]]; h = 2 (1 (1, 2) - 1 (1, -1)) = (0, 6).
    near(&posterior.cov, &[14.0 / 66.0, -2.0 / 66.0, 5.0 / 66.0]);
    near(&posterior.mean, &[-12.0 / 66.0, 30.0 / 66.0]);
    // The expected squared error, summed directly.
    let (b, x) = (posterior.mean[0], posterior.mean[1]);
    let spread = |v: f64| posterior.cov[0] + 2.0 * v * posterior.cov[1] + v * v * posterior.cov[2];
    let direct = (1.0 - b - 2.0 * x).powi(2) + spread(2.0) + (-1.0 - b + x).powi(2) + spread(-1.0);
    assert!((sums.squared_error(&posterior.mean, &posterior.cov) - direct).abs() < 1e-6);
}

#[test]
fn hidden_ratings_of_a_world_without_noise_are_predicted() {
    let train = structured(60, 50);
    let model = StarsParams::default().fit(&train).expect("fitted");
    let mut worst = 0f32;
    for user in 0..60 {
        let predicted = model.predict(train.history(UserIdx::new(user)), &items(50));
        for (item, one) in predicted.iter().enumerate() {
            worst = worst.max((one.stars - structured_stars(user, item)).abs());
        }
    }
    assert!(worst < 0.25, "a rating is missed by {worst} stars");
}

#[test]
fn biases_alone_cannot_tell_that_tastes_differ() {
    let train = structured(60, 50);
    let miss = |n_factors| {
        let model = StarsParams { n_factors, ..StarsParams::default() }.fit(&train).expect("fitted");
        let worst = [4, 5].map(|user| {
            let predicted = model.predict(train.history(UserIdx::new(user)), &items(50));
            let errors =
                predicted.iter().enumerate().map(|(item, one)| one.stars - structured_stars(user, item));
            (errors.map(|error| error * error).sum::<f32>() / 50.0).sqrt()
        });
        worst[0].max(worst[1])
    };
    assert!(miss(0) > 0.5, "biases miss by {}", miss(0));
    assert!(miss(4) < 0.2, "four factors miss by {}", miss(4));
}

#[test]
fn a_visitor_who_is_a_training_user_again_gets_that_users_predictions() {
    let train = structured(60, 50);
    let model = StarsParams::default().fit(&train).expect("fitted");
    let of = |user: usize| model.predict(train.history(UserIdx::new(user)), &items(50));
    let copy: Vec<_> =
        train.history(UserIdx::new(8)).iter().map(|(item, stars)| (item.get(), stars)).collect();
    assert_eq!(model.predict(history(&copy).as_history(), &items(50)), of(8));
    assert_ne!(of(8), of(9));
}

#[test]
fn intervals_narrow_as_more_is_known_of_user_and_item() {
    let train = Interactions::checkerboard(60);
    let model = StarsParams::default().fit(&train).expect("fitted");
    let width = |history: History<'_>, item: usize| {
        model.fold_in(history).expectations(&[ItemIdx::new(item)])[0].deviation
    };
    let known = train.history(UserIdx::new(0));
    let few = history(&known.iter().take(2).map(|(item, stars)| (item.get(), stars)).collect::<Vec<_>>());
    let (nothing, two, all) = (width(History::empty(), 30), width(few.as_history(), 30), width(known, 30));
    assert!(nothing > two && two > all, "{nothing}, {two}, {all} stars");
    let nobody_rated = width(known, 4000);
    assert!(nobody_rated > all, "an unknown item: {nobody_rated} stars, a known one: {all}");
}

#[test]
fn every_prediction_is_within_the_scale_whatever_the_history() {
    let lowest = (0..12).flat_map(|user| (0..4).map(move |k| (user, (user + k) % 6, 0.5)));
    let lowest = lowest.map(|(user, item, stars)| (UserIdx::new(user), ItemIdx::new(item), stars));
    let matrices = [
        Interactions::checkerboard(30),
        Interactions::from_triples(12, 9, lowest).expect("valid"),
        Interactions::from_triples(1, 1, [(UserIdx::new(0), ItemIdx::new(0), 5.0)]).expect("valid"),
    ];
    for train in matrices {
        let model = StarsParams::default().fit(&train).expect("fitted");
        let all = |stars| history(&(0..train.n_items()).map(|item| (item, stars)).collect::<Vec<_>>());
        for asked in [history(&[]), all(0.5), all(5.0), history(&[(0, 5.0), (7_000_000, 0.5)])] {
            let asked_for = [items(train.n_items()), vec![ItemIdx::new(9_999)]].concat();
            let predicted = model.predict(asked.as_history(), &asked_for);
            assert_eq!(predicted.len(), asked_for.len());
            for one in predicted {
                let StarsPrediction { stars, low, high } = one;
                assert!(0.5 <= low && low <= stars && stars <= high && high <= 5.0, "{one:?}");
            }
        }
    }
}

#[test]
fn without_ratings_of_their_own_visitors_get_the_items_means_with_wide_intervals() {
    let train = structured(60, 50);
    let model = StarsParams::default().fit(&train).expect("fitted");
    let predicted = model.predict(History::empty(), &items(50));
    let mean = |loved: bool| {
        let some = predicted.iter().enumerate().filter(|(item, _)| (item % 7 < 3) == loved);
        let (sum, n) = some.fold((0.0, 0.0), |(sum, n), (_, one)| (sum + one.stars, n + 1.0));
        sum / n
    };
    assert!((mean(true) - mean(false) - 1.0).abs() < 0.2, "{} and {}", mean(true), mean(false));
}

#[test]
fn too_few_ratings_to_calibrate_on_give_the_whole_scale() {
    let train = Interactions::from_triples(1, 1, [(UserIdx::new(0), ItemIdx::new(0), 4.0)]).expect("valid");
    let model = StarsParams::default().fit(&train).expect("fitted");
    let one = model.predict(History::empty(), &[ItemIdx::new(0)])[0];
    assert_eq!((one.low, one.high), (0.5, 5.0), "one rating says nothing of intervals");
}

#[test]
fn a_fit_that_would_not_fit_says_what_it_needs() {
    let train =
        Interactions::from_triples(70_000, 2, [(UserIdx::new(0), ItemIdx::new(0), 4.0)]).expect("valid");
    let rejected = StarsParams { memory_mb: 1, ..StarsParams::default() }.fit(&train).expect_err("too large");
    assert!(matches!(rejected, FitError::TooLarge { allowed_mb: 1, needed_mb: 20.., .. }), "{rejected}");
}

#[test]
fn parameters_out_of_range_are_rejected() {
    for (params, name) in [
        (StarsParams { n_factors: 65, ..StarsParams::default() }, "n_factors"),
        (StarsParams { n_epochs: 0, ..StarsParams::default() }, "n_epochs"),
        (StarsParams { noise_damping: f32::NAN, ..StarsParams::default() }, "noise_damping"),
        (StarsParams { coverage: 1.0, ..StarsParams::default() }, "coverage"),
    ] {
        let rejected = params.fit(&Interactions::checkerboard(6)).expect_err("rejected").to_string();
        assert!(rejected.starts_with(&format!("stars: parameter `{name}` is ")), "{rejected}");
    }
}

#[test]
fn covariances_are_distinguished_from_other_matrices() {
    assert!(is_covariance(&[2.0, 1.0, 2.0], 2));
    assert!(!is_covariance(&[1.0, 2.0, 1.0], 2), "a correlation of 2");
    assert!(!is_covariance(&[1.0, 0.0, -1.0], 2), "a negative variance");
    assert!(!is_covariance(&[0.0, 0.0, 1.0], 2), "no variance");
}
