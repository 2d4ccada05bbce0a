//! Tests the store on real databases: each test has a SQLite file of its own, or a database on a PostgreSQL server that
//! the tests start. Whatever holds for both databases is tested on both.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up has failed")]
#![expect(clippy::print_stderr, reason = "skipped tests are reported")]

#[macro_use]
mod fixture;
mod all_ratings;
mod contents;
mod feedback;
mod lists;
mod posters;
mod postgres_only;
#[path = "../support/postgres_server.rs"]
mod postgres_server;
mod profiles;
mod ratings;
mod sqlite_only;
