//! Ratings files as people have them, where they lie beside the checkout: formats, ids, scales, columns that may hold ratings.
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

/// Rows read, people, movies, and the first and the last movie's id as the file writes it.
type Counts<'a> = (u64, usize, usize, &'a str, &'a str);

#[test]
fn files_of_every_kind_are_read_whole() {
    // By first movie in the catalogue; movies with text ids are in the order of their numbers.
    let files: [(&str, Counts<'_>); 17] = [
        ("semicolon_ints.csv", (720, 60, 40, "0", "39")),
        ("decimal_comma.csv", (720, 60, 40, "0", "39")),
        ("customer_product.csv", (720, 60, 40, "0", "39")),
        ("float_ids_pandas.csv", (720, 60, 40, "0", "39")),
        ("float_timestamp.csv", (720, 60, 40, "0", "39")),
        ("iso_timestamp.csv", (720, 60, 40, "0", "39")),
        ("ms_timestamp.csv", (720, 60, 40, "0", "39")),
        ("movielens.inter", (720, 60, 40, "0", "39")),
        ("tsv_header.tsv", (720, 60, 40, "0", "39")),
        ("ratings.csv.gz", (720, 60, 40, "0", "39")),
        ("utf16.csv", (720, 60, 40, "0", "39")),
        ("macroman_cr.csv", (720, 60, 40, "0", "39")),
        ("numeric_noheader.csv", (720, 60, 40, "0", "39")),
        ("three_col.data", (720, 60, 40, "0", "39")),
        ("filmtrust.txt", (720, 60, 40, "1", "40")),
        ("ml_nots.dat", (720, 60, 40, "1", "40")),
        ("big_ids.csv", (720, 60, 40, "0", "39")),
    ];
    for (name, expected) in files {
        let Some(read) = read(&format!("20-data-files/{name}"), None, false) else { return };
        let (dataset, report) = read.expect(name);
        assert_eq!(dataset.interactions.nnz() as u64, report.n_rows - report.n_duplicates, "{name}");
        let movies = dataset.catalogue.movies();
        let (first, last) = (movies[0].written_id(), movies[movies.len() - 1].written_id());
        let counts = (report.n_rows, dataset.user_ids.len(), movies.len(), &*first, &*last);
        assert_eq!(counts, expected, "{name}");
    }
}

#[test]
fn ids_of_text_stay_what_they_are() {
    for (name, id) in [
        ("string_ids.csv", "tt0000003"),
        ("amazon_noheader.csv", "B00000003"),
        ("bookcrossing.csv", "0345450003"),
    ] {
        let scale = (name == "bookcrossing.csv").then_some("0..10");
        let Some(read) = read(&format!("20-data-files/{name}"), scale, false) else { return };
        let (dataset, report) = read.expect(name);
        assert_eq!(report.n_rows, 720, "{name}");
        let movies = dataset.catalogue.movies();
        let found = movies.iter().find(|movie| movie.written_id() == id).expect(name);
        assert_eq!(found.title, format!("Movie {id}"));
        assert!(movies.iter().all(|movie| movie.source_id.is_some()), "{name}");
        assert!(report.notes.iter().any(|note| note.contains("read as text and kept")), "{:?}", report.notes);
    }
    let Some(read) = read("20-data-files/uuid_users.csv", None, false) else { return };
    let (dataset, report) = read.expect("read");
    assert_eq!((report.n_rows, dataset.user_ids.len(), dataset.catalogue.movies()[3].id.0), (720, 60, 3));
}

#[test]
fn movies_are_described_whatever_their_file_is_like() {
    let Some(none) = read("20-data-files/movies-no-genres", None, false) else { return };
    let title = |read: Result<(Dataset, LoadReport), String>, id: u32| {
        let (dataset, _) = read.expect("read");
        let movie = dataset.catalogue.movies().iter().find(|movie| movie.id.0 == id).expect("listed").clone();
        (movie.title, movie.year, movie.genres.len(), movie.imdb_id, movie.tmdb_id)
    };
    let toy = |genres| ("Toy Story".to_owned(), Some(1995), genres, None, None);
    assert_eq!(title(none, 1), toy(0));
    let case = |name: &str| read(&format!("20-data-files/{name}"), None, false).expect("cases");
    assert_eq!(title(case("movies-id-name"), 1), toy(1));
    assert_eq!(title(case("movies-latin1"), 1).0, "Amélie");
    assert_eq!(title(case("links-float"), 1), ("Amélie".to_owned(), Some(2001), 1, Some(211_915), Some(194)));
    assert_eq!(
        title(case("the-movies-dataset"), 110),
        ("Braveheart".to_owned(), Some(1995), 1, Some(112_573), Some(197))
    );
    assert_eq!(title(case("kaggle-archive.zip"), 110).0, "Braveheart");
    assert_eq!(title(case("netflix-prize"), 1), ("Dinosaur Planet".to_owned(), Some(2003), 0, None, None));
    assert_eq!(title(case("netflix-prize"), 72).0, "At Home Among Strangers, A Stranger Among His Own");
    assert_eq!(title(case("netflix-prize"), 264), ("Larryboy".to_owned(), None, 0, None, None));
    // A file that is called as in a data set's folder brings what is beside it.
    assert_eq!(title(case("movies-no-genres/ratings.csv"), 1), toy(0));
    let (small, report) = case("the-movies-dataset/ratings_small.csv").expect("read");
    assert_eq!((small.interactions.nnz(), report.n_placeholder_movies), (3, 2));
    let (_, report) = case("the-movies-dataset").expect("read");
    assert!(
        report
            .notes
            .iter()
            .any(|note| note.starts_with("`ratings.csv` is read and `ratings_small.csv` beside")),
        "{:?}",
        report.notes
    );
    assert!(
        report.notes.iter().any(|note| note.contains("2 rows, of which 1 are taken, 1 have no usable id")),
        "{:?}",
        report.notes
    );
    let (alone, _) = case("kaggle-small-only").expect("read");
    assert_eq!(alone.interactions.nnz(), 1);
    let (_, report) = case("ml10m-style").expect("read");
    assert!(
        report.tags.is_some_and(|tags| tags.starts_with("1 rows in tags.dat, 1 different tags of 1 movies"))
    );
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
