//! Pooling the leaderboards of several splits.

use crate::common;

use cinephile_data::{Dataset, Interactions, UserIdx};
use cinephile_eval::{
    Contender, EvaluateOptions, Leaderboard, Metric, PoolError, Protocol, RevealCounts, SplitParams,
    SplitPart, StrongSplit, evaluate,
};

fn board(protocol: Protocol, seed: u32) -> Leaderboard {
    board_on(&common::generated_data(), protocol, seed)
}

fn board_on(data: &Dataset, protocol: Protocol, seed: u32) -> Leaderboard {
    let params = SplitParams { seed, ..SplitParams::default() };
    let split = StrongSplit::draw(data, &params).expect("a split");
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

/// What `name` has more than `other` for each user, by hand.
fn by_hand(board: &Leaderboard, name: &str, other: &str, round: usize, metric: Metric) -> f64 {
    let values = |name: &str| {
        let row = board.rows.iter().find(|row| row.name == name).expect("there");
        row.rounds[round].per_user[&metric].clone()
    };
    let (own, other) = (values(name), values(other));
    let n_users = u32::try_from(own.len()).expect("few");
    own.iter().zip(&other).map(|(own, other)| own - other).sum::<f64>() / f64::from(n_users)
}

#[test]
fn differences_are_paired_by_user_in_every_round_and_metric() {
    for protocol in Protocol::ALL {
        let boards: Vec<Leaderboard> = (1..=3).map(|seed| board(protocol, seed)).collect();
        let mut pooled = Leaderboard::pool(boards.clone()).expect("pooled");
        let before = pooled.clone();
        pooled.compare_with("by-likes").expect("there");
        let row = |board: &Leaderboard, name: &str| {
            board.rows.iter().find(|row| row.name == name).expect("there").clone()
        };
        let (compared, baseline) = (row(&pooled, "by-column"), row(&pooled, "by-likes"));
        assert!(baseline.difference.is_none() && baseline.rounds[0].differences.is_empty());
        let difference = compared.difference.expect("compared");
        assert!((difference.mean - (compared.score - baseline.score)).abs() < 1e-12);
        assert!(difference.se > 0.0 && difference.low < difference.mean && difference.mean < difference.high);
        let behind = compared.behind_best.expect("not the best");
        assert!((difference.mean + behind.mean).abs() < 1e-12 && (difference.se - behind.se).abs() < 1e-12);
        for (at, round) in compared.rounds.iter().enumerate() {
            assert_eq!(round.differences.len(), protocol.metrics().len());
            for (&metric, difference) in &round.differences {
                let of = |board: &Leaderboard| by_hand(board, "by-column", "by-likes", at, metric);
                let mean = boards.iter().map(of).sum::<f64>() / 3.0;
                assert!((difference.mean - mean).abs() < 1e-12, "{protocol} {at} {metric}");
            }
        }
        let seeds = pooled.by_seed.iter().map(|board| row(board, "by-column").difference);
        assert!(seeds.flatten().count() == 3, "each split has its own");

        let text = pooled.render_differences().expect("compared");
        let main = protocol.main_metric();
        assert!(text.starts_with(&format!("{main} minus that of by-likes, user by user")), "{text}");
        assert!(text.contains(&format!("{:+.4} ± {:.4} [", difference.mean, difference.se)), "{text}");
        assert!(!text.contains("\nby-likes"), "nothing is compared with itself: {text}");
        assert_eq!(before.render_table(), pooled.render_table(), "all other figures remain");
        assert_eq!(before.render_differences(), None);
        let json = serde_json::to_string(&pooled).expect("JSON");
        let back: Leaderboard = serde_json::from_str(&json).expect("a leaderboard");
        assert_eq!(back.render_differences(), Some(text));
    }
    let unknown = board(Protocol::Strong, 1).compare_with("svd").expect_err("rejected").to_string();
    let mut names = ["by-column", "by-likes"].map(|name| unknown.find(name).expect("named"));
    names.sort_unstable();
    assert!(unknown.starts_with("`svd` is not on the leaderboard; it has ") && names[0] < names[1]);
}

/// Another data set: the first half of the users of the usual one.
fn small_board(protocol: Protocol, seed: u32) -> Leaderboard {
    let data = common::generated_data();
    let triples = (0..40).flat_map(|user| {
        let history = data.interactions.history(UserIdx::new(user));
        history.iter().map(move |(item, stars)| (UserIdx::new(user), item, stars)).collect::<Vec<_>>()
    });
    let matrix = Interactions::from_triples(40, 60, triples).expect("valid");
    let data = common::dataset("small", matrix, |user| 3 * user + 2, |item| 7 * item + 1);
    board_on(&data, protocol, seed)
}

#[test]
fn data_sets_have_the_same_weight_and_keep_their_own_figures() {
    for protocol in Protocol::ALL {
        let seeds = |board: fn(Protocol, u32) -> Leaderboard| {
            Leaderboard::pool(vec![board(protocol, 1), board(protocol, 2)]).expect("pooled")
        };
        let (large, small) = (seeds(board), seeds(small_board));
        assert!(large.header.n_users > small.header.n_users);
        let mut both = Leaderboard::pool_data_sets(vec![large.clone(), small.clone()]).expect("pooled");
        both.compare_with("by-likes").expect("there");
        assert_eq!(both.header.data.as_deref(), Some("generated, small"));
        assert_eq!((both.header.seeds.as_slice(), both.by_seed.len()), (&[1, 2][..], 0));
        let names: Vec<_> = both.by_data.iter().map(|board| board.header.data.as_deref()).collect();
        assert_eq!(names, [Some("generated"), Some("small")]);
        for row in &both.rows {
            let mean = f64::midpoint(score(&large, &row.name), score(&small, &row.name));
            assert!((row.score - mean).abs() < 1e-12, "{protocol} {}", row.name);
            let of = |board: &Leaderboard| {
                board.rows.iter().find(|other| other.name == row.name).expect("there").estimate.se
            };
            let se = of(&large).hypot(of(&small)) / 2.0;
            assert!((row.estimate.se - se).abs() < 1e-12, "the people of data sets are independent");
            assert!(row.estimate.low <= row.score && row.score <= row.estimate.high);
        }
        let table = both.render_table();
        assert!(table.contains("users of generated, small (means over 2 data sets) (means over"), "{table}");
        let text = both.render_differences().expect("compared");
        let head: Vec<&str> = text.lines().nth(1).expect("titles").split_whitespace().collect();
        assert_eq!(head[head.len() - 3..], ["generated", "small", "mean"]);
        let row = text.lines().nth(2).expect("a row");
        assert_eq!(row.matches('±').count(), 3, "{text}");
    }
    let alone = board(Protocol::Strong, 1);
    assert_eq!(Leaderboard::pool_data_sets(vec![alone.clone()]), Ok(alone));
    assert_eq!(Leaderboard::pool_data_sets(Vec::new()), Err(PoolError::Nothing));
}

#[test]
fn leaderboards_after_other_numbers_of_ratings_cannot_be_pooled() {
    let options = |counts: Vec<usize>| EvaluateOptions {
        protocol: Protocol::FewRatings,
        reveal_counts: RevealCounts::new(counts).expect("valid"),
        n_resamples: 0,
        ..EvaluateOptions::default()
    };
    let split = StrongSplit::draw(&common::generated_data(), &SplitParams::default()).expect("a split");
    let board = |counts| {
        evaluate(&split, options(counts), &mut [Contender::new("by-likes", common::by_likes)])
            .expect("judged")
    };
    let mixed = Leaderboard::pool(vec![board(vec![1, 3, 5, 10]), board(vec![1, 2, 3, 4])]);
    assert_eq!(
        mixed.expect_err("rejected").to_string(),
        "leaderboard 2 is for few-ratings after 1, 2, 3, 4 ratings on the test users; \
         expected few-ratings on the test users, as in the first"
    );
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
