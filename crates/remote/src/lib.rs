//! Copies remote data to this machine, completely or not at all: from buckets, web servers and folders.
//!
//! * [`sync`](sync::sync) makes a folder equal to a [`Remote`] source: a bucket (S3, Google Cloud Storage, Azure), a list
//!   on a web server, or another folder.
//! * [`fetch`](fetch::fetch) downloads a single file and can resume it.
//! * An [`Address`] names a source, and [`Access`] holds endpoint, keys and retries.
//! * Every error is a [`RemoteError`], which says what to do about it.
//!
//! Nothing remote is trusted. The names of objects must stay within the folder, lengths must be as announced, and
//! checksums as published. Files are collected in a staging area first, checked and synced to disk, and then renamed.
//! So readers find complete data at any time, even if the copy is killed.
//!
//! ```
//! use cinephile_remote::sync::{SyncOptions, sync};
//! use cinephile_remote::{Access, Address, Remote, SilentProgress};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let (here, there) = (tempfile::tempdir()?, tempfile::tempdir()?);
//! # std::fs::write(there.path().join("ratings.csv"), "userId,movieId,rating,timestamp\n")?;
//! # let (target, source) = (here.path(), there.path().display().to_string());
//! let address: Address = source.parse()?; // or s3://BUCKET/PREFIX, gs://..., az://..., https://...
//! let remote = Remote::open(address, &Access::default())?;
//! let report = sync(&remote, target, &SyncOptions::default(), &SilentProgress).await?;
//! assert_eq!((report.n_objects, report.n_copied), (1, 1));
//!
//! let again = sync(&remote, target, &SyncOptions::default(), &SilentProgress).await?;
//! assert_eq!(again.n_unchanged, 1); // copies only what has changed
//! # Ok(())
//! # }
//! ```
//!
//! This is a crate of its own, and not part of `cinephile-data`, because the clients of clouds take long to build and
//! all other crates wait for `data`. How operators use it: `docs/OPERATIONS.md`.

mod access;
mod address;
mod client;
mod digest;
mod error;
pub mod fetch;
mod files;
mod listing;
mod object_name;
mod progress;
mod remote;
mod save;
mod service_error;
mod sums;
pub mod sync;

pub use access::{Access, Keys};
pub use address::Address;
pub use error::RemoteError;
pub use progress::{Progress, SilentProgress};
pub use remote::Remote;
