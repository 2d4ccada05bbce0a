//! One test per way in which a model file can be wrong.

use super::header::{Header, ITEM_IDS, ModelInfo};
use super::read::{from_bytes, open};
use super::write::{encode, save, to_bytes};
use crate::{Algorithm, AlgorithmParams, EaseParams, Model, Tensor, TensorValues};
use cinephile_data::Interactions;
use serde_json::value::to_raw_value;

fn fitted(algorithm: Algorithm) -> Box<dyn Model> {
    AlgorithmParams::default_for(algorithm).fit(&Interactions::checkerboard(8)).expect("fitted")
}

fn header(model: &dyn Model) -> Header {
    Header {
        format_version: 1,
        kind: model.algorithm().to_string(),
        n_items: 8,
        params: to_raw_value(&model.params()).expect("JSON"),
        info: ModelInfo::numbered(8),
    }
}

fn with_item_ids(mut tensors: Vec<Tensor<'_>>) -> Vec<Tensor<'_>> {
    let (shape, values) = (vec![8], TensorValues::U32(&[0, 1, 2, 3, 4, 5, 6, 7]));
    tensors.push(Tensor { name: ITEM_IDS.into(), shape, values });
    tensors
}

fn fault(bytes: &[u8]) -> String {
    from_bytes(bytes).expect_err("rejected").to_string()
}

/// The fault reported for a file with a valid checksum whose header was changed.
fn with_header(algorithm: Algorithm, change: impl FnOnce(&mut Header)) -> String {
    let model = fitted(algorithm);
    let mut header = header(&*model);
    change(&mut header);
    fault(&encode(&header, with_item_ids(model.tensors())).expect("encoded"))
}

/// The fault reported for a file with a valid checksum in which one array was changed.
fn with_tensor(algorithm: Algorithm, name: &str, change: impl FnOnce(&mut Tensor<'_>)) -> String {
    let model = fitted(algorithm);
    let mut tensors = with_item_ids(model.tensors());
    change(tensors.iter_mut().find(|tensor| tensor.name == name).expect("that array"));
    fault(&encode(&header(&*model), tensors).expect("encoded"))
}

/// The same, with one float set.
fn with_float(algorithm: Algorithm, name: &str, at: usize, value: f32) -> String {
    with_tensor(algorithm, name, |tensor| {
        let TensorValues::F32(values) = tensor.values else { panic!("floats") };
        let mut values = values.to_vec();
        values[at] = value;
        tensor.values = TensorValues::F32(values.leak());
    })
}

/// The same, with one count or position set.
fn with_count(algorithm: Algorithm, name: &str, at: usize, value: u32) -> String {
    with_tensor(algorithm, name, |tensor| {
        let TensorValues::U32(values) = tensor.values else { panic!("counts") };
        let mut values = values.to_vec();
        values[at] = value;
        tensor.values = TensorValues::U32(values.leak());
    })
}

#[test]
fn a_file_truncated_anywhere_is_rejected() {
    for algorithm in Algorithm::ALL {
        let bytes = to_bytes(&*fitted(algorithm), &ModelInfo::numbered(8)).expect("encoded");
        assert!(from_bytes(&bytes).is_ok());
        for length in 0..bytes.len() {
            let message = fault(&bytes[..length]);
            assert!(message.starts_with("not a model file, or a truncated one: "), "{length}: {message}");
        }
    }
}

#[test]
fn a_byte_flipped_anywhere_is_rejected() {
    for algorithm in Algorithm::ALL {
        let bytes = to_bytes(&*fitted(algorithm), &ModelInfo::numbered(8)).expect("encoded");
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert!(from_bytes(&flipped).is_err(), "{algorithm}: byte {at} of {}", bytes.len());
        }
        let mut flipped = bytes;
        *flipped.last_mut().expect("bytes") ^= 0x80;
        assert!(fault(&flipped).contains("has changed since it was written"));
    }
}

#[test]
fn bytes_after_the_end_are_rejected() {
    let mut bytes = to_bytes(&*fitted(Algorithm::Popularity), &ModelInfo::numbered(8)).expect("encoded");
    bytes.push(0);
    assert!(fault(&bytes).starts_with("not a model file"));
}

#[test]
fn a_huge_header_is_rejected_before_it_is_read() {
    let mut bytes = u64::MAX.to_le_bytes().to_vec();
    bytes.extend(b"{}");
    let message = fault(&bytes);
    assert_eq!(message, format!("its header claims {} bytes; at most 1048576 are allowed", u64::MAX));
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("huge");
    std::fs::write(&path, bytes).expect("written");
    let message = open(&path).expect_err("rejected").to_string();
    assert!(
        message.ends_with("huge`: its header claims 18446744073709551615 bytes; at most 1048576 are allowed")
    );
}

#[cfg(unix)]
#[test]
fn only_owner_and_group_read_a_model() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("model");
    save(&*fitted(Algorithm::Popularity), &ModelInfo::numbered(8), &path).expect("saved");
    let mode = std::os::unix::fs::PermissionsExt::mode(&path.metadata().expect("there").permissions());
    assert_eq!(mode & 0o007, 0, "{mode:o}");
}

#[test]
fn a_header_too_large_to_read_back_is_not_written() {
    let info = ModelInfo { metrics: "x".repeat(1 << 20).into(), ..ModelInfo::numbered(8) };
    let message = to_bytes(&*fitted(Algorithm::Popularity), &info).expect_err("rejected").to_string();
    assert!(message.contains("at most 1048576 are allowed"), "{message}");
}

#[test]
fn item_ids_must_be_as_many_as_the_items_and_rise() {
    let model = fitted(Algorithm::Popularity);
    let message = to_bytes(&*model, &ModelInfo::numbered(7)).expect_err("rejected").to_string();
    assert!(message.contains("has 7 ids, but the model has 8 items"), "{message}");
    let message = with_count(Algorithm::Popularity, ITEM_IDS, 3, 2);
    assert!(message.contains("id 2 at position 3 is not larger than the one before it"), "{message}");
}

#[test]
fn another_safetensors_file_is_not_a_model() {
    let tensor = Tensor::f32("weights", &[2], &[1.0, 2.0]);
    let bytes = safetensors::serialize([("weights", tensor)], None).expect("serialised");
    assert_eq!(
        fault(&bytes),
        "a safetensors file, but not a model of this program: its metadata has no `cinephile`"
    );
}

#[test]
fn another_version_is_named() {
    let message = with_header(Algorithm::UserKnn, |header| header.format_version = 2);
    assert_eq!(message, "its format version is 2; this program reads version 1");
}

#[test]
fn an_unknown_kind_is_answered_with_the_known_ones() {
    let message = with_header(Algorithm::UserKnn, |header| header.kind = "svd".to_owned());
    assert!(
        message.starts_with("unknown kind `svd`; it must be one of popularity, kmeans, user-knn"),
        "{message}"
    );
}

#[test]
fn parameters_of_another_kind_or_out_of_range_are_rejected() {
    let message = with_header(Algorithm::UserKnn, |header| header.kind = "kmeans".to_owned());
    assert_eq!(
        message,
        "its parameters cannot be used: they are those of user-knn, but the model is of kind kmeans"
    );
    let params = |json: serde_json::Value| {
        with_header(Algorithm::UserKnn, |header| header.params = to_raw_value(&json).expect("JSON"))
    };
    let message = params(serde_json::json!({"algorithm": "user-knn", "n_neighbours": 0}));
    assert!(message.contains("parameter `n_neighbours` is 0; it must be in 1..=1000"), "{message}");
    assert!(params(serde_json::json!({"algorithm": "user-knn", "n_factors": 8})).contains("n_factors"));
}

#[test]
fn shapes_that_do_not_fit_are_rejected() {
    let message = with_header(Algorithm::KMeans, |header| header.n_items = 9);
    assert!(message.contains("has shape 4 x 8, expected 4 x 9"), "{message}");
    let message = with_header(Algorithm::Popularity, |header| header.n_items = 7);
    assert_eq!(message, "array `n_ratings`: has shape 8, expected 7");
    let message = with_tensor(Algorithm::KMeans, "centres", |tensor| tensor.shape = vec![2, 16]);
    assert_eq!(message, "array `centres`: has shape 2 x 16, expected 4 x 8");
    let message = with_tensor(Algorithm::UserKnn, "stars", |tensor| tensor.shape = vec![8, 6]);
    assert_eq!(message, "array `stars`: has shape 8 x 6, expected 48");
}

#[test]
fn a_missing_array_or_another_type_is_rejected() {
    let message = with_tensor(Algorithm::KMeans, "centres", |tensor| tensor.name = "other".into());
    assert_eq!(message, "array `centres`: is missing");
    static ZEROS: [u32; 8] = [0; 8];
    let message = with_tensor(Algorithm::Popularity, "mean_stars", |tensor| {
        tensor.values = TensorValues::U32(&ZEROS);
    });
    assert_eq!(message, "array `mean_stars`: has type U32, expected F32");
}

#[test]
fn values_that_are_not_finite_or_not_stars_are_rejected() {
    for wrong in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -1.0, 6.0] {
        let message = with_float(Algorithm::Popularity, "mean_stars", 3, wrong);
        assert_eq!(message, format!("array `mean_stars`: value {wrong} at 3 is not within 0..=5"));
        assert!(with_float(Algorithm::UserKnn, "stars", 3, wrong).contains("is not within 0.5..=5"));
        assert!(with_float(Algorithm::NaiveKMeans, "means", 3, wrong).contains("is not within 0..=5"));
    }
    assert!(with_float(Algorithm::KMeans, "centres", 0, f32::NAN).contains("value NaN at 0"));
    assert!(with_float(Algorithm::KMeans, "centres", 0, 1e30).contains("is not within -5..=5"));
    assert!(with_float(Algorithm::KMeans, "facts", 0, 0.0).contains("mean of 0 stars"));
    assert!(with_float(Algorithm::KMeans, "star_sums", 0, 1e30).contains("array `star_sums`"));
}

#[test]
fn positions_and_counts_out_of_range_are_rejected() {
    let message = with_count(Algorithm::UserKnn, "items", 5, 8);
    assert_eq!(message, "array `items`: row 0 holds item 8; items must be below 8");
    let message = with_count(Algorithm::NaiveUserKnn, "items", 1, 0);
    assert!(message.contains("must rise strictly"), "{message}");
    let message = with_tensor(Algorithm::UserKnn, "indptr", |tensor| {
        tensor.values = TensorValues::U64(vec![0, 6, 5, 18, 24, 30, 36, 42, 48]);
    });
    assert_eq!(
        message,
        "array `items`: row starts must begin at 0, never fall and end at 48; they break this at row 1"
    );
    let message = with_tensor(Algorithm::UserKnn, "indptr", |tensor| {
        tensor.values = TensorValues::U64(vec![0, 6, u64::MAX, 18, 24, 30, 36, 42, 48]);
    });
    assert!(message.starts_with("array `items`: row starts"), "{message}");
    assert!(with_count(Algorithm::KMeans, "n_members", 0, 0).contains("none empty"));
    assert!(with_count(Algorithm::KMeans, "n_ratings", 2, 500).contains("500 ratings at 2 by a group of"));
}

/// The fault reported for a sparse `ease` with a valid checksum in which one array was changed.
fn with_sparse_ease(name: &str, values: TensorValues<'static>) -> String {
    let params = EaseParams { sparse_mb: Some(1), head_share: 1.0, ..EaseParams::default() };
    let model = AlgorithmParams::Ease(params).fit(&Interactions::checkerboard(8)).expect("fitted");
    let mut tensors = with_item_ids(model.tensors());
    let tensor = tensors.iter_mut().find(|tensor| tensor.name == name).expect("that array");
    tensor.shape = vec![match &values {
        TensorValues::F32(values) => values.len(),
        TensorValues::U32(values) => values.len(),
        TensorValues::U64(values) => values.len(),
        TensorValues::I8(values) => values.len(),
    }];
    tensor.values = values;
    fault(&encode(&header(&*model), tensors).expect("encoded"))
}

#[test]
fn weights_of_ease_that_are_not_finite_or_not_square_are_rejected() {
    for wrong in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1e30] {
        let message = with_float(Algorithm::Ease, "weights", 9, wrong);
        assert_eq!(
            message,
            format!("array `weights`: value {wrong} at 9 is not within -1000000000..=1000000000")
        );
    }
    assert!(
        with_float(Algorithm::Ease, "everybody", 2, f32::NAN).contains("array `everybody`: value NaN at 2")
    );
    let message = with_count(Algorithm::Ease, "n_ratings", 2, 0);
    assert_eq!(message, "array `everybody`: has shape 8, expected 7", "as many columns as rated items");
    let message = with_tensor(Algorithm::Ease, "weights", |tensor| tensor.shape = vec![4, 16]);
    assert_eq!(message, "array `weights`: has shape 4 x 16, expected 8 x 8");
}

#[test]
fn sparse_weights_of_ease_outside_the_matrix_are_rejected() {
    let starts = |starts: &[u64]| with_sparse_ease("indptr", TensorValues::U64(starts.to_vec()));
    let message = starts(&[0, 7, 7]);
    assert!(message.starts_with("array `indptr`: row starts must be 9, begin at 0"), "{message}");
    assert!(starts(&[0, 7, 3, 21, 28, 35, 42, 49, 56]).contains("array `indptr`"));
    assert!(starts(&[0, u64::MAX, 14, 21, 28, 35, 42, 49, 56]).contains("array `indptr`"));
    let message = with_sparse_ease("columns", TensorValues::U32(&[8; 56]));
    assert_eq!(message, "array `columns`: columns of row 0 must rise strictly and stay below 8");
    assert!(with_sparse_ease("weights", TensorValues::F32(&[0.0; 55])).contains("has shape 55, expected 56"));
}

#[test]
fn impossible_variances_of_predicted_stars_are_rejected() {
    let message = with_float(Algorithm::Stars, "item_covs", 0, -0.5);
    assert_eq!(message, "array `item_covs`: row 0 is not a covariance");
    let message = with_float(Algorithm::Stars, "facts", 1, 0.0);
    assert!(message.starts_with("array `facts`: ") && message.contains("noise 0"), "{message}");
    let message = with_float(Algorithm::Stars, "user_variance", 0, 0.0);
    assert!(message.starts_with("array `user_variance`: value 0 at 0"), "{message}");
    let message = with_float(Algorithm::Stars, "item_means", 3, f32::NAN);
    assert!(message.starts_with("array `item_means`: value NaN at 3"), "{message}");
}

#[test]
fn saving_replaces_a_file_whole_and_leaves_nothing_beside_it() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("model.safetensors");
    std::fs::write(&path, b"something else").expect("written");
    let model = fitted(Algorithm::KMeans);
    save(&*model, &ModelInfo::numbered(8), &path).expect("saved");
    let (opened, _) = open(&path).expect("opened");
    assert_eq!(opened.params(), model.params());
    assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 1);
}

#[test]
fn an_opened_model_stays_what_it_was_when_its_file_is_replaced_or_removed() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("model.safetensors");
    for algorithm in [Algorithm::Ease, Algorithm::Ials, Algorithm::Blend] {
        let model = fitted(algorithm);
        save(&*model, &ModelInfo::numbered(8), &path).expect("saved");
        let (opened, _) = open(&path).expect("opened");
        save(&*fitted(Algorithm::Popularity), &ModelInfo::numbered(8), &path).expect("replaced");
        std::fs::remove_file(&path).expect("removed");
        let bytes = |model: &dyn Model| to_bytes(model, &ModelInfo::numbered(8)).expect("bytes");
        assert_eq!(bytes(&*opened), bytes(&*model), "{algorithm}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("none.safetensors");
    let message = open(&path).expect_err("rejected").to_string();
    assert!(message.starts_with(&format!("model file `{}`: ", path.display())), "{message}");
    let nowhere = folder.path().join("no-folder").join("model");
    assert!(save(&*fitted(Algorithm::Popularity), &ModelInfo::numbered(8), &nowhere).is_err());
}
