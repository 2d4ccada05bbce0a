//! The requests of a load test: recommendations for many different visitors, so that no cache can answer them.

use crate::client::request;
use crate::service_api::best_known_movies;
use anyhow::{Result, bail};
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use serde_json::{Value, json};
use std::sync::Arc;

/// Number of different visitors; more would only take memory.
const N_VISITORS: usize = 512;

/// Prepared requests; clones share them.
#[derive(Debug, Clone)]
pub struct Workload {
    requests: Arc<Vec<Vec<u8>>>,
}

impl Workload {
    /// Prepares `POST /api/v1/recommendations` for many visitors, with the default algorithm and 20 recommendations.
    ///
    /// Each visitor has `n_ratings` random ratings among the 500 best-known movies, from a fixed seed.
    ///
    /// # Errors
    /// If the service does not list its movies, or has too few.
    pub async fn prepare(address: &str, n_ratings: usize) -> Result<Self> {
        let ids = best_known_movies(address).await?;
        if ids.len() < n_ratings {
            bail!("cannot rate {n_ratings} movies: the service has only {}", ids.len());
        }
        let mut random = Pcg64Mcg::seed_from_u64(1);
        let visitor = |_| {
            let mut rated = ids.clone();
            rated.shuffle(&mut random);
            rated.truncate(n_ratings);
            let rating =
                |id: &u64| json!({"movie_id": id, "stars": f64::from(random.random_range(1..=10u8)) / 2.0});
            let ratings: Vec<Value> = rated.iter().map(rating).collect();
            request("POST", "/api/v1/recommendations", "", &json!({ "ratings": ratings }).to_string())
        };
        Ok(Self { requests: Arc::new((0..N_VISITORS).map(visitor).collect()) })
    }

    /// Prepares the same request with the given bodies.
    ///
    /// # Errors
    /// If there are no bodies.
    pub fn of_bodies(bodies: &[&str]) -> Result<Self> {
        if bodies.is_empty() {
            bail!("a workload needs at least one request");
        }
        let prepared = bodies.iter().map(|body| request("POST", "/api/v1/recommendations", "", body));
        Ok(Self { requests: Arc::new(prepared.collect()) })
    }

    /// Request number `nth`; the requests repeat in turn.
    #[must_use]
    pub fn nth(&self, nth: u64) -> &[u8] {
        let n = self.requests.len() as u64;
        &self.requests[usize::try_from(nth % n).unwrap_or_default()]
    }
}
