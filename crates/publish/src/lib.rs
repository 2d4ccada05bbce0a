//! Publishing models: how models get from the program that fits them to the servers that answer with them.
//!
//! A [`Publication`] is a folder with everything that a server needs: a [`Manifest`] with the size and checksum of each
//! file, the model files, and the data without its ratings. A [`PublicationStore`] is a folder of publications with a
//! pointer, `current`, to the one to serve:
//!
//! ```text
//! DIR/current                             the id of the publication to serve, and a newline
//! DIR/20261123T013000Z-5d41402a/          manifest.json, serving.bin, blend.safetensors, ...
//! ```
//!
//! A publication is written as a [`Draft`] under another name, synced and then renamed, so a folder with an id is
//! always complete. The pointer is replaced by a rename too, so it is safe to crash at any point.
//!
//! ```
//! use cinephile_data::sample;
//! use cinephile_engine::ServingData;
//! use cinephile_publish::{DataSummary, PublicationDetails, PublicationStore};
//!
//! # let folder = tempfile::tempdir()?;
//! let store = PublicationStore::new(folder.path());
//! let data = ServingData::of(sample::dataset());
//!
//! let mut draft = store.draft()?;
//! draft.add_serving_data(&data)?;
//! draft.add_model::<Box<dyn std::error::Error>>("ease", |path| Ok(std::fs::write(path, "a model file")?))?;
//! # let summary = DataSummary {
//! #     name: data.name.clone(), content_hash: data.content_hash.clone(), base_hash: data.content_hash.clone(),
//! #     n_users: data.n_users, n_items: data.catalogue.len() as u64, n_ratings: data.n_ratings, n_profiles: 0,
//! #     n_unknown_ratings: 0,
//! # };
//! let manifest = store.publish(draft, PublicationDetails {
//!     data: summary, // the data that the models were fitted on
//!     algorithms: vec!["ease".to_owned()],
//!     default_algorithm: "ease".to_owned(),
//!     gate: None,
//! })?;
//!
//! assert_eq!(store.current()?.as_ref(), Some(&manifest.id)); // a server looks here every few seconds
//! let publication = store.open(&manifest.id)?; // checks manifest and sizes
//! publication.verify()?; // checks checksums
//! assert_eq!(publication.read_serving_data()?.n_ratings, data.n_ratings);
//! store.prune(5)?; // keeps the newest five and the current one
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! This crate knows files and checksums. The content of model files, the choice of algorithms and the decision whether
//! a model is good enough are the caller's. Rejected: a symbolic link as the pointer, because object storage does not
//! have them.

mod draft;
mod error;
mod folder;
mod id;
mod manifest;
mod publication;
mod publication_store;
mod serving_file;

pub use draft::{Draft, PublicationDetails};
pub use error::PublishError;
pub use id::{InvalidId, PublicationId};
pub use manifest::{DataSummary, FORMAT_VERSION, FileEntry, GateReport, Manifest, Quality};
pub use publication::Publication;
pub use publication_store::PublicationStore;
