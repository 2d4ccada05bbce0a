//! Ratings files as people have them, where they lie beside the checkout: scales, and columns that may hold ratings.
#![expect(clippy::print_stdout, reason = "a test that cannot run here says so")]
#![expect(clippy::expect_used, reason = "helpers of tests are not themselves marked as tests")]

use cinephile_data::Dataset;
use cinephile_data::read::{CachePolicy, LoadReport, ReadOptions, read_dataset};
use std::path::PathBuf;

/// Reads a case on a scale; `None` if the cases are not here.
fn read(
    path: &str,
    scale: Option<&str>,
    skip_bad_rows: bool,
) -> Option<Result<(Dataset, LoadReport), String>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases");
    if !folder.is_dir() {
        println!("skipped: no cases at {}", folder.display());
        return None;
    }
    let scale = scale.map(|scale| scale.parse().expect("a scale"));
    let options = ReadOptions { skip_bad_rows, scale, cache: CachePolicy::Off, ..ReadOptions::default() };
    Some(read_dataset(&folder.join(path), &options).map_err(|error| error.to_string()))
}

fn mean_stars(dataset: &Dataset) -> f32 {
    let values = dataset.interactions.values();
    values.iter().sum::<f32>() / values.len() as f32
}

#[test]
fn another_scale_is_asked_for_and_never_cut_off() {
    let files = [
        ("21-scales/E-one-to-ten.csv", "1..10", 3.1),
        ("20-data-files/scale_1_10.csv", "1..10", 2.73),
        ("20-data-files/scale_0_100.csv", "0..100", 2.43),
    ];
    for (path, scale, mean) in files {
        for skips in [false, true] {
            let Some(read) = read(path, None, skips) else { return };
            let error = read.map(|_| ()).expect_err(path);
            assert!(error.contains(&format!("such as `--scale {scale}`")), "{error}");
        }
        let Some(read) = read(path, Some(scale), false) else { return };
        let (dataset, report) = read.expect(path);
        assert_eq!(
            (report.n_bad_rows, dataset.interactions.nnz() as u64),
            (0, report.n_rows - report.n_duplicates)
        );
        assert!((mean_stars(&dataset) - mean).abs() < 0.2, "{path}: {}", mean_stars(&dataset));
    }
}

#[test]
fn a_column_that_may_hold_ratings_is_not_passed_over_and_likes_are_reported() {
    for (path, column) in
        [("21-scales/C-my_rating.csv", "my_rating"), ("20-data-files/lastfm_plays.csv", "plays")]
    {
        let Some(read) = read(path, None, true) else { return };
        let error = read.map(|_| ()).expect_err(path);
        assert!(error.contains(&format!("`{column}` may hold ratings")), "{error}");
    }
    for path in ["20-data-files/ratings_implicit.csv", "20-data-files/implicit_ts.csv"] {
        let Some(read) = read(path, None, false) else { return };
        let (dataset, report) = read.expect(path);
        assert!((mean_stars(&dataset) - 5.0).abs() < f32::EPSILON);
        assert!(report.notes[0].contains("each row counts as a like of 5 stars"), "{:?}", report.notes);
    }
    for path in ["crlf_upper.csv", "pandas_index.csv", "quoted_all.csv", "spaces.csv", "ml10m.dat"] {
        let Some(read) = read(&format!("20-data-files/{path}"), None, false) else { return };
        assert!(read.expect(path).1.notes.is_empty(), "{path}");
    }
}

#[test]
fn an_odd_rating_is_a_row_of_its_own() {
    for name in ["negative_ratings", "zero_ratings", "quarter_stars", "v"] {
        let path = format!("20-data-files/{name}.csv");
        let Some(strict) = read(&path, None, false) else { return };
        assert!(strict.map(|_| ()).expect_err(name).contains("is not one of 0.5, 1.0, ... 5.0"));
        let Some(skipping) = read(&path, None, true) else { return };
        let (_, report) = skipping.expect(name);
        assert!(report.n_bad_rows > 0 && report.n_rows > 0, "{name}");
    }
}
