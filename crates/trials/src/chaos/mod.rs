//! Deliberate failures: the server is killed, its database is stopped, and its models are swapped, all under load.

pub mod database;
pub mod kill;
pub mod swap;
