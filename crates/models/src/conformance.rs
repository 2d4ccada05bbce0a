//! What every model must do: one suite, run on each of them.
//!
//! Every check takes parameters, fits what it needs, and panics (through `assert!`) with a sentence that says what was
//! broken. The right order on the checkerboard is known; the other checks are about manners: finite scores for any
//! history, the same bits for any thread count, nothing remembered between two questions.
#![expect(clippy::expect_used, reason = "a check fails by panicking with what was broken")]

use crate::{AlgorithmParams, Model, model_file};
use cinephile_data::{History, Interactions, ItemIdx, OwnedHistory, UserIdx};
use std::sync::Arc;

/// Checks everything that holds for every model, naive ones too.
///
/// # Panics
/// If a check fails.
pub fn check_manners(params: &AlgorithmParams) {
    check_finite(params);
    check_determinism(params);
    check_several_are_scored_as_one(params);
    check_no_state(params);
    check_history_order(params);
    check_unknown_items(params);
    check_reasons(params);
    check_contributions(params);
    check_order_of_questions(params);
    check_stars(params);
    check_saving(params);
    check_no_ratings_rejected(params);
}

/// The order in which a visit is asked changes no bit of its answers.
fn check_order_of_questions(params: &AlgorithmParams) {
    let train = Interactions::checkerboard(20);
    let model = fit(params, &train);
    let items: Vec<_> = (0..20).rev().map(ItemIdx::new).collect();
    let everything = history(&(0..20).map(|item| (item, 0.5 + (item % 10) as f32 / 2.0)).collect::<Vec<_>>());
    let stranger = history(&[(2, 0.5), (30, 5.0)]);
    for history in
        [History::empty(), train.history(UserIdx::new(5)), everything.as_history(), stranger.as_history()]
    {
        let visit = model.visit(history);
        assert_eq!(visit.reasons(&items), model.reasons(history, &items), "{history:?}");
        let mut scores = vec![f32::NAN; 20];
        visit.score(&mut scores);
        assert_eq!(bits(&scores), bits(&score(&*model, history)), "{history:?}");
        assert_eq!(visit.contributions(&items), model.contributions(history, &items), "{history:?}");
        assert_eq!(visit.reasons(&items), model.reasons(history, &items), "{history:?}");
    }
}

/// Predicted stars: offered by the models that the registry lists for it, and by a visit of the same model without
/// another fold-in.
fn check_stars(params: &AlgorithmParams) {
    let train = Interactions::checkerboard(20);
    let model: Arc<dyn Model> = Arc::from(fit(params, &train));
    let algorithm = params.algorithm();
    let predictor = Arc::clone(&model).stars_predictor();
    assert_eq!(predictor.is_some(), algorithm.predicts_stars(), "{algorithm}: the registry says otherwise");
    let items: Vec<_> = (0..25).map(ItemIdx::new).collect();
    let history = train.history(UserIdx::new(5));
    if let Some(predictor) = predictor {
        let visit = model.visit(history);
        let stars = visit.stars_of(&*predictor).expect("a visit predicts for its own model");
        assert_eq!(stars.predict(&items), predictor.predict(history, &items));
    }
}

/// Checks everything that holds for models that answer to the visitor's own ratings.
///
/// # Panics
/// If a check fails.
pub fn check_personal(params: &AlgorithmParams) {
    check_checkerboard(params);
    check_low_stars_are_evidence_against(params);
}

fn fit(params: &AlgorithmParams, train: &Interactions) -> Box<dyn Model> {
    let model = params.fit(train).expect("the model fits");
    assert_eq!(model.params(), *params, "the model keeps its parameters");
    assert_eq!(model.n_items(), train.n_items(), "one column per item");
    model
}

fn score(model: &dyn Model, history: History<'_>) -> Vec<f32> {
    let mut scores = vec![f32::NAN; model.n_items()];
    model.score(history, &mut scores);
    scores
}

fn bits(scores: &[f32]) -> Vec<u32> {
    scores.iter().map(|score| score.to_bits()).collect()
}

fn matrix(n_users: usize, n_items: u32, triples: &[(usize, usize, f32)]) -> Interactions {
    let triples = triples.iter().map(|&(user, item, stars)| (UserIdx::new(user), ItemIdx::new(item), stars));
    Interactions::from_triples(n_users, n_items, triples).expect("a valid matrix")
}

fn history(ratings: &[(usize, f32)]) -> OwnedHistory {
    OwnedHistory::from_pairs(ratings.iter().map(|&(item, stars)| (ItemIdx::new(item), stars)).collect())
}

/// On the board, every user's loved one of two unseen items comes before the other.
fn check_checkerboard(params: &AlgorithmParams) {
    let size = 50;
    let train = Interactions::checkerboard(size);
    let model = fit(params, &train);
    for user in 0..size {
        let scores = score(&*model, train.history(UserIdx::new(user)));
        let (loved, other) = (scores[user], scores[(user + 1) % size]);
        assert!(loved > other, "user {user}: the loved item scores {loved}, the other {other}");
    }
}

/// Fans of X love A and the others love B: a visitor who gives X half a star sees A lower than one who gives it five.
fn check_low_stars_are_evidence_against(params: &AlgorithmParams) {
    let mut triples = Vec::new();
    for user in 0..40 {
        let fan = user % 2 == 0;
        triples.push((user, 0, if fan { 5.0 } else { 1.0 }));
        triples.push((user, if fan { 1 } else { 2 }, 5.0));
        triples.push((user, 3 + user % 5, 3.5));
    }
    let model = fit(params, &matrix(40, 9, &triples));
    let gap = |stars| {
        let scores = score(&*model, history(&[(0, stars), (8, 3.5)]).as_history());
        scores[1] - scores[2]
    };
    let (loved, hated) = (gap(5.0), gap(0.5));
    assert!(
        loved > 0.0 && loved > hated,
        "what fans love leads by {loved} after 5 stars, by {hated} after 0.5"
    );
}

/// Scores are finite for every unusual history over every unusual matrix.
fn check_finite(params: &AlgorithmParams) {
    let all_equal: Vec<_> =
        (0..12).flat_map(|user| (0..4).map(move |k| (user, (user + k) % 6, 5.0))).collect();
    let lowest: Vec<_> = all_equal.iter().map(|&(user, item, _)| (user, item, 0.5)).collect();
    let matrices = [
        ("a checkerboard", Interactions::checkerboard(12)),
        ("one user and one item", matrix(1, 1, &[(0, 0, 3.0)])),
        ("one user", matrix(1, 5, &[(0, 1, 5.0), (0, 3, 0.5)])),
        ("one item", matrix(6, 1, &[(0, 0, 5.0), (1, 0, 0.5), (4, 0, 3.0)])),
        ("all five stars", matrix(12, 6, &all_equal)),
        ("all half a star", matrix(12, 6, &lowest)),
        ("items nobody rated", matrix(4, 9, &[(0, 4, 5.0), (1, 4, 2.0), (2, 5, 4.0)])),
        ("users without ratings", matrix(9, 3, &[(3, 0, 4.0), (7, 2, 1.5)])),
    ];
    for (name, train) in matrices {
        let model = fit(params, &train);
        let all = |stars: f32| history(&(0..train.n_items()).map(|item| (item, stars)).collect::<Vec<_>>());
        for (whose, history) in [
            ("an empty history", history(&[])),
            ("everything rated 5", all(5.0)),
            ("everything rated 0.5", all(0.5)),
            ("one item rated 5", history(&[(0, 5.0)])),
            ("one item rated 0.5", history(&[(train.n_items() - 1, 0.5)])),
        ] {
            let scores = score(&*model, history.as_history());
            assert!(scores.iter().all(|score| score.is_finite()), "{name}, {whose}: {scores:?}");
        }
    }
}

/// Visitors who are scored together get the bits that each gets alone.
fn check_several_are_scored_as_one(params: &AlgorithmParams) {
    let model = fit(params, &Interactions::checkerboard(26));
    let asked =
        [&[][..], &[(3, 5.0)], &[(0, 1.0), (9, 4.5), (25, 2.0)], &[(7, 3.0)], &[(7, 5.0)]].map(history);
    let histories: Vec<_> = asked.iter().map(OwnedHistory::as_history).collect();
    let mut together = vec![f32::NAN; histories.len() * 26];
    model.score_many(&histories, &mut together);
    for (history, together) in histories.iter().zip(together.chunks_exact(26)) {
        assert_eq!(bits(together), bits(&score(&*model, *history)), "{history:?}");
    }
}

/// One thread or four, once or twice: the same bits.
fn check_determinism(params: &AlgorithmParams) {
    let train = Interactions::checkerboard(60);
    let asked = history(&[(0, 5.0), (7, 1.0), (8, 4.5), (31, 2.0)]);
    let runs = [1, 4, 4].map(|n_threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().expect("threads");
        pool.install(|| model_bytes(&*fit(params, &train), asked.as_history()))
    });
    assert!(runs[0] == runs[1], "one thread and four give different models");
    assert!(runs[1] == runs[2], "two fits give different models");
}

fn model_bytes(model: &dyn Model, asked: History<'_>) -> (Vec<u8>, Vec<u32>) {
    let info = model_file::ModelInfo::numbered(model.n_items());
    (model_file::to_bytes(model, &info).expect("it can be saved"), bits(&score(model, asked)))
}

/// Asking twice, with another question between, gives the same answer.
fn check_no_state(params: &AlgorithmParams) {
    let train = Interactions::checkerboard(20);
    let model = fit(params, &train);
    let first = score(&*model, train.history(UserIdx::new(3)));
    score(&*model, train.history(UserIdx::new(4)));
    assert_eq!(
        bits(&first),
        bits(&score(&*model, train.history(UserIdx::new(3)))),
        "a question left a trace"
    );
}

/// The order in which a visitor rated changes nothing.
fn check_history_order(params: &AlgorithmParams) {
    let model = fit(params, &Interactions::checkerboard(20));
    let forwards = history(&[(1, 5.0), (4, 1.0), (9, 4.0), (13, 3.5)]);
    let backwards = history(&[(13, 3.5), (9, 4.0), (4, 1.0), (1, 5.0)]);
    let [a, b] = [&forwards, &backwards].map(|history| bits(&score(&*model, history.as_history())));
    assert_eq!(a, b, "the order of the ratings shows in the scores");
}

/// Ratings of items that the model does not have are left out.
fn check_unknown_items(params: &AlgorithmParams) {
    let model = fit(params, &Interactions::checkerboard(10));
    let beyond = history(&[(2, 5.0), (10, 5.0), (4_000_000, 1.0)]);
    assert!(score(&*model, beyond.as_history()).iter().all(|score| score.is_finite()));
}

/// One reason per item asked for, in numbers that make sense.
fn check_reasons(params: &AlgorithmParams) {
    let train = Interactions::checkerboard(20);
    let model = fit(params, &train);
    let items: Vec<_> = [5usize, 0, 19, 5].map(ItemIdx::new).to_vec();
    for history in [History::empty(), train.history(UserIdx::new(5))] {
        let reasons = model.reasons(history, &items);
        assert_eq!(reasons.len(), items.len(), "one reason per item");
        assert_eq!(reasons[0], reasons[3], "the same item has the same reason");
        for reason in reasons {
            let stars = reason.mean_stars();
            assert!((0.0..=5.0).contains(&stars), "{reason:?}");
        }
    }
}

/// Models that the registry lists for it add up ratings, and the parts sum to the score.
fn check_contributions(params: &AlgorithmParams) {
    let train = Interactions::checkerboard(20);
    let model = fit(params, &train);
    let items: Vec<_> = (0..20).map(ItemIdx::new).collect();
    for history in
        [History::empty(), train.history(UserIdx::new(5)), history(&[(2, 0.5), (30, 5.0)]).as_history()]
    {
        let explained = model.contributions(history, &items);
        let algorithm = params.algorithm();
        let listed = algorithm.has_contributions();
        assert_eq!(explained.is_some(), listed, "{algorithm}: the registry says otherwise");
        let Some(explained) = explained else { continue };
        assert_eq!(explained.len(), items.len(), "parts for every item");
        for (score, parts) in score(&*model, history).iter().zip(explained) {
            let size = parts.by_rating.iter().fold(parts.everybody.abs(), |sum, (_, part)| sum + part.abs());
            let off = (score - parts.total()).abs();
            assert!(off <= 1e-3 * size + 1e-6, "the score is {score}, and its parts are {parts:?}");
        }
    }
}

/// A saved model is the same model.
fn check_saving(params: &AlgorithmParams) {
    let train = Interactions::checkerboard(20);
    let model = fit(params, &train);
    let info = model_file::ModelInfo {
        data_hash: "d".repeat(64),
        created_at: "2026-11-22T12:00:00Z".to_owned(),
        metrics: serde_json::json!({"ndcg@100": 0.25}),
        ..model_file::ModelInfo::numbered(model.n_items())
    };
    let bytes = model_file::to_bytes(&*model, &info).expect("it can be saved");
    let (again, its_info) = model_file::from_bytes(&bytes).expect("it can be opened");
    assert_eq!(its_info, info, "where the model comes from");
    assert_eq!(again.params(), model.params(), "its parameters");
    for user in 0..20 {
        let history = train.history(UserIdx::new(user));
        assert_eq!(bits(&score(&*model, history)), bits(&score(&*again, history)), "user {user}");
        let items = [ItemIdx::new(user)];
        assert_eq!(model.reasons(history, &items), again.reasons(history, &items), "user {user}");
    }
}

/// A matrix without ratings is rejected, and the message names the model.
fn check_no_ratings_rejected(params: &AlgorithmParams) {
    for train in [matrix(0, 0, &[]), matrix(3, 0, &[]), matrix(3, 4, &[])] {
        let rejected = params.fit(&train).err().map(|error| error.to_string());
        let expected = format!("{}: there are no ratings to learn from", params.algorithm());
        assert_eq!(rejected, Some(expected));
    }
}
