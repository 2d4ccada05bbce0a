//! How a server treats publications, good and bad.

use super::watcher::{Look, PublicationWatcher};
use crate::learning::{FitPlan, Gate, PublishOutcome, publish};
use cinephile_api::{ApiConfig, AppState, Figures};
use cinephile_data::{Dataset, sample};
use cinephile_models::Algorithm;
use cinephile_publish::{PublicationId, PublicationStore};
use cinephile_store::Store;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of publications, and a server's state.
struct Room {
    folder: tempfile::TempDir,
    state: AppState,
    watcher: PublicationWatcher,
}

impl Room {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("cinephile.db");
        let store = Store::open(path.to_str().expect("UTF-8")).await.expect("a store");
        let state = AppState::new(store, ApiConfig::default());
        let watcher = PublicationWatcher::new(
            PublicationStore::new(folder.path().join("models")),
            state.clone(),
            Figures::default(),
        );
        Self { folder, state, watcher }
    }

    fn models(&self) -> PathBuf {
        self.folder.path().join("models")
    }

    /// Publishes a `popularity` model of `dataset`; the seed makes each publication different.
    fn publish(&self, dataset: Dataset, seed: u64) -> PublicationId {
        let plan = FitPlan {
            algorithms: vec![Algorithm::Popularity],
            default_algorithm: Algorithm::Popularity,
            params: BTreeMap::new(),
            seed: Some(seed),
            gate: Gate::Off,
            publications: PublicationStore::new(self.models()),
            keep: 10,
        };
        match publish(&plan, dataset, None, &|_| {}).expect("published") {
            PublishOutcome::Published(manifest) => manifest.id,
            PublishOutcome::Rejected(_) => panic!("nothing was measured"),
        }
    }

    fn file(&self, id: &PublicationId, name: &str) -> PathBuf {
        self.models().join(id.as_str()).join(name)
    }

    /// The error of a reload, which must leave `served` in service.
    fn refusal(&self, served: Option<&PublicationId>) -> String {
        let rejected = format!("{:#}", self.watcher.reload().expect_err("rejected"));
        let looked = self.watcher.look();
        assert!(
            matches!(looked, None | Some(Look::RejectedBefore)),
            "the watcher rejects it too: {looked:?}"
        );
        assert_eq!(self.state.model_id().as_deref(), served.map(PublicationId::as_str));
        rejected
    }
}

fn edit(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).expect("there");
    change(&mut bytes);
    fs::write(path, bytes).expect("written");
}

#[tokio::test]
async fn the_current_publication_is_served_and_then_the_next() {
    let room = Room::new().await;
    assert_eq!(room.watcher.look(), Some(Look::Nothing));
    let first = room.publish(sample::dataset(), 1);
    assert!(matches!(room.watcher.look(), Some(Look::Swapped(id, _)) if id == first));
    assert_eq!(room.watcher.look(), Some(Look::Same(first.clone())));
    room.watcher.verify().expect("whole");
    let second = room.publish(sample::dataset(), 2);
    assert_ne!(first, second);
    assert!(matches!(room.watcher.reload(), Ok(Look::Swapped(id, _)) if id == second));
    assert_eq!(room.state.model_id().as_deref(), Some(second.as_str()));
    PublicationStore::new(room.models()).set_current(&first).expect("it is there");
    assert!(matches!(room.watcher.look(), Some(Look::Swapped(id, _)) if id == first), "back to the old");
}

#[tokio::test]
async fn a_publication_found_damaged_after_the_start_is_no_longer_served() {
    let room = Room::new().await;
    let id = room.publish(sample::dataset(), 1);
    // The last bits of a float: a valid value, but not the published one.
    edit(&room.file(&id, "popularity.safetensors"), |bytes| {
        *bytes.iter_mut().rev().nth(3).expect("a float") ^= 1
    });
    assert!(
        matches!(room.watcher.look(), Some(Look::Swapped(..))),
        "the first look does not wait for checksums"
    );
    let damaged = format!("{:#}", room.watcher.verify().expect_err("damaged"));
    assert!(damaged.contains("popularity.safetensors` has changed since it was published"), "{damaged}");
    assert_eq!(room.state.model_id(), None);
    assert_eq!(room.watcher.look(), Some(Look::RejectedBefore));
    let next = room.publish(sample::dataset(), 2);
    assert!(matches!(room.watcher.look(), Some(Look::Swapped(id, _)) if id == next));
}

#[tokio::test]
async fn an_incomplete_publication_is_rejected_with_the_reason_and_the_old_one_stays() {
    let room = Room::new().await;
    let good = room.publish(sample::dataset(), 1);
    assert!(matches!(room.watcher.look(), Some(Look::Swapped(..))));
    let bad = room.publish(sample::dataset(), 1);
    let model = room.file(&bad, "popularity.safetensors");
    let whole = fs::read(&model).expect("there");
    let n_bytes = whole.len();

    edit(&model, |bytes| bytes.truncate(n_bytes - 1));
    let cut = room.refusal(Some(&good));
    let expected =
        format!("popularity.safetensors` has {} bytes; expected {n_bytes}, as published", n_bytes - 1);
    assert!(cut.ends_with(&expected), "{cut}");

    fs::write(&model, &whole).expect("written");
    edit(&model, |bytes| bytes[n_bytes - 1] ^= 1);
    let flipped = room.refusal(Some(&good));
    assert!(flipped.contains("has changed since it was published: its checksum is"), "{flipped}");

    fs::remove_file(&model).expect("removed");
    let missing = room.refusal(Some(&good));
    assert!(missing.contains("popularity.safetensors`: No such file"), "{missing}");

    fs::write(&model, &whole).expect("written");
    edit(&room.file(&bad, "serving.bin"), |bytes| bytes[100] ^= 1);
    let damaged = room.refusal(Some(&good));
    assert!(damaged.contains("serving.bin` has changed since it was published"), "{damaged}");

    edit(&room.file(&bad, "manifest.json"), |bytes| bytes.truncate(40));
    let torn = room.refusal(Some(&good));
    assert!(torn.contains("manifest.json`: not a manifest"), "{torn}");
    fs::remove_file(room.file(&bad, "manifest.json")).expect("removed");
    assert!(room.refusal(Some(&good)).ends_with("manifest.json`: file not found"));
}

#[tokio::test]
async fn a_pointer_that_leads_nowhere_is_rejected_and_followed_once_it_leads_somewhere() {
    let room = Room::new().await;
    let good = room.publish(sample::dataset(), 1);
    let pointer = room.models().join("current");
    let point = |text: &str| fs::write(&pointer, text).expect("written");
    point("20261123T013000Z-00000000\n");
    let nowhere = room.refusal(None);
    assert!(nowhere.contains("no publication 20261123T013000Z-00000000 in `"), "{nowhere}");
    for garbage in ["", "../../etc", "\u{fffd}", &"x".repeat(10_000)] {
        point(garbage);
        assert!(room.refusal(None).contains("current`"), "{garbage}");
    }
    point(&format!("{good}\n"));
    assert!(matches!(room.watcher.look(), Some(Look::Swapped(id, _)) if id == good));
}

/// Replaces a publication's model by `file`, and updates size and checksum in the manifest.
fn forge(room: &Room, id: &PublicationId, file: &Path) {
    fs::copy(file, room.file(id, "popularity.safetensors")).expect("copied");
    let bytes = fs::read(file).expect("there");
    let manifest = room.file(id, "manifest.json");
    let mut json: serde_json::Value =
        serde_json::from_slice(&fs::read(&manifest).expect("there")).expect("JSON");
    let files = json["files"].as_array_mut().expect("files");
    let entry = files.iter_mut().find(|file| file["algorithm"] == "popularity").expect("listed");
    entry["n_bytes"] = bytes.len().into();
    entry["blake3"] = blake3::hash(&bytes).to_hex().as_str().into();
    fs::write(&manifest, json.to_string()).expect("written");
}

#[tokio::test]
async fn models_of_other_data_or_of_another_kind_are_rejected_even_with_right_checksums() {
    let room = Room::new().await;
    let good = room.publish(sample::dataset(), 1);
    assert!(matches!(room.watcher.look(), Some(Look::Swapped(..))));
    let sample = sample::dataset();
    let all_loved = sample.interactions.with_all_stars(cinephile_data::Stars::MAX);
    let other = Dataset::new(sample.name, sample.provenance, sample.catalogue, all_loved, sample.user_ids);
    let other = room.publish(other, 1);
    let other_model = room.file(&other, "popularity.safetensors");
    let bad = room.publish(sample::dataset(), 1);
    forge(&room, &bad, &other_model);
    let rejected = room.refusal(Some(&good));
    assert!(rejected.ends_with("was fitted on other data than the data published with it"), "{rejected}");

    let stars = room.file(&bad, "stars.safetensors");
    forge(&room, &bad, &stars);
    let rejected = room.refusal(Some(&good));
    assert!(rejected.ends_with("is a model of stars, but was published as popularity"), "{rejected}");

    edit(&stars, |bytes| bytes.fill(b'x'));
    forge(&room, &bad, &stars);
    assert!(
        room.refusal(Some(&good)).contains("has changed since it was published"),
        "the stars' own checksum"
    );
}

#[tokio::test]
async fn two_servers_on_one_folder_serve_the_same_and_a_third_finds_it_later() {
    let room = Room::new().await;
    let second = Room::new().await;
    let twin = PublicationWatcher::new(
        PublicationStore::new(room.models()),
        second.state.clone(),
        Figures::default(),
    );
    for seed in [1, 2, 3] {
        let id = room.publish(sample::dataset(), seed);
        room.watcher.look();
        twin.look();
        assert_eq!(room.state.model_id().as_deref(), Some(id.as_str()));
        assert_eq!(second.state.model_id(), room.state.model_id());
    }
    let third = Room::new().await;
    PublicationWatcher::new(PublicationStore::new(room.models()), third.state.clone(), Figures::default())
        .look();
    assert_eq!(third.state.model_id(), room.state.model_id());
}
