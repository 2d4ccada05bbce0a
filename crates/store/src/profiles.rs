//! Profiles: a token, and when it was made.

use crate::database::{Statement, Value};
use crate::store::count;
use crate::{Store, StoreError, Token, queries};
use cinephile_files::clock::now_s;

/// What is known of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileInfo {
    /// When it was created, UTC seconds.
    pub created_at: i64,
    /// How many movies are rated.
    pub n_ratings: u64,
    /// How many movies are to be watched.
    pub n_watchlist: u64,
    /// How many movies are not of interest.
    pub n_not_interested: u64,
    /// How many movies were skipped when asked about.
    pub n_skipped: u64,
    /// How many movies were seen and not rated.
    pub n_watched: u64,
}

impl Store {
    /// Makes a profile; its token is the only way to it, and is kept nowhere but with the caller.
    ///
    /// # Errors
    /// If the database cannot be written or the system gives no random numbers.
    pub async fn create_profile(&self) -> Result<Token, StoreError> {
        let token = Token::random()?;
        let hash = token.hash();
        let values = vec![Value::Bytes(&hash), Value::Int(now_s())];
        self.database.execute(Statement { sql: queries::CREATE_PROFILE, values }).await?;
        Ok(token)
    }

    /// What is known of the profile.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be read.
    pub async fn find_profile(&self, token: &Token) -> Result<ProfileInfo, StoreError> {
        let hash = token.hash();
        let statement = Statement { sql: queries::FIND_PROFILE, values: vec![Value::Bytes(&hash)] };
        let rows: Vec<(i64, i64, i64, i64, i64, i64)> = self.database.fetch_all(statement).await?;
        let &(created_at, ratings, watchlist, not_interested, skipped, watched) =
            rows.first().ok_or(StoreError::UnknownToken)?;
        Ok(ProfileInfo {
            created_at,
            n_ratings: count(ratings)?,
            n_watchlist: count(watchlist)?,
            n_not_interested: count(not_interested)?,
            n_skipped: count(skipped)?,
            n_watched: count(watched)?,
        })
    }

    /// Deletes the profile, all its ratings and lists, for good. SQLite overwrites the freed pages and empties its
    /// log; in PostgreSQL no statement finds the rows any more, and its vacuum frees their space.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn delete_profile(&self, token: &Token) -> Result<(), StoreError> {
        let hash = token.hash();
        let statement = Statement { sql: queries::DELETE_PROFILE, values: vec![Value::Bytes(&hash)] };
        if self.database.execute(statement).await? == 0 {
            return Err(StoreError::UnknownToken);
        }
        self.database.forget().await;
        Ok(())
    }
}
