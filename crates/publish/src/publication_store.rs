//! A folder of publications, and which of them is current.

use crate::draft::{Draft, PublicationDetails};
use crate::error::PublishError;
use crate::folder::{self, FOLDER_MODE};
use crate::id::PublicationId;
use crate::manifest::Manifest;
use crate::publication::Publication;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The file name of the pointer.
const CURRENT: &str = "current";
/// The largest pointer that is read; it contains an id and a newline.
const MAX_POINTER_BYTES: u64 = 1024;
/// What the names of drafts begin with.
const DRAFT_PREFIX: &str = ".draft-";
/// A draft that has not been modified for so long was left by a crash.
const DRAFT_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// A folder of publications.
///
/// It is cheap to create and to clone. Several programs may use one folder at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationStore {
    folder: PathBuf,
}

impl PublicationStore {
    /// The publications in `folder`, which need not exist yet.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder of the publications.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The publication to serve; `None` if nothing has been published.
    ///
    /// # Errors
    /// If the pointer cannot be read or does not contain an id.
    pub fn current(&self) -> Result<Option<PublicationId>, PublishError> {
        let path = self.folder.join(CURRENT);
        let wrong = |reason: String| PublishError::Pointer { path: path.clone(), reason };
        let Some(bytes) = folder::read_small(&path, MAX_POINTER_BYTES)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| wrong("it is not UTF-8".to_owned()))?;
        text.trim_end_matches('\n').parse().map(Some).map_err(|error| wrong(format!("{error}")))
    }

    /// Opens a publication and checks its manifest and the size of every file.
    ///
    /// # Errors
    /// If it does not exist, or has changed since it was published.
    pub fn open(&self, id: &PublicationId) -> Result<Publication, PublishError> {
        let path = self.folder.join(id.as_str());
        if !path.is_dir() {
            return Err(PublishError::NotFound { folder: self.folder.clone(), id: id.clone() });
        }
        Publication::open(path, id)
    }

    /// Starts a publication in a folder of its own, which is removed if the draft is dropped unpublished.
    ///
    /// # Errors
    /// If the folder cannot be created.
    pub fn draft(&self) -> Result<Draft, PublishError> {
        folder::create(&self.folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(DRAFT_PREFIX).permissions(Permissions::from_mode(FOLDER_MODE));
        let draft = builder.tempdir_in(&self.folder).map_err(PublishError::io(&self.folder))?;
        Ok(Draft::new(draft))
    }

    /// Publishes a draft: gives its folder an id and makes it current. The publication appears complete or not at all.
    ///
    /// # Errors
    /// If the draft cannot be written. The old publication stays current then.
    pub fn publish(&self, draft: Draft, details: PublicationDetails) -> Result<Manifest, PublishError> {
        let manifest = draft.finish(&self.folder, details)?;
        self.set_current(&manifest.id)?;
        Ok(manifest)
    }

    /// Makes an existing publication the current one.
    ///
    /// # Errors
    /// If it cannot be opened, or the pointer cannot be written.
    pub fn set_current(&self, id: &PublicationId) -> Result<(), PublishError> {
        self.open(id)?;
        folder::write(&self.folder.join(CURRENT), format!("{id}\n").as_bytes())
    }

    /// All publications, oldest first.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn list(&self) -> Result<Vec<PublicationId>, PublishError> {
        let names = self.names()?;
        let mut ids: Vec<PublicationId> = names.iter().filter_map(|name| name.parse().ok()).collect();
        ids.sort();
        Ok(ids)
    }

    /// Removes old publications and returns their ids. The newest `keep` publications and the current one stay.
    ///
    /// It also removes drafts that crashes have left. A server that still reads a removed publication can go on reading
    /// the files that it has open.
    ///
    /// # Errors
    /// If the folder cannot be read, or a publication cannot be removed.
    pub fn prune(&self, keep: usize) -> Result<Vec<PublicationId>, PublishError> {
        self.remove_abandoned_drafts()?;
        let Some(current) = self.current()? else { return Ok(Vec::new()) };
        let mut old = self.list()?;
        old.truncate(old.len().saturating_sub(keep));
        old.retain(|id| *id != current);
        for id in &old {
            // Renamed first, because a folder with an id must be complete, even while it is being removed.
            let (path, doomed) =
                (self.folder.join(id.as_str()), self.folder.join(format!("{DRAFT_PREFIX}{id}")));
            fs::rename(&path, &doomed).map_err(PublishError::io(&path))?;
            folder::remove(&doomed)?;
        }
        Ok(old)
    }

    fn remove_abandoned_drafts(&self) -> Result<(), PublishError> {
        for name in self.names()?.iter().filter(|name| name.starts_with(DRAFT_PREFIX)) {
            let path = self.folder.join(name);
            let touched = path.metadata().and_then(|metadata| metadata.modified());
            let age = touched.ok().and_then(|touched| SystemTime::now().duration_since(touched).ok());
            if age.is_some_and(|age| age > DRAFT_LIFE) {
                folder::remove(&path)?;
            }
        }
        Ok(())
    }

    fn names(&self) -> Result<Vec<String>, PublishError> {
        let entries = fs::read_dir(&self.folder).map_err(PublishError::io(&self.folder))?;
        let names = entries.map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()));
        names.collect::<Result<_, _>>().map_err(PublishError::io(&self.folder))
    }
}
