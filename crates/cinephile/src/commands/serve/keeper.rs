//! Keeps what is served what is published: looks at the pointer, loads beside what is served, swaps.

use super::published;
use anyhow::{Context as _, Result};
use cinephile_api::{AppState, Figures};
use cinephile_publish::{Publication, PublicationId, Shelf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Serves the current publication of a folder, and the next once it is there.
pub(super) struct Keeper {
    shelf: Shelf,
    state: AppState,
    figures: Figures,
    seen: Mutex<Seen>,
}

/// What the keeper knows of the folder; whoever holds it is the only one to load.
#[derive(Default)]
struct Seen {
    served: Option<PublicationId>,
    /// A publication that is whole by its sizes and cannot be served: not worth another try until asked.
    refused: Option<PublicationId>,
    /// What was logged last, so that it is said once.
    complaint: Option<String>,
}

/// What a look at the pointer led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Look {
    /// It is served already.
    Same(PublicationId),
    /// It was loaded and is served now; the text tells of it.
    Swapped(PublicationId, String),
    /// Nothing has been published.
    Nothing,
    /// It was refused before, which has been said.
    RefusedBefore,
}

impl Keeper {
    /// `figures` are shown beside whatever is published.
    pub(super) fn new(shelf: Shelf, state: AppState, figures: Figures) -> Self {
        Self { shelf, state, figures, seen: Mutex::default() }
    }

    pub(super) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// One look, as it is taken every few seconds: what goes wrong is logged once, and what is served stays.
    pub(super) fn look(&self) -> Option<Look> {
        let mut seen = self.seen();
        match self.refresh(&mut seen, false) {
            Ok(look) => Some(look),
            Err(error) => {
                let complaint = format!("{error:#}");
                if seen.complaint.as_ref() != Some(&complaint) {
                    let kept = seen.served.as_ref().map_or("nothing".to_owned(), ToString::to_string);
                    tracing::error!(served = kept, "a publication is refused: {complaint}; served is {kept}");
                    self.state.set_waiting_for(&format!("a publication that can be served: {complaint}"));
                    seen.complaint = Some(complaint);
                }
                None
            }
        }
    }

    /// One look that was asked for: what was refused before is tried again.
    pub(super) fn reload(&self) -> Result<Look> {
        self.refresh(&mut self.seen(), true)
    }

    /// Compares all checksums of what is served, which the first look does not wait for; what is not what was published is
    /// served no longer.
    pub(super) fn verify(&self) -> Result<()> {
        let Some(id) = self.seen().served.clone() else { return Ok(()) };
        // Gigabytes take a while: looks and reloads go on meanwhile.
        let verified = self.shelf.open(&id).and_then(|publication| publication.verify());
        let mut seen = self.seen();
        if let Err(error) = &verified
            && seen.served.as_ref() == Some(&id)
        {
            self.state.withdraw(id.as_str(), &format!("a publication that can be served: {error}"));
            *seen = Seen { refused: Some(id), ..Seen::default() };
        }
        Ok(verified?)
    }

    fn refresh(&self, seen: &mut Seen, is_asked: bool) -> Result<Look> {
        let Some(id) = self.shelf.current()? else { return Ok(Look::Nothing) };
        if seen.served.as_ref() == Some(&id) {
            seen.complaint = None;
            return Ok(Look::Same(id));
        }
        if seen.refused.as_ref() == Some(&id) && !is_asked {
            return Ok(Look::RefusedBefore);
        }
        // Cheap, and may mend itself where a folder is copied from elsewhere: not remembered.
        let publication = self.shelf.open(&id)?;
        seen.refused = Some(id.clone());
        let text =
            self.swap(&publication, seen.served.is_some()).with_context(|| format!("publication {id}"))?;
        *seen = Seen { served: Some(id.clone()), ..Seen::default() };
        Ok(Look::Swapped(id, text))
    }

    /// Loads and serves; where something is served already there is time to compare every checksum first.
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
        // What is seen is only ever replaced as a whole, or noted before the work that may panic.
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
