//! An opened publication.

use crate::error::PublishError;
use crate::folder;
use crate::id::PublicationId;
use crate::manifest::{FileEntry, MANIFEST, MAX_MANIFEST_BYTES, Manifest};
use crate::serving_file;
use cinephile_engine::ServingData;
use std::path::{Path, PathBuf};

/// A publication with a valid manifest, whose files all have the right size.
///
/// Opening it does not check the checksums, since it takes longer to hash a model of gigabytes than to map it. Callers
/// that want them checked call [`verify`](Self::verify).
#[derive(Debug, Clone)]
pub struct Publication {
    path: PathBuf,
    manifest: Manifest,
}

impl Publication {
    pub(crate) fn open(path: PathBuf, id: &PublicationId) -> Result<Self, PublishError> {
        let file = path.join(MANIFEST);
        let missing = || PublishError::Manifest { path: file.clone(), reason: "file not found".to_owned() };
        let text = folder::read_small(&file, MAX_MANIFEST_BYTES)?.ok_or_else(missing)?;
        let manifest = Manifest::parse(&text, id, &file)?;
        for entry in &manifest.files {
            let path = path.join(&entry.name);
            let got = path.metadata().map_err(PublishError::io(&path))?.len();
            if got != entry.n_bytes {
                return Err(PublishError::Size { path, got, expected: entry.n_bytes });
            }
        }
        Ok(Self { path, manifest })
    }

    /// The manifest.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The folder of the publication.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The algorithm and path of every model file.
    pub fn models(&self) -> impl Iterator<Item = (&str, PathBuf)> {
        let files = self.manifest.files.iter();
        files.filter_map(|file| Some((file.algorithm.as_deref()?, self.path.join(&file.name))))
    }

    /// Checks the size and checksum of every file. Cost: it reads all of them, at gigabytes per second from memory.
    ///
    /// # Errors
    /// The first file that has changed since it was published.
    pub fn verify(&self) -> Result<(), PublishError> {
        self.manifest.files.iter().try_for_each(|entry| {
            let path = self.path.join(&entry.name);
            let (n_bytes, got) = folder::size_and_hash(&path)?;
            if n_bytes != entry.n_bytes {
                return Err(PublishError::Size { path, got: n_bytes, expected: entry.n_bytes });
            }
            check_hash(path, got, entry)
        })
    }

    /// Reads the data that serving needs, and checks its checksum.
    ///
    /// # Errors
    /// If the file has changed since it was published, or comes from an incompatible version of this program.
    pub fn read_serving_data(&self) -> Result<ServingData, PublishError> {
        let path = self.path.join(serving_file::NAME);
        let no_entry = || PublishError::Manifest {
            path: self.path.join(MANIFEST),
            reason: format!("`{}` is not listed", serving_file::NAME),
        };
        let entry = self.manifest.files.iter().find(|file| file.name == serving_file::NAME);
        let entry = entry.ok_or_else(no_entry)?;
        let missing = || PublishError::Content { path: path.clone(), reason: "file not found".to_owned() };
        let bytes = folder::read_small(&path, entry.n_bytes)?.ok_or_else(missing)?;
        check_hash(path.clone(), blake3::hash(&bytes).to_hex().to_string(), entry)?;
        let data = serving_file::decode(&bytes, &path)?;
        if data.content_hash != self.manifest.data.content_hash {
            let reason = "its content hash differs from the one in the manifest".to_owned();
            return Err(PublishError::Content { path, reason });
        }
        Ok(data)
    }
}

fn check_hash(path: PathBuf, got: String, entry: &FileEntry) -> Result<(), PublishError> {
    if got == entry.blake3 {
        return Ok(());
    }
    Err(PublishError::Checksum { path, got, expected: entry.blake3.clone() })
}
