//! One file from elsewhere, however often the connection breaks: a download goes on where it stopped.
//!
//! What came is kept in `.NAME.part`, and what it is a part of (address, version, length) in a note beside it. The next run asks
//! for the rest, of that version only; where a server has another by now, or knows no ranges, it begins anew. The file has its
//! name once it is whole and its checksum is right.

mod known;

pub use crate::digest::Checksum;
pub use known::{KNOWN, Known, LICENCE};

use crate::Address;
use crate::access::Access;
use crate::error::RemoteError;
use crate::files::{make_folder, n_free_bytes, sync_folder, write_whole};
use crate::remote::{Body, Object, Remote};
use crate::save::save;
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The largest checksum file that is read.
const MAX_CHECKSUM_BYTES: u64 = 4096;

/// What is to be got.
#[derive(Debug, Clone)]
pub struct FetchOptions {
    /// The checksum it must have; without one, that in `ADDRESS.sha256` or `ADDRESS.md5`, if any.
    pub checksum: Option<Checksum>,
    /// Refuse a larger file.
    pub max_bytes: u64,
}

/// What was got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The file's length.
    pub n_bytes: u64,
    /// How much of it had come in an earlier run.
    pub n_resumed: u64,
    /// The checksum that was compared, and who published it.
    pub checksum: Option<(Checksum, String)>,
}

/// What a part is a part of.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    place: String,
    version: String,
    e_tag: Option<String>,
    n_bytes: u64,
}

/// Gets the file at `address` as `to`.
///
/// # Errors
/// See [`RemoteError`]; there is no file `to` then, and what came stays for another run unless its checksum is wrong.
pub async fn fetch(
    address: &Address,
    access: &Access,
    to: &Path,
    options: &FetchOptions,
    watch: &dyn Watch,
) -> Result<Fetched, RemoteError> {
    let remote = Remote::open(address.clone(), access)?;
    let parts = Parts::beside(to);
    make_folder(&parts.folder)?;
    let (n_bytes, n_resumed) = parts.get(&remote, options, watch).await?;
    let checksum = match &options.checksum {
        Some(checksum) => Some((checksum.clone(), "as required".to_owned())),
        None => published(address, access).await?,
    };
    if let Some((expected, by)) = &checksum {
        let (wanted, path) = (expected.clone(), parts.part.clone());
        let read = tokio::task::spawn_blocking(move || wanted.same_of(&path)).await;
        let read = read.unwrap_or_else(|stopped| Err(std::io::Error::other(stopped)));
        let got = read.map_err(RemoteError::local("read", &parts.part))?;
        if got != *expected {
            parts.forget()?;
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
    fs::rename(&parts.part, to).map_err(RemoteError::local("write", to))?;
    fs::remove_file(&parts.note).map_err(RemoteError::local("remove", &parts.note))?;
    sync_folder(&parts.folder)?;
    Ok(Fetched { n_bytes, n_resumed, checksum })
}

/// The checksum that lies beside a file, as `sha256sum`, `md5sum` or BSD's `md5` write it.
async fn published(address: &Address, access: &Access) -> Result<Option<(Checksum, String)>, RemoteError> {
    for ending in [".sha256", ".md5"] {
        let beside = address.with_ending(ending);
        let remote = match Remote::open(beside, access) {
            Err(RemoteError::NotFound { .. }) => continue,
            opened => opened?,
        };
        let text = match remote.text("", &remote.root, MAX_CHECKSUM_BYTES).await {
            // Some services say so of what is not there.
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

/// Where a file is collected.
struct Parts {
    folder: PathBuf,
    part: PathBuf,
    note: PathBuf,
}

impl Parts {
    fn beside(to: &Path) -> Self {
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = to.file_name().unwrap_or_default().to_string_lossy();
        let part = folder.join(format!(".{name}.part"));
        let note = folder.join(format!(".{name}.part.json"));
        Self { folder: folder.to_owned(), part, note }
    }

    /// What of which version is here.
    fn begun(&self, place: &str) -> Option<(Note, u64)> {
        let note: Note = serde_json::from_slice(&fs::read(&self.note).ok()?).ok()?;
        let n_here = self.part.metadata().ok()?.len();
        (note.place == place && !note.version.is_empty() && n_here > 0 && n_here <= note.n_bytes)
            .then_some((note, n_here))
    }

    fn forget(&self) -> Result<(), RemoteError> {
        fs::remove_file(&self.part).map_err(RemoteError::local("remove", &self.part))
    }

    /// Gets the rest, or all; gives the length, and how much of it was here.
    async fn get(
        &self,
        remote: &Remote,
        options: &FetchOptions,
        watch: &dyn Watch,
    ) -> Result<(u64, u64), RemoteError> {
        if let Some((note, n_here)) = self.begun(&remote.place()) {
            if n_here == note.n_bytes {
                return Ok((n_here, n_here));
            }
            match remote.get(&remote.root, n_here, note.e_tag.clone()).await {
                Ok(body) if Note::of(remote, &body) == note => {
                    watch.expect(note.n_bytes);
                    watch.received(n_here);
                    let file = File::options().append(true).open(&self.part);
                    let file = file.map_err(RemoteError::local("write", &self.part))?;
                    save(remote, "", body, (file, &self.part), (n_here, note.n_bytes), watch).await?;
                    return Ok((note.n_bytes, n_here));
                }
                Ok(_) => watch.note("there is another version by now: beginning anew"),
                Err(error) => match remote.trouble("", &error) {
                    unreachable @ RemoteError::Unreachable { .. } => return Err(unreachable),
                    _ => watch.note("the rest alone cannot be had: beginning anew"),
                },
            }
        }
        let got = remote.get(&remote.root, 0, None).await;
        let body = got.map_err(|error| remote.trouble("", &error))?;
        let note = Note::of(remote, &body);
        self.check(remote, &note, options)?;
        let text = serde_json::to_vec(&note).unwrap_or_default();
        let file = File::create(&self.part).map_err(RemoteError::local("write", &self.part))?;
        write_whole(&self.note, &text)?;
        watch.expect(note.n_bytes);
        save(remote, "", body, (file, &self.part), (0, note.n_bytes), watch).await?;
        Ok((note.n_bytes, 0))
    }

    fn check(&self, remote: &Remote, note: &Note, options: &FetchOptions) -> Result<(), RemoteError> {
        if note.n_bytes > options.max_bytes {
            let (limit, unit, option) = (options.max_bytes, "bytes", "--max-bytes");
            return Err(RemoteError::TooMuch { place: remote.place(), limit, unit, option });
        }
        match n_free_bytes(&self.folder).filter(|&free| free < note.n_bytes) {
            Some(free) => Err(RemoteError::NoSpace { path: self.folder.clone(), free, needed: note.n_bytes }),
            None => Ok(()),
        }
    }
}

impl Note {
    fn of(remote: &Remote, body: &Body) -> Self {
        let e_tag = body.meta.e_tag.clone();
        // A weak one cannot be asked for.
        let e_tag = e_tag.filter(|e_tag| !e_tag.starts_with("W/"));
        let object = Object::new("", body.meta.clone());
        Self { place: remote.place(), version: object.version, e_tag, n_bytes: object.n_bytes }
    }
}
