//! What a build holds, and what it says to someone who uses a part that it was built without:
//! `cargo test --package cinephile --no-default-features features::`.

use crate::terminal::{done, refused};

/// The features of this build, and those that it lacks.
fn features() -> (Vec<String>, Vec<String>) {
    let version = done(&["--version"]);
    let mut lines = version.lines();
    assert_eq!(lines.next(), Some(concat!("cinephile ", env!("CARGO_PKG_VERSION"))), "{version}");
    let signed = |sign: char| {
        let names = version.lines().skip(1).filter_map(|line| line.strip_prefix(sign));
        names.filter_map(|line| line.split(' ').next().map(str::to_owned)).collect::<Vec<_>>()
    };
    let (here, missing) = (signed('+'), signed('-'));
    assert_eq!(here.len() + missing.len(), lines.count(), "{version}");
    (here, missing)
}

#[test]
fn the_long_version_lists_the_features_of_the_build() {
    let (here, missing) = features();
    let built = [
        ("omdb", cfg!(feature = "omdb")),
        ("postgres", cfg!(feature = "postgres")),
        ("remote", cfg!(feature = "remote")),
        ("telemetry", cfg!(feature = "telemetry")),
    ];
    let names = |is_here: bool| -> Vec<&str> {
        built.iter().filter(|(_, here)| *here == is_here).map(|(name, _)| *name).collect()
    };
    assert_eq!(here, names(true));
    assert_eq!(missing, names(false));
    assert_eq!(done(&["-V"]), concat!("cinephile ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_missing_part_is_named_where_it_is_used() {
    let (_, missing) = features();
    let folder = tempfile::tempdir().expect("a folder");
    let state = folder.path().to_str().expect("UTF-8");
    let serve = ["serve", "--listen", "127.0.0.1:0", "--state-dir", state];
    let uses: [(&str, Vec<&str>); 5] = [
        ("omdb", [&serve[..], &["--omdb-api-key", "hush"]].concat()),
        ("postgres", vec!["migrate", "--database-url", "postgres://ann:hush@127.0.0.1:9/movies"]),
        ("remote", vec!["data", "info", "--data", "s3://movies/ml"]),
        ("remote", vec!["data", "fetch", "ml-25m", "--to", state, "--no-such-option"]),
        ("remote", vec!["data", "sync", "s3://movies/ml", "--to", state]),
    ];
    for (feature, words) in uses.iter().filter(|(feature, _)| missing.iter().any(|name| name == feature)) {
        let said = refused(words, 1);
        assert!(said.contains("this build has no "), "{words:?}: {said}");
        assert!(said.contains(&format!("build with `--features {feature}`")), "{words:?}: {said}");
        assert!(!said.contains("hush"), "{said}");
    }
}
