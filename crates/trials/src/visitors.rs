//! Visitors with ratings and lists, and what each of them sees.

use crate::client::{Connection, request};
use crate::service_api::{bearer, new_profile, put_rating};
use anyhow::{Context as _, Result, bail};
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;

/// What a visitor sees.
#[derive(PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) export: Vec<u8>,
    pub(crate) recommendations: Vec<u8>,
}

/// Creates a profile with some ratings and two lists. Returns its token and the number of ratings.
pub(crate) async fn create_visitor(address: &str, ids: &[u64], seed: u64) -> Result<(String, u64)> {
    let token = new_profile(address).await?;
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut movies = ids.to_vec();
    movies.shuffle(&mut random);
    let n = random.random_range(3..=20).min(movies.len().saturating_sub(2));
    let mut connection = Connection::open(address).await?;
    for id in &movies[..n] {
        let half_stars = random.random_range(1..=10u8);
        put(&mut connection, &put_rating(&token, *id, half_stars)).await?;
    }
    for (list, id) in ["watchlist", "not_interested"].iter().zip(&movies[n..]) {
        let path = format!("/api/v1/profiles/me/lists/{list}/{id}");
        put(&mut connection, &request("PUT", &path, &bearer(&token), "")).await?;
    }
    Ok((token, n as u64))
}

/// Sends a request that must be answered with 204.
pub(crate) async fn put(connection: &mut Connection, request: &[u8]) -> Result<()> {
    let answer = connection.send(request).await?;
    if answer.status == 204 {
        return Ok(());
    }
    bail!("a write returned {}: {}", answer.status, String::from_utf8_lossy(&answer.body))
}

pub(crate) async fn views(address: &str, tokens: &[String]) -> Result<Vec<View>> {
    let mut connection = Connection::open(address).await?;
    let mut views = Vec::new();
    for token in tokens {
        let mut ask = async |method: &str, path: &str, body: &str| -> Result<Vec<u8>> {
            let asked = request(method, &format!("/api/v1/profiles/me/{path}"), &bearer(token), body);
            let answer = connection.send(&asked).await?;
            if answer.status != 200 {
                bail!("`{path}` returned {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
            }
            Ok(answer.body)
        };
        let export = without_moment(&ask("GET", "export", "").await?)?;
        let recommendations = ask("POST", "recommendations", "{\"limit\": 50}").await?;
        views.push(View { export, recommendations });
    }
    Ok(views)
}

/// Removes the time of the export, which is not part of the profile.
fn without_moment(export: &[u8]) -> Result<Vec<u8>> {
    let mut export: serde_json::Value = serde_json::from_slice(export).context("an export is not JSON")?;
    if let Some(object) = export.as_object_mut() {
        object.remove("exported_at");
    }
    serde_json::to_vec(&export).context("an export is not JSON")
}
