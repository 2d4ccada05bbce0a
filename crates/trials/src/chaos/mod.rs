//! Failures on purpose: the server killed while it is written to, its database stopped while it is asked.

pub mod database;
pub mod kill;
pub mod swap;
