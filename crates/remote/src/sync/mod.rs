//! A folder made like a place elsewhere: what changed is copied, checked, and takes its place as one.

mod stage;
mod state;

use crate::digest::sha256_of;
use crate::error::RemoteError;
use crate::files::{Lock, make_folder, n_free_bytes};
use crate::listing::{Limits, Listing};
use crate::remote::{Object, Remote};
use crate::save::save;
use crate::sums::Sums;
use crate::watch::Watch;
use futures_util::{StreamExt as _, TryStreamExt as _};
use serde::Serialize;
use stage::{Moves, Stage};
use state::{Entry, State, stamp};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How to sync.
#[derive(Debug, Clone)]
pub struct SyncOptions {
    /// Remove files that an earlier sync brought and that are no longer at the source; other files never are.
    pub delete: bool,
    /// Refuse a source of more objects.
    pub max_objects: u64,
    /// Refuse a source of more bytes.
    pub max_bytes: u64,
    /// Objects that are copied at the same time.
    pub n_parallel: usize,
    /// How long another process that fills the same folder is waited for.
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

/// What was done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SyncReport {
    /// From where.
    pub source: String,
    /// Into which folder.
    pub to: PathBuf,
    /// Objects at the source.
    pub n_objects: u64,
    /// Their bytes.
    pub n_bytes: u64,
    /// Objects that were copied.
    pub n_copied: u64,
    /// Bytes that were copied.
    pub n_copied_bytes: u64,
    /// Objects that were there already.
    pub n_unchanged: u64,
    /// Files that were removed.
    pub n_removed: u64,
    /// Objects whose published checksum was compared.
    pub n_verified: u64,
    /// How long it took.
    pub seconds: f64,
    /// The names of the objects.
    #[serde(skip)]
    pub names: Vec<String>,
}

/// Makes the folder `to` hold what `remote` holds.
///
/// # Errors
/// See [`RemoteError`]; the folder's files are then as they were.
pub async fn sync(
    remote: &Remote,
    to: &Path,
    options: &SyncOptions,
    watch: &dyn Watch,
) -> Result<SyncReport, RemoteError> {
    let started = Instant::now();
    make_folder(to)?;
    let stage = Stage::open(to)?;
    let waiting = || watch.note("waiting for another process that copies into this folder");
    let _lock = Lock::take(&stage.lock_file(), options.patience, waiting).await?;
    if stage.finish_what_was_noted()? {
        watch.note("finished what an earlier sync had begun");
    }
    let limits = Limits {
        n_objects: options.max_objects,
        n_bytes: options.max_bytes,
        n_parallel: options.n_parallel.max(1),
    };
    let listing = remote.list(limits).await?;
    let work = Work { remote, to, stage: &stage, listing: &listing, watch };
    let plan = work.plan(options)?;
    let copied = work.copy(&plan.to_copy, limits.n_parallel).await?;
    let n_removed = plan.removals.len() as u64;
    work.take_place(&plan, copied)?;
    let sums = listing.sums.as_ref().map_or(0, |(_, sums)| sums.len());
    Ok(SyncReport {
        source: remote.place(),
        to: to.to_owned(),
        n_objects: listing.objects.len() as u64,
        n_bytes: n_bytes(&listing.objects),
        n_copied: plan.to_copy.len() as u64,
        n_copied_bytes: plan.to_copy.iter().map(|object| object.n_bytes).sum(),
        n_unchanged: (listing.objects.len() - plan.to_copy.len()) as u64,
        n_removed,
        n_verified: sums as u64,
        seconds: started.elapsed().as_secs_f64(),
        names: listing.objects.iter().map(|object| object.name.clone()).collect(),
    })
}

fn n_bytes(objects: &[Object]) -> u64 {
    objects.iter().map(|object| object.n_bytes).sum()
}

struct Work<'a> {
    remote: &'a Remote,
    to: &'a Path,
    stage: &'a Stage,
    listing: &'a Listing,
    watch: &'a dyn Watch,
}

struct Plan<'a> {
    to_copy: Vec<&'a Object>,
    removals: Vec<String>,
    /// What the folder holds in the end, but for what is copied.
    state: State,
    before: State,
}

impl<'a> Work<'a> {
    /// Compares the source with the folder.
    fn plan(&self, options: &SyncOptions) -> Result<Plan<'a>, RemoteError> {
        let source = self.remote.place();
        let before = State::read(self.to, &source);
        let mut state = State::new(source);
        let mut to_copy = Vec::new();
        for object in &self.listing.objects {
            self.stage.check_place(&object.name)?;
            match before.there(self.to, object, self.published(object)) {
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
                self.stage.check_place(name)?;
                removals.push(name.clone());
            } else {
                state.files.insert(name.clone(), entry.clone());
            }
        }
        Ok(Plan { to_copy, removals, state, before })
    }

    fn published(&self, object: &Object) -> Option<&'a String> {
        let sums: &'a Sums = &self.listing.sums.as_ref()?.1;
        sums.get(&object.name)
    }

    /// Collects all that changed, several at a time; the first that fails stops the others.
    async fn copy(&self, objects: &[&Object], n_parallel: usize) -> Result<Vec<Entry>, RemoteError> {
        let source = self.remote.place();
        let names: BTreeSet<String> = objects.iter().map(|object| Stage::name_of(&source, object)).collect();
        self.stage.sweep(&names);
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let is_missing =
            |object: &&&Object| stamp(&self.stage.whole(&Stage::name_of(&source, object))).is_none();
        let needed = objects.iter().filter(is_missing).map(|object| object.n_bytes).sum();
        if let Some(free) = n_free_bytes(self.to).filter(|&free| free < needed) {
            return Err(RemoteError::NoSpace { path: self.to.to_owned(), free, needed });
        }
        self.watch.expect(objects.iter().map(|object| object.n_bytes).sum());
        let copies = objects.iter().map(|object| self.copy_one(object));
        futures_util::stream::iter(copies).buffered(n_parallel).try_collect().await
    }

    async fn copy_one(&self, object: &Object) -> Result<Entry, RemoteError> {
        let name = Stage::name_of(&self.remote.place(), object);
        let (whole, part) = (self.stage.whole(&name), self.stage.part(&name));
        if stamp(&whole).is_some_and(|(n_bytes, _)| n_bytes == object.n_bytes) {
            self.watch.received(object.n_bytes);
        } else {
            let got = self.remote.get(&object.location, 0, None).await;
            let body = got.map_err(|error| self.remote.trouble(&object.name, &error))?;
            if !object.is_same(&body.meta) {
                return Err(RemoteError::Replaced { place: self.remote.place_of(&object.name) });
            }
            let file = fs::File::create(&part).map_err(RemoteError::local("write", &part))?;
            save(self.remote, &object.name, body, (file, &part), (0, object.n_bytes), self.watch).await?;
            fs::rename(&part, &whole).map_err(RemoteError::local("write", &whole))?;
        }
        self.checked(object, whole).await
    }

    /// Compares the checksum, and says what is known of the copy.
    async fn checked(&self, object: &Object, whole: PathBuf) -> Result<Entry, RemoteError> {
        let path = whole.clone();
        let read = tokio::task::spawn_blocking(move || sha256_of(&path)).await;
        let read = read.unwrap_or_else(|stopped| Err(std::io::Error::other(stopped)));
        let sha256 = read.map_err(RemoteError::local("read", &whole))?;
        if let Some(expected) = self.published(object).filter(|expected| **expected != sha256) {
            fs::remove_file(&whole).map_err(RemoteError::local("remove", &whole))?;
            let by = self.listing.sums.as_ref().map(|(file, _)| file.clone()).unwrap_or_default();
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

    fn take_place(&self, plan: &Plan<'_>, copied: Vec<Entry>) -> Result<(), RemoteError> {
        let mut state = plan.state.clone();
        let mut moves = Vec::new();
        for (object, entry) in plan.to_copy.iter().zip(copied) {
            moves.push((Stage::name_of(&state.source, object), object.name.clone()));
            state.files.insert(object.name.clone(), entry);
        }
        if moves.is_empty() && plan.removals.is_empty() {
            return if state == plan.before { Ok(()) } else { state.write(self.to) };
        }
        self.stage.take_place(&Moves { moves, removals: plan.removals.clone(), state })
    }
}
