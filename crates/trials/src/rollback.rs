//! An older release runs on a database that a newer one has migrated, and loses nothing of what either wrote.
//!
//! The newer binary creates the schema. A migration of a release to come is played on top of it, which only adds, as every
//! migration must. Then the older binary is started on that database, used, and replaced by the newer one again.

use crate::client::Connection;
use crate::restore::RestorableDatabase;
use crate::server::Program;
use crate::service_api::{best_known_movies, put_rating};
use crate::visitors::{View, create_visitor, put, views};
use anyhow::{Context as _, Result};
use serde::Serialize;
use std::path::PathBuf;

/// What a release to come may do to the schema: add a column, a table, and its own line in the list of migrations.
const LATER: &str = "ALTER TABLE profiles ADD COLUMN later TEXT; CREATE TABLE later (id INTEGER PRIMARY KEY); \
    INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
    VALUES (9999, 'later', TRUE, '', 0);";

/// Options of the trial.
#[derive(Debug, Clone)]
pub struct RollbackOptions {
    /// The newer binary.
    pub binary: PathBuf,
    /// The older binary.
    pub older: PathBuf,
    /// Their state folder.
    pub state: PathBuf,
    /// Options for `cinephile serve`, such as algorithms and data.
    pub serve: Vec<String>,
    /// Number of visitors of each binary, with ratings and lists.
    pub n_profiles: u32,
}

/// The result of the trial.
#[derive(Debug, Clone, Serialize)]
pub struct RollbackReport {
    /// The kind of database.
    pub database: &'static str,
    /// Number of compared profiles, half of them created by each binary.
    pub n_profiles: u32,
    /// Number of profiles that the older binary shows otherwise than the newer one did; must be 0.
    pub n_other_after_rollback: u64,
    /// Number of profiles that the newer binary, started again, shows otherwise than the older one did; must be 0.
    pub n_other_after_upgrade: u64,
}

impl RollbackReport {
    /// Whether the trial succeeded.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.n_profiles > 0 && self.n_other_after_rollback == 0 && self.n_other_after_upgrade == 0
    }
}

/// What a visitor wrote, from an export: for each part, the movies with their stars and times, in one order. The rest of an
/// export may differ between releases.
fn written(view: &View) -> Result<Vec<(String, Vec<String>)>> {
    let export: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&view.export).context("an export is not a JSON object")?;
    let parts = export.iter().filter_map(|(name, part)| Some((name, part.as_array()?)));
    let parts = parts.map(|(name, entries)| {
        let shown =
            |entry: &serde_json::Value| format!("{} {} {}", entry["movie_id"], entry["stars"], entry["at"]);
        let mut entries: Vec<String> = entries.iter().map(shown).collect();
        entries.sort_unstable();
        (name.clone(), entries)
    });
    Ok(parts.filter(|(_, entries)| !entries.is_empty()).collect())
}

/// Runs the trial. What visitors wrote is compared; recommendations may differ between releases.
///
/// # Errors
/// If a program does not start on the database, or a request fails.
pub async fn run(options: &RollbackOptions, database: &impl RestorableDatabase) -> Result<RollbackReport> {
    let all: Vec<String> = options.serve.iter().cloned().chain(database.options()).collect();
    let newer = Program::serve(&options.binary, &options.state, &all);
    let older = Program::serve(&options.older, &options.state, &all);

    let server = newer.start().await?;
    let ids = best_known_movies(&server.address).await?;
    let mut tokens = Vec::new();
    for seed in 0..options.n_profiles {
        tokens.push(create_visitor(&server.address, &ids, seed.into()).await?.0);
    }
    let before = views(&server.address, &tokens).await?;
    server.stop().await?;
    database.execute(&options.state, LATER).await.context("the later migration failed")?;

    let server = older.start().await.context("the older release does not start on the newer schema")?;
    let rolled_back = views(&server.address, &tokens).await?;
    for seed in options.n_profiles..2 * options.n_profiles {
        tokens.push(create_visitor(&server.address, &ids, seed.into()).await?.0);
    }
    // What the newer release wrote can be changed by the older one.
    let mut connection = Connection::open(&server.address).await?;
    put(&mut connection, &put_rating(&tokens[0], ids[0], 1)).await?;
    let changed = views(&server.address, &tokens).await?;
    server.stop().await?;

    let server = newer.start().await.context("the newer release does not start again")?;
    let upgraded = views(&server.address, &tokens).await?;
    server.stop().await?;
    let n_other = |before: &[View], after: &[View]| -> Result<u64> {
        let mut n = 0;
        for (before, after) in before.iter().zip(after) {
            n += u64::from(written(before)? != written(after)?);
        }
        Ok(n)
    };
    Ok(RollbackReport {
        database: database.kind(),
        n_profiles: 2 * options.n_profiles,
        n_other_after_rollback: n_other(&before, &rolled_back)?,
        n_other_after_upgrade: n_other(&changed, &upgraded)?,
    })
}
