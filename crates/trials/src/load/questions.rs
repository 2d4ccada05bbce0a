//! What is asked: recommendations for visitors who differ, so that no cache answers.

use crate::client::{Connection, request};
use anyhow::{Context as _, Result, bail};
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use serde_json::{Value, json};
use std::sync::Arc;

/// Different visitors; more would only take memory.
const N_VISITORS: usize = 512;
/// Pages of the best-known movies that visitors have rated from.
const N_PAGES: usize = 5;

/// Prepared requests; clones share them.
#[derive(Debug, Clone)]
pub struct Questions {
    all: Arc<Vec<Vec<u8>>>,
}

impl Questions {
    /// `POST /api/v1/recommendations` of visitors with so many ratings each among the 500 best-known movies, seeded, for
    /// the default algorithm and 20 recommendations.
    ///
    /// # Errors
    /// If the service does not list its movies, or has too few.
    pub async fn prepare(address: &str, n_ratings: usize) -> Result<Self> {
        let ids = well_known(address).await?;
        if ids.len() < n_ratings {
            bail!("the service has {} movies, fewer than {n_ratings} ratings", ids.len());
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
        Ok(Self { all: Arc::new((0..N_VISITORS).map(visitor).collect()) })
    }

    /// These bodies, to the same address.
    ///
    /// # Errors
    /// If there is none.
    pub fn of_bodies(bodies: &[&str]) -> Result<Self> {
        if bodies.is_empty() {
            bail!("there is nothing to ask");
        }
        let prepared = bodies.iter().map(|body| request("POST", "/api/v1/recommendations", "", body));
        Ok(Self { all: Arc::new(prepared.collect()) })
    }

    /// The question of this number; they come again and again.
    #[must_use]
    pub fn nth(&self, nth: u64) -> &[u8] {
        let n = self.all.len() as u64;
        &self.all[usize::try_from(nth % n).unwrap_or_default()]
    }
}

/// The best-known movies.
pub(crate) async fn well_known(address: &str) -> Result<Vec<u64>> {
    let mut connection = Connection::open(address).await?;
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    for _ in 0..N_PAGES {
        let path = format!("/api/v1/movies?limit=100{cursor}");
        let answer = connection.send(&request("GET", &path, "", "")).await?;
        let page: Value = serde_json::from_slice(&answer.body).context("the list of movies is not JSON")?;
        let movies = page["movies"].as_array().context("the service lists no movies")?;
        ids.extend(movies.iter().filter_map(|movie| movie["id"].as_u64()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    Ok(ids)
}
