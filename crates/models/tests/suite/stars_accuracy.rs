//! How well `stars` does on real ratings: bands that a mistake would leave.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests fail by panicking and say what they skip"
)]

use cinephile_data::read::{CachePolicy, ReadOptions, read_dataset};
use cinephile_data::{Interactions, ItemIdx, UserIdx};
use cinephile_models::{Fit, StarsParams, StarsPredictor};
use std::path::PathBuf;

/// The ratings of MovieLens beside the checkout in two parts: every eleventh, and the others.
fn movielens() -> Option<(Interactions, Interactions)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ml-latest-small");
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
        return None;
    }
    let options = ReadOptions { cache: CachePolicy::Off, ..ReadOptions::default() };
    let (data, _) = read_dataset(&folder, &options).expect("MovieLens reads");
    let all = data.interactions;
    let part = |hidden: bool| {
        let entries = all
            .histories()
            .enumerate()
            .flat_map(|(user, history)| history.iter().map(move |(item, stars)| (user, item, stars)));
        let some = entries.enumerate().filter(|(at, _)| at.is_multiple_of(11) == hidden);
        let triples = some.map(|(_, (user, item, stars))| (UserIdx::new(user), item, stars));
        Interactions::from_triples(all.n_users(), ItemIdx::new(all.n_items()).as_u32(), triples)
            .expect("valid")
    };
    Some((part(false), part(true)))
}

#[test]
fn real_ratings_are_predicted_better_than_by_svd_and_intervals_keep_their_promise() {
    let Some((train, hidden)) = movielens() else { return };
    let model = StarsParams::default().fit(&train).expect("fitted");
    let (mut squares, mut covered) = (0f64, 0usize);
    for user in (0..train.n_users()).map(UserIdx::new) {
        let asked = hidden.history(user);
        for (one, &stars) in model.predict(train.history(user), asked.items()).iter().zip(asked.stars()) {
            squares += f64::from(one.stars - stars).powi(2);
            covered += usize::from(one.covers(stars));
        }
    }
    let n = hidden.nnz() as f64;
    let (rmse, covered) = ((squares / n).sqrt(), covered as f64 / n);
    assert!((0.75..0.84).contains(&rmse), "RMSE {rmse}");
    assert!((0.78..0.82).contains(&covered), "intervals for 80 % cover {covered}");
}
