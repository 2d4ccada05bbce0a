//! Tests the benchmark itself at a size that every machine can run: our models on the built-in sample.

use super::lists;
use super::options::Options;
use super::setup::BenchSetup;
use crate::shell::{root, run};
use std::path::PathBuf;

/// The debug binary next to this test's own. `cargo test --workspace` has just built it; otherwise it is built here.
fn debug_binary() -> PathBuf {
    let test = std::env::current_exe().expect("this test's path");
    let folder = test.parent().and_then(std::path::Path::parent).expect("target/debug");
    let binary = folder.join(format!("cinephile{}", std::env::consts::EXE_SUFFIX));
    if !binary.exists() {
        run(&root(), &["cargo", "build", "--quiet", "--package", "cinephile"]).expect("built");
    }
    binary
}

#[test]
fn our_models_are_measured_on_the_sample_and_beat_popularity() {
    let words = ["--no-python", "--rounds", "1", "--only", "popularity,kmeans,ease"].map(str::to_owned);
    let options = Options::parse(&words).expect("options");
    let folder = std::env::temp_dir().join(format!("cinephile-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("folder");
    let setup =
        BenchSetup { options: &options, binary: debug_binary(), python: None, folder: folder.clone() };
    let (table, runs) = lists::measure(&setup).expect("measured");
    std::fs::remove_dir_all(&folder).expect("removed");

    assert!(table.notes().is_empty(), "a competitor failed: {:?}", table.notes());
    let ndcg = |at: usize| runs[at]["accuracy_by_seed"][0]["ndcg@100"].as_f64().expect("scored");
    let names: Vec<_> = (0..3).map(|at| runs[at]["contender"].as_str().expect("name")).collect();
    assert_eq!(names, ["popularity", "kmeans", "ease"]);
    assert!(ndcg(1) > ndcg(0) && ndcg(2) > ndcg(0), "{runs}");
    for key in ["fit_seconds", "fit_cpu_seconds", "peak_memory_bytes", "lists_seconds", "lists_cpu_seconds"] {
        let cost = runs[2]["runs"][0][key].as_f64().expect("measured");
        assert!(cost > 0.0, "{key} is {cost}");
    }
    assert_eq!(table.markdown().lines().count(), 5, "{}", table.markdown());
}
