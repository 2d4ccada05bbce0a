//! Fetching one poster: budget, OMDb, picture; each step bounded in time and size.

use super::breaker::Breaker;
use super::guard::Guard;
use super::picture;
use super::protocol::{Said, Wanted, read_answer};
use crate::metrics::PosterMetrics;
use crate::poster_source::config::{OmdbAddress, PosterConfig};
use crate::secret::Secret;
use cinephile_files::clock::now_s;
use cinephile_store::{MAX_POSTER_BYTES, PosterImage, Store};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The largest answer of OMDb that is read.
const MAX_ANSWER_BYTES: usize = 64 * 1024;
/// How long OMDb is left alone once it reports that the day's requests are used up or that the key is wrong.
const LEAVE_ALONE: Duration = Duration::from_secs(3600);
const SECONDS_PER_DAY: i64 = 86_400;

/// The outcome of a fetch.
pub(super) enum Fetched {
    Picture(PosterImage),
    /// There is no picture.
    Missing,
    /// Unknown; there may be a picture later.
    Failed,
}

/// Asks OMDb and fetches pictures.
pub(super) struct Fetcher {
    omdb: OmdbAddress,
    key: Secret,
    requests_per_day: u32,
    guard: Guard,
    to_omdb: Client,
    to_images: Client,
    omdb_breaker: Breaker,
    image_breaker: Breaker,
    store: Store,
    metrics: PosterMetrics,
}

impl Fetcher {
    pub(super) fn new(
        config: &PosterConfig,
        store: Store,
        metrics: PosterMetrics,
    ) -> Result<Self, reqwest::Error> {
        let guard = Guard { hosts: config.image_hosts.clone(), allow_private: config.allow_private };
        Ok(Self {
            omdb: config.omdb.clone(),
            key: config.key.clone(),
            requests_per_day: config.requests_per_day,
            to_omdb: client(config.timeout).build()?,
            to_images: client(config.timeout).dns_resolver(Arc::new(guard.clone())).build()?,
            guard,
            omdb_breaker: Breaker::default(),
            image_breaker: Breaker::default(),
            store,
            metrics,
        })
    }

    /// Fetches a poster; takes at most as long as two requests.
    pub(super) async fn fetch(&self, wanted: &Wanted) -> Fetched {
        let (fetched, outcome) = match self.ask(wanted).await {
            Ok(Said::PosterAt(address)) => match self.download(&address).await {
                Ok(image) => (Fetched::Picture(image), "found"),
                Err(Trouble::Rejected(reason)) => {
                    tracing::warn!(poster = wanted.key(), "rejected OMDb's picture: {reason}");
                    (Fetched::Missing, "refused")
                }
                Err(Trouble::Failed(reason)) => {
                    tracing::info!(poster = wanted.key(), "cannot fetch a picture: {reason}");
                    (Fetched::Failed, "image_failed")
                }
                Err(Trouble::LeftAlone) => (Fetched::Failed, "left_alone"),
            },
            Ok(_) => (Fetched::Missing, "missing"),
            Err(Trouble::Rejected(reason) | Trouble::Failed(reason)) => {
                tracing::info!(poster = wanted.key(), "cannot ask OMDb: {reason}");
                (Fetched::Failed, "failed")
            }
            Err(Trouble::LeftAlone) => (Fetched::Failed, "left_alone"),
        };
        self.metrics.count_fetch(outcome);
        fetched
    }

    /// Asks OMDb for a picture, if the day's budget and the breaker allow it. Gives its address, or that there is none.
    async fn ask(&self, wanted: &Wanted) -> Result<Said, Trouble> {
        if !self.omdb_breaker.lets_through(Instant::now()) {
            return Err(Trouble::LeftAlone);
        }
        let allowed = self.store.spend_poster_request(now_s() / SECONDS_PER_DAY, self.requests_per_day).await;
        if !allowed.map_err(|e| Trouble::Failed(e.to_string()))? {
            return Err(Trouble::LeftAlone);
        }
        let url = wanted.url(self.omdb.url(), self.key.reveal());
        let answer = read(self.to_omdb.get(url), MAX_ANSWER_BYTES).await;
        let said = answer.map(|answer| read_answer(&answer.body));
        let alone = match said {
            Ok(said @ (Said::PosterAt(_) | Said::NoPoster)) => {
                self.omdb_breaker.succeeded();
                return Ok(said);
            }
            Ok(Said::LimitReached) => "the limit of requests is reached",
            Ok(Said::InvalidKey) => {
                tracing::error!("OMDb does not accept the API key; posters are drawn");
                "OMDb does not accept the API key"
            }
            Ok(Said::Nonsense) => {
                self.omdb_breaker.failed(Instant::now());
                return Err(Trouble::Failed("the answer is not in OMDb's format".to_owned()));
            }
            Err(trouble) => {
                self.omdb_breaker.failed(Instant::now());
                return Err(trouble);
            }
        };
        self.omdb_breaker.open_for(LEAVE_ALONE, Instant::now());
        Err(Trouble::Failed(alone.to_owned()))
    }

    /// Fetches a picture, if it comes from an allowed host.
    async fn download(&self, address: &str) -> Result<PosterImage, Trouble> {
        let url = self.guard.check(address).map_err(|reason| Trouble::Rejected(reason.to_owned()))?;
        if !self.image_breaker.lets_through(Instant::now()) {
            return Err(Trouble::LeftAlone);
        }
        let answer = read(self.to_images.get(url), MAX_POSTER_BYTES).await;
        match &answer {
            Err(Trouble::Failed(_)) => self.image_breaker.failed(Instant::now()),
            _ => self.image_breaker.succeeded(),
        }
        let Answer { status, body } = answer?;
        if status != 200 {
            return Err(Trouble::Rejected(format!("the answer has status {status}")));
        }
        let content_type = picture::content_type(&body);
        let content_type =
            content_type.ok_or_else(|| Trouble::Rejected("the file is not a picture".to_owned()))?.to_owned();
        Ok(PosterImage { content_type, bytes: body })
    }
}

/// Why a fetch failed; never holds an address, which may hold the key.
enum Trouble {
    /// It would fail the next time, too.
    Rejected(String),
    /// It may succeed later.
    Failed(String),
    /// It was not tried: the server is left alone for now.
    LeftAlone,
}

struct Answer {
    status: u16,
    body: Vec<u8>,
}

/// The answer's whole body, of at most `limit` bytes.
async fn read(request: reqwest::RequestBuilder, limit: usize) -> Result<Answer, Trouble> {
    let failed = |e: reqwest::Error| Trouble::Failed(describe(&e.without_url()));
    let mut response = request.send().await.map_err(failed)?;
    let status = response.status();
    if status.is_server_error() {
        return Err(Trouble::Failed(format!("status {}", status.as_u16())));
    }
    let too_large = || Trouble::Rejected(format!("the answer is larger than {limit} bytes"));
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if body.len() + chunk.len() > limit {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status: status.as_u16(), body })
}

/// An error with its causes, which say what happened.
fn describe(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// A client that follows no redirects, uses no proxy, and trusts the authorities that browsers trust, on any system.
fn client(timeout: Duration) -> ClientBuilder {
    let builder = Client::builder()
        .timeout(timeout)
        .connect_timeout(timeout)
        .redirect(Policy::none())
        .no_proxy()
        .user_agent(concat!("cinephile/", env!("CARGO_PKG_VERSION")));
    let provider = Arc::new(ring::default_provider());
    match ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions() {
        Ok(tls) => {
            let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
            builder.tls_backend_preconfigured(tls.with_root_certificates(roots).with_no_client_auth())
        }
        // The provider supports the default versions; if it did not, building the client would fail.
        Err(_) => builder,
    }
}
