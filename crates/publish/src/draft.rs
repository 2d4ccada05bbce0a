//! A publication that is being written.

use crate::manifest::{FORMAT_VERSION, MANIFEST, is_plain_name};
use crate::{DataSummary, FileEntry, GateReport, Manifest, PublicationId, PublishError, Shelf};
use crate::{folder, serving_file};
use cinephile_engine::ServingData;
use cinephile_files::clock;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder without an id yet: files are added, then it is published, or dropped and gone.
#[derive(Debug)]
pub struct Draft {
    folder: TempDir,
    shelf: Shelf,
    files: Vec<FileEntry>,
}

impl Draft {
    pub(crate) fn new(folder: TempDir, shelf: Shelf) -> Self {
        Self { folder, shelf, files: Vec::new() }
    }

    /// Keeps the data without its ratings.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add_serving_data(&mut self, data: &ServingData) -> Result<(), PublishError> {
        let path = self.folder.path().join(serving_file::NAME);
        folder::write(&path, &serving_file::encode(data, &path)?)?;
        self.list(serving_file::NAME.to_owned(), None)
    }

    /// Lets `write` write the model of `algorithm` to the path that it is given; it must be synced then.
    ///
    /// # Errors
    /// What `write` says, or if what it wrote cannot be read.
    pub fn add_model<E: From<PublishError>>(
        &mut self,
        algorithm: &str,
        write: impl FnOnce(&Path) -> Result<(), E>,
    ) -> Result<(), E> {
        let name = format!("{algorithm}.safetensors");
        write(&self.path_of(&name)?)?;
        Ok(self.list(name, Some(algorithm.to_owned()))?)
    }

    /// Lets `write` write any other file, called `name`, to the path that it is given; it must be synced then.
    ///
    /// # Errors
    /// What `write` says, if the name is none of a publication's, or if what it wrote cannot be read.
    pub fn add_file<E: From<PublishError>>(
        &mut self,
        name: &str,
        write: impl FnOnce(&Path) -> Result<(), E>,
    ) -> Result<(), E> {
        write(&self.path_of(name)?)?;
        Ok(self.list(name.to_owned(), None)?)
    }

    /// Gives the folder its id and makes it current. From here on it is whole or not there.
    ///
    /// # Errors
    /// If it cannot be written; then the old one stays current.
    pub fn publish(
        self,
        data: DataSummary,
        algorithms: Vec<String>,
        default_algorithm: String,
        gate: Option<GateReport>,
    ) -> Result<Manifest, PublishError> {
        let at = clock::now_s();
        let mut digest = blake3::Hasher::new();
        // The same models published twice within a second are two publications.
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
        let target = self.shelf.folder().join(manifest.id.as_str());
        std::fs::rename(self.folder.path(), &target).map_err(PublishError::io(&target))?;
        // It has another name now: nothing is left to remove.
        let _ = self.folder.keep();
        folder::sync(self.shelf.folder())?;
        self.shelf.set_current(&manifest.id)?;
        Ok(manifest)
    }

    fn path_of(&self, name: &str) -> Result<PathBuf, PublishError> {
        let path = self.folder.path().join(name);
        if is_plain_name(name) {
            return Ok(path);
        }
        let reason = "the name is none of a publication's files".to_owned();
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
