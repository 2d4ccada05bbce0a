//! The state of a synced folder: a small file beside the data that records what earlier syncs have copied, so that the
//! next one does not copy it again.

use crate::digest::sha256_of;
use crate::error::RemoteError;
use crate::files::write_whole;
use crate::object_name;
use crate::remote::Object;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The name of the state file.
pub(super) const FILE: &str = ".cinephile-sync.json";

/// The version of the layout; a file with another version is ignored.
const LAYOUT: u32 = 1;

/// The files that syncs have copied, and their source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    layout: u32,
    pub(super) source: String,
    pub(super) files: BTreeMap<String, Entry>,
}

/// A copied file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) version: String,
    pub(super) n_bytes: u64,
    pub(super) sha256: String,
    /// When the file was last modified, by the file system. While this and the length stay the same, the file is not
    /// read again.
    pub(super) modified_ns: u64,
}

impl State {
    pub(super) fn new(source: String) -> Self {
        Self { layout: LAYOUT, source, files: BTreeMap::new() }
    }

    /// Reads the state of a folder; empty if the file is missing, damaged or for another source.
    pub(super) fn read(folder: &Path, source: &str) -> Self {
        let text = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
        let read: Option<Self> = serde_json::from_str(&text).ok();
        let is_known = |state: &Self| {
            state.layout == LAYOUT
                && state.source == source
                && state.files.keys().all(|file| object_name::check(file).is_ok())
        };
        read.filter(is_known).unwrap_or_else(|| Self::new(source.to_owned()))
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), RemoteError> {
        let text = serde_json::to_vec_pretty(self).unwrap_or_default();
        write_whole(&folder.join(FILE), &text)
    }

    /// The entry for an object whose copy is in the folder already, from an earlier sync or (if its checksum is
    /// `published`) from anywhere else.
    pub(super) fn up_to_date(
        &self,
        folder: &Path,
        object: &Object,
        published: Option<&String>,
    ) -> Option<Entry> {
        let path = folder.join(&object.name);
        let (n_bytes, modified_ns) = stamp(&path)?;
        if n_bytes != object.n_bytes {
            return None;
        }
        let known = self.files.get(&object.name);
        if known.is_some_and(|entry| entry.version != object.version) {
            // It has changed at the source. Copying it will check it against the published checksum.
            return None;
        }
        let known = known.filter(|_| !object.version.is_empty());
        let wanted = published.or(known.map(|entry| &entry.sha256))?;
        if let Some(entry) = known.filter(|entry| entry.modified_ns == modified_ns && entry.sha256 == *wanted)
        {
            return Some(entry.clone());
        }
        let sha256 = sha256_of(&path).ok().filter(|sha256| sha256 == wanted)?;
        Some(Entry { version: object.version.clone(), n_bytes, sha256, modified_ns })
    }
}

/// Length and last modification of a file; `None` if it is not a file.
pub(super) fn stamp(path: &PathBuf) -> Option<(u64, u64)> {
    let metadata = std::fs::symlink_metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((metadata.len(), u64::try_from(since.as_nanos()).ok()?))
}
