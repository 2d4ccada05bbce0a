//! Profiles and their ratings.

use crate::sqlite::{Pools, classify};
use crate::{StoreError, Token, queries};
use cinephile_data::{ItemId, Stars};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// The most ratings that one call lists.
pub const MAX_PAGE: u32 = 1_000;

/// The store; clones share it.
#[derive(Debug, Clone)]
pub struct Store {
    pools: Pools,
}

/// What is known of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileInfo {
    /// When it was created, UTC seconds.
    pub created_at: i64,
    /// How many movies are rated.
    pub n_ratings: u64,
}

/// One kept rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredRating {
    /// What was rated.
    pub item: ItemId,
    /// How much it was liked.
    pub stars: Stars,
    /// When it was rated last, UTC seconds.
    pub rated_at: i64,
}

/// Where a page of ratings ended; the next begins after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The last rating's time, UTC seconds.
    pub rated_at: i64,
    /// The last rating's movie.
    pub item: ItemId,
}

/// How much is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreCounts {
    /// How many profiles.
    pub n_profiles: u64,
    /// How many ratings, over all profiles.
    pub n_ratings: u64,
}

impl Store {
    /// Opens or creates the database and brings its tables up to date.
    ///
    /// `location` is a file path, or `sqlite:` followed by one; missing folders are made.
    ///
    /// # Errors
    /// If the location names another kind of database, or the file cannot be opened, created or brought up to
    /// date; the message names the file and the reason.
    pub async fn open(location: &str) -> Result<Self, StoreError> {
        let path = match location.split_once(':') {
            Some(("sqlite", rest)) => rest.strip_prefix("//").unwrap_or(rest),
            Some((scheme, rest)) if rest.starts_with("//") => {
                return Err(StoreError::UnsupportedLocation { scheme: scheme.to_owned() });
            }
            _ => location,
        };
        Ok(Self { pools: Pools::open(Path::new(path)).await? })
    }

    /// Makes a profile; its token is the only way to it, and is kept nowhere but with the caller.
    ///
    /// # Errors
    /// If the database cannot be written or the system gives no random numbers.
    pub async fn create_profile(&self) -> Result<Token, StoreError> {
        let token = Token::random()?;
        let insert = sqlx::query(queries::CREATE_PROFILE).bind(token.hash().to_vec()).bind(now());
        insert.execute(&self.pools.writer).await.map_err(|e| classify(&e))?;
        Ok(token)
    }

    /// What is known of the profile.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be read.
    pub async fn find_profile(&self, token: &Token) -> Result<ProfileInfo, StoreError> {
        let select = sqlx::query(queries::FIND_PROFILE).bind(token.hash().to_vec());
        let row = select.fetch_optional(&self.pools.readers).await.map_err(|e| classify(&e))?;
        let row = row.ok_or(StoreError::UnknownToken)?;
        Ok(ProfileInfo { created_at: column(&row, "created_at")?, n_ratings: count(&row, "n_ratings")? })
    }

    /// Deletes the profile and all its ratings, for good: freed pages are overwritten.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn delete_profile(&self, token: &Token) -> Result<(), StoreError> {
        let delete = sqlx::query(queries::DELETE_PROFILE).bind(token.hash().to_vec());
        let done = delete.execute(&self.pools.writer).await.map_err(|e| classify(&e))?;
        if done.rows_affected() == 0 { Err(StoreError::UnknownToken) } else { Ok(()) }
    }

    /// Keeps a rating, in place of an earlier one of the same movie. Once this returns, the rating is durable.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn put_rating(&self, token: &Token, item: ItemId, stars: Stars) -> Result<(), StoreError> {
        let upsert = sqlx::query(queries::PUT_RATING)
            .bind(token.hash().to_vec())
            .bind(i64::from(item.0))
            .bind(i64::from(stars.half_stars()))
            .bind(now());
        let done = upsert.execute(&self.pools.writer).await.map_err(|e| classify(&e))?;
        if done.rows_affected() == 0 { Err(StoreError::UnknownToken) } else { Ok(()) }
    }

    /// Deletes a rating; whether it was there makes no difference, so that a repeated call is no error.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn delete_rating(&self, token: &Token, item: ItemId) -> Result<(), StoreError> {
        let delete = sqlx::query(queries::DELETE_RATING).bind(token.hash().to_vec()).bind(i64::from(item.0));
        let done = delete.execute(&self.pools.writer).await.map_err(|e| classify(&e))?;
        if done.rows_affected() == 0 {
            self.find_profile(token).await?;
        }
        Ok(())
    }

    /// The ratings, newest first, of equal times the larger id first; after `cursor` where one is given. At most
    /// `limit`, which counts as [`MAX_PAGE`] where it is larger.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be read or holds what was never written.
    pub async fn list_ratings(
        &self,
        token: &Token,
        cursor: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<StoredRating>, StoreError> {
        let (before, before_item) =
            cursor.map_or((i64::MAX, i64::MAX), |end| (end.rated_at, i64::from(end.item.0)));
        let select = sqlx::query(queries::LIST_RATINGS)
            .bind(token.hash().to_vec())
            .bind(before)
            .bind(before_item)
            .bind(i64::from(limit.min(MAX_PAGE)));
        let rows = select.fetch_all(&self.pools.readers).await.map_err(|e| classify(&e))?;
        if rows.is_empty() && limit > 0 {
            return Err(StoreError::UnknownToken);
        }
        rows.iter().filter_map(|row| rating(row).transpose()).collect()
    }

    /// How much is kept.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn counts(&self) -> Result<StoreCounts, StoreError> {
        let select = sqlx::query(queries::COUNTS);
        let row = select.fetch_one(&self.pools.readers).await.map_err(|e| classify(&e))?;
        Ok(StoreCounts { n_profiles: count(&row, "n_profiles")?, n_ratings: count(&row, "n_ratings")? })
    }

    /// Closes all connections once their statements are done; every later call is `Unavailable`.
    pub async fn close(&self) {
        self.pools.close().await;
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// `None` for the row of nulls that stands for "no rating".
fn rating(row: &SqliteRow) -> Result<Option<StoredRating>, StoreError> {
    let Some(item) = column::<Option<i64>>(row, "item_id")? else { return Ok(None) };
    let half_stars: i64 = column(row, "half_stars")?;
    let item = u32::try_from(item).map_err(|_| corrupt("item_id", item))?;
    let stars = u8::try_from(half_stars).ok().and_then(Stars::from_half_stars);
    Ok(Some(StoredRating {
        item: ItemId(item),
        stars: stars.ok_or_else(|| corrupt("half_stars", half_stars))?,
        rated_at: column(row, "rated_at")?,
    }))
}

fn count(row: &SqliteRow, name: &'static str) -> Result<u64, StoreError> {
    let n: i64 = column(row, name)?;
    u64::try_from(n).map_err(|_| corrupt(name, n))
}

fn column<'r, T>(row: &'r SqliteRow, name: &'static str) -> Result<T, StoreError>
where
    T: sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    row.try_get(name).map_err(|e| classify(&e))
}

fn corrupt(name: &str, value: i64) -> StoreError {
    StoreError::Corrupt { reason: format!("a row has the {name} {value}") }
}
