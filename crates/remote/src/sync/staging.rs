//! The staging area of a sync: where copies are collected, and how all of them replace the old files at once.
//!
//! Every changed file is in `.cinephile-sync` in the target folder, checked and synced to disk, before the first old
//! file is touched. Then the sync writes a journal of the moves to make, and makes them. If it is killed before the
//! journal is written, the old data is intact. If it is killed later, the next sync finishes the moves before it does
//! anything else. Copies that were collected but not moved are not downloaded again.

use super::state::{self, State};
use crate::digest::sha256_of_text;
use crate::error::RemoteError;
use crate::files::{make_folder, sync_folder, write_whole};
use crate::object_name;
use crate::remote::Object;
use cinephile_files::remove_leftovers;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const JOURNAL: &str = "moves.json";
const LOCK: &str = "lock";

/// The staging area of a target folder.
#[derive(Debug, Clone)]
pub(super) struct StagingArea {
    folder: PathBuf,
    /// `.cinephile-sync` in the folder.
    area: PathBuf,
}

/// The journal: the moves to make once all copies are complete.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Moves {
    /// Pairs of a name in the staging area and the final name in the folder.
    pub(super) moves: Vec<(String, String)>,
    pub(super) removals: Vec<String>,
    /// The state of the folder after the moves.
    pub(super) state: State,
}

impl StagingArea {
    pub(super) fn open(folder: &Path) -> Result<Self, RemoteError> {
        let area = folder.join(object_name::RESERVED_PREFIX);
        make_folder(&area)?;
        Ok(Self { folder: folder.to_owned(), area })
    }

    pub(super) fn lock_file(&self) -> PathBuf {
        self.area.join(LOCK)
    }

    /// The name of an object's copy in the staging area; it differs between versions.
    pub(super) fn name_of(source: &str, object: &Object) -> String {
        sha256_of_text(&format!("{source}\n{}\n{}\n{}", object.location, object.version, object.n_bytes))
    }

    /// The path of a complete copy.
    pub(super) fn whole(&self, name: &str) -> PathBuf {
        self.area.join(name)
    }

    /// The path of a copy that is being written.
    pub(super) fn part(&self, name: &str) -> PathBuf {
        self.area.join(format!("{name}.part"))
    }

    /// Finishes the moves of a sync that was killed; returns whether there were any.
    pub(super) fn finish_interrupted(&self) -> Result<bool, RemoteError> {
        let journal = self.area.join(JOURNAL);
        let text = match fs::read(&journal) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(RemoteError::local("read", journal)(error)),
        };
        // The journal is written atomically, so a damaged one is not the work of a sync; it is removed.
        if let Ok(moves) = serde_json::from_slice::<Moves>(&text) {
            let names = moves.moves.iter().map(|(_, to)| to).chain(&moves.removals);
            if names.into_iter().all(|name| object_name::check(name).is_ok()) {
                self.make_moves(&moves)?;
                return Ok(true);
            }
        }
        fs::remove_file(&journal).map_err(RemoteError::local("remove", journal))?;
        Ok(false)
    }

    /// Writes the journal, then makes its moves.
    pub(super) fn commit(&self, moves: &Moves) -> Result<(), RemoteError> {
        let text = serde_json::to_vec(moves).unwrap_or_default();
        write_whole(&self.area.join(JOURNAL), &text)?;
        self.make_moves(moves)
    }

    /// Makes the moves of a journal. It may be interrupted and repeated any number of times.
    fn make_moves(&self, moves: &Moves) -> Result<(), RemoteError> {
        let mut folders = BTreeSet::from([self.folder.clone()]);
        for (from, to) in &moves.moves {
            let (from, to) = (self.area.join(from), self.folder.join(to));
            let parent = to.parent().unwrap_or(&self.folder).to_owned();
            make_folder(&parent)?;
            match fs::rename(&from, &to) {
                Ok(()) => {}
                // It was moved before the interruption.
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
        let journal = self.area.join(JOURNAL);
        fs::remove_file(&journal).map_err(RemoteError::local("remove", journal))
    }

    /// Removes the remains of interrupted or failed syncs, except the copies in `wanted`.
    pub(super) fn sweep(&self, wanted: &BTreeSet<String>) {
        for entry in fs::read_dir(&self.area).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name != LOCK && name != JOURNAL && !wanted.contains(&name) {
                let _ = fs::remove_file(entry.path());
            }
        }
        remove_leftovers(&self.folder.join(state::FILE));
    }

    /// Checks that a file may be written at `name`: no link leads out of the folder, and no folder is in the way.
    pub(super) fn check_target(&self, name: &str) -> Result<(), RemoteError> {
        let mut path = self.folder.clone();
        let mut parts = name.split('/').peekable();
        while let Some(part) = parts.next() {
            path.push(part);
            let Ok(metadata) = fs::symlink_metadata(&path) else { return Ok(()) };
            let is_last = parts.peek().is_none();
            let reason = if metadata.is_symlink() && !is_last {
                "it is a link, which may lead out of the folder"
            } else if metadata.is_dir() && is_last {
                "it is a folder, but a file is needed"
            } else if !metadata.is_dir() && !is_last {
                "it is a file, but a folder is needed"
            } else {
                continue;
            };
            return Err(RemoteError::InTheWay { path, reason });
        }
        Ok(())
    }
}
