//! Scores of external lists, compared with an independent scorer (`fixtures/external_scores.json`, rounded to 5
//! digits).

use crate::common;

use cinephile_data::{ItemId, UserId};
use cinephile_eval::{Metric, SplitPart, StrongSplit, score_recommendations, score_recommendations_file};
use std::path::PathBuf;

fn split() -> StrongSplit {
    StrongSplit::read(&common::fixture("reference_split")).expect("a split")
}

#[test]
fn lists_with_every_flaw_score_as_in_the_reference_implementation() {
    let expected = std::fs::read_to_string(common::fixture("external_scores.json")).expect("a fixture");
    let expected: serde_json::Value = serde_json::from_str(&expected).expect("JSON");
    let scores =
        score_recommendations_file(&split(), SplitPart::Test, &common::fixture("external_lists.csv"))
            .expect("scored");
    for metric in [Metric::Recall(20), Metric::Recall(50), Metric::Ndcg(100)] {
        let ours = scores.metrics[&metric];
        for (ours, key) in [(ours.mean, metric.to_string()), (ours.se, format!("{metric}_se"))] {
            let theirs = expected[&key].as_f64().expect("a number");
            assert!((ours - theirs).abs() <= 0.000_005_1, "{key}: {ours}, expected {theirs}");
        }
        assert!(ours.low <= ours.mean && ours.mean <= ours.high);
    }
    let counts = [
        ("users", scores.n_users),
        ("users_without_list", scores.n_users_without_list),
        ("rows_of_unknown_users", scores.n_rows_of_unknown_users),
        ("repeated_items", scores.n_repeated_items),
        ("foldin_items_recommended", scores.n_foldin_items_recommended),
    ];
    for (key, ours) in counts {
        assert_eq!(expected[key], ours, "{key}");
        assert!(ours > 0, "the fixture has some {key}");
    }
    assert_eq!(scores.n_unknown_items, 1);
    assert_eq!(scores.warnings().len(), 5);
}

fn written(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lists.csv");
    std::fs::write(&path, text).expect("written");
    (folder, path)
}

fn rejection(text: &str) -> String {
    let (_folder, path) = written(text);
    let error =
        score_recommendations_file(&split(), SplitPart::Test, &path).expect_err("rejected").to_string();
    error.replace(&path.display().to_string(), "lists.csv")
}

#[test]
fn the_error_for_a_malformed_list_names_the_line() {
    assert_eq!(
        rejection("user,item\n1,2\n"),
        "`lists.csv` line 1: missing column `rank`; expected user, rank, item"
    );
    assert_eq!(
        rejection("user,rank,item\n1,1,2\n1,2,x\n"),
        "`lists.csv` line 3: `x` in column `item` is not a whole number from 0 to 4294967295"
    );
    assert_eq!(
        rejection("user,rank,item\n1,-1,2\n"),
        "`lists.csv` line 2: `-1` in column `rank` is not a number of at least 0"
    );
    assert_eq!(
        rejection("user,rank,item\n1,1\n"),
        "`lists.csv` line 2: 2 cells; expected 3, as in the header"
    );
    let (_folder, path) = written("");
    let missing = path.with_file_name("none.csv");
    let error = score_recommendations_file(&split(), SplitPart::Test, &missing).expect_err("rejected");
    assert_eq!(error.to_string(), format!("cannot read `{}`", missing.display()));
}

#[test]
fn ranks_from_zero_and_from_one_score_the_same_and_no_list_scores_zero() {
    let split = split();
    let score = |first_rank: usize, n_users: usize| {
        let mut text = "\u{feff}rank,note,item,user\r\n".to_owned();
        for user in &split.part(SplitPart::Val)[..n_users] {
            for (at, item) in user.holdout.iter().enumerate() {
                let item = split.items()[item.get()];
                text.push_str(&format!("{},\"a, b\",{item},{}\r\n", at + first_rank, user.user));
            }
        }
        let (_folder, path) = written(&text);
        score_recommendations_file(&split, SplitPart::Val, &path).expect("scored")
    };
    let n_users = split.part(SplitPart::Val).len();
    let perfect = score(1, n_users);
    assert_eq!(perfect, score(0, n_users));
    assert!(perfect.metrics.values().all(|estimate| estimate.mean == 1.0 && estimate.se == 0.0));
    assert!(perfect.warnings().is_empty());
    let nothing = score(1, 0);
    assert!(nothing.metrics.values().all(|estimate| estimate.mean == 0.0));
    assert_eq!(nothing.n_users_without_list, n_users);
}

#[test]
fn lists_in_memory_score_as_those_of_a_file() {
    let split = split();
    let users = split.part(SplitPart::Test);
    // Every other hidden like, after an item that nobody knows.
    let lists: Vec<(UserId, Vec<ItemId>)> = users[1..]
        .iter()
        .map(|user| {
            let found = user.holdout.iter().step_by(2).map(|item| split.items()[item.get()]);
            (user.user, [ItemId(999_999_999)].into_iter().chain(found).collect())
        })
        .chain([(UserId(987_654_321), vec![ItemId(1)])])
        .collect();
    let mut text = "user,rank,item\n".to_owned();
    for (user, items) in &lists {
        for (rank, item) in items.iter().enumerate() {
            text.push_str(&format!("{user},{rank},{item}\n"));
        }
    }
    let (_folder, path) = written(&text);
    let of_file = score_recommendations_file(&split, SplitPart::Test, &path).expect("scored");
    let each = lists.iter().map(|(user, items)| (*user, items.as_slice()));
    let scores = score_recommendations(&split, SplitPart::Test, each);
    assert_eq!(scores, of_file);
    assert_eq!((scores.n_users_without_list, scores.n_rows_of_unknown_users), (1, 1));
    let values = &scores.per_user[&Metric::Recall(20)];
    assert_eq!((values.len(), values[0]), (users.len(), 0.0));
    assert!(values[1..].iter().all(|&value| value > 0.0));
}
