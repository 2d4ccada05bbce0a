//! The store on real databases: a SQLite file of its own for each test, and a PostgreSQL server that the tests
//! start. What holds for both is tested on both.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up has failed")]
#![expect(clippy::print_stderr, reason = "what is skipped is said")]

#[macro_use]
mod fixture;
mod contents;
mod everybody;
mod feedback;
mod lists;
mod posters;
mod postgres_only;
#[path = "../support/postgres_server.rs"]
mod postgres_server;
mod profiles;
mod ratings;
mod sqlite_only;
