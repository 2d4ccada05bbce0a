//! Where a sync collects what it copies, and how all of it takes its place.
//!
//! Everything that changed lies in the folder's `.cinephile-sync`, checked and synced, before the first file of the old data
//! is touched. Then a note of what is to be moved is written, and carried out: a sync that is killed before the note
//! leaves the old data whole, one that is killed after it is carried out by the next, before that asks for anything. What
//! was collected and not yet moved is not copied again.

use super::state::{self, State};
use crate::digest::sha256_of_text;
use crate::error::RemoteError;
use crate::files::{make_folder, sync_folder, write_whole};
use crate::name;
use crate::remote::Object;
use cinephile_files::remove_leftovers;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const NOTE: &str = "moves.json";
const LOCK: &str = "lock";

/// The folder's own corner.
#[derive(Debug, Clone)]
pub(super) struct Stage {
    folder: PathBuf,
    corner: PathBuf,
}

/// What is to be done once everything is there.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Moves {
    /// Names in the corner, and in the folder.
    pub(super) moves: Vec<(String, String)>,
    pub(super) removals: Vec<String>,
    /// What the folder holds then.
    pub(super) state: State,
}

impl Stage {
    pub(super) fn open(folder: &Path) -> Result<Self, RemoteError> {
        let corner = folder.join(name::OWN);
        make_folder(&corner)?;
        Ok(Self { folder: folder.to_owned(), corner })
    }

    pub(super) fn lock_file(&self) -> PathBuf {
        self.corner.join(LOCK)
    }

    /// What a copy of this object is called while it is collected: another version has another name.
    pub(super) fn name_of(source: &str, object: &Object) -> String {
        sha256_of_text(&format!("{source}\n{}\n{}\n{}", object.location, object.version, object.n_bytes))
    }

    /// A whole copy in the corner.
    pub(super) fn whole(&self, name: &str) -> PathBuf {
        self.corner.join(name)
    }

    /// A copy that is being written.
    pub(super) fn part(&self, name: &str) -> PathBuf {
        self.corner.join(format!("{name}.part"))
    }

    /// Carries out what a killed sync had noted.
    pub(super) fn finish_what_was_noted(&self) -> Result<bool, RemoteError> {
        let note = self.corner.join(NOTE);
        let text = match fs::read(&note) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(RemoteError::local("read", note)(error)),
        };
        // The note is replaced as one, so that a damaged one was made by other hands; it is not followed.
        if let Ok(moves) = serde_json::from_slice::<Moves>(&text) {
            let names = moves.moves.iter().map(|(_, to)| to).chain(&moves.removals);
            if names.into_iter().all(|name| name::check(name).is_ok()) {
                self.carry_out(&moves)?;
                return Ok(true);
            }
        }
        fs::remove_file(&note).map_err(RemoteError::local("remove", note))?;
        Ok(false)
    }

    /// Notes the moves, then carries them out.
    pub(super) fn take_place(&self, moves: &Moves) -> Result<(), RemoteError> {
        let text = serde_json::to_vec(moves).unwrap_or_default();
        write_whole(&self.corner.join(NOTE), &text)?;
        self.carry_out(moves)
    }

    /// May be begun and broken off any number of times.
    fn carry_out(&self, moves: &Moves) -> Result<(), RemoteError> {
        let mut folders = BTreeSet::from([self.folder.clone()]);
        for (from, to) in &moves.moves {
            let (from, to) = (self.corner.join(from), self.folder.join(to));
            let parent = to.parent().unwrap_or(&self.folder).to_owned();
            make_folder(&parent)?;
            match fs::rename(&from, &to) {
                Ok(()) => {}
                // Moved before the kill.
                Err(error) if error.kind() == ErrorKind::NotFound && to.is_file() => {}
                Err(error) => return Err(RemoteError::local("write", to)(error)),
            }
            folders.insert(parent);
        }
        for name in &moves.removals {
            let path = self.folder.join(name);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(RemoteError::local("remove", path)(error));
                }
                _ => {}
            }
        }
        for folder in &folders {
            sync_folder(folder)?;
        }
        moves.state.write(&self.folder)?;
        let note = self.corner.join(NOTE);
        fs::remove_file(&note).map_err(RemoteError::local("remove", note))
    }

    /// Removes what is left of syncs that were broken off or refused, but for the copies in `wanted`.
    pub(super) fn sweep(&self, wanted: &BTreeSet<String>) {
        for entry in fs::read_dir(&self.corner).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name != LOCK && name != NOTE && !wanted.contains(&name) {
                let _ = fs::remove_file(entry.path());
            }
        }
        remove_leftovers(&self.folder.join(state::FILE));
    }

    /// Whether a file may take the place of what is at `name`: no link leads elsewhere, no folder is in the way.
    pub(super) fn check_place(&self, name: &str) -> Result<(), RemoteError> {
        let mut path = self.folder.clone();
        let mut parts = name.split('/').peekable();
        while let Some(part) = parts.next() {
            path.push(part);
            let Ok(metadata) = fs::symlink_metadata(&path) else { return Ok(()) };
            let is_last = parts.peek().is_none();
            let reason = if metadata.is_symlink() && !is_last {
                "it is a link, which may lead elsewhere"
            } else if metadata.is_dir() && is_last {
                "it is a folder where a file is to be"
            } else if !metadata.is_dir() && !is_last {
                "it is a file where a folder is to be"
            } else {
                continue;
            };
            return Err(RemoteError::InTheWay { path, reason });
        }
        Ok(())
    }
}
