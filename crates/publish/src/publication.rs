//! One publication, opened.

use crate::manifest::{MANIFEST, MAX_MANIFEST_BYTES};
use crate::{FileEntry, Manifest, PublicationId, PublishError, folder, serving_file};
use cinephile_engine::ServingData;
use std::path::{Path, PathBuf};

/// A publication whose manifest is good and whose files have their sizes.
///
/// Checksums are another matter: a model of gigabytes takes longer to hash than to map, so that is for the caller to ask
/// ([`verify`](Self::verify)).
#[derive(Debug, Clone)]
pub struct Publication {
    path: PathBuf,
    manifest: Manifest,
}

impl Publication {
    pub(crate) fn open(path: PathBuf, id: &PublicationId) -> Result<Self, PublishError> {
        let file = path.join(MANIFEST);
        let missing = || PublishError::Manifest { path: file.clone(), reason: "it is not there".to_owned() };
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

    /// What it says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The algorithm and the path of every model file.
    pub fn models(&self) -> impl Iterator<Item = (&str, PathBuf)> {
        let files = self.manifest.files.iter();
        files.filter_map(|file| Some((file.algorithm.as_deref()?, self.path.join(&file.name))))
    }

    /// Compares every file's checksum. Cost: reads all of them, gigabytes a second from memory.
    ///
    /// # Errors
    /// The first file that is not what was published.
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

    /// The data without its ratings; its checksum is compared.
    ///
    /// # Errors
    /// If it is not what was published, or of another version of this program.
    pub fn read_serving_data(&self) -> Result<ServingData, PublishError> {
        let path = self.path.join(serving_file::NAME);
        let no_entry = || PublishError::Manifest {
            path: self.path.join(MANIFEST),
            reason: format!("it does not list `{}`", serving_file::NAME),
        };
        let entry = self.manifest.files.iter().find(|file| file.name == serving_file::NAME);
        let entry = entry.ok_or_else(no_entry)?;
        let missing = || PublishError::Content { path: path.clone(), reason: "it is not there".to_owned() };
        let bytes = folder::read_small(&path, entry.n_bytes)?.ok_or_else(missing)?;
        check_hash(path.clone(), blake3::hash(&bytes).to_hex().to_string(), entry)?;
        let data = serving_file::decode(&bytes, &path)?;
        if data.content_hash != self.manifest.data.content_hash {
            let reason = "it is of another data set than the manifest says".to_owned();
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
