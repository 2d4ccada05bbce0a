//! Publishes into a folder, switches between publications and removes old ones.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use cinephile_data::sample;
use cinephile_engine::ServingData;
use cinephile_publish::{DataSummary, Manifest, PublicationDetails, PublicationStore, PublishError};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn summary(data: &ServingData) -> DataSummary {
    DataSummary {
        name: data.name.clone(),
        content_hash: data.content_hash.clone(),
        base_hash: data.content_hash.clone(),
        n_users: data.n_users,
        n_items: data.catalogue.len() as u64,
        n_ratings: data.n_ratings,
        n_profiles: 0,
        n_unknown_ratings: 0,
    }
}

fn publish(store: &PublicationStore, model: &[u8]) -> Manifest {
    let data = ServingData::of(sample::dataset());
    let mut draft = store.draft().expect("a draft");
    draft.add_serving_data(&data).expect("kept");
    let write = |path: &Path| {
        write_private(path, model).map_err(|source| PublishError::Io { path: path.into(), source })
    };
    draft.add_model("ease", write).expect("kept");
    let details = PublicationDetails {
        data: summary(&data),
        algorithms: vec!["ease".to_owned()],
        default_algorithm: "ease".to_owned(),
        gate: None,
    };
    store.publish(draft, details).expect("published")
}

/// Writes a file that only its owner may read, like a temporary file.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::write(path, bytes)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_publication_becomes_current_and_is_complete() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = PublicationStore::new(folder.path().join("models"));
    assert_eq!(store.current().expect("nothing yet"), None);
    let manifest = publish(&store, b"a model");
    assert_eq!(store.current().expect("a pointer"), Some(manifest.id.clone()));
    let opened = store.open(&manifest.id).expect("there");
    assert_eq!(*opened.manifest(), manifest);
    opened.verify().expect("whole");
    assert_eq!(opened.read_serving_data().expect("there").n_ratings, manifest.data.n_ratings);
    let models: Vec<_> = opened.models().collect();
    assert_eq!(models, [("ease", opened.path().join("ease.safetensors"))]);
    let inside = ["ease.safetensors", "manifest.json", "serving.bin"];
    assert_eq!(names(opened.path()), inside, "no temporary file is left");
    assert_eq!(names(store.folder()), [manifest.id.as_str(), "current"]);
    let mode = |path: &Path| path.metadata().expect("there").permissions().mode() & 0o777;
    let any_file = folder.path().join("any file");
    fs::write(&any_file, b"").expect("written");
    for path in
        inside.map(|name| opened.path().join(name)).into_iter().chain([store.folder().join("current")])
    {
        let expected = mode(&any_file);
        assert_eq!(mode(&path), expected, "the umask decides who may read `{}`", path.display());
    }
}

#[test]
fn an_unpublished_draft_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = PublicationStore::new(folder.path());
    let manifest = publish(&store, b"a model");
    let mut draft = store.draft().expect("a draft");
    draft.add_serving_data(&ServingData::of(sample::dataset())).expect("kept");
    assert_eq!(store.list().expect("read").len(), 1, "a draft is not listed");
    drop(draft);
    assert_eq!(names(folder.path()), [manifest.id.as_str(), "current"]);
    let mut draft = store.draft().expect("a draft");
    let rejected = draft.add_model::<PublishError>("../ease", |_| Ok(())).expect_err("rejected").to_string();
    assert!(rejected.ends_with("invalid file name for a publication"), "{rejected}");
}

#[test]
fn old_publications_are_removed_but_never_the_current_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = PublicationStore::new(folder.path());
    let mut ids: Vec<_> = (0..4u8).map(|model| publish(&store, &[model]).id).collect();
    ids.sort();
    store.set_current(&ids[0]).expect("it is there");
    assert_eq!(store.prune(2).expect("pruned"), ids[1..2]);
    assert_eq!(store.list().expect("read"), [ids[0].clone(), ids[2].clone(), ids[3].clone()]);
    assert_eq!(store.prune(0).expect("pruned"), ids[2..]);
    assert_eq!(store.current().expect("read"), Some(ids[0].clone()));
    store.open(&ids[0]).expect("still there");
    assert!(matches!(store.set_current(&ids[3]), Err(PublishError::NotFound { .. })));
}
