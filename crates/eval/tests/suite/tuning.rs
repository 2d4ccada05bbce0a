//! The search for parameters: what it finds, and which users it never sees.

use crate::common;

use cinephile_data::{Dataset, Interactions, ItemIdx, UserId, UserIdx};
use cinephile_engine::{Query, QueryVisit, RecommendError, Recommender};
use cinephile_eval::tune::{
    ParamRange, SearchSpace, Setting, TuneError, TuneOptions, Tuning, ValidationSplit, tune,
};
use cinephile_eval::{Contender, Protocol, SplitParams, SplitPart, StrongSplit};
use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

type Rated = Vec<(ItemIdx, f32)>;

/// Everything that a contender has seen.
#[derive(Default, Clone)]
struct Seen {
    rows: Arc<Mutex<Vec<Rated>>>,
    histories: Arc<Mutex<Vec<Rated>>>,
}

struct Spy {
    inner: Box<dyn Recommender>,
    seen: Seen,
}

impl Recommender for Spy {
    fn visit<'a>(&'a self, query: &Query<'a>) -> Result<Box<dyn QueryVisit + 'a>, RecommendError> {
        self.seen.histories.lock().expect("not poisoned").push(query.history.iter().collect());
        self.inner.visit(query)
    }

    fn n_items(&self) -> usize {
        self.inner.n_items()
    }
}

fn split_of(data: &Dataset, seed: u32) -> StrongSplit {
    StrongSplit::draw(data, &SplitParams { seed, ..SplitParams::default() }).expect("a split")
}

fn options(n_trials: u32) -> TuneOptions {
    TuneOptions { protocol: Protocol::StrongStars, seed: 1, n_trials, budget: None, n_resamples: 100 }
}

fn space() -> SearchSpace {
    SearchSpace::new(&[ParamRange::linear("tilt", 0.0, 1.0), ParamRange::log("power", 0.1, 10.0)])
        .expect("a space")
}

/// Ranks by a power of the number of likes, with a preference for the first columns; its defaults put the least liked
/// items first.
fn contender(name: &str, settings: &[Setting], seen: &Seen) -> Contender<'static> {
    let (tilt, power) = match settings {
        [tilt, power] => (tilt.value, power.value),
        _ => (0.0, -1.0),
    };
    let seen = seen.clone();
    Contender::new(name, move |train: &Interactions| {
        seen.rows
            .lock()
            .expect("not poisoned")
            .extend(train.histories().map(|history| history.iter().collect::<Rated>()));
        let mut counts = vec![0.0f64; train.n_items()];
        for (item, &stars) in train.indices().iter().zip(train.values()) {
            counts[item.get()] += f64::from(u8::from(stars >= 4.0));
        }
        let score = |(item, count): (usize, &f64)| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small numbers")]
            let score = ((1.0 - tilt) * count.powf(power) - tilt * item as f64) as f32;
            score
        };
        let inner = common::fixed(counts.iter().enumerate().map(score).collect());
        let spy: Box<dyn Recommender> = Box::new(Spy { inner, seen: seen.clone() });
        Ok::<_, Infallible>(spy)
    })
}

fn search(splits: &[ValidationSplit], n_trials: u32, seen: &Seen) -> Tuning {
    let mut make = |name: &str, settings: &[Setting]| contender(name, settings, seen);
    tune(splits, options(n_trials), "tilted", &space(), &mut make, &mut |_, _| {}).expect("tuned")
}

/// Number, settings and scores of a trial.
type Outcome = (u32, Vec<Setting>, Vec<f64>);

/// The result of a search without times and memory, which vary.
fn found(tuning: &Tuning) -> (u32, Vec<Outcome>, Vec<(String, f64)>) {
    let trials = tuning.trials.iter();
    let trials = trials.map(|trial| (trial.number, trial.settings.clone(), trial.scores.clone()));
    let finalists = tuning.finalists.rows.iter().map(|row| (row.name.clone(), row.score));
    (tuning.best, trials.collect(), finalists.collect())
}

/// 80 users, nearly all of whom like the first columns and few the last ones.
fn data_with_favourites() -> Dataset {
    let rated = (0..80u32).flat_map(|user| (0..60u32).map(move |item| (user, item)));
    let triples = rated
        .filter(|&(user, item)| common::mix(user, item) % 70 > item)
        .map(|(user, item)| (UserIdx::from(user), ItemIdx::from(item), 4.5));
    let matrix = Interactions::from_triples(80, 60, triples).expect("valid");
    common::dataset("favourites", matrix, |user| user + 1, |item| item + 1)
}

#[test]
fn the_search_beats_bad_defaults_and_repeats() {
    let splits: Vec<ValidationSplit> =
        (1..=3).map(|seed| split_of(&data_with_favourites(), seed).without_test()).collect();
    let tuning = search(&splits, 9, &Seen::default());
    assert_eq!(tuning.trials.len(), 10);
    assert!(tuning.best > 0 && tuning.best_trial().is_some());
    let gain = tuning.finalist(0).expect("the defaults stay in").behind_best.expect("not the best");
    assert!(gain.mean > 0.0, "{gain:?}");
    let n_splits = |n: usize| tuning.trials.iter().filter(|trial| trial.scores.len() >= n).count();
    assert_eq!(
        [n_splits(1), n_splits(2), n_splits(3)],
        [10, 1 + 3, 1 + 1],
        "a third goes on, and the defaults"
    );
    let best = tuning.finalists.rows[0].score;
    assert!(tuning.finalists.rows.iter().all(|row| row.score <= best));
    assert_eq!(found(&tuning), found(&search(&splits, 9, &Seen::default())));
    assert!(serde_json::to_string(&tuning).is_ok());
}

#[test]
fn a_failed_trial_is_recorded_and_failed_defaults_are_an_error() {
    let splits = [split_of(&common::generated_data(), 1).without_test()];
    let run = |failing: &'static str| {
        let mut make = |name: &str, settings: &[Setting]| {
            if name != failing {
                return contender(name, settings, &Seen::default());
            }
            Contender::new(name, |_: &Interactions| Err::<Box<dyn Recommender>, _>("too large"))
        };
        tune(&splits, options(3), "tilted", &space(), &mut make, &mut |_, _| {})
    };
    let tuning = run("2").expect("tuned");
    assert_eq!(tuning.trials[2].failure.as_deref(), Some("too large"));
    assert!(tuning.trials[2].score().is_none() && tuning.best != 2);
    assert_eq!(run("0").expect_err("rejected").to_string(), "cannot fit `0`");
    let mut make = |name: &str, settings: &[Setting]| contender(name, settings, &Seen::default());
    let nothing = tune(&[], options(3), "tilted", &space(), &mut make, &mut |_, _| {});
    assert!(matches!(nothing, Err(TuneError::NoSplit)));
}

#[test]
fn without_budget_left_the_defaults_and_one_other_trial_still_run() {
    let splits = [split_of(&common::generated_data(), 1).without_test()];
    let mut make = |name: &str, settings: &[Setting]| contender(name, settings, &Seen::default());
    let options = TuneOptions { budget: Some(std::time::Duration::ZERO), ..options(50) };
    let tuning = tune(&splits, options, "tilted", &space(), &mut make, &mut |_, _| {}).expect("tuned");
    assert_eq!(tuning.trials.len(), 2);
}

#[test]
fn the_search_sees_only_training_rows_and_validation_histories() {
    let data = common::generated_data();
    let split = split_of(&data, 4);
    let seen = Seen::default();
    search(&[split.clone().without_test()], 4, &seen);

    let train = split.train_all().expect("stars");
    let training: HashSet<Vec<(u32, u32)>> =
        train.histories().map(|row| bits(&row.iter().collect::<Vec<_>>())).collect();
    let histories = |part: SplitPart| -> HashSet<Vec<(u32, u32)>> {
        let users = split.part(part).iter();
        users
            .map(|user| {
                bits(&user.foldin_all.as_ref().expect("stars").as_history().iter().collect::<Vec<_>>())
            })
            .collect()
    };
    let (val, test) = (histories(SplitPart::Val), histories(SplitPart::Test));
    let rows = seen.rows.lock().expect("not poisoned");
    assert!(rows.iter().all(|row| training.contains(&bits(row)) && !test.contains(&bits(row))));
    let asked = seen.histories.lock().expect("not poisoned");
    assert!(!asked.is_empty());
    assert!(asked.iter().all(|history| val.contains(&bits(history)) && !test.contains(&bits(history))));
}

fn bits(rated: &[(ItemIdx, f32)]) -> Vec<(u32, u32)> {
    rated.iter().map(|&(item, stars)| (item.as_u32(), stars.to_bits())).collect()
}

/// The data with other ratings by the given users: ten likes each, in consecutive columns.
fn with_other_ratings_by(data: &Dataset, users: &HashSet<UserId>) -> Dataset {
    let n_items = u32::try_from(data.interactions.n_items()).expect("few");
    let rows = data.interactions.histories().zip(&data.user_ids).enumerate();
    let triples = rows.flat_map(|(row, (history, user))| {
        let own: Rated = history.iter().collect();
        let other =
            (0..10).map(|at| (ItemIdx::new((row + 3 * at) % data.interactions.n_items()), 5.0)).collect();
        let rated: Rated = if users.contains(user) { other } else { own };
        rated.into_iter().map(move |(item, stars)| (UserIdx::new(row), item, stars))
    });
    let interactions =
        Interactions::from_triples(data.interactions.n_users(), n_items, triples).expect("valid");
    Dataset { interactions, ..common::generated_data() }
}

#[test]
fn ratings_of_test_users_do_not_change_fits_lists_or_tuning() {
    let data = common::generated_data();
    for seed in 1..=3 {
        let split = split_of(&data, seed);
        let test: HashSet<UserId> = split.part(SplitPart::Test).iter().map(|user| user.user).collect();
        assert!(split.train_users().iter().all(|user| !test.contains(user)));
        assert!(split.part(SplitPart::Val).iter().all(|user| !test.contains(&user.user)));
        let changed = split_of(&with_other_ratings_by(&data, &test), seed);
        assert_ne!(split.part(SplitPart::Test), changed.part(SplitPart::Test), "they do rate otherwise");
        assert_eq!(split.items(), changed.items());
        assert_eq!((split.train(), split.train_all()), (changed.train(), changed.train_all()));
        assert_eq!(split.part(SplitPart::Val), changed.part(SplitPart::Val));
        let tuned = |split: StrongSplit| found(&search(&[split.without_test()], 5, &Seen::default()));
        assert_eq!(tuned(split), tuned(changed));
    }
}
