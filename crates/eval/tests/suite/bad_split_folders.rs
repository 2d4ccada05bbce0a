//! Every way in which a split folder can be wrong, with its error message.

use cinephile_eval::StrongSplit;
use std::path::Path;

/// Training users 1 and 2 like items 10 to 13; user 3 is validation, user 4 is test.
const FILES: [(&str, &str); 8] = [
    ("train.csv", "user,item,rating\n1,10,4\n1,11,5\n1,12,4.5\n2,12,4\n2,13,5\n"),
    ("train_all.csv", "user,item,rating\n1,10,4\n1,11,5\n1,12,4.5\n1,13,2\n2,12,4\n2,13,5\n"),
    ("val_foldin.csv", "user,item\n3,10\n3,11\n"),
    ("val_holdout.csv", "user,item\n3,12\n"),
    ("val_foldin_all.csv", "user,item,rating\n3,10,4\n3,11,5\n3,13,1\n"),
    ("test_foldin.csv", "user,item\n4,12\n4,13\n"),
    ("test_holdout.csv", "user,item\n4,10\n"),
    ("test_foldin_all.csv", "user,item,rating\n4,12,4\n4,13,5\n"),
];

fn write_all(folder: &Path, changed: &[(&str, Option<&str>)]) {
    for (name, text) in FILES {
        std::fs::write(folder.join(name), text).expect("written");
    }
    for (name, text) in changed {
        match text {
            Some(text) => std::fs::write(folder.join(name), text).expect("written"),
            None => std::fs::remove_file(folder.join(name)).expect("removed"),
        }
    }
}

/// The error message for a folder in which these files are changed or (`None`) missing; `DIR` stands for the folder.
fn rejection(changed: &[(&str, Option<&str>)]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    write_all(folder.path(), changed);
    let error = StrongSplit::read(folder.path()).expect_err("rejected").to_string();
    error.replace(&folder.path().display().to_string(), "DIR")
}

#[test]
fn the_unchanged_folder_is_read_with_and_without_stars() {
    let folder = tempfile::tempdir().expect("a folder");
    write_all(folder.path(), &[]);
    assert!(StrongSplit::read(folder.path()).expect("a split").train_all().is_some());
    write_all(
        folder.path(),
        &[("train_all.csv", None), ("val_foldin_all.csv", None), ("test_foldin_all.csv", None)],
    );
    let likes_only = StrongSplit::read(folder.path()).expect("a split");
    assert!(likes_only.train_all().is_none() && likes_only.origin().is_none());
}

#[test]
fn missing_files_are_named() {
    let nowhere = Path::new("/nonexistent/split");
    assert_eq!(
        StrongSplit::read(nowhere).expect_err("rejected").to_string(),
        "cannot read `/nonexistent/split`"
    );
    assert_eq!(rejection(&[("train.csv", None)]), "split folder `DIR` has no `train.csv`");
    assert_eq!(rejection(&[("test_holdout.csv", None)]), "split folder `DIR` has no `test_holdout.csv`");
    assert_eq!(
        rejection(&[("val_foldin_all.csv", None)]),
        "split folder `DIR` has no `val_foldin_all.csv` (needed because there is a train_all.csv)"
    );
}

#[test]
fn the_error_for_a_broken_table_names_the_line() {
    let train = |text: &str| rejection(&[("train.csv", Some(text))]);
    assert_eq!(train("user,item,rating\n"), "`DIR/train.csv` has no rows");
    assert_eq!(
        train("user,item\n1,2\n"),
        "`DIR/train.csv` line 1: missing column `rating`; expected user, item, rating"
    );
    assert_eq!(
        train("user,item,rating\n1,10,4\n-1,10,4\n"),
        "`DIR/train.csv` line 3: `-1` in column `user` is not a whole number from 0 to 4294967295"
    );
    assert_eq!(
        train("user,item,rating\n1,10,7\n"),
        "`DIR/train.csv` line 2: rating 7 is not one of 0.5, 1.0, ... 5.0"
    );
    assert_eq!(
        train("user,item,rating\n1,10,x\n"),
        "`DIR/train.csv` line 2: `x` in column `rating` is not one of 0.5, 1.0, ... 5.0"
    );
    assert_eq!(
        train("user,item,rating\n1,10,4\n1,11,3.5\n"),
        "`DIR/train.csv` line 3: rating 3.5 is not a like; likes have at least 4 stars"
    );
    assert_eq!(
        train("user,item,rating\n1,10,4\n2,10,4\n1,10,5\n"),
        "`DIR/train.csv` line 4: duplicate of line 2: user 1, item 10"
    );
    assert_eq!(
        train("user,item,rating\n1,10\n"),
        "`DIR/train.csv` line 2: 2 cells; expected 3, as in the header"
    );
}

#[test]
fn users_and_items_in_the_wrong_file_are_rejected() {
    assert_eq!(
        rejection(&[("test_holdout.csv", Some("user,item\n4,10\n4,99\n"))]),
        "`DIR/test_holdout.csv` line 3: item 99 is not in `train.csv`, so no model can know it"
    );
    assert_eq!(
        rejection(&[("test_holdout.csv", Some("user,item\n4,10\n1,13\n"))]),
        "`DIR/test_holdout.csv` line 3: held-out user 1 is also in `train.csv`; a user can be in one part of a split \
         only"
    );
    assert_eq!(
        rejection(&[("test_holdout.csv", Some("user,item\n4,10\n3,13\n"))]),
        "`DIR/test_holdout.csv` line 3: held-out user 3 is also in `val_holdout.csv`; a user can be in one part of a \
         split only"
    );
    assert_eq!(
        rejection(&[("test_holdout.csv", Some("user,item\n4,10\n5,10\n"))]),
        "`DIR/test_holdout.csv` line 3: user 5 is not in `test_foldin.csv`"
    );
    assert_eq!(
        rejection(&[("val_foldin.csv", Some("user,item\n6,10\n3,10\n3,11\n"))]),
        "`DIR/val_foldin.csv` line 2: user 6 is not in `val_holdout.csv`"
    );
    assert_eq!(
        rejection(&[("val_holdout.csv", Some("user,item\n3,12\n3,11\n"))]),
        "`DIR/val_holdout.csv` line 3: hidden item 11 of user 3 is revealed in `val_foldin.csv`"
    );
}

#[test]
fn files_that_contradict_each_other_are_rejected() {
    assert_eq!(
        rejection(&[("test_foldin_all.csv", Some("user,item,rating\n4,10,4\n4,12,4\n4,13,5\n"))]),
        "`DIR/test_holdout.csv` line 2: hidden item 10 of user 4 is revealed in `test_foldin_all.csv`"
    );
    assert_eq!(
        rejection(&[("test_foldin_all.csv", Some("user,item,rating\n4,12,4\n"))]),
        "`DIR/test_foldin.csv` line 2: ratings of 4 stars or more of user 4 differ from `test_foldin_all.csv`"
    );
    assert_eq!(
        rejection(&[("train_all.csv", Some("user,item,rating\n1,10,4\n1,11,5\n1,12,4\n2,12,4\n"))]),
        "`DIR/train.csv` line 5: ratings of 4 stars or more of user 2 differ from `train_all.csv`"
    );
    assert_eq!(
        rejection(&[(
            "train_all.csv",
            Some("user,item,rating\n1,10,4\n1,11,5\n1,12,4\n2,12,4\n2,13,5\n9,10,2\n")
        )]),
        "`DIR/train_all.csv` line 7: user 9 is not in `train.csv`"
    );
}

#[test]
fn files_that_changed_after_the_export_are_rejected() {
    let folder = tempfile::tempdir().expect("a folder");
    write_all(folder.path(), &[]);
    let split = StrongSplit::read(folder.path()).expect("a split");
    split.write(folder.path()).expect("written");
    let message = || {
        let error = StrongSplit::read(folder.path()).expect_err("rejected");
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
        format!("{error}{cause}").replace(&folder.path().display().to_string(), "DIR")
    };
    std::fs::write(folder.path().join("test_foldin.csv"), "user,item\n4,13\n4,12\n").expect("written");
    assert!(
        message().starts_with("`DIR/test_foldin.csv` has changed since it was exported: its SHA-256 is ")
    );
    std::fs::write(folder.path().join("meta.json"), "{}").expect("written");
    assert!(message().starts_with("`DIR/meta.json` is not the meta file of a split: missing field"));
}
