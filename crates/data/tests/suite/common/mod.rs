//! Data folders and archives made for one test.
#![expect(clippy::expect_used, reason = "helpers of tests are not themselves marked as tests")]

use cinephile_data::Dataset;
use cinephile_data::read::{LoadReport, ReadOptions, read_dataset};
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).expect("written");
    }
    dir
}

/// An archive of these entries, in `dir`.
pub(crate) fn archive(dir: &Path, entries: &[(&str, &[u8])]) -> PathBuf {
    let path = dir.join("data.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).expect("created"));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).expect("started");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("finished");
    path
}

pub(crate) fn read(path: &Path) -> (Dataset, LoadReport) {
    read_dataset(path, &ReadOptions::default()).expect("valid data")
}

pub(crate) fn skipping() -> ReadOptions {
    ReadOptions { skip_bad_rows: true, ..ReadOptions::default() }
}

/// The message for what is at `path`, with the causes, and `dir` left out of it.
pub(crate) fn message(path: &Path, dir: &Path) -> String {
    let error = read_dataset(path, &ReadOptions::default()).expect_err("rejected");
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        message += &format!(": {error}");
        cause = error.source();
    }
    message.replace(&format!("{}/", dir.display()), "").replace(&dir.display().to_string(), "DIR")
}

/// The message for one file called `r.csv`.
pub(crate) fn message_of_csv(bytes: &[u8]) -> String {
    let dir = folder(&[("r.csv", bytes)]);
    message(&dir.path().join("r.csv"), dir.path())
}

/// User id, item id, stars of each rating.
pub(crate) fn triples(dataset: &Dataset) -> Vec<(u32, u32, f32)> {
    let movies = dataset.catalogue.movies();
    let rows = dataset.user_ids.iter().zip(dataset.interactions.histories());
    rows.flat_map(|(user, row)| {
        row.iter().map(|(item, stars)| (user.0, movies[item.get()].id.0, stars)).collect::<Vec<_>>()
    })
    .collect()
}
