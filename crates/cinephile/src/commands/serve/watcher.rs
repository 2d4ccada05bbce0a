//! Serves the current publication of a folder: looks at the pointer, loads a new publication next to the served one,
//! swaps.

use super::published;
use anyhow::{Context as _, Result};
use cinephile_api::{AppState, Figures, FitOutcome};
use cinephile_publish::{Publication, PublicationId, PublicationStore};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// What clients read while the current publication cannot be served. The reason names files and may quote what is in them, so it is
/// for the log alone.
const UNSERVABLE: &str = "a publication that can be served; the server's log says why the current one cannot";

/// Serves the current publication of a folder, and each later one.
pub(super) struct PublicationWatcher {
    publications: PublicationStore,
    state: AppState,
    figures: Figures,
    seen: Mutex<Seen>,
}

/// What the watcher knows about the folder. Its lock is held while a publication is loaded, so that only one thread
/// loads.
#[derive(Default)]
struct Seen {
    served: Option<PublicationId>,
    /// A publication with the right file sizes that still cannot be served. It is tried again only on request.
    rejected: Option<PublicationId>,
    /// The error that was logged last, so that each is logged once.
    logged_error: Option<String>,
}

/// The result of one look at the pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Look {
    /// The current publication is served already.
    Same(PublicationId),
    /// The publication was loaded and is served now; the text says what is in it.
    Swapped(PublicationId, String),
    /// Nothing is published.
    Nothing,
    /// The publication was rejected before, which was logged then.
    RejectedBefore,
}

impl PublicationWatcher {
    /// Shows `figures` with every publication.
    pub(super) fn new(publications: PublicationStore, state: AppState, figures: Figures) -> Self {
        Self { publications, state, figures, seen: Mutex::default() }
    }

    /// Counts a fit that has ended.
    pub(super) fn count_fit(&self, outcome: FitOutcome) {
        self.state.count_fit(outcome);
    }

    /// One of the looks that are taken every few seconds. An error is logged once, and the served publication stays.
    pub(super) fn look(&self) -> Option<Look> {
        let mut seen = self.seen();
        match self.refresh(&mut seen, false) {
            Ok(look) => Some(look),
            Err(error) => {
                let error = format!("{error:#}");
                if seen.logged_error.as_ref() != Some(&error) {
                    let served = seen.served.as_ref().map_or("nothing".to_owned(), ToString::to_string);
                    tracing::error!(served, "rejected a publication, still serving {served}: {error}");
                    self.state.count_rejected_publication();
                    self.state.set_waiting_for(UNSERVABLE);
                    seen.logged_error = Some(error);
                }
                None
            }
        }
    }

    /// A look on request: a publication that was rejected before is tried again.
    pub(super) fn reload(&self) -> Result<Look> {
        self.refresh(&mut self.seen(), true)
    }

    /// Compares all checksums of the served publication, which the first look does not wait for. A publication that was
    /// changed since is no longer served.
    pub(super) fn verify(&self) -> Result<()> {
        let Some(id) = self.seen().served.clone() else { return Ok(()) };
        // Gigabytes take a while: the lock is not held, so that looks and reloads go on.
        let verified = self.publications.open(&id).and_then(|publication| publication.verify());
        let mut seen = self.seen();
        if verified.is_err() && seen.served.as_ref() == Some(&id) {
            self.state.withdraw(id.as_str(), UNSERVABLE);
            *seen = Seen { rejected: Some(id), ..Seen::default() };
        }
        Ok(verified?)
    }

    fn refresh(&self, seen: &mut Seen, on_request: bool) -> Result<Look> {
        let Some(id) = self.publications.current()? else { return Ok(Look::Nothing) };
        if seen.served.as_ref() == Some(&id) {
            seen.logged_error = None;
            return Ok(Look::Same(id));
        }
        if seen.rejected.as_ref() == Some(&id) && !on_request {
            return Ok(Look::RejectedBefore);
        }
        // A failure here is not remembered: the check is cheap, and a folder that is still being copied may become
        // whole.
        let publication = self.publications.open(&id)?;
        seen.rejected = Some(id.clone());
        let text =
            self.swap(&publication, seen.served.is_some()).with_context(|| format!("publication {id}"))?;
        *seen = Seen { served: Some(id.clone()), ..Seen::default() };
        Ok(Look::Swapped(id, text))
    }

    /// Loads and serves a publication. If another is served already, there is time to compare every checksum first.
    fn swap(&self, publication: &Publication, can_wait: bool) -> Result<String> {
        let started = Instant::now();
        if can_wait {
            publication.verify()?;
        }
        self.state.publish(published::load(publication, self.figures.clone())?);
        let text = published::summary(publication.manifest());
        let duration_ms = started.elapsed().as_millis();
        tracing::info!(model.id = %publication.manifest().id, duration_ms, "serving {text}");
        Ok(text)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        // A panic leaves valid contents: they are replaced as a whole, or changed before the work that may panic.
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
