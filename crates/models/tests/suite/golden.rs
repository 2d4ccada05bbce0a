//! Kept model files of version 1: they must open, and score as they did, for as long as version 1 is read.

use cinephile_data::{Interactions, ItemId, ItemIdx, OwnedHistory};
use cinephile_models::{Algorithm, AlgorithmParams, KMeansParams, ModelInfo, model_file};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The newest form of a model's file: the first `blend` had no weights for short histories, the first `kmeans` no lift.
fn path(algorithm: Algorithm) -> PathBuf {
    let form = match algorithm {
        Algorithm::Blend => "-short-history",
        Algorithm::KMeans => "-lift",
        _ => "",
    };
    folder().join(format!("v1-{algorithm}{form}.safetensors"))
}

fn asked() -> OwnedHistory {
    let ratings = [(0, 5.0), (3, 1.0), (4, 4.5), (9, 2.0)];
    OwnedHistory::from_pairs(ratings.iter().map(|&(item, stars)| (ItemIdx::new(item), stars)).collect())
}

fn info() -> ModelInfo {
    ModelInfo {
        data_hash: "checkerboard of 12".to_owned(),
        item_ids: (10..22).map(ItemId).collect(),
        created_at: "2026-11-22T00:00:00Z".to_owned(),
        metrics: serde_json::json!({"ndcg@100": 0.5}),
    }
}

#[test]
fn files_of_version_1_open_and_score_as_they_did() {
    let files = std::fs::read_dir(folder()).expect("the folder").map(|entry| entry.expect("an entry").path());
    let files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|it| it == "safetensors")).collect();
    assert!(
        files.len() > Algorithm::ALL.len(),
        "a file for each model, and the first forms of `blend` and `kmeans`"
    );
    for file in files {
        let (model, its_info) = model_file::open(&file).expect("opened");
        let name = file.file_name().expect("a name").to_string_lossy();
        assert!(name.contains(model.algorithm().name()), "{name}");
        assert_eq!(its_info, info());
        let expected = std::fs::read_to_string(file.with_extension("json")).expect("its scores");
        let expected: Vec<f32> = serde_json::from_str(&expected).expect("numbers");
        let mut scores = vec![f32::NAN; model.n_items()];
        model.score(asked().as_history(), &mut scores);
        assert_eq!(scores.len(), expected.len());
        for (item, (score, expected)) in scores.iter().zip(&expected).enumerate() {
            // Exponentials and powers may differ in the last place between platforms, and `ials` scores with vectors
            // of 16 bits a factor.
            let near = (score - expected).abs() <= 3e-5 * expected.abs().max(1.0);
            assert!(near, "{}, item {item}: {score}, and it was {expected}", file.display());
        }
    }
}

/// Writes the files of models that have none yet: `UPDATE_GOLDEN=1 cargo test -p cinephile-models golden`. Files that
/// exist are never written again.
#[test]
fn every_model_has_a_golden_file() {
    let train = Interactions::checkerboard(12);
    for algorithm in Algorithm::ALL {
        let file = path(algorithm);
        if file.exists() {
            continue;
        }
        assert!(std::env::var_os("UPDATE_GOLDEN").is_some(), "{algorithm} has no golden file");
        let params = match AlgorithmParams::default_for(algorithm) {
            AlgorithmParams::KMeans(params) => AlgorithmParams::KMeans(KMeansParams { k: Some(2), ..params }),
            other => other,
        };
        let model = params.fit(&train).expect("fitted");
        model_file::save(&*model, &info(), &file).expect("saved");
        let mut scores = vec![f32::NAN; model.n_items()];
        model.score(asked().as_history(), &mut scores);
        let json = serde_json::to_string(&scores).expect("JSON");
        std::fs::write(file.with_extension("json"), json + "\n").expect("written");
    }
}
