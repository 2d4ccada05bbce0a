//! Short versions of `cargo xtask chaos`: the service killed while it is written to, its database stopped while it is
//! asked. The long ones, with their figures, are in docs/RELIABILITY.md.
#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot be set up has failed, and says so"
)]

use cinephile_trials::chaos::database::{self, DatabaseOptions, Switch};
use cinephile_trials::chaos::kill::{self, KillOptions};
use cinephile_trials::server::Program;
use postgres_server::PostgresServer;
use std::path::Path;
use std::time::Duration;

#[path = "../../store/tests/support/postgres_server.rs"]
mod postgres_server;

/// The model that starts the fastest.
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

impl Switch for PostgresServer {
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
async fn recommendations_do_not_notice_that_the_database_is_away() {
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
    assert!(report.writes.keys().eq([&204, &503]), "kept, and refused while it was away: {report:?}");
}
