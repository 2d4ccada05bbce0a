//! Loads a data set and prints how long it took: `cargo run --release --example load -- PATH [off]`.
#![expect(clippy::print_stdout, reason = "an example talks to its terminal")]

use cinephile_data::read::{CachePolicy, ReadOptions, read_dataset};
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let path = PathBuf::from(args.next().ok_or("give the path of a data set")?);
    let cache = if args.next().as_deref() == Some("off") { CachePolicy::Off } else { CachePolicy::Use };
    let (dataset, report) = read_dataset(&path, &ReadOptions { cache, ..ReadOptions::default() })?;
    let matrix = &dataset.interactions;
    println!(
        "{}: {} ratings of {} users and {} movies in {} ms (from cache: {}, duplicates: {}, placeholders: {})",
        dataset.name,
        matrix.nnz(),
        matrix.n_users(),
        matrix.n_items(),
        report.duration_ms,
        report.from_cache,
        report.n_duplicates,
        report.n_placeholder_movies
    );
    if let Some(note) = &report.cache_note {
        println!("cache: {note}");
    }
    println!("content hash {}", dataset.content_hash);
    println!("{{\"seconds\": {:.3}, \"n_ratings\": {}}}", report.duration_ms as f64 / 1e3, matrix.nnz());
    Ok(())
}
