//! Backs up the database under writes, deletes everything and restores it: profiles and recommendations must be the
//! same.
//!
//! Visitors rate movies. Then the database is backed up with its own tools while another client goes on writing, the
//! service is killed, and its state is deleted, including fitted models. Only the backup is restored. Afterwards the
//! export and the recommendations of every profile must be the same as before, byte for byte.

mod database;
mod postgres;
mod sqlite;

pub use database::RestorableDatabase;
pub use postgres::PostgresDatabase;
pub use sqlite::SqliteDatabase;

use crate::client::Connection;
use crate::server::Program;
use crate::service_api::{best_known_movies, new_profile, put_rating};
use crate::visitors::{View, create_visitor, views};
use anyhow::{Context as _, Result, bail};
use serde::Serialize;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Options of the trial.
#[derive(Debug, Clone)]
pub struct RestoreOptions {
    /// The service's binary.
    pub binary: PathBuf,
    /// Its state folder, which is deleted.
    pub state: PathBuf,
    /// Options for `cinephile serve`, such as algorithms and data.
    pub serve: Vec<String>,
    /// Number of visitors, with ratings and lists.
    pub n_profiles: u32,
}

/// The result of the trial.
#[derive(Debug, Clone, Serialize)]
pub struct RestoreReport {
    /// The kind of database.
    pub database: &'static str,
    /// Number of compared profiles.
    pub n_profiles: u32,
    /// Number of their ratings.
    pub n_ratings: u64,
    /// Number of ratings that another client wrote during the backup.
    pub n_written_meanwhile: u64,
    /// Number of profiles whose export has changed; must be 0.
    pub n_other_profiles: u64,
    /// Number of profiles whose recommendations have changed; must be 0.
    pub n_other_recommendations: u64,
    /// Duration of the backup, in seconds.
    pub backup_s: f64,
    /// Duration of the restore in seconds, without the start of the service.
    pub restore_s: f64,
}

impl RestoreReport {
    /// Whether the trial succeeded.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.n_ratings > 0 && self.n_other_profiles == 0 && self.n_other_recommendations == 0
    }
}

/// Runs the trial.
///
/// # Errors
/// If a program does not start, or a step fails. Differences are not errors but figures.
pub async fn run(options: &RestoreOptions, database: &impl RestorableDatabase) -> Result<RestoreReport> {
    let all: Vec<String> = options.serve.iter().cloned().chain(database.options()).collect();
    let serve = Program::serve(&options.binary, &options.state, &all);
    let server = serve.start().await?;
    let ids = best_known_movies(&server.address).await?;
    let (mut tokens, mut n_ratings) = (Vec::new(), 0);
    for seed in 0..options.n_profiles {
        let (token, n) = create_visitor(&server.address, &ids, seed.into()).await?;
        tokens.push(token);
        n_ratings += n;
    }
    let before = views(&server.address, &tokens).await?;
    let writing = tokio::spawn(write(server.address.clone(), ids));
    tokio::time::sleep(Duration::from_millis(200)).await;
    let started = Instant::now();
    database.back_up(&options.state).await.context("the backup failed")?;
    let backup_s = started.elapsed().as_secs_f64();
    tokio::time::sleep(Duration::from_millis(200)).await;
    server.kill().await?;
    let n_written_meanwhile = writing.await.context("the writing client panicked")??;

    database.drop_all(&options.state).await.context("cannot drop the database")?;
    let started = Instant::now();
    database.restore(&options.state).await.context("the restore failed")?;
    let restore_s = started.elapsed().as_secs_f64();
    let server = serve.start().await.context("the service does not start with the restored database")?;
    let after = views(&server.address, &tokens).await?;
    let differ = |is_other: fn(&View, &View) -> bool| {
        before.iter().zip(&after).filter(|(before, after)| is_other(before, after)).count() as u64
    };
    Ok(RestoreReport {
        database: database.kind(),
        n_profiles: options.n_profiles,
        n_ratings,
        n_written_meanwhile,
        n_other_profiles: differ(|before, after| before.export != after.export),
        n_other_recommendations: differ(|before, after| before.recommendations != after.recommendations),
        backup_s,
        restore_s,
    })
}

/// Writes ratings until the server is gone, and returns how many were acknowledged.
async fn write(address: String, ids: Vec<u64>) -> Result<u64> {
    let token = new_profile(&address).await?;
    let mut connection = Connection::open(&address).await?;
    let mut n = 0;
    for id in ids.iter().cycle() {
        match connection.send(&put_rating(&token, *id, 8)).await {
            Ok(answer) if answer.status == 204 => n += 1,
            Ok(answer) => bail!("rating a movie returned {}", answer.status),
            Err(_) => break,
        }
    }
    Ok(n)
}
