//! The besieged service: its addresses, and what is needed to ask it anything.

use crate::client::{Connection, request};
use crate::service_api::{bearer, new_profile};
use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

/// The most ratings, or movies of a list, in one request.
const MAX_AT_ONCE: usize = 2_000;

/// The besieged service.
#[derive(Debug, Clone)]
pub(super) struct Target {
    /// The address for everybody.
    pub(super) public: String,
    /// The address for operators.
    pub(super) operations: String,
    /// A visitor's profile.
    pub(super) token: String,
    /// A large profile.
    pub(super) large_token: String,
    /// Movies that exist.
    pub(super) movies: Vec<u64>,
    /// Two algorithms.
    pub(super) algorithms: Vec<String>,
}

/// Who asks. The service takes the address from the proxy that it believes to be behind.
#[derive(Debug, Clone, Copy)]
pub(super) enum Client {
    /// An attacker.
    Attacker(u8),
    /// Somebody else.
    Visitor(u8),
}

impl Target {
    /// Creates the profiles.
    pub(super) async fn prepare(public: String, operations: String) -> Result<Self> {
        let (token, large_token) = (new_profile(&public).await?, new_profile(&public).await?);
        let movies = all_movies(&public).await?;
        let algorithms = algorithms(&public).await?;
        let target = Self { public, operations, token, large_token, movies, algorithms };
        target.fill().await.context("cannot fill the large profile")?;
        Ok(target)
    }

    /// A request of this client; `headers` are whole lines.
    pub(super) fn request(
        &self,
        client: Client,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> Vec<u8> {
        self.mark(client, request(method, path, headers, body))
    }

    /// A prepared request as one of this client.
    pub(super) fn mark(&self, client: Client, request: Vec<u8>) -> Vec<u8> {
        let address = match client {
            Client::Attacker(n) => format!("203.0.113.{n}"),
            Client::Visitor(n) => format!("198.51.100.{n}"),
        };
        let at = request.windows(2).position(|window| window == b"\r\n").map_or(0, |at| at + 2);
        let line = format!("X-Forwarded-For: {address}\r\n");
        [&request[..at], line.as_bytes(), &request[at..]].concat()
    }

    /// A plain list for a few ratings.
    pub(super) fn list_request(&self, client: Client) -> Vec<u8> {
        let body = json!({ "ratings": self.ratings(5) });
        self.request(client, "POST", "/api/v1/recommendations", "", &body.to_string())
    }

    /// Ratings of the first `n` movies, or of all if there are fewer.
    pub(super) fn ratings(&self, n: usize) -> Value {
        let rating = |(i, id): (usize, &u64)| json!({"movie_id": id, "stars": (i % 10 + 1) as f64 / 2.0});
        self.movies.iter().take(n).enumerate().map(rating).collect()
    }

    /// Puts ratings, and movies on all lists, into the large profile.
    async fn fill(&self) -> Result<()> {
        let headers = bearer(&self.large_token);
        let mut connection = Connection::open(&self.public).await?;
        let mut put = async |path: &str, body: Value| {
            let path = format!("/api/v1/profiles/me/{path}");
            let answer = connection.send(&request("POST", &path, &headers, &body.to_string())).await?;
            if answer.status == 204 {
                return Ok(());
            }
            bail!("{path} answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body))
        };
        for movies in self.movies.chunks(MAX_AT_ONCE) {
            let rating = |id| json!({"movie_id": id, "stars": 3.5});
            put("ratings", json!({"ratings": movies.iter().map(rating).collect::<Vec<_>>()})).await?;
            for list in ["watchlist", "not_interested", "skipped", "watched"] {
                put(&format!("lists/{list}"), json!({ "movie_ids": movies })).await?;
            }
        }
        Ok(())
    }
}

/// Two of the algorithms, the default one first.
async fn algorithms(address: &str) -> Result<Vec<String>> {
    let answer = Connection::open(address).await?.send(&request("GET", "/api/v1/models", "", "")).await?;
    let list: Value = serde_json::from_slice(&answer.body).context("the list of models is not JSON")?;
    let names = list["models"].as_array().into_iter().flatten();
    let names: Vec<_> =
        names.filter_map(|model| model["algorithm"].as_str()).take(2).map(str::to_owned).collect();
    if names.len() < 2 {
        bail!("a siege needs a service with two algorithms");
    }
    Ok(names)
}

/// The ids of all movies, as far as the map knows them.
async fn all_movies(address: &str) -> Result<Vec<u64>> {
    let mut connection = Connection::open(address).await?;
    let answer = connection.send(&request("GET", "/api/v1/map", "", "")).await?;
    let map: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let from_map =
        map["movies"].as_array().into_iter().flatten().filter_map(|movie| movie["movie_id"].as_u64());
    let mut ids: Vec<u64> = from_map.collect();
    if ids.is_empty() {
        ids = crate::service_api::best_known_movies(address).await?;
    }
    Ok(ids)
}
