//! A temporary PostgreSQL server, which shares its code with the tests of the store.

use anyhow::Result;
use cinephile_trials::chaos::database::StoppableDatabase;
use std::path::PathBuf;

#[expect(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "test support: it panics if something is missing"
)]
#[path = "../../store/tests/support/postgres_server.rs"]
mod server;

pub(crate) struct Postgres(server::PostgresServer);

impl Postgres {
    /// Starts a server; `None`, with a message, if PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Self> {
        server::PostgresServer::start().map(Self)
    }

    /// The folder of its programs, and its address without a database.
    pub(crate) fn programs_and_address(&self) -> Option<(PathBuf, String)> {
        let address = self.0.address("");
        Some((server::programs()?, address.trim_end_matches('/').to_owned()))
    }

    /// The address of its default database.
    pub(crate) fn address(&self) -> String {
        self.0.address("postgres")
    }
}

impl StoppableDatabase for Postgres {
    fn stop(&mut self) -> Result<()> {
        self.0.stop();
        Ok(())
    }

    fn start(&mut self) -> Result<()> {
        self.0.start_again();
        Ok(())
    }
}
