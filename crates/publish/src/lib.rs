//! Which models are to be served, and how they get from those who fit to those who serve.
//!
//! A [`Publication`] is one folder that holds all that a server needs: a [`Manifest`] with the size and checksum of every
//! file, the model files, and the data without its ratings. It is written under another name, synced and renamed, so that a
//! folder with an id is whole; [`Shelf`] keeps them side by side with a pointer, `current`, that is replaced as one:
//!
//! ```text
//! DIR/current                             the id of the publication to serve, and a newline
//! DIR/20261123T013000Z-5d41402a/          manifest.json, serving.bin, blend.safetensors, ...
//! ```
//!
//! This room knows files and checksums; what a model file holds, who is served and whether a model is good enough
//! is decided elsewhere. Only `folder` touches the disk: object storage would be another module beside it.
//! A symbolic link as the pointer was refused: object storage has none.

mod draft;
mod error;
mod folder;
mod id;
mod manifest;
mod publication;
mod serving_file;
mod shelf;

pub use draft::Draft;
pub use error::PublishError;
pub use id::PublicationId;
pub use manifest::{DataSummary, FORMAT_VERSION, FileEntry, GateReport, Manifest, Quality};
pub use publication::Publication;
pub use shelf::Shelf;
