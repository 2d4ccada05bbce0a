//! Compares splits with an independent implementation in Python, which uses numpy's own generator. Its whole output for
//! a small generated data set is in `fixtures/reference_split`, and its checksums for MovieLens are below.

use crate::common;

use cinephile_eval::{HeldOut, SplitParams, SplitPart, StrongSplit};
use std::collections::BTreeMap;
use std::path::Path;

/// Checks that users, items and ratings are the same; the origin may differ.
fn assert_same(ours: &StrongSplit, theirs: &StrongSplit) {
    assert_eq!(ours.items(), theirs.items());
    assert_eq!(ours.train_users(), theirs.train_users());
    assert_eq!(ours.train(), theirs.train());
    assert_eq!(ours.train_all(), theirs.train_all());
    for part in SplitPart::ALL {
        assert_eq!(ours.part(part), theirs.part(part));
    }
}

fn fingerprints(folder: &Path) -> BTreeMap<String, String> {
    let meta = std::fs::read_to_string(folder.join("meta.json")).expect("meta.json");
    let meta: serde_json::Value = serde_json::from_str(&meta).expect("JSON");
    serde_json::from_value(meta["sha256"].clone()).expect("file names and hashes")
}

#[test]
fn every_exported_file_equals_the_reference_implementations_bytes() {
    let params = SplitParams { seed: 7, held_out: HeldOut::Fraction(0.15) };
    let ours = StrongSplit::draw(&common::generated_data(), &params).expect("a split");
    let folder = tempfile::tempdir().expect("a folder");
    ours.write(folder.path()).expect("written");
    let reference = common::fixture("reference_split");
    let names = fingerprints(&reference);
    assert_eq!(names.len(), 10);
    for name in names.keys() {
        let read = |folder: &Path| std::fs::read_to_string(folder.join(name)).expect("a file");
        assert_eq!(read(folder.path()), read(&reference), "{name}");
    }
    assert_eq!(fingerprints(folder.path()), names);
}

#[test]
fn a_folder_of_the_reference_implementation_reads_back_to_our_split() {
    let params = SplitParams { seed: 7, held_out: HeldOut::Fraction(0.15) };
    let ours = StrongSplit::draw(&common::generated_data(), &params).expect("a split");
    let theirs = StrongSplit::read(&common::fixture("reference_split")).expect("their split");
    assert_same(&ours, &theirs);
    let (ours, theirs) = (ours.origin().expect("drawn"), theirs.origin().expect("meta.json"));
    assert_eq!((ours.seed, ours.heldout), (theirs.seed, theirs.heldout));
    assert_eq!(
        (ours.users, ours.interactions, ours.ratings_all),
        (theirs.users, theirs.interactions, theirs.ratings_all)
    );
}

#[test]
fn a_written_split_reads_back_and_a_count_of_users_means_the_same_as_its_share() {
    let draw = |held_out| {
        StrongSplit::draw(&common::generated_data(), &SplitParams { seed: 3, held_out }).expect("a split")
    };
    let split = draw(HeldOut::Count(9));
    let folder = tempfile::tempdir().expect("a folder");
    split.write(folder.path()).expect("written");
    let back = StrongSplit::read(folder.path()).expect("read");
    assert_same(&split, &back);
    assert_eq!(split.origin(), back.origin());
    let n_active = split.origin().expect("drawn").users;
    assert_same(&split, &draw(HeldOut::Fraction(9.0 / f64::from(u32::try_from(n_active).expect("few")))));
}

#[test]
fn the_split_of_movielens_small_has_the_reference_fingerprints() {
    let Some(data) = common::movielens_small() else { return };
    let params = SplitParams { seed: 1, held_out: HeldOut::Fraction(0.1) };
    let folder = tempfile::tempdir().expect("a folder");
    let split = StrongSplit::draw(&data, &params).expect("a split");
    split.write(folder.path()).expect("written");
    let expected = [
        ("items.csv", "073924037d3b192ca7586caac699be562b7cb32f30cbd90275a84715bf70843d"),
        ("test_foldin.csv", "ba55376a83ed57ea945959b6fcf812a9d9bda474a94fd460c26079cc4f24d044"),
        ("test_foldin_all.csv", "6ed7cf598c76208b06da8d0f2846d9ff8180f1b98db5fc89f6cc7e9a8fd17360"),
        ("test_holdout.csv", "7b5f9fc9a8690ed5a4c714686769c147464a0201bdbb9df3a93ddc1367b6600a"),
        ("train.csv", "a96dbe31bcb4e32fbc7f5a16f2c4c775408f823c8775f6445b11fddc523ca769"),
        ("train_all.csv", "0e28ad54390a11ea63121cb2161fcc9cbe3f84945f172435af2ef1318fcb8f4f"),
        ("users_train.csv", "9194599bf7703fd23dd08e69892881ef5b84b24f32a84f6690e1947ed33d8f47"),
        ("val_foldin.csv", "e4b998dce694fd092a390c7cc9c364d5eaafa20c56430ff52d9a1f71f3057bd1"),
        ("val_foldin_all.csv", "c3210ab95469378896c2e1f571576c23647f42545d8653bd5bdb4cdc0873197e"),
        ("val_holdout.csv", "1473285d7b433c4591417f60b4ef68efe037e526eae52408140a7415ef77e2e9"),
    ];
    let expected = expected.map(|(name, hash)| (name.to_owned(), hash.to_owned()));
    let mut got = fingerprints(folder.path());
    assert!(got.remove("features.csv").is_some(), "genres and years are ours to add");
    assert_eq!(got, BTreeMap::from(expected));
    let back = StrongSplit::read(folder.path()).expect("read");
    assert_same(&split, &back);
    assert!(back.train().features().len() > 20, "{:?}", back.train().features().len());
}
