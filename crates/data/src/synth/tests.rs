//! What the generator promises as a whole.

use super::*;
use crate::read::{ReadOptions, read_dataset};

/// The size of ml-latest-small.
const SMALL: SynthParams = SynthParams { n_users: 610, n_items: 9_724, n_ratings: 100_836, seed: 1 };

/// How unevenly ratings fall on movies: 0 is even, 1 is all on one (only rated movies count).
fn gini(sorted: &[u32]) -> f64 {
    let n = sorted.len() as f64;
    let total: f64 = sorted.iter().map(|&count| f64::from(count)).sum();
    let weighted: f64 =
        (1..).zip(sorted).map(|(k, &count)| (2.0 * f64::from(k) - n - 1.0) * f64::from(count)).sum();
    weighted / (n * total)
}

/// The share of all ratings that the most rated `part` of rated movies has.
fn top_share(sorted: &[u32], part: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, reason = "a count of movies")]
    let n_top = (sorted.len() as f64 * part) as usize;
    let sum = |counts: &[u32]| counts.iter().map(|&count| f64::from(count)).sum::<f64>();
    sum(&sorted[sorted.len() - n_top..]) / sum(sorted)
}

fn popularity(data: &Interactions) -> Vec<u32> {
    let mut counts = vec![0u32; data.n_items()];
    data.indices().iter().for_each(|item| counts[item.get()] += 1);
    counts.retain(|&count| count > 0);
    counts.sort_unstable();
    counts
}

#[test]
fn statistics_are_like_those_of_movielens() {
    let data = generate(&SMALL).expect("valid").interactions;
    let counts = popularity(&data);
    let (gini, top1, top10) = (gini(&counts), top_share(&counts, 0.01), top_share(&counts, 0.1));
    let mut histogram = [0u32; 11];
    data.values()
        .iter()
        .for_each(|&stars| histogram[(1..=10).find(|&k| k as f32 / 2.0 == stars).unwrap_or(0)] += 1);
    let shares: Vec<f64> = histogram.iter().map(|&count| f64::from(count) / data.nnz() as f64).collect();
    let mean = data.values().iter().map(|&stars| f64::from(stars)).sum::<f64>() / data.nnz() as f64;
    let mut activity: Vec<usize> = data.histories().map(|history| history.len()).collect();
    activity.sort_unstable();
    println!("rated {} gini {gini:.3} top 1 % {top1:.3} top 10 % {top10:.3} mean {mean:.3}", counts.len());
    println!("most rated {:?} least {}", &counts[counts.len() - 3..], counts[0]);
    println!("stars {shares:.3?} ratings per user {} {} {}", activity[0], activity[305], activity[609]);

    assert!((3.4..3.65).contains(&mean), "mean stars {mean}, MovieLens 3.50");
    assert!((0.66..0.77).contains(&gini), "Gini {gini}, MovieLens 0.716");
    assert!((0.12..0.20).contains(&top1), "top 1 % {top1}, MovieLens 0.158");
    assert!((0.52..0.68).contains(&top10), "top 10 % {top10}, MovieLens 0.600");
    assert!(counts.len() > 7_500, "{} of 9,724 movies are rated", counts.len());
    assert!((1..=10).all(|k| shares[8] >= shares[k]), "4.0 stars is the mode: {shares:.3?}");
    assert!(shares[6] > shares[7] && shares[10] > shares[1], "as in MovieLens: {shares:.3?}");
    assert!(activity[0] >= 20 && (50..=95).contains(&activity[305]) && activity[609] > 1_000, "{activity:?}");
}

#[test]
fn the_same_parameters_give_the_same_data_at_any_thread_count() {
    let on = |n_threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().expect("a pool");
        pool.install(|| generate(&SMALL).expect("valid"))
    };
    let (one, four) = (on(1), on(4));
    assert_eq!(one.interactions, four.interactions);
    assert_eq!(one.content_hash, four.content_hash);
    let other = generate(&SynthParams { seed: 2, ..SMALL }).expect("valid");
    assert_ne!(one.content_hash, other.content_hash);
}

#[test]
fn a_full_matrix_and_the_smallest_one_can_be_made() {
    for (n_users, n_items, n_ratings) in [(7, 33, 231), (1, 20, 20), (3, 2_000, 5_999)] {
        let data = generate(&SynthParams { n_users, n_items, n_ratings, seed: 9 }).expect("valid");
        assert_eq!(data.interactions.nnz() as u64, n_ratings);
        assert_eq!(data.catalogue.len(), n_items as usize);
    }
}

#[test]
fn invented_movies_come_after_the_known_ones_and_say_so() {
    let movies: Vec<_> = items::movies(&SMALL).collect();
    assert_eq!(movies.len(), 9_724);
    let invented = movies.iter().filter(|movie| movie.title.starts_with("Sample Movie ")).count();
    assert_eq!(invented, 9_724 - crate::known_movies::facts().count());
    assert!(movies.iter().all(|movie| movie.year.is_some() && !movie.genres.is_empty()));
}

#[test]
fn a_written_folder_holds_the_generated_ratings_and_the_same_bytes_at_any_thread_count() {
    let params = SynthParams { n_users: 300, n_items: 2_000, n_ratings: 9_000, seed: 5 };
    let dir = tempfile::tempdir().expect("a folder");
    let write = |n_threads: usize| {
        let to = dir.path().join(n_threads.to_string());
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().expect("a pool");
        let last = std::sync::atomic::AtomicU64::new(0);
        let said = |done| last.store(done, std::sync::atomic::Ordering::Relaxed);
        pool.install(|| write_movielens(&params, &to, said)).expect("written");
        assert_eq!(last.into_inner(), params.n_ratings, "progress ends at the total");
        let read = |name: &str| std::fs::read_to_string(to.join(name)).expect("there");
        [read("GENERATED.txt"), read("movies.csv"), read("ratings.csv")]
    };
    let files = write(1);
    assert_eq!(files, write(4));
    let [readme, movies, ratings] = &files;
    assert!(
        readme.starts_with("Generated sample data") && movies.contains("\n2,\"Matrix, The (1999)\",Action|")
    );
    let data = generate(&params).expect("valid");
    let (read, _) = read_dataset(&dir.path().join("1"), &ReadOptions::default()).expect("read");
    assert_eq!(read.content_hash, data.content_hash, "in memory and on disk the same");
    assert_eq!(read.provenance, Provenance::Generated);
    let pairs = data
        .interactions
        .histories()
        .zip(1..)
        .flat_map(|(history, user)| history.iter().map(move |r| (user, r)));
    let mut lines = ratings.lines();
    assert_eq!(lines.next(), Some("userId,movieId,rating,timestamp"));
    for ((user, (item, stars)), line) in pairs.zip(lines.by_ref()) {
        let head = format!("{user},{},{stars:.1},", item.get() + 1);
        let second = line.strip_prefix(&head).expect("the same rating").parse::<i64>().expect("a second");
        assert!((820_454_400..1_830_000_000).contains(&second), "{line}");
    }
    assert_eq!((ratings.lines().count(), lines.next()), (9_001, None));
}

#[test]
fn nothing_is_ever_overwritten() {
    let params = SynthParams { n_users: 2, n_items: 30, n_ratings: 50, seed: 5 };
    for name in ["ratings.csv", "movies.csv", "GENERATED.txt"] {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join(name), "mine").expect("written");
        let error = write_movielens(&params, dir.path(), |_| ()).expect_err("rejected").to_string();
        assert!(error.ends_with("already exists; choose an empty folder") && error.contains(name), "{error}");
        assert_eq!(std::fs::read_to_string(dir.path().join(name)).ok().as_deref(), Some("mine"));
    }
}

/// `cargo test -p cinephile-data full_size -- --ignored --nocapture`
#[test]
#[ignore = "writes 500 MB: the size of MovieLens 20M, for timing"]
fn a_full_size_folder_is_written_in_reasonable_time() {
    let dir = tempfile::tempdir().expect("a folder");
    let params = SynthParams { n_users: 138_493, n_items: 26_744, n_ratings: 20_000_000, seed: 1 };
    let start = std::time::Instant::now();
    write_movielens(&params, dir.path(), |_| ()).expect("written");
    let bytes = std::fs::metadata(dir.path().join("ratings.csv")).expect("there").len();
    println!("write_movielens: {:.1} s, {bytes} bytes", start.elapsed().as_secs_f64());
    let start = std::time::Instant::now();
    let data = generate(&params).expect("valid").interactions;
    println!("generate: {:.1} s", start.elapsed().as_secs_f64());
    let counts = popularity(&data);
    let (gini, top1) = (gini(&counts), top_share(&counts, 0.01));
    println!("rated {} Gini {gini:.3} top 1 % {top1:.3} most {:?}", counts.len(), counts.last());
    let start = std::time::Instant::now();
    let sample = crate::sample::dataset();
    println!("sample: {:.3} s, {:?}", start.elapsed().as_secs_f64(), popularity(&sample.interactions)[0]);
}
