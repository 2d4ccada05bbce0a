//! All publications of a folder, and which of them is current.

use crate::folder::{self, FOLDER_MODE};
use crate::{Draft, Publication, PublicationId, PublishError};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The pointer's name.
const CURRENT: &str = "current";
/// A pointer is an id and a newline; anything much longer is none.
const MAX_POINTER_BYTES: u64 = 1024;
/// What folders are called while they are written.
const DRAFT_PREFIX: &str = ".draft-";
/// A draft that nobody has touched for so long was left by a crash.
const DRAFT_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// A folder of publications. Cheap; several programs may use one folder at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// The publications in `folder`, which need not be there yet.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Which publication is to be served; `None` if nothing has been published.
    ///
    /// # Errors
    /// If the pointer cannot be read or holds no id.
    pub fn current(&self) -> Result<Option<PublicationId>, PublishError> {
        let path = self.folder.join(CURRENT);
        let wrong = |reason: String| PublishError::Pointer { path: path.clone(), reason };
        let Some(bytes) = folder::read_small(&path, MAX_POINTER_BYTES)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| wrong("it is not text".to_owned()))?;
        text.trim_end_matches('\n').parse().map(Some).map_err(|error| wrong(format!("{error}")))
    }

    /// Opens a publication: its manifest is read and checked, and every file's size.
    ///
    /// # Errors
    /// If it is not there, or not as it was published.
    pub fn open(&self, id: &PublicationId) -> Result<Publication, PublishError> {
        let path = self.folder.join(id.as_str());
        if !path.is_dir() {
            return Err(PublishError::NotThere { folder: self.folder.clone(), id: id.clone() });
        }
        Publication::open(path, id)
    }

    /// A folder to write the next publication into. What is not published is removed when the draft is dropped.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn draft(&self) -> Result<Draft, PublishError> {
        folder::create(&self.folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(DRAFT_PREFIX).permissions(Permissions::from_mode(FOLDER_MODE));
        let draft = builder.tempdir_in(&self.folder).map_err(PublishError::io(&self.folder))?;
        Ok(Draft::new(draft, self.clone()))
    }

    /// Makes a publication that is there the current one.
    ///
    /// # Errors
    /// If it is not whole, or the pointer cannot be written.
    pub fn set_current(&self, id: &PublicationId) -> Result<(), PublishError> {
        self.open(id)?;
        folder::write(&self.folder.join(CURRENT), format!("{id}\n").as_bytes())
    }

    /// All publications, the oldest first.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn list(&self) -> Result<Vec<PublicationId>, PublishError> {
        let names = self.names()?;
        let mut ids: Vec<PublicationId> = names.iter().filter_map(|name| name.parse().ok()).collect();
        ids.sort();
        Ok(ids)
    }

    /// Removes all but the newest `keep` publications and the current one, and what crashes have left; gives what went.
    /// A server that still reads a removed publication keeps the files that it has open.
    ///
    /// # Errors
    /// If something cannot be read or removed.
    pub fn prune(&self, keep: usize) -> Result<Vec<PublicationId>, PublishError> {
        self.remove_left_drafts()?;
        let Some(current) = self.current()? else { return Ok(Vec::new()) };
        let mut old = self.list()?;
        old.truncate(old.len().saturating_sub(keep));
        old.retain(|id| *id != current);
        for id in &old {
            // Renamed first: a folder with an id is whole, also while it is being removed.
            let (path, doomed) =
                (self.folder.join(id.as_str()), self.folder.join(format!("{DRAFT_PREFIX}{id}")));
            fs::rename(&path, &doomed).map_err(PublishError::io(&path))?;
            folder::remove(&doomed)?;
        }
        Ok(old)
    }

    fn remove_left_drafts(&self) -> Result<(), PublishError> {
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
