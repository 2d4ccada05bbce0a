//! Syncs a folder with a remote source: changed files are copied and checked, and then replace the old ones at once.

mod staging;
mod state;

use crate::address::Address;
use crate::digest::sha256_of;
use crate::error::RemoteError;
use crate::files::{Lock, make_folder, n_free_bytes};
use crate::listing::{Listing, ListingLimits};
use crate::progress::Progress;
use crate::remote::{Object, Remote};
use crate::save::{Target, save};
use futures_util::{StreamExt as _, TryStreamExt as _};
use serde::Serialize;
use staging::{Moves, StagingArea};
use state::{Entry, State, stamp};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Options of a sync.
#[derive(Debug, Clone)]
pub struct SyncOptions {
    /// Whether to remove files that an earlier sync has copied and that are no longer at the source. Other files are
    /// never removed.
    pub delete: bool,
    /// The most objects that a source may have.
    pub max_objects: u64,
    /// The most bytes that a source may have.
    pub max_bytes: u64,
    /// How many objects to copy at the same time.
    pub n_parallel: usize,
    /// How long to wait for another process that is copying into the same folder.
    pub patience: Duration,
}

impl Default for SyncOptions {
    fn default() -> Self {
        Self {
            delete: false,
            max_objects: 10_000,
            max_bytes: 100 << 30,
            n_parallel: 4,
            patience: Duration::from_secs(600),
        }
    }
}

/// What a sync has done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SyncReport {
    /// Address of the source.
    pub source: String,
    /// The target folder.
    pub to: PathBuf,
    /// Number of objects at the source.
    pub n_objects: u64,
    /// Number of bytes at the source.
    pub n_bytes: u64,
    /// Number of objects that were copied.
    pub n_copied: u64,
    /// Number of bytes that were copied.
    pub n_copied_bytes: u64,
    /// Number of objects that were up to date.
    pub n_unchanged: u64,
    /// Number of files that were removed.
    pub n_removed: u64,
    /// Number of objects whose published checksum was verified.
    pub n_verified: u64,
    /// Duration in seconds.
    pub seconds: f64,
    /// Names of the objects.
    #[serde(skip)]
    pub names: Vec<String>,
}

/// Makes the folder `to` equal to `remote`.
///
/// # Errors
/// See [`RemoteError`]. The files in the folder are unchanged then.
pub async fn sync(
    remote: &Remote,
    to: &Path,
    options: &SyncOptions,
    progress: &dyn Progress,
) -> Result<SyncReport, RemoteError> {
    let started = Instant::now();
    make_folder(to)?;
    let staging = StagingArea::open(to)?;
    let waiting = || progress.note("waiting for another process that is copying into this folder");
    let _lock = Lock::take(&staging.lock_file(), options.patience, waiting).await?;
    if staging.finish_interrupted()? {
        progress.note("finished an interrupted sync");
    }
    let limits = ListingLimits {
        n_objects: options.max_objects,
        n_bytes: options.max_bytes,
        n_parallel: options.n_parallel.max(1),
    };
    let listing = remote.list(limits).await?;
    let run = SyncRun { remote, to, staging: &staging, listing: &listing, progress };
    let plan = run.plan(options)?;
    let copied = run.copy(&plan.to_copy, limits.n_parallel).await?;
    let n_removed = plan.removals.len() as u64;
    run.commit(&plan, copied)?;
    let n_verified = listing.published.as_ref().map_or(0, |published| published.sums.len());
    Ok(SyncReport {
        source: remote.place(),
        to: to.to_owned(),
        n_objects: listing.objects.len() as u64,
        n_bytes: n_bytes(&listing.objects),
        n_copied: plan.to_copy.len() as u64,
        n_copied_bytes: plan.to_copy.iter().map(|object| object.n_bytes).sum(),
        n_unchanged: (listing.objects.len() - plan.to_copy.len()) as u64,
        n_removed,
        n_verified: n_verified as u64,
        seconds: started.elapsed().as_secs_f64(),
        names: listing.objects.iter().map(|object| object.name.clone()).collect(),
    })
}

fn n_bytes(objects: &[Object]) -> u64 {
    objects.iter().map(|object| object.n_bytes).sum()
}

/// The copy that an earlier sync from the same source left in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EarlierCopy {
    /// Address of the source.
    pub source: String,
    /// The target folder.
    pub to: PathBuf,
    /// Number of files.
    pub n_objects: u64,
    /// Number of bytes of the files.
    pub n_bytes: u64,
}

/// The copy of `address` that an earlier sync left in `to`, if every file of it is still there and unchanged since (by length
/// and time). For a start while the source is away.
#[must_use]
pub fn earlier_copy(address: &Address, to: &Path) -> Option<EarlierCopy> {
    let source = address.to_string();
    let state = State::read(to, &source);
    let is_there =
        |(name, entry): (&String, &Entry)| stamp(&to.join(name)) == Some((entry.n_bytes, entry.modified_ns));
    let is_whole = !state.files.is_empty() && state.files.iter().all(is_there);
    is_whole.then(|| EarlierCopy {
        source,
        to: to.to_owned(),
        n_objects: state.files.len() as u64,
        n_bytes: state.files.values().map(|entry| entry.n_bytes).sum(),
    })
}

/// A sync in progress.
struct SyncRun<'a> {
    remote: &'a Remote,
    to: &'a Path,
    staging: &'a StagingArea,
    listing: &'a Listing,
    progress: &'a dyn Progress,
}

/// What a sync has to do.
struct SyncPlan<'a> {
    to_copy: Vec<&'a Object>,
    removals: Vec<String>,
    /// The state of the folder after the sync, without the files to copy.
    state: State,
    /// The state of the folder before the sync.
    before: State,
}

impl<'a> SyncRun<'a> {
    /// Compares the source with the folder.
    fn plan(&self, options: &SyncOptions) -> Result<SyncPlan<'a>, RemoteError> {
        let source = self.remote.place();
        let before = State::read(self.to, &source);
        let mut state = State::new(source);
        let mut to_copy = Vec::new();
        for object in &self.listing.objects {
            self.staging.check_target(&object.name)?;
            match before.up_to_date(self.to, object, self.published(object)) {
                Some(entry) => {
                    state.files.insert(object.name.clone(), entry);
                }
                None => to_copy.push(object),
            }
        }
        let is_listed = |name: &String| self.listing.objects.iter().any(|object| object.name == *name);
        let gone: Vec<_> = before.files.iter().filter(|(name, _)| !is_listed(name)).collect();
        let mut removals = Vec::new();
        for (name, entry) in gone {
            if options.delete {
                self.staging.check_target(name)?;
                removals.push(name.clone());
            } else {
                state.files.insert(name.clone(), entry.clone());
            }
        }
        Ok(SyncPlan { to_copy, removals, state, before })
    }

    fn published(&self, object: &Object) -> Option<&'a String> {
        self.listing.published.as_ref()?.sums.get(&object.name)
    }

    /// Copies all changed objects to the staging area, several at a time. The first failure stops the others.
    async fn copy(&self, objects: &[&Object], n_parallel: usize) -> Result<Vec<Entry>, RemoteError> {
        let source = self.remote.place();
        let names: BTreeSet<String> =
            objects.iter().map(|object| StagingArea::name_of(&source, object)).collect();
        self.staging.sweep(&names);
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let is_missing =
            |object: &&&Object| stamp(&self.staging.whole(&StagingArea::name_of(&source, object))).is_none();
        let needed = objects.iter().filter(is_missing).map(|object| object.n_bytes).sum();
        if let Some(free) = n_free_bytes(self.to).filter(|&free| free < needed) {
            return Err(RemoteError::NoSpace { path: self.to.to_owned(), free, needed });
        }
        self.progress.expect(objects.iter().map(|object| object.n_bytes).sum());
        let copies = objects.iter().map(|object| self.copy_one(object));
        futures_util::stream::iter(copies).buffered(n_parallel).try_collect().await
    }

    async fn copy_one(&self, object: &Object) -> Result<Entry, RemoteError> {
        let name = StagingArea::name_of(&self.remote.place(), object);
        let (whole, part) = (self.staging.whole(&name), self.staging.part(&name));
        if stamp(&whole).is_some_and(|(n_bytes, _)| n_bytes == object.n_bytes) {
            self.progress.received(object.n_bytes);
        } else {
            let got = self.remote.get(&object.location, 0, None).await;
            let body = got.map_err(|error| self.remote.error(&object.name, &error))?;
            if !object.is_same(&body.meta) {
                return Err(RemoteError::Replaced { place: self.remote.place_of(&object.name) });
            }
            let file = fs::File::create(&part).map_err(RemoteError::local("write", &part))?;
            let target = Target { file, path: &part, n_present: 0, n_bytes: object.n_bytes };
            save(self.remote, &object.name, body, target, self.progress).await?;
            fs::rename(&part, &whole).map_err(RemoteError::local("write", &whole))?;
        }
        self.checked(object, whole).await
    }

    /// Verifies the checksum of a copy, and returns its entry.
    async fn checked(&self, object: &Object, whole: PathBuf) -> Result<Entry, RemoteError> {
        let path = whole.clone();
        let read = tokio::task::spawn_blocking(move || sha256_of(&path)).await;
        let read = read.unwrap_or_else(|stopped| Err(std::io::Error::other(stopped)));
        let sha256 = read.map_err(RemoteError::local("read", &whole))?;
        if let Some(expected) = self.published(object).filter(|expected| **expected != sha256) {
            fs::remove_file(&whole).map_err(RemoteError::local("remove", &whole))?;
            let by =
                self.listing.published.as_ref().map(|published| published.file.clone()).unwrap_or_default();
            return Err(RemoteError::Corrupt {
                place: self.remote.place_of(&object.name),
                algorithm: "SHA-256",
                got: sha256,
                expected: expected.clone(),
                by,
            });
        }
        let (n_bytes, modified_ns) = stamp(&whole).unwrap_or((object.n_bytes, 0));
        Ok(Entry { version: object.version.clone(), n_bytes, sha256, modified_ns })
    }

    fn commit(&self, plan: &SyncPlan<'_>, copied: Vec<Entry>) -> Result<(), RemoteError> {
        let mut state = plan.state.clone();
        let mut moves = Vec::new();
        for (object, entry) in plan.to_copy.iter().zip(copied) {
            moves.push((StagingArea::name_of(&state.source, object), object.name.clone()));
            state.files.insert(object.name.clone(), entry);
        }
        if moves.is_empty() && plan.removals.is_empty() {
            return if state == plan.before { Ok(()) } else { state.write(self.to) };
        }
        self.staging.commit(&Moves { moves, removals: plan.removals.clone(), state })
    }
}
