//! What must outlive the process: visitors' profiles and their ratings.
//!
//! A write is acknowledged only once it is durable (SQLite in WAL mode with `synchronous = FULL`). A profile is
//! a random token and nothing else; only its hash is kept. This room knows of ids and stars, and neither of
//! models nor of HTTP.
//!
//! The SQL is kept to what SQLite and PostgreSQL both speak (`queries`), and what only SQLite knows stays in
//! `sqlite`, so that a second database is a second small file and not a second store.

mod error;
mod queries;
mod sqlite;
mod store;
mod token;

pub use error::StoreError;
pub use store::{Cursor, MAX_PAGE, ProfileInfo, Store, StoreCounts, StoredRating};
pub use token::Token;
