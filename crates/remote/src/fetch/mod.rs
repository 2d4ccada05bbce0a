//! Downloads a single file, and resumes where an earlier run was interrupted.
//!
//! The received part is kept in `.NAME.part`, and its origin (address, version, length) in `.NAME.part.json`. The next
//! run requests only the rest, of the same version. If the server has another version by now, or does not support
//! ranges, the download starts over. The file gets its name once it is complete and its checksum matches.

mod known_datasets;

pub use crate::digest::Checksum;
pub use known_datasets::{KNOWN_DATASETS, KnownDataset, MOVIELENS_LICENCE};

use crate::access::Access;
use crate::address::Address;
use crate::error::RemoteError;
use crate::files::{make_folder, n_free_bytes, sync_folder, write_whole};
use crate::progress::Progress;
use crate::remote::{Body, Object, Remote};
use crate::save::{Target, save};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The largest checksum file that is read, in bytes.
const MAX_CHECKSUM_BYTES: u64 = 4096;

/// Options of a download.
#[derive(Debug, Clone)]
pub struct FetchOptions {
    /// The checksum that the file must have. Without it, the one in `ADDRESS.sha256` or `ADDRESS.md5` is used, if any.
    pub checksum: Option<Checksum>,
    /// The largest file to download, in bytes.
    pub max_bytes: u64,
}

/// A finished download.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Length of the file.
    pub n_bytes: u64,
    /// How many of these bytes an earlier run had downloaded.
    pub n_resumed: u64,
    /// The checksum that was verified, and where it was published.
    pub checksum: Option<(Checksum, String)>,
}

/// The origin of a partial file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Origin {
    place: String,
    version: String,
    e_tag: Option<String>,
    n_bytes: u64,
}

/// Downloads the file at `address` to `to`.
///
/// # Errors
/// See [`RemoteError`]. Then there is no file `to`. What was received is kept for the next run, unless its checksum is
/// wrong.
pub async fn fetch(
    address: &Address,
    access: &Access,
    to: &Path,
    options: &FetchOptions,
    progress: &dyn Progress,
) -> Result<Fetched, RemoteError> {
    let remote = Remote::open(address.clone(), access)?;
    let partial = PartialFile::beside(to);
    make_folder(&partial.folder)?;
    let (n_bytes, n_resumed) = partial.get(&remote, options, progress).await?;
    let checksum = match &options.checksum {
        Some(checksum) => Some((checksum.clone(), "as required".to_owned())),
        None => published(address, access).await?,
    };
    if let Some((expected, by)) = &checksum {
        let (wanted, path) = (expected.clone(), partial.part.clone());
        let read = tokio::task::spawn_blocking(move || wanted.of_file(&path)).await;
        let read = read.unwrap_or_else(|stopped| Err(std::io::Error::other(stopped)));
        let got = read.map_err(RemoteError::local("read", &partial.part))?;
        if got != *expected {
            partial.forget()?;
            let (algorithm, got, expected) = (got.algorithm(), got.to_string(), expected.to_string());
            return Err(RemoteError::Corrupt {
                place: remote.place(),
                algorithm,
                got,
                expected,
                by: by.clone(),
            });
        }
    }
    fs::rename(&partial.part, to).map_err(RemoteError::local("write", to))?;
    fs::remove_file(&partial.origin).map_err(RemoteError::local("remove", &partial.origin))?;
    sync_folder(&partial.folder)?;
    Ok(Fetched { n_bytes, n_resumed, checksum })
}

/// The checksum in a file beside the download, as written by `sha256sum`, `md5sum` or BSD's `md5`.
async fn published(address: &Address, access: &Access) -> Result<Option<(Checksum, String)>, RemoteError> {
    for ending in [".sha256", ".md5"] {
        let beside = address.with_ending(ending);
        let remote = match Remote::open(beside, access) {
            Err(RemoteError::NotFound { .. }) => continue,
            opened => opened?,
        };
        let text = match remote.text("", &remote.root, MAX_CHECKSUM_BYTES).await {
            // Some services respond like this to files that do not exist.
            Err(RemoteError::Denied { .. }) => continue,
            read => read?,
        };
        let found = text.as_deref().and_then(|text| text.split_whitespace().find_map(Checksum::from_hex));
        if let Some(checksum) = found {
            return Ok(Some((checksum, remote.place())));
        }
    }
    Ok(None)
}

/// A partial download on disk.
struct PartialFile {
    folder: PathBuf,
    part: PathBuf,
    /// Where [`Origin`] is written.
    origin: PathBuf,
}

impl PartialFile {
    fn beside(to: &Path) -> Self {
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = to.file_name().unwrap_or_default().to_string_lossy();
        let part = folder.join(format!(".{name}.part"));
        let origin = folder.join(format!(".{name}.part.json"));
        Self { folder: folder.to_owned(), part, origin }
    }

    /// The origin and length of the part that an earlier run has downloaded from `place`.
    fn resumable(&self, place: &str) -> Option<(Origin, u64)> {
        let origin: Origin = serde_json::from_slice(&fs::read(&self.origin).ok()?).ok()?;
        let n_here = self.part.metadata().ok()?.len();
        (origin.place == place && !origin.version.is_empty() && n_here > 0 && n_here <= origin.n_bytes)
            .then_some((origin, n_here))
    }

    fn forget(&self) -> Result<(), RemoteError> {
        fs::remove_file(&self.part).map_err(RemoteError::local("remove", &self.part))
    }

    /// Downloads the rest, or everything. Returns the length of the file, and how much of it was there before.
    async fn get(
        &self,
        remote: &Remote,
        options: &FetchOptions,
        progress: &dyn Progress,
    ) -> Result<(u64, u64), RemoteError> {
        if let Some((origin, n_here)) = self.resumable(&remote.place()) {
            if n_here == origin.n_bytes {
                return Ok((n_here, n_here));
            }
            match remote.get(&remote.root, n_here, origin.e_tag.clone()).await {
                Ok(body) if Origin::of(remote, &body) == origin => {
                    progress.expect(origin.n_bytes);
                    progress.received(n_here);
                    let file = File::options().append(true).open(&self.part);
                    let file = file.map_err(RemoteError::local("write", &self.part))?;
                    let target =
                        Target { file, path: &self.part, n_present: n_here, n_bytes: origin.n_bytes };
                    save(remote, "", body, target, progress).await?;
                    return Ok((origin.n_bytes, n_here));
                }
                Ok(_) => progress.note("the file has changed on the server; starting over"),
                Err(error) => match remote.error("", &error) {
                    unreachable @ RemoteError::Unreachable { .. } => return Err(unreachable),
                    _ => progress.note("the download cannot be resumed; starting over"),
                },
            }
        }
        let got = remote.get(&remote.root, 0, None).await;
        let body = got.map_err(|error| remote.error("", &error))?;
        let origin = Origin::of(remote, &body);
        self.check(remote, &origin, options)?;
        let text = serde_json::to_vec(&origin).unwrap_or_default();
        let file = File::create(&self.part).map_err(RemoteError::local("write", &self.part))?;
        write_whole(&self.origin, &text)?;
        progress.expect(origin.n_bytes);
        let target = Target { file, path: &self.part, n_present: 0, n_bytes: origin.n_bytes };
        save(remote, "", body, target, progress).await?;
        Ok((origin.n_bytes, 0))
    }

    fn check(&self, remote: &Remote, origin: &Origin, options: &FetchOptions) -> Result<(), RemoteError> {
        if origin.n_bytes > options.max_bytes {
            let (limit, unit, option) = (options.max_bytes, "bytes", "--max-bytes");
            return Err(RemoteError::TooMuch { place: remote.place(), limit, unit, option });
        }
        match n_free_bytes(&self.folder).filter(|&free| free < origin.n_bytes) {
            Some(free) => {
                Err(RemoteError::NoSpace { path: self.folder.clone(), free, needed: origin.n_bytes })
            }
            None => Ok(()),
        }
    }
}

impl Origin {
    fn of(remote: &Remote, body: &Body) -> Self {
        let e_tag = body.meta.e_tag.clone();
        // A weak ETag cannot be used in a conditional request.
        let e_tag = e_tag.filter(|e_tag| !e_tag.starts_with("W/"));
        let object = Object::new("", body.meta.clone());
        Self { place: remote.place(), version: object.version, e_tag, n_bytes: object.n_bytes }
    }
}
