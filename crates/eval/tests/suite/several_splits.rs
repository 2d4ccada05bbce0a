//! Pooling the leaderboards of several splits.

use crate::common;

use cinephile_eval::{
    Contender, EvaluateOptions, Leaderboard, Metric, PoolError, Protocol, SplitParams, SplitPart,
    StrongSplit, evaluate,
};

fn board(protocol: Protocol, seed: u32) -> Leaderboard {
    let params = SplitParams { seed, ..SplitParams::default() };
    let split = StrongSplit::draw(&common::generated_data(), &params).expect("a split");
    let mut contenders =
        [Contender::new("by-column", common::by_column), Contender::new("by-likes", common::by_likes)];
    let options = EvaluateOptions { protocol, seed, n_resamples: 200, ..EvaluateOptions::default() };
    evaluate(&split, options, &mut contenders).expect("judged")
}

fn score(board: &Leaderboard, name: &str) -> f64 {
    board.rows.iter().find(|row| row.name == name).expect("there").score
}

#[test]
fn a_pooled_figure_is_the_mean_of_the_splits_and_lies_in_its_interval() {
    for protocol in Protocol::ALL {
        let boards: Vec<Leaderboard> = (1..=3).map(|seed| board(protocol, seed)).collect();
        let pooled = Leaderboard::pool(boards.clone()).expect("pooled");
        assert_eq!(pooled.header.seeds, [1, 2, 3]);
        assert_eq!(pooled.by_seed.len(), 3);
        for row in &pooled.rows {
            let scores: Vec<f64> = boards.iter().map(|board| score(board, &row.name)).collect();
            assert_eq!(row.score_by_seed, scores);
            assert!((row.score - scores.iter().sum::<f64>() / 3.0).abs() < 1e-12);
            assert!(row.estimate.low <= row.score && row.score <= row.estimate.high);
            for (at, round) in row.rounds.iter().enumerate() {
                for (metric, estimate) in &round.metrics {
                    let of = |board: &Leaderboard| {
                        let same = board.rows.iter().find(|other| other.name == row.name).expect("there");
                        same.rounds[at].metrics[metric].mean
                    };
                    let mean = boards.iter().map(of).sum::<f64>() / 3.0;
                    assert!((estimate.mean - mean).abs() < 1e-12, "{protocol} {metric}");
                }
            }
        }
        let behind = pooled.rows[1].behind_best.expect("not the best");
        assert!((behind.mean - (pooled.rows[0].score - pooled.rows[1].score)).abs() < 1e-12);
        assert_eq!(pooled, Leaderboard::pool(boards).expect("pooled"), "the same again");

        let json = serde_json::to_string(&pooled).expect("JSON");
        let back: Leaderboard = serde_json::from_str(&json).expect("a leaderboard");
        assert_eq!(serde_json::to_string(&back).expect("JSON"), json);
        let table = pooled.render_table();
        assert!(table.contains("(means over the splits of seeds 1, 2, 3)"), "{table}");
        assert!(table.contains(&format!("{} by seed", protocol.main_metric())), "{table}");
    }
}

#[test]
fn the_same_split_twice_gives_no_narrower_interval_than_once() {
    let once = board(Protocol::Strong, 5);
    let twice = Leaderboard::pool(vec![once.clone(), once.clone()]).expect("pooled");
    assert_eq!(Leaderboard::pool(vec![once.clone()]), Ok(once.clone()));
    for (row, other) in once.rows.iter().zip(&twice.rows) {
        let metric = Metric::Ndcg(100);
        let (a, b) = (row.rounds[0].metrics[&metric], other.rounds[0].metrics[&metric]);
        for (x, y) in [(a.mean, b.mean), (a.se, b.se), (a.low, b.low), (a.high, b.high)] {
            assert!((x - y).abs() < 1e-12, "{}: {a:?} {b:?}", row.name);
        }
    }
}

#[test]
fn leaderboards_of_different_kinds_cannot_be_pooled() {
    assert_eq!(Leaderboard::pool(vec![]), Err(PoolError::Nothing));
    let strong = board(Protocol::Strong, 1);
    let mixed = Leaderboard::pool(vec![strong.clone(), board(Protocol::FewRatings, 2)]);
    assert_eq!(
        mixed.expect_err("rejected").to_string(),
        "leaderboard 2 is for few-ratings on the test users; expected strong on the test users, as in the first"
    );
    let mut without = board(Protocol::Strong, 2);
    without.rows.retain(|row| row.name != "by-likes");
    let missing = Leaderboard::pool(vec![strong.clone(), without]).expect_err("rejected");
    assert_eq!(missing.to_string(), "`by-likes` is missing from leaderboard 2");
    let json = serde_json::to_string(&strong).expect("JSON");
    let read: Leaderboard = serde_json::from_str(&json).expect("a leaderboard");
    assert_eq!(Leaderboard::pool(vec![strong, read]), Err(PoolError::NoValues { at: 2 }));
    assert_eq!(SplitPart::Test.to_string(), "test");
}
