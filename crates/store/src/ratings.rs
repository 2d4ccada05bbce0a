//! Ratings: one for each movie of a profile, the latest.

use crate::database::{Statement, Value};
use crate::store::{corrupt, item_id};
use crate::{Cursor, MAX_PAGE, NewContents, Store, StoreError, Token, queries};
use cinephile_data::{ItemId, Stars};
use cinephile_files::clock::now_s;

/// A rating to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRating {
    /// What is rated.
    pub item: ItemId,
    /// How much it is liked.
    pub stars: Stars,
    /// When it was rated, UTC seconds; `None` is now.
    pub rated_at: Option<i64>,
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

impl Store {
    /// Keeps a rating, in place of an earlier one of the same movie. Once this returns, the rating is durable.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn put_rating(&self, token: &Token, item: ItemId, stars: Stars) -> Result<(), StoreError> {
        let hash = token.hash();
        let values = vec![
            Value::Bytes(&hash),
            Value::Int(i64::from(item.0)),
            Value::Int(i64::from(stars.half_stars())),
            Value::Int(now_s()),
        ];
        match self.database.execute(Statement { sql: queries::PUT_RATING, values }).await? {
            0 => Err(StoreError::UnknownToken),
            _ => Ok(()),
        }
    }

    /// Keeps many ratings, all or none; of two ratings of a movie, here and kept, the later holds. How many were
    /// written.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn put_ratings(&self, token: &Token, ratings: Vec<NewRating>) -> Result<u64, StoreError> {
        let contents = NewContents { ratings, ..NewContents::default() };
        self.add_contents(token, contents).await.map(|written| written.n_ratings)
    }

    /// Deletes a rating; whether it was there makes no difference, so that a repeated call is no error.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn delete_rating(&self, token: &Token, item: ItemId) -> Result<(), StoreError> {
        let hash = token.hash();
        let values = vec![Value::Bytes(&hash), Value::Int(i64::from(item.0))];
        self.execute_for(token, Statement { sql: queries::DELETE_RATING, values }).await.map(drop)
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
        let hash = token.hash();
        let [at, item] = Cursor::values(cursor);
        let values = vec![Value::Bytes(&hash), at, item, Value::Int(i64::from(limit.min(MAX_PAGE)))];
        let statement = Statement { sql: queries::LIST_RATINGS, values };
        let rows: Vec<(Option<i64>, Option<i64>, Option<i64>)> = self.database.fetch_all(statement).await?;
        if rows.is_empty() && limit > 0 {
            return Err(StoreError::UnknownToken);
        }
        let ratings = rows.into_iter().filter_map(|(item, half_stars, at)| Some((item?, half_stars?, at?)));
        ratings.map(|(item, half_stars, at)| stored_rating(item, half_stars, at)).collect()
    }
}

/// A row as a rating.
pub(crate) fn stored_rating(item: i64, half_stars: i64, rated_at: i64) -> Result<StoredRating, StoreError> {
    let stars = u8::try_from(half_stars).ok().and_then(Stars::from_half_stars);
    let stars = stars.ok_or_else(|| corrupt("half_stars", half_stars))?;
    Ok(StoredRating { item: item_id(item)?, stars, rated_at })
}
