//! Profiles: creating, finding and deleting them.

use crate::database::{Statement, Value};
use crate::error::StoreError;
use crate::queries;
use crate::rows::count;
use crate::store::Store;
use crate::token::Token;
use cinephile_files::clock::now_s;

/// When a profile was created, and how much it contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileInfo {
    /// When it was created, UTC seconds.
    pub created_at: i64,
    /// Number of rated movies.
    pub n_ratings: u64,
    /// Number of movies on the watchlist.
    pub n_watchlist: u64,
    /// Number of movies that do not interest the visitor.
    pub n_not_interested: u64,
    /// Number of movies that the visitor skipped in the onboarding.
    pub n_skipped: u64,
    /// Number of movies that the visitor watched but did not rate.
    pub n_watched: u64,
}

impl Store {
    /// Creates a profile and returns its token.
    ///
    /// The token is the only way to access the profile, and the store does not keep it.
    ///
    /// # Errors
    /// If the database cannot be written, or the system has no random numbers.
    pub async fn create_profile(&self) -> Result<Token, StoreError> {
        let token = Token::random()?;
        let hash = token.hash();
        let now = now_s();
        let values = vec![Value::Bytes(&hash), Value::Int(now), Value::Int(day(now))];
        self.database.execute(Statement { sql: queries::CREATE_PROFILE, values }).await?;
        // Its use today is recorded already.
        self.used.is_new(hash, day(now));
        Ok(token)
    }

    /// Finds the profile with this token.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be read.
    pub async fn find_profile(&self, token: &Token) -> Result<ProfileInfo, StoreError> {
        let hash = token.hash();
        let statement = Statement { sql: queries::FIND_PROFILE, values: vec![Value::Bytes(&hash)] };
        let rows: Vec<(i64, i64, i64, i64, i64, i64)> = self.database.fetch_all(statement).await?;
        let &(created_at, ratings, watchlist, not_interested, skipped, watched) =
            rows.first().ok_or(StoreError::UnknownToken)?;
        self.mark_used(token).await;
        Ok(ProfileInfo {
            created_at,
            n_ratings: count(ratings)?,
            n_watchlist: count(watchlist)?,
            n_not_interested: count(not_interested)?,
            n_skipped: count(skipped)?,
            n_watched: count(watched)?,
        })
    }

    /// Deletes the profile with all its ratings and lists, irrevocably.
    ///
    /// SQLite overwrites the freed pages and empties its log; where another process still reads the log, a task does so
    /// as soon as that has ended. In PostgreSQL no statement can find the rows any more, and vacuum frees their space
    /// later.
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

    /// Deletes the profiles that were last used more than `n_days` days ago, and returns how many there were.
    ///
    /// A profile is used by every call with its token. Days begin at midnight UTC. For profiles of a release that did not
    /// count yet, the count starts today.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn delete_unused_profiles(&self, n_days: u32) -> Result<u64, StoreError> {
        let today = day(now_s());
        let start = Statement { sql: queries::START_COUNTING_USE, values: vec![Value::Int(today)] };
        self.database.execute(start).await?;
        let values = vec![Value::Int(today - i64::from(n_days))];
        let n_deleted =
            self.database.execute(Statement { sql: queries::DELETE_UNUSED_PROFILES, values }).await?;
        if n_deleted > 0 {
            self.database.forget().await;
        }
        Ok(n_deleted)
    }

    /// Records that the profile is used today: one write a day for each profile. If that fails, the profile's next call
    /// tries again.
    pub(crate) async fn mark_used(&self, token: &Token) {
        let (hash, today) = (token.hash(), day(now_s()));
        if !self.used.is_new(hash, today) {
            return;
        }
        let values = vec![Value::Bytes(&hash), Value::Int(today)];
        if self.database.execute(Statement { sql: queries::USE_PROFILE, values }).await.is_err() {
            self.used.forget(&hash);
        }
    }
}

/// Days since 1970 (UTC).
fn day(at_s: i64) -> i64 {
    at_s.div_euclid(86_400)
}
