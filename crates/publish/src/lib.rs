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
//! A publication is written as a [`Draft`] under another name, synced and then renamed, so a folder with an id is always
//! complete. The pointer is replaced by a rename too, so it is safe to crash at any point.
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
//! draft.add_model("ease", |path| std::fs::write(path, b"...").map_err(Box::from))?; // a model file in real life
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! This crate knows files and checksums. The content of model files, the choice of algorithms and the decision whether a
//! model is good enough are the caller's. Rejected: a symbolic link as the pointer, because object storage does not have
//! them.

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
