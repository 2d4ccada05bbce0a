//! The real ml-latest-small, where it lies beside the checkout.
#![expect(clippy::print_stdout, reason = "a test that cannot run here says so")]

use cinephile_data::read::{CachePolicy, ReadOptions, read_dataset};
use cinephile_data::{Duplicates, ItemId, ItemIdx, UserId, UserIdx};
use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ml-latest-small");
    if !folder.is_dir() {
        println!("skipped: no MovieLens data at {}", folder.display());
        return None;
    }
    Some(folder)
}

#[test]
fn ml_latest_small_is_read_whole() {
    let Some(folder) = folder() else { return };
    let options = ReadOptions { cache: CachePolicy::Off, ..ReadOptions::default() };
    let (dataset, report) = read_dataset(&folder, &options).expect("valid data");
    let matrix = &dataset.interactions;
    assert_eq!((matrix.nnz(), matrix.n_users(), matrix.n_items()), (100_836, 610, 9_742));
    assert_eq!((report.n_rows, report.n_bad_rows, report.n_duplicates), (100_836, 0, 0));
    assert_eq!(report.n_placeholder_movies, 0);
    assert_eq!(dataset.name, "ml-latest-small");

    let heat = dataset.catalogue.index_of(ItemId(6)).expect("Heat is there");
    let movie = dataset.catalogue.movie(heat);
    assert_eq!((movie.title.as_str(), movie.year), ("Heat", Some(1995)));
    assert_eq!(movie.genres, ["Action", "Crime", "Thriller"]);
    assert_eq!((movie.imdb_id, movie.tmdb_id), (Some(113_277), Some(949)));
    assert_eq!(dataset.user_ids[0], UserId(1));
    assert_eq!(matrix.history(UserIdx::new(0)).stars_of(heat), Some(4.0));
}

#[test]
fn the_five_pairs_of_one_title_and_year_are_three_films_that_are_listed_twice_and_four_other_films() {
    let Some(folder) = folder() else { return };
    let (dataset, _) = read_dataset(&folder, &ReadOptions::default()).expect("valid data");
    let catalogue = &dataset.catalogue;
    let duplicates = Duplicates::of(catalogue);
    let title = |item: ItemIdx| catalogue.movie(item).title.as_str();
    let found: Vec<_> = duplicates.iter().map(|(item, others)| (title(item), others.len())).collect();
    let twice = ["Saturn 3", "Confessions of a Dangerous Mind", "Eros"];
    let expected = [0, 1, 2, 1, 2, 0].map(|film| (twice[film], 1));
    assert_eq!(found, expected);
    let emma = catalogue.index_of(ItemId(838)).expect("Emma is there");
    assert!(duplicates.others(emma).is_empty(), "the film and the television film of 1996");
}

#[test]
fn every_title_of_ml_latest_small_loses_year_brackets_and_spaces() {
    let Some(folder) = folder() else { return };
    let (dataset, _) = read_dataset(&folder, &ReadOptions::default()).expect("valid data");
    let movies = dataset.catalogue.movies();
    assert_eq!(movies.iter().filter(|movie| movie.year.is_none()).count(), 12);
    assert_eq!(movies.iter().filter(|movie| movie.genres.is_empty()).count(), 34);
    for movie in movies {
        let title = &movie.title;
        assert!(!title.is_empty() && title.trim() == title, "{movie:?}");
        for alternative in &movie.alternative_titles {
            assert!(!alternative.is_empty() && alternative.trim() == alternative, "{movie:?}");
        }
    }
}
