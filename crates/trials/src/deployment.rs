//! The commands that try a whole deployment: `replicas`, `restore` and `rollback`.

use crate::postgres::Postgres;
use anyhow::{Context as _, Result, bail};
use cinephile_trials::replicas::{self, Proxy, ReplicaOptions};
use cinephile_trials::restore::{self, PostgresDatabase, RestoreOptions, RestoreReport, SqliteDatabase};
use cinephile_trials::rollback::{self, RollbackOptions};
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
pub(crate) struct ReplicasArgs {
    /// The service's binary
    #[arg(long, value_name = "FILE")]
    binary: PathBuf,
    /// How often to end a replica: two kills and two stops in turn
    #[arg(long, default_value_t = 8)]
    ends: u32,
    /// Number of clients that read, and of clients that write
    #[arg(long, default_value_t = 8)]
    clients: usize,
    /// Milliseconds that both replicas run before and after each end
    #[arg(long, default_value_t = 2_000)]
    each_ms: u64,
    /// Options for `cinephile fit --publish`, after `--`, such as `-- --data FOLDER`
    #[arg(last = true)]
    publish: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// The service's binary
    #[arg(long, value_name = "FILE")]
    binary: PathBuf,
    /// Number of visitors, with ratings and lists
    #[arg(long, default_value_t = 200)]
    profiles: u32,
    /// Options for `cinephile serve`, after `--`, such as `-- --data FOLDER`
    #[arg(last = true)]
    serve: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RollbackArgs {
    /// The newer binary
    #[arg(long, value_name = "FILE")]
    binary: PathBuf,
    /// The binary of an older release
    #[arg(long, value_name = "FILE")]
    older: PathBuf,
    /// Number of visitors of each binary, with ratings and lists
    #[arg(long, default_value_t = 50)]
    profiles: u32,
    /// Options for `cinephile serve`, after `--`, such as `-- --data FOLDER`
    #[arg(last = true)]
    serve: Vec<String>,
}

pub(crate) async fn replicas(args: ReplicasArgs) -> Result<()> {
    let Some(nginx) = Proxy::find() else {
        bail!("nginx is not installed (on Debian: apt-get install nginx-light)")
    };
    let Some(postgres) = Postgres::start() else {
        bail!("PostgreSQL is not installed, which the replicas need")
    };
    let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
    let options = ReplicaOptions {
        binary: args.binary,
        database: postgres.address(),
        folder: folder.path().to_owned(),
        nginx,
        publish: args.publish,
        n_ends: args.ends,
        n_clients: args.clients,
        each: Duration::from_millis(args.each_ms),
    };
    let report = replicas::run(&options).await?;
    println!("{}", serde_json::to_string(&report).context("cannot write JSON")?);
    if report.is_good() { Ok(()) } else { bail!("the trial failed: see the figures") }
}

pub(crate) async fn restore(args: RestoreArgs) -> Result<()> {
    let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
    let options = |name: &str| RestoreOptions {
        binary: args.binary.clone(),
        state: folder.path().join(name),
        serve: args.serve.clone(),
        n_profiles: args.profiles,
    };
    let sqlite = SqliteDatabase { backup: folder.path().join("sqlite.backup") };
    let mut reports: Vec<RestoreReport> = vec![restore::run(&options("sqlite"), &sqlite).await?];
    let Some(postgres) = Postgres::start() else { bail!("PostgreSQL is not installed") };
    let (programs, server) =
        postgres.programs_and_address().context("cannot find the programs of PostgreSQL")?;
    let database = PostgresDatabase { programs, server, backup: folder.path().join("postgres.backup") };
    database.prepare().await?;
    reports.push(restore::run(&options("postgres"), &database).await?);
    for report in &reports {
        println!("{}", serde_json::to_string(report).context("cannot write JSON")?);
    }
    if reports.iter().all(RestoreReport::is_good) {
        Ok(())
    } else {
        bail!("the restored data differs: see the figures")
    }
}

pub(crate) async fn rollback(args: RollbackArgs) -> Result<()> {
    let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
    let options = |name: &str| RollbackOptions {
        binary: args.binary.clone(),
        older: args.older.clone(),
        state: folder.path().join(name),
        serve: args.serve.clone(),
        n_profiles: args.profiles,
    };
    let sqlite = SqliteDatabase { backup: folder.path().join("sqlite.backup") };
    let mut reports = vec![rollback::run(&options("sqlite"), &sqlite).await?];
    let Some(postgres) = Postgres::start() else { bail!("PostgreSQL is not installed") };
    let (programs, server) =
        postgres.programs_and_address().context("cannot find the programs of PostgreSQL")?;
    let database = PostgresDatabase { programs, server, backup: folder.path().join("postgres.backup") };
    database.prepare().await?;
    reports.push(rollback::run(&options("postgres"), &database).await?);
    for report in &reports {
        println!("{}", serde_json::to_string(report).context("cannot write JSON")?);
    }
    let is_good = reports.iter().all(rollback::RollbackReport::is_good);
    if is_good { Ok(()) } else { bail!("the older release shows other data: see the figures") }
}
