//! Short versions of `cargo xtask chaos`, `replicas`, `restore` and `siege`: the server is killed during writes, its database
//! is stopped and its models are swapped during requests, one of two replicas is stopped, backups are restored, and every known attack is tried. The
//! results of the long versions are in docs/RELIABILITY.md.
#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot be set up has failed, and says so"
)]

use cinephile_trials::chaos::database::{self, DatabaseOptions, StoppableDatabase};
use cinephile_trials::chaos::kill::{self, KillOptions};
use cinephile_trials::chaos::swap::{self, SwapOptions};
use cinephile_trials::replicas::{self, Proxy, ReplicaOptions};
use cinephile_trials::restore::{self, PostgresDatabase, RestoreOptions, SqliteDatabase};
use cinephile_trials::rollback::{self, RollbackOptions};
use cinephile_trials::server::Program;
use cinephile_trials::siege::{self, Bars, SiegeOptions};
use postgres_server::PostgresServer;
use std::path::Path;
use std::time::Duration;

#[path = "../../../store/tests/support/postgres_server.rs"]
mod postgres_server;

/// Options for the quickest start.
const OPTIONS: [&str; 4] = ["--algorithms", "popularity", "--default-algorithm", "popularity"];

fn serve(state: &Path, more: &[String]) -> Program {
    let options: Vec<String> = OPTIONS.map(str::to_owned).iter().chain(more).cloned().collect();
    Program::serve(Path::new(env!("CARGO_BIN_EXE_cinephile")), state, &options)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_acknowledged_rating_is_lost_when_the_server_is_killed() {
    let state = tempfile::tempdir().expect("folder");
    let options = KillOptions {
        serve: serve(state.path(), &[]),
        database: state.path().join("cinephile.db"),
        n_kills: 4,
        n_clients: 8,
        least_life: Duration::from_millis(50),
        longest_life: Duration::from_millis(300),
        seed: 1,
    };
    let report = kill::run(&options).await.expect("the server comes back");
    assert_eq!((report.n_lost, report.integrity.as_str()), (0, "ok"), "{report:?}");
    assert!(report.n_acknowledged > 8 && report.n_broken_off > 0, "something was tried: {report:?}");
}

impl StoppableDatabase for PostgresServer {
    fn stop(&mut self) -> anyhow::Result<()> {
        PostgresServer::stop(self);
        Ok(())
    }

    fn start(&mut self) -> anyhow::Result<()> {
        self.start_again();
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn recommendations_do_not_notice_that_the_database_is_down() {
    let Some(postgres) = PostgresServer::start() else { return };
    let state = tempfile::tempdir().expect("folder");
    let address = ["--database-url".to_owned(), postgres.address("postgres")];
    let options = DatabaseOptions {
        serve: serve(state.path(), &address),
        n_outages: 1,
        each: Duration::from_millis(2_500),
    };
    let report = database::run(&options, postgres).await.expect("it recovers by itself");
    assert_eq!((report.n_failed, report.n_without_retry_after), (0, 0), "{report:?}");
    assert!(report.n_recommended > 0, "{report:?}");
    assert!(report.writes.keys().eq([&204, &503]), "kept, and rejected while it was down: {report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_two_replicas_does_not_notice_that_one_stops() {
    let Some(postgres) = PostgresServer::start() else { return };
    let Some(nginx) = Proxy::find() else {
        eprintln!("skipped: no nginx (on Debian: apt-get install nginx-light)");
        return;
    };
    let folder = tempfile::tempdir().expect("folder");
    let options = ReplicaOptions {
        binary: env!("CARGO_BIN_EXE_cinephile").into(),
        database: postgres.address("postgres"),
        folder: folder.path().to_owned(),
        nginx,
        publish: OPTIONS.map(str::to_owned).to_vec(),
        n_ends: 3,
        n_clients: 2,
        each: Duration::from_millis(400),
    };
    let report = replicas::run(&options).await.expect("both come back");
    assert!(report.is_good(), "{report:?}");
    assert_eq!((report.n_kills, report.n_stops), (2, 1), "{report:?}");
}

fn restoring(folder: &Path) -> RestoreOptions {
    RestoreOptions {
        binary: env!("CARGO_BIN_EXE_cinephile").into(),
        state: folder.join("state"),
        serve: ["--algorithms", "ease", "--default-algorithm", "ease"].map(str::to_owned).to_vec(),
        n_profiles: 10,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_sqlite_restores_the_same_data() {
    let folder = tempfile::tempdir().expect("folder");
    let database = SqliteDatabase { backup: folder.path().join("backup.db") };
    let report = restore::run(&restoring(folder.path()), &database).await.expect("restored");
    assert!(report.is_good() && report.n_written_meanwhile > 0, "{report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_postgresql_restores_the_same_data() {
    let (Some(postgres), Some(programs)) = (PostgresServer::start(), postgres_server::programs()) else {
        return;
    };
    let folder = tempfile::tempdir().expect("folder");
    let server = postgres.address("").trim_end_matches('/').to_owned();
    let database = PostgresDatabase { programs, server, backup: folder.path().join("backup.dump") };
    database.prepare().await.expect("a database");
    let report = restore::run(&restoring(folder.path()), &database).await.expect("restored");
    assert!(report.is_good() && report.n_written_meanwhile > 0, "{report:?}");
}

/// With this build as both releases: it must run on the schema of a release to come. `cargo xtask rollback` takes an older build.
#[tokio::test(flavor = "multi_thread")]
async fn a_release_runs_on_the_schema_of_a_newer_one() {
    let folder = tempfile::tempdir().expect("folder");
    let rolling_back = |name: &str| RollbackOptions {
        binary: env!("CARGO_BIN_EXE_cinephile").into(),
        older: env!("CARGO_BIN_EXE_cinephile").into(),
        state: folder.path().join(name),
        serve: OPTIONS.map(str::to_owned).to_vec(),
        n_profiles: 3,
    };
    let sqlite = SqliteDatabase { backup: folder.path().join("backup.db") };
    let report = rollback::run(&rolling_back("sqlite"), &sqlite).await.expect("rolled back");
    assert!(report.is_good(), "{report:?}");
    let (Some(postgres), Some(programs)) = (PostgresServer::start(), postgres_server::programs()) else {
        return;
    };
    let server = postgres.address("").trim_end_matches('/').to_owned();
    let database = PostgresDatabase { programs, server, backup: folder.path().join("backup.dump") };
    database.prepare().await.expect("a database");
    let report = rollback::run(&rolling_back("postgres"), &database).await.expect("rolled back");
    assert!(report.is_good(), "{report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_request_fails_and_no_answer_mixes_models_while_they_are_swapped() {
    let folder = tempfile::tempdir().expect("folder");
    let options = SwapOptions {
        binary: env!("CARGO_BIN_EXE_cinephile").into(),
        folder: folder.path().to_owned(),
        algorithm: "popularity".to_owned(),
        params: ["damping = 5.0\n".to_owned(), "damping = 500.0\n".to_owned()],
        fit: Vec::new(),
        n_swaps: 3,
        n_clients: 4,
    };
    let report = swap::run(&options).await.expect("both are served in turn");
    assert_eq!((report.n_failed, report.n_mixed), (0, 0), "{report:?}");
    assert!(
        report.answers.len() == 2 && report.answers.values().all(|n| *n > 10),
        "both answered: {report:?}"
    );
}

/// With wider bars than `cargo xtask siege` has, since this build is not optimised and other tests run beside it. What ended the
/// service, or kept health unanswered, did so by far more.
#[tokio::test(flavor = "multi_thread")]
async fn visitors_and_probes_are_answered_under_every_known_attack() {
    let state = tempfile::tempdir().expect("folder");
    let options = SiegeOptions {
        binary: env!("CARGO_BIN_EXE_cinephile").into(),
        state: state.path().to_owned(),
        serve: ["--algorithms", "ease,popularity", "--default-algorithm", "ease"].map(str::to_owned).to_vec(),
        each: Duration::from_millis(2_500),
    };
    let report = siege::run(&options).await.expect("it starts");
    if let Some(why) = &report.no_cage {
        eprintln!("the siege ran in no control group: {why}");
    }
    let failures = report.failures(&Bars {
        memory_mib: 512.0,
        lists_p99_ms: 2_000.0,
        imports_max_ms: 10_000.0,
        stop_s: 8.0,
    });
    assert!(failures.is_empty(), "{failures:?}: {report:?}");
}
