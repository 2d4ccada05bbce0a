//! Runs contenders with known behaviour through every protocol.

use crate::common;

use cinephile_data::{Interactions, ItemIdx, UserId, UserIdx};
use cinephile_engine::{Query, QueryVisit, RecommendError, Recommender};
use cinephile_eval::{
    Chart, Contender, Costs, EvaluateError, EvaluateOptions, Evaluation, FEW_RATINGS, HeldOut, Leaderboard,
    Metric, Protocol, RevealCounts, SplitError, SplitParams, SplitPart, StrongSplit, evaluate,
};
use proptest::prelude::*;
use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

fn split() -> StrongSplit {
    StrongSplit::draw(&common::generated_data(), &SplitParams::default()).expect("a split")
}

fn options(protocol: Protocol) -> EvaluateOptions {
    EvaluateOptions { protocol, n_resamples: 200, ..EvaluateOptions::default() }
}

/// The leaderboard without its times, which vary.
fn without_times(mut leaderboard: Leaderboard) -> Leaderboard {
    for row in &mut leaderboard.rows {
        let model_mb = row.costs.model_mb;
        row.costs = Costs { fit_s: 0.0, fit_cpu_s: 0.0, fit_peak_mb: 0.0, model_mb, list_ms: 0.0 };
    }
    leaderboard
}

/// Recognises every held-out user by the history, and recommends the hidden items.
struct Oracle {
    split: Arc<StrongSplit>,
}

impl Recommender for Oracle {
    fn visit<'a>(&'a self, query: &Query<'a>) -> Result<Box<dyn QueryVisit + 'a>, RecommendError> {
        let items = query.history.items();
        let is_theirs = |known: &[ItemIdx]| items.iter().all(|item| known.contains(item));
        let users = self.split.part(SplitPart::Test).iter();
        let mut matching = users.filter(|user| is_theirs(user.foldin.as_history().items()));
        let hidden = matching.next().map(|user| user.holdout.clone()).unwrap_or_default();
        Ok(Box::new(common::Listed { query: *query, items: hidden, n_items: self.n_items() }))
    }

    fn n_items(&self) -> usize {
        self.split.n_items()
    }
}

#[test]
fn an_oracle_scores_one_in_the_strong_protocol() {
    let split = Arc::new(split());
    let fit =
        |_: &Interactions| Ok::<Box<dyn Recommender>, Infallible>(Box::new(Oracle { split: split.clone() }));
    let leaderboard =
        evaluate(&split, options(Protocol::Strong), &mut [Contender::new("oracle", fit)]).expect("judged");
    let metrics = &leaderboard.rows[0].rounds[0].metrics;
    assert_eq!(metrics.len(), 3);
    assert!(metrics.values().all(|estimate| estimate.mean == 1.0 && estimate.se == 0.0), "{metrics:?}");
}

#[test]
fn contenders_see_only_the_training_users_ratings() {
    let data = common::generated_data();
    let split = StrongSplit::draw(&data, &SplitParams::default()).expect("a split");
    for protocol in Protocol::ALL {
        let evaluation = Evaluation::new(&split, options(protocol)).expect("stars are kept");
        let train = evaluation.training_ratings();
        assert_eq!((train.n_users(), train.n_items()), (split.train_users().len(), split.n_items()));
        for (row, user) in split.train_users().iter().enumerate() {
            let own =
                data.interactions.history(UserIdx::new(data.user_ids.binary_search(user).expect("there")));
            let likes_only = protocol == Protocol::Strong;
            let expected = own.iter().filter_map(|(item, stars)| {
                let column = split.index_of(data.catalogue.movie(item).id)?;
                match (likes_only, stars >= 4.0) {
                    (true, true) => Some((column, 5.0)),
                    (true, false) => None,
                    (false, _) => Some((column, stars)),
                }
            });
            assert!(train.history(UserIdx::new(row)).iter().eq(expected), "{protocol}, user {user}");
        }
    }
}

/// What a [`Spy`] has seen.
type Shown = Arc<Mutex<Vec<Vec<(ItemIdx, f32)>>>>;

/// Records the histories of all queries, and passes the queries on.
struct Spy {
    inner: Box<dyn Recommender>,
    shown: Shown,
}

impl Recommender for Spy {
    fn visit<'a>(&'a self, query: &Query<'a>) -> Result<Box<dyn QueryVisit + 'a>, RecommendError> {
        self.shown.lock().expect("not poisoned").push(query.history.iter().collect());
        self.inner.visit(query)
    }

    fn n_items(&self) -> usize {
        self.inner.n_items()
    }
}

#[test]
fn few_ratings_reveals_one_three_five_and_ten_ratings_with_their_stars() {
    let split = split();
    let shown = Shown::default();
    let fit = |train: &Interactions| {
        let spy = Spy { inner: common::by_likes(train)?, shown: shown.clone() };
        Ok::<Box<dyn Recommender>, Infallible>(Box::new(spy))
    };
    let evaluation = Evaluation::new(&split, options(Protocol::FewRatings)).expect("stars are kept");
    let row = evaluation.run(&mut Contender::new("spy", fit)).expect("judged");
    assert_eq!(row.rounds.iter().map(|round| round.n_revealed).collect::<Vec<_>>(), FEW_RATINGS.map(Some));

    let shown = shown.lock().expect("not poisoned");
    for user in split.part(SplitPart::Test) {
        let all = user.foldin_all.as_ref().expect("stars").as_history();
        let is_theirs =
            |history: &&Vec<_>| history.iter().all(|&(item, stars)| all.stars_of(item) == Some(stars));
        let lengths: HashSet<usize> = shown.iter().filter(is_theirs).map(Vec::len).collect();
        for k in FEW_RATINGS {
            assert!(lengths.contains(&k.min(all.len())), "user {}, k {k}", user.user);
        }
    }
}

#[test]
fn few_ratings_reveals_the_chosen_numbers_of_ratings_and_the_same_ones_first() {
    let split = split();
    let counts = RevealCounts::new(vec![2000, 2, 3]).expect("valid");
    let run = |reveal_counts: RevealCounts| {
        let options = EvaluateOptions { reveal_counts, ..options(Protocol::FewRatings) };
        let fit = |_: &Interactions| {
            // Lists depend on what is revealed: they begin with the neighbours of rated columns.
            Ok::<Box<dyn Recommender>, Infallible>(Box::new(Neighbours(split.n_items())))
        };
        evaluate(&split, options, &mut [Contender::new("neighbours", fit)]).expect("judged")
    };
    let (chosen, usual) = (run(counts), run(RevealCounts::default()));
    let revealed: Vec<_> = chosen.rows[0].rounds.iter().filter_map(|round| round.n_revealed).collect();
    assert_eq!(revealed, [2, 3, 2000]);
    assert_eq!(chosen.rows[0].rounds[1], usual.rows[0].rounds[1], "3 ratings are 3 ratings");
    let table = run(RevealCounts::new(vec![2]).expect("valid")).render_table();
    assert!(table.lines().nth(1).expect("titles").contains("revealed"), "one number is shown too: {table}");
}

/// Lists the columns after those that were rated.
struct Neighbours(usize);

impl Recommender for Neighbours {
    fn visit<'a>(&'a self, query: &Query<'a>) -> Result<Box<dyn QueryVisit + 'a>, RecommendError> {
        let rated = query.history.items();
        let next = rated.iter().map(|item| ItemIdx::new((item.get() + 1) % self.0));
        let items: HashSet<ItemIdx> = next.filter(|item| !rated.contains(item)).take(20).collect();
        let mut items = Vec::from_iter(items);
        items.sort_unstable();
        items.truncate(20);
        Ok(Box::new(common::Listed { query: *query, items, n_items: self.0 }))
    }

    fn n_items(&self) -> usize {
        self.0
    }
}

#[test]
fn chart_share_is_the_part_of_the_first_ten_that_most_training_users_have_rated() {
    let split = split();
    let train = split.train_all().expect("stars");
    let counts = train.item_counts();
    let mut order: Vec<usize> = (0..train.n_items()).collect();
    order.sort_by_key(|&item| (std::cmp::Reverse(counts[item]), item));
    let best_known: HashSet<usize> = order[..20].iter().copied().collect();
    let chart = Chart::of(train);
    assert!(best_known.iter().all(|&item| chart.contains(ItemIdx::new(item))) && chart.items().len() == 20);

    // Lists that do not depend on the visitor: the charts themselves, and the least-known items.
    let fixed = |by: fn(u32) -> f32| {
        move |train: &Interactions| {
            let scores = train.item_counts().into_iter().map(by).collect();
            Ok::<Box<dyn Recommender>, Infallible>(common::fixed(scores))
        }
    };
    #[expect(clippy::cast_precision_loss, reason = "a few users")]
    let mut contenders = [
        Contender::new("charts", fixed(|count| count as f32)),
        Contender::new("unknown", fixed(|count| -(count as f32))),
    ];
    let board = evaluate(&split, options(Protocol::FewRatings), &mut contenders).expect("judged");
    let share = |name: &str, round: usize| {
        let row = board.rows.iter().find(|row| row.name == name).expect("there");
        row.rounds[round].metrics[&Metric::ChartShare(10)]
    };
    for round in 0..4 {
        assert_eq!((share("charts", round).mean, share("unknown", round).mean), (1.0, 0.0), "{round}");
    }
    let strong = evaluate(&split, options(Protocol::Strong), &mut contenders).expect("judged");
    assert!(!strong.rows[0].rounds[0].metrics.contains_key(&Metric::ChartShare(10)));
}

#[test]
fn the_leaderboard_is_sorted_and_serialises_and_does_not_depend_on_threads() {
    let split = split();
    for protocol in Protocol::ALL {
        let run = || {
            let mut contenders = [
                Contender::new("by-column", common::by_column),
                Contender::new("by-likes", common::by_likes),
            ];
            evaluate(&split, options(protocol), &mut contenders).expect("judged")
        };
        let leaderboard = run();
        let [best, other] = &leaderboard.rows[..] else { panic!("two rows") };
        assert!(best.score >= other.score && best.behind_best.is_none());
        let behind = other.behind_best.expect("not the best");
        assert!((behind.mean - (best.score - other.score)).abs() < 1e-12 && behind.low <= behind.high);
        assert!(best.costs.fit_s >= 0.0 && best.costs.list_ms > 0.0 && best.costs.fit_peak_mb > 0.0);
        let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
        assert_eq!(without_times(one_thread.install(run)), without_times(leaderboard.clone()));

        let json = serde_json::to_string(&leaderboard).expect("JSON");
        let back: Leaderboard = serde_json::from_str(&json).expect("a leaderboard");
        assert_eq!(serde_json::to_string(&back).expect("JSON"), json);
        assert_eq!(back.render_table(), leaderboard.render_table());
        let table = leaderboard.render_table();
        let lines: Vec<&str> = table.lines().collect();
        assert!(
            lines[0].starts_with(&format!("{protocol} on the test users of generated (split seed 98765): "))
        );
        assert!(lines[1].contains(&protocol.main_metric().to_string()));
        assert!(lines[2].starts_with(&best.name));
        let n_rounds = if protocol == Protocol::FewRatings { 4 } else { 1 };
        assert_eq!(lines.len(), 2 + 2 * n_rounds);
    }
}

#[test]
fn the_leaderboard_and_the_file_scorer_agree_on_the_same_lists() {
    let split = split();
    let leaderboard =
        evaluate(&split, options(Protocol::Strong), &mut [Contender::new("by-likes", common::by_likes)])
            .expect("judged");
    let recommender = common::by_likes(split.train()).expect("fits");
    let mut csv = "user,rank,item\n".to_owned();
    for user in split.part(SplitPart::Test) {
        let list = recommender.recommend(&Query::new(user.foldin.as_history(), 100)).expect("a list");
        for (at, recommendation) in list.iter().enumerate() {
            csv += &format!("{},{},{}\n", user.user, at + 1, split.items()[recommendation.item.get()]);
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lists.csv");
    std::fs::write(&path, csv).expect("written");
    let scores = cinephile_eval::score_recommendations_file(&split, SplitPart::Test, &path).expect("scored");
    for (metric, ours) in &leaderboard.rows[0].rounds[0].metrics {
        assert_eq!(
            (ours.mean, ours.se),
            (scores.metrics[metric].mean, scores.metrics[metric].se),
            "{metric}"
        );
    }
    assert!(scores.warnings().is_empty());
}

struct Broken(Vec<usize>, usize);

impl Recommender for Broken {
    fn visit<'a>(&'a self, query: &Query<'a>) -> Result<Box<dyn QueryVisit + 'a>, RecommendError> {
        let mut items: Vec<ItemIdx> = self.0.iter().map(|&item| ItemIdx::new(item)).collect();
        if items.is_empty() {
            items.extend(query.history.items());
        }
        Ok(Box::new(common::Listed { query: *query, items, n_items: self.1 }))
    }

    fn n_items(&self) -> usize {
        self.1
    }
}

#[test]
fn the_error_for_a_contender_that_breaks_the_contract_names_it() {
    let split = split();
    let n_items = split.n_items();
    let rejection = |list: Vec<usize>, n_items| {
        let fit = |_: &Interactions| {
            Ok::<Box<dyn Recommender>, Infallible>(Box::new(Broken(list.clone(), n_items)))
        };
        let judged = evaluate(&split, options(Protocol::Strong), &mut [Contender::new("x", fit)]);
        judged.expect_err("rejected").to_string()
    };
    assert_eq!(
        rejection(vec![], n_items),
        "`x` returned a list that contains an item that the user has already rated"
    );
    assert_eq!(
        rejection(vec![n_items], n_items),
        "`x` returned a list that contains an item outside the catalogue"
    );
    assert_eq!(rejection((0..101).collect(), n_items), "`x` returned a list that is longer than requested");
    assert_eq!(rejection(vec![0, 0], n_items), "`x` returned a list that contains an item twice");
    assert_eq!(rejection(vec![], 3), format!("`x` covers 3 items; expected {n_items}, as in the split"));
    let fit = |_: &Interactions| Err::<Box<dyn Recommender>, _>("no luck");
    let judged = evaluate(&split, options(Protocol::Strong), &mut [Contender::new("y", fit)]);
    let rejected = judged.expect_err("rejected");
    let cause = std::error::Error::source(&rejected).map(ToString::to_string);
    assert_eq!((rejected.to_string(), cause), ("cannot fit `y`".to_owned(), Some("no luck".to_owned())));
}

#[test]
fn protocols_with_stars_reject_a_split_of_likes() {
    let folder = tempfile::tempdir().expect("a folder");
    split().write(folder.path()).expect("written");
    for name in ["meta.json", "train_all.csv", "val_foldin_all.csv", "test_foldin_all.csv"] {
        std::fs::remove_file(folder.path().join(name)).expect("removed");
    }
    let likes_only = StrongSplit::read(folder.path()).expect("read");
    assert!(Evaluation::new(&likes_only, options(Protocol::Strong)).is_ok());
    for protocol in [Protocol::StrongStars, Protocol::FewRatings] {
        let rejected = Evaluation::new(&likes_only, options(protocol)).map(|_| ());
        assert!(matches!(rejected, Err(EvaluateError::NoStars { .. })));
    }
}

#[test]
fn impossible_shares_are_rejected() {
    let draw = |held_out| {
        let drawn = StrongSplit::draw(&common::generated_data(), &SplitParams { seed: 1, held_out });
        drawn.expect_err("rejected").to_string()
    };
    for wrong in [0.0, 0.5, -1.0, 1.5, f64::NAN, f64::INFINITY] {
        assert!(matches!(HeldOut::from_number(wrong), Err(SplitError::HeldOut { .. })), "{wrong}");
        assert!(draw(HeldOut::Fraction(wrong)).starts_with("invalid number of held-out users "));
    }
    assert!(draw(HeldOut::Count(1000)).starts_with("cannot hold out 1000 users for validation and as many"));
    assert!(draw(HeldOut::Fraction(0.001)).starts_with("cannot hold out 0 users"));
}

#[test]
fn names_of_protocols_and_parts_parse_back() {
    for protocol in Protocol::ALL {
        assert_eq!(protocol.to_string().parse(), Ok(protocol));
        assert_eq!(serde_json::to_string(&protocol).expect("JSON"), format!("\"{protocol}\""));
    }
    for part in SplitPart::ALL {
        assert_eq!(part.to_string().parse(), Ok(part));
    }
    assert!("weak".parse::<Protocol>().is_err() && "train".parse::<SplitPart>().is_err());
    assert_eq!(Protocol::Strong.main_metric(), Metric::Ndcg(100));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn held_out_users_are_never_training_users_and_hidden_items_are_never_revealed(
        ratings in prop::collection::vec((0..40usize, 0..25usize, 1..=10u8), 700..1000),
        seed in any::<u32>(),
        n_held in 1..6usize,
    ) {
        let triples = ratings.into_iter().map(|(user, item, half)| {
            (UserIdx::new(user), ItemIdx::new(item), f32::from(half) / 2.0)
        });
        let matrix = Interactions::from_triples(40, 25, triples).expect("valid");
        let data = common::dataset("random", matrix, |u| u * 5, |i| i * 2);
        let params = SplitParams { seed, held_out: HeldOut::Count(n_held) };
        let Ok(split) = StrongSplit::draw(&data, &params) else { return Ok(()) };
        let train: HashSet<UserId> = split.train_users().iter().copied().collect();
        let mut seen = HashSet::new();
        for user in SplitPart::ALL.iter().flat_map(|&part| split.part(part)) {
            prop_assert!(!train.contains(&user.user));
            prop_assert!(seen.insert(user.user));
            let (foldin, all) = (user.foldin.as_history(), user.foldin_all.as_ref().expect("stars").as_history());
            prop_assert!(!user.holdout.is_empty());
            for &item in &user.holdout {
                prop_assert!(foldin.stars_of(item).is_none() && all.stars_of(item).is_none());
            }
            prop_assert!(foldin.items().iter().all(|&item| all.stars_of(item).is_some_and(|stars| stars >= 4.0)));
        }
    }
}
