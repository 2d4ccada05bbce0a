//! The calls of the service's API that several trials need.

use crate::client::{Connection, request};
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::collections::BTreeMap;

/// Number of pages of the best-known movies to read.
const N_PAGES: usize = 5;

/// The header that gives access to a profile, as a whole line.
pub(crate) fn bearer(token: &str) -> String {
    format!("Authorization: Bearer {token}\r\n")
}

/// The request that rates a movie.
pub(crate) fn put_rating(token: &str, id: u64, half_stars: u8) -> Vec<u8> {
    let path = format!("/api/v1/profiles/me/ratings/{id}");
    let body = format!("{{\"stars\": {}}}", f64::from(half_stars) / 2.0);
    request("PUT", &path, &bearer(token), &body)
}

/// Creates a profile and returns its token.
pub(crate) async fn new_profile(address: &str) -> Result<String> {
    let answer = Connection::open(address).await?.send(&request("POST", "/api/v1/profiles", "", "")).await?;
    let body: Value = serde_json::from_slice(&answer.body).context("the new profile is not JSON")?;
    Ok(body["token"].as_str().context("the new profile has no token")?.to_owned())
}

/// Every rating of a profile, in half stars by movie.
pub(crate) async fn stored_ratings(address: &str, token: &str) -> Result<BTreeMap<u64, u8>> {
    let mut connection = Connection::open(address).await?;
    let (mut stored, mut cursor) = (BTreeMap::new(), String::new());
    loop {
        let path = format!("/api/v1/profiles/me/ratings?limit=100{cursor}");
        let answer = connection.send(&request("GET", &path, &bearer(token), "")).await?;
        let page: Value = serde_json::from_slice(&answer.body).context("a page of ratings is not JSON")?;
        for rating in page["ratings"].as_array().context("a page has no ratings")? {
            let id = rating["movie_id"].as_u64().context("a rating has no movie")?;
            let stars = rating["stars"].as_f64().context("a rating has no stars")?;
            let half_stars = (1..=10u8).find(|&half| f64::from(half) / 2.0 == stars);
            stored.insert(id, half_stars.context("a rating has invalid stars")?);
        }
        let Some(next) = page["next_cursor"].as_str() else { return Ok(stored) };
        cursor = format!("&cursor={next}");
    }
}

/// The ids of the 500 best-known movies, or of all if there are fewer.
pub(crate) async fn best_known_movies(address: &str) -> Result<Vec<u64>> {
    let mut connection = Connection::open(address).await?;
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    for _ in 0..N_PAGES {
        let path = format!("/api/v1/movies?limit=100{cursor}");
        let answer = connection.send(&request("GET", &path, "", "")).await?;
        let page: Value = serde_json::from_slice(&answer.body).context("the list of movies is not JSON")?;
        let movies = page["movies"].as_array().context("the list of movies has no movies")?;
        ids.extend(movies.iter().filter_map(|movie| movie["id"].as_u64()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    Ok(ids)
}
