//! Data that lies elsewhere, brought here whole.
//!
//! [`sync`] copies what changed from a bucket (S3, Google Cloud Storage, Azure), a web server or a folder, [`fetch`]
//! downloads one file and goes on where it stopped. What comes in is checked before it takes its place: names stay
//! within the folder, lengths are those that were announced, checksums are those that were published. Everything is
//! written elsewhere first, synced and renamed, so that whoever reads meanwhile, or after a kill, finds it whole.

mod access;
mod address;
mod client;
mod digest;
mod error;
pub mod fetch;
mod files;
mod listing;
mod name;
mod remote;
mod save;
mod sums;
pub mod sync;
mod trouble;
mod watch;

pub use access::{Access, Keys};
pub use address::Address;
pub use error::RemoteError;
pub use remote::Remote;
pub use watch::{Silent, Watch};
