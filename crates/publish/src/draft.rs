//! A publication that is being written.

use crate::error::PublishError;
use crate::folder;
use crate::id::PublicationId;
use crate::manifest::{
    DataSummary, FORMAT_VERSION, FileEntry, GateReport, MANIFEST, Manifest, is_plain_name,
};
use crate::serving_file;
use cinephile_engine::ServingData;
use cinephile_files::clock;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A publication that is being written, in a folder that has no id yet.
///
/// Files are added to it, and then [`PublicationStore::publish`](crate::PublicationStore::publish) publishes it. If it
/// is dropped instead, its folder is removed.
#[derive(Debug)]
pub struct Draft {
    folder: TempDir,
    files: Vec<FileEntry>,
}

/// The part of a manifest that the caller decides.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicationDetails {
    /// The data that the models were fitted on.
    pub data: DataSummary,
    /// The algorithms to serve, in display order.
    pub algorithms: Vec<String>,
    /// The algorithm that answers if a request names none.
    pub default_algorithm: String,
    /// The measurement that the models passed; `None` if none was made.
    pub gate: Option<GateReport>,
}

impl Draft {
    pub(crate) fn new(folder: TempDir) -> Self {
        Self { folder, files: Vec::new() }
    }

    /// Adds the data that serving needs, which does not include ratings.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add_serving_data(&mut self, data: &ServingData) -> Result<(), PublishError> {
        let path = self.folder.path().join(serving_file::NAME);
        folder::write(&path, &serving_file::encode(data, &path)?)?;
        self.list(serving_file::NAME.to_owned(), None)
    }

    /// Adds the model of `algorithm`, which `write` writes to the given path and syncs.
    ///
    /// # Errors
    /// The error of `write`, or an error if the written file cannot be read.
    pub fn add_model<E: From<PublishError>>(
        &mut self,
        algorithm: &str,
        write: impl FnOnce(&Path) -> Result<(), E>,
    ) -> Result<(), E> {
        let name = format!("{algorithm}.safetensors");
        write(&self.path_of(&name)?)?;
        Ok(self.list(name, Some(algorithm.to_owned()))?)
    }

    /// Adds any other file called `name`, which `write` writes to the given path and syncs.
    ///
    /// # Errors
    /// The error of `write`, or an error if the name is not allowed or the written file cannot be read.
    pub fn add_file<E: From<PublishError>>(
        &mut self,
        name: &str,
        write: impl FnOnce(&Path) -> Result<(), E>,
    ) -> Result<(), E> {
        write(&self.path_of(name)?)?;
        Ok(self.list(name.to_owned(), None)?)
    }

    /// Writes the manifest, then moves the folder into `publications` under its id.
    ///
    /// # Errors
    /// If a file cannot be written, or the folder cannot be moved.
    pub(crate) fn finish(
        self,
        publications: &Path,
        details: PublicationDetails,
    ) -> Result<Manifest, PublishError> {
        let PublicationDetails { data, algorithms, default_algorithm, gate } = details;
        let at = clock::now_s();
        let mut digest = blake3::Hasher::new();
        // The folder's name makes a difference if the same models are published twice within a second.
        digest.update(self.folder.path().as_os_str().as_encoded_bytes()).update(&[0]);
        for file in &self.files {
            digest.update(file.name.as_bytes()).update(&[0]).update(file.blake3.as_bytes());
        }
        let mut manifest = Manifest {
            format_version: FORMAT_VERSION,
            id: PublicationId::new(at, &digest.finalize()),
            created_at: clock::rfc3339(at),
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
            data,
            algorithms,
            default_algorithm,
            gate,
            files: self.files,
        };
        if let Some(gate) = &mut manifest.gate {
            gate.new.id = Some(manifest.id.clone());
        }
        let path = self.folder.path().join(MANIFEST);
        let unwritable =
            |e: serde_json::Error| PublishError::Manifest { path: path.clone(), reason: e.to_string() };
        let mut text = serde_json::to_vec_pretty(&manifest).map_err(unwritable)?;
        text.push(b'\n');
        Manifest::parse(&text, &manifest.id, &path)?;
        folder::write(&path, &text)?;
        folder::sync(self.folder.path())?;
        let target = publications.join(manifest.id.as_str());
        std::fs::rename(self.folder.path(), &target).map_err(PublishError::io(&target))?;
        // The temporary folder has been renamed, so there is nothing to remove.
        let _ = self.folder.keep();
        folder::sync(publications)?;
        Ok(manifest)
    }

    fn path_of(&self, name: &str) -> Result<PathBuf, PublishError> {
        let path = self.folder.path().join(name);
        if is_plain_name(name) {
            return Ok(path);
        }
        let reason = "invalid file name for a publication".to_owned();
        Err(PublishError::Content { path, reason })
    }

    fn list(&mut self, name: String, algorithm: Option<String>) -> Result<(), PublishError> {
        let path = self.path_of(&name)?;
        folder::share(&path, self.folder.path())?;
        let (n_bytes, blake3) = folder::size_and_hash(&path)?;
        self.files.push(FileEntry { name, algorithm, n_bytes, blake3 });
        Ok(())
    }
}
