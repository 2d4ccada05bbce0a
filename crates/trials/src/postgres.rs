//! A PostgreSQL of this program's own, from the store's tests.

use anyhow::Result;
use cinephile_trials::chaos::database::Switch;
use std::path::PathBuf;

#[expect(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "support of tests: it stops at what it cannot do"
)]
#[path = "../../store/tests/support/postgres_server.rs"]
mod server;

pub(crate) struct Postgres(server::PostgresServer);

impl Postgres {
    /// `None`, said aloud, where none is installed.
    pub(crate) fn start() -> Option<Self> {
        server::PostgresServer::start().map(Self)
    }

    /// Its programs' folder, and its address without a database.
    pub(crate) fn programs_and_address(&self) -> Option<(PathBuf, String)> {
        let address = self.0.address("");
        Some((server::programs()?, address.trim_end_matches('/').to_owned()))
    }

    /// The address of its one database.
    pub(crate) fn address(&self) -> String {
        self.0.address("postgres")
    }
}

impl Switch for Postgres {
    fn stop(&mut self) -> Result<()> {
        self.0.stop();
        Ok(())
    }

    fn start(&mut self) -> Result<()> {
        self.0.start_again();
        Ok(())
    }
}
