//! The examples of docs/DATA.md.
#![expect(clippy::expect_used, reason = "helpers of tests are not themselves marked as tests")]

use cinephile_data::read::{CachePolicy, ReadOptions, read_dataset};
use std::fs;
use std::path::Path;

/// One example: a file, and what its introduction says of it.
struct Example {
    name: String,
    introduction: String,
    content: String,
}

/// Blocks below a line that begins with a file's name.
fn examples() -> Vec<Example> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/DATA.md");
    let page = fs::read_to_string(page).expect("the page");
    let mut examples = Vec::new();
    let mut blocks = page.split("```");
    let mut before = blocks.next().expect("text before the first block");
    while let (Some(block), Some(after)) = (blocks.next(), blocks.next()) {
        let introduction = before.trim().lines().last().expect("a line above a block").to_owned();
        let name = introduction.strip_prefix('`').and_then(|line| line.split('`').next());
        let (_, content) = block.split_once('\n').expect("a language");
        let name = name.expect("a file's name").to_owned();
        examples.push(Example { name, introduction, content: content.to_owned() });
        before = after;
    }
    examples
}

/// What stands behind an option, such as `1..10` for `--scale`.
fn option<'a>(introduction: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = introduction.split_once(name)?;
    rest.trim().split(['`', ' ']).next()
}

#[test]
fn every_example_is_read_as_the_page_says() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut n_read = 0;
    for Example { name, introduction, content } in examples() {
        let path = folder.path().join(&name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, content).expect("written");
        let Some((_, counts)) = introduction.split_once(": ") else { continue };
        let options = ReadOptions {
            scale: option(&introduction, "--scale").map(|scale| scale.parse().expect("a scale")),
            columns: option(&introduction, "--columns").map(|columns| columns.parse().expect("columns")),
            cache: CachePolicy::Off,
            ..ReadOptions::default()
        };
        let top = folder.path().join(name.split('/').next().expect("a name"));
        let (dataset, report) = read_dataset(&top, &options).expect(&name);
        let (n_ratings, n_people) = (dataset.interactions.nnz(), dataset.interactions.n_users());
        let n_movies = dataset.catalogue.len();
        assert_eq!(
            counts,
            format!("{n_ratings} ratings of {n_people} people and {n_movies} movies."),
            "{name}"
        );
        assert_eq!(report.n_rows, n_ratings as u64 + report.n_duplicates, "{name}");
        n_read += 1;
    }
    assert_eq!(n_read, 13);
}
