//! The database of the service: visitors' profiles with their ratings and lists, feedback on recommendations, and
//! cached posters.
//!
//! [`Store`] is an open database, on SQLite or PostgreSQL. [`Token`] identifies a profile and is all that is needed to
//! access it. Ratings are [`StoredRating`]s, lists consist of [`ListedMovie`]s, and every error is a [`StoreError`],
//! which says what the caller can do about it.
//!
//! * **Durable**: a write is acknowledged only once it is durable (SQLite in WAL mode with `synchronous = FULL`;
//!   PostgreSQL as its operator has configured it, by default the same).
//! * **Private**: a profile consists of a random token and nothing personal, and only the hash of the token is kept.
//! * **Independent**: this crate knows ids and stars, but neither models nor HTTP.
//!
//! ```
//! use cinephile_data::{ItemId, Stars};
//! use cinephile_store::{MovieList, Store, StoreError};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("cinephile.db").display().to_string();
//! let store = Store::open(&path).await?; // or sqlite:PATH, or postgres://USER:PASSWORD@HOST/DATABASE
//! let token = store.create_profile().await?; // 256 random bits; the store keeps only their hash
//!
//! store.put_rating(&token, ItemId(6), Stars::MAX).await?; // durable once this returns
//! store.put_movies_on_list(&token, MovieList::Watchlist, &[ItemId(50), ItemId(318)]).await?;
//!
//! let ratings = store.list_ratings(&token, None, 100).await?; // newest first
//! assert_eq!((ratings[0].item, ratings[0].stars), (ItemId(6), Stars::MAX));
//! assert_eq!(store.find_profile(&token).await?.n_watchlist, 2);
//!
//! store.delete_profile(&token).await?; // deletes ratings and lists too
//! assert!(matches!(store.find_profile(&token).await, Err(StoreError::UnknownToken)));
//! # Ok(())
//! # }
//! ```
//!
//! The statements use only SQL that SQLite and PostgreSQL share (`queries`). Whatever is specific to one of them stays
//! in `database`, so all calls read the same for both. How to operate the databases: `docs/OPERATIONS.md`.

mod all_ratings;
mod contents;
mod database;
mod error;
mod feedback;
mod lists;
mod location;
mod posters;
mod profiles;
mod queries;
mod ratings;
mod rows;
mod store;
mod token;
mod used_today;

pub use all_ratings::{AllRatings, ProfileRating};
pub use contents::{NewContents, WrittenCounts};
pub use database::{PoolStatus, StoreCall, StoreObserver};
pub use error::StoreError;
pub use feedback::{FeedbackKind, MAX_FEEDBACK, NewFeedback};
pub use posters::{MAX_POSTER_BYTES, PosterImage, StoredPoster};
pub use profiles::ProfileInfo;
pub use rows::{ListedMovie, MovieList, NewListedMovie, NewRating, StoredRating};
pub use store::{Cursor, MAX_PAGE, Store, StoreCounts, StoreOptions};
pub use token::Token;
