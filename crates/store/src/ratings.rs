//! Ratings of a profile: the latest one for each movie.

use crate::contents::NewContents;
use crate::database::{Statement, Value};
use crate::error::StoreError;
use crate::queries;
use crate::rows::{NewRating, StoredRating, ratings_of_page};
use crate::store::{Cursor, MAX_PAGE, Store};
use crate::token::Token;
use cinephile_data::{ItemId, Stars};
use cinephile_files::clock::now_s;

impl Store {
    /// Stores a rating, which replaces an earlier one of the same movie. It is durable once this returns.
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
            _ => {
                self.mark_used(token).await;
                Ok(())
            }
        }
    }

    /// Stores many ratings, all or none, and returns how many were written.
    ///
    /// If a movie is rated twice, in `ratings` or there and in the store, the later rating wins.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn put_ratings(&self, token: &Token, ratings: Vec<NewRating>) -> Result<u64, StoreError> {
        let contents = NewContents { ratings, ..NewContents::default() };
        self.add_contents(token, contents).await.map(|written| written.n_ratings)
    }

    /// Deletes a rating. It is not an error if there is none, so a call may be repeated.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn delete_rating(&self, token: &Token, item: ItemId) -> Result<(), StoreError> {
        let hash = token.hash();
        let values = vec![Value::Bytes(&hash), Value::Int(i64::from(item.0))];
        self.execute_for(token, Statement { sql: queries::DELETE_RATING, values }).await.map(drop)
    }

    /// One page of the ratings, newest first; ratings of the same second are sorted by falling id.
    ///
    /// The page starts after `cursor`, or at the beginning without one. It has at most `limit` ratings, and never more
    /// than [`MAX_PAGE`].
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be read or is corrupt.
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
        ratings_of_page(self.database.fetch_all(statement).await?, limit)
    }
}
