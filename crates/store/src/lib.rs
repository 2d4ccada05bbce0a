//! What must outlive the process: visitors' profiles, their ratings and their lists; what became of recommendations;
//! posters from elsewhere.
//!
//! A write is acknowledged only once it is durable (SQLite in WAL mode with `synchronous = FULL`; PostgreSQL as its
//! operator has set it, by default the same). A profile is a random token and nothing else; only its hash is kept.
//! This room knows of ids and stars, and neither of models nor of HTTP.
//!
//! The SQL is kept to what SQLite and PostgreSQL both speak (`queries`); what only one of them knows stays in
//! `database`, so that the calls above read the same for both.

mod contents;
mod database;
mod error;
mod everybody;
mod feedback;
mod lists;
mod location;
mod posters;
mod profiles;
mod queries;
mod ratings;
mod store;
mod token;

pub use contents::{NewContents, ProfileContents, Written};
pub use database::{PoolStatus, StoreCall, StoreObserver};
pub use error::StoreError;
pub use everybody::{AllRatings, ProfileRating};
pub use feedback::{FeedbackKind, MAX_FEEDBACK, NewFeedback};
pub use lists::{ListedMovie, MovieList};
pub use posters::{MAX_POSTER_BYTES, PosterImage, StoredPoster};
pub use profiles::ProfileInfo;
pub use ratings::{NewRating, StoredRating};
pub use store::{Cursor, MAX_PAGE, Store, StoreCounts, StoreOptions};
pub use token::Token;
