//! Files that are written whole or not at all, reads that are bounded, and the clock.
//!
//! Every crate that keeps something on disk goes through this one, so that two rules hold everywhere:
//!
//! * **Durability.** [`write_whole`] writes to a temporary file beside the target, syncs it, renames it over the
//!   target, and syncs the folder. A crash at any moment leaves the old file or the new one, and once the call has
//!   returned, a power failure does not bring the old one back. This applies to caches too: a cache that reads as
//!   damaged costs more than an `fsync`.
//! * **Access.** People's ratings and what is derived from them (the visitors' database, caches of ratings, models, maps,
//!   figures) is readable by its owner and group only: [`Access::Group`]. What an operator publishes or copies from elsewhere is readable by
//!   whoever the operator's umask lets: [`Access::Umask`]. The umask can only narrow either of them.
//!
//! [`read_bounded`] reads a file that is small by its nature and rejects one that is not, so that a wrong path cannot
//! fill the memory. [`clock`] has the current time, in UTC seconds and as RFC 3339.
//!
//! ```
//! use cinephile_files::{Access, ReadError, read_bounded, write_bytes, write_whole};
//! use std::io::Write as _;
//!
//! # let folder = tempfile::tempdir()?;
//! let path = folder.path().join("figures.json");
//! write_bytes(&path, Access::Group, b"[1, 2, 3]")?;
//! assert_eq!(read_bounded(&path, 100)?, b"[1, 2, 3]");
//!
//! // An error on the way leaves the file as it was.
//! let failed = write_whole(&path, Access::Group, |file| {
//!     file.write_all(b"[1,")?;
//!     Err::<(), _>(std::io::Error::other("the measurement was cancelled"))
//! });
//! assert!(failed.is_err());
//! assert_eq!(read_bounded(&path, 100)?, b"[1, 2, 3]");
//!
//! // A file that is too long is an error that names the limit.
//! assert!(matches!(read_bounded(&path, 4), Err(ReadError::TooLong { max_bytes: 4, .. })));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod clock;
mod folder;
mod read;
mod write;

pub use folder::{make_folder, sync_folder};
pub use read::{ReadError, read_bounded};
pub use write::{Access, NewFile, make_file, remove_leftovers, write_bytes, write_whole};
