//! Poster pictures from OMDb: looked up in the store first, and fetched once for all requests that wait.

use super::fetch::{Fetched, Fetcher};
use super::protocol::Wanted;
use crate::metrics::PosterMetrics;
use crate::poster_source::config::PosterConfig;
use crate::poster_source::poster::Poster;
use cinephile_data::Movie;
use cinephile_files::clock::now_s;
use cinephile_store::{PosterImage, Store, StoredPoster};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// The most posters that are fetched at once; requests beyond that get a drawn one.
const MAX_FLIGHTS: usize = 16;
/// How long a picture is kept before it is fetched again.
const KEEP_PICTURE: Duration = Duration::from_secs(60 * 86_400);
/// How long it is assumed that a movie has no picture.
const KEEP_MISSING: Duration = Duration::from_secs(7 * 86_400);

/// The source of poster pictures; clones share it.
#[derive(Clone)]
pub(crate) struct PosterSource {
    shared: Arc<Shared>,
}

struct Shared {
    store: Store,
    fetcher: Fetcher,
    wait: Duration,
    metrics: PosterMetrics,
    /// The fetches under way: one for each movie, which all its requests wait for.
    flights: Mutex<HashMap<String, watch::Receiver<Option<Poster>>>>,
}

impl PosterSource {
    /// # Errors
    /// If the clients cannot be made.
    pub(crate) fn new(
        config: &PosterConfig,
        store: Store,
        metrics: PosterMetrics,
    ) -> Result<Self, reqwest::Error> {
        let fetcher = Fetcher::new(config, store.clone(), metrics.clone())?;
        let flights = Mutex::new(HashMap::new());
        let shared = Shared { store, fetcher, wait: config.wait, metrics, flights };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Finds a movie's picture within the time that a visitor may wait.
    pub(crate) async fn find(&self, movie: &Movie) -> Poster {
        let wanted = Wanted::of(movie);
        let poster = timeout(self.shared.wait, self.find_or_fetch(wanted)).await.unwrap_or(Poster::NotYet);
        self.shared.metrics.count_answer(match poster {
            Poster::Picture(_) => "picture",
            Poster::Missing => "missing",
            Poster::NotYet => "not_yet",
        });
        poster
    }

    async fn find_or_fetch(&self, wanted: Wanted) -> Poster {
        // A store that is away does not tell whether there is a picture.
        let Ok(known) = self.shared.store.find_poster(wanted.key()).await else { return Poster::NotYet };
        let (known, is_fresh) = match known {
            Some(StoredPoster { image, expires_at }) => (Some(of_image(image)), now_s() < expires_at),
            None => (None, false),
        };
        self.shared.metrics.count_lookup(is_fresh);
        match known {
            Some(poster) if is_fresh => poster,
            known => match self.join_flight(wanted) {
                Some(mut flight) => {
                    let landed = flight.wait_for(Option::is_some).await;
                    let fetched = landed.ok().and_then(|poster| poster.clone()).unwrap_or(Poster::NotYet);
                    // An old picture is better than none.
                    if let (Poster::NotYet, Some(old)) = (&fetched, known) { old } else { fetched }
                }
                None => known.unwrap_or(Poster::NotYet),
            },
        }
    }

    /// The fetch of this poster, which is started if there is none; `None` if too many others are under way.
    fn join_flight(&self, wanted: Wanted) -> Option<watch::Receiver<Option<Poster>>> {
        let mut flights = self.shared.flights.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flight) = flights.get(wanted.key()) {
            return Some(flight.clone());
        }
        if flights.len() >= MAX_FLIGHTS {
            return None;
        }
        let (landed, flight) = watch::channel(None);
        flights.insert(wanted.key().to_owned(), flight.clone());
        let shared = Arc::clone(&self.shared);
        // A task of its own continues when the requests that wait for it are gone.
        tokio::spawn(async move {
            let poster = shared.fetch(&wanted).await;
            shared.flights.lock().unwrap_or_else(PoisonError::into_inner).remove(wanted.key());
            // This fails if no request waits any more.
            let _ = landed.send(Some(poster));
        });
        Some(flight)
    }
}

impl Shared {
    async fn fetch(&self, wanted: &Wanted) -> Poster {
        // An earlier fetch may have stored it after the request that started this one looked.
        if let Ok(Some(stored)) = self.store.find_poster(wanted.key()).await
            && now_s() < stored.expires_at
        {
            return of_image(stored.image);
        }
        let (image, keep) = match self.fetcher.fetch(wanted).await {
            Fetched::Picture(image) => (Some(image), KEEP_PICTURE),
            Fetched::Missing => (None, KEEP_MISSING),
            Fetched::Failed => return Poster::NotYet,
        };
        let keep = i64::try_from(keep.as_secs()).unwrap_or(i64::MAX);
        let poster = StoredPoster { image, expires_at: now_s().saturating_add(keep) };
        if let Err(error) = self.store.put_poster(wanted.key(), &poster).await {
            tracing::warn!(error = %error, "cannot store a poster: {error}");
        }
        of_image(poster.image)
    }
}

fn of_image(image: Option<PosterImage>) -> Poster {
    image.map_or(Poster::Missing, |image| Poster::Picture(Arc::new(image)))
}
