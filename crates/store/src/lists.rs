//! Lists of movies: watchlist, not interested, skipped, watched but not rated.

use crate::contents::NewContents;
use crate::database::{Statement, Value};
use crate::error::StoreError;
use crate::queries;
use crate::rows::{ListedMovie, MovieList, NewListedMovie, listed_of_page};
use crate::store::{Cursor, MAX_PAGE, Store};
use crate::token::Token;
use cinephile_data::ItemId;

impl Store {
    /// Puts movies on a list, all or none, and returns how many were not on it yet.
    ///
    /// A movie that is on the list already keeps its place. The change is durable once this returns.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn put_movies_on_list(
        &self,
        token: &Token,
        list: MovieList,
        items: &[ItemId],
    ) -> Result<u64, StoreError> {
        let listed = items.iter().map(|&item| NewListedMovie { list, item, added_at: None }).collect();
        let contents = NewContents { listed, ..NewContents::default() };
        self.add_contents(token, contents).await.map(|written| written.n_listed)
    }

    /// Takes a movie off a list. It is not an error if the movie is not on the list.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn unlist_movie(&self, token: &Token, list: MovieList, item: ItemId) -> Result<(), StoreError> {
        let hash = token.hash();
        let values = vec![Value::Bytes(&hash), Value::Int(i64::from(item.0)), Value::Text(list.name())];
        self.execute_for(token, Statement { sql: queries::UNLIST_MOVIE, values }).await.map(drop)
    }

    /// One page of the movies on a list, newest first; movies of the same second are sorted by falling id.
    ///
    /// The page starts after `cursor`, or at the beginning without one. It has at most `limit` movies, and never more
    /// than [`MAX_PAGE`].
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be read or is corrupt.
    pub async fn listed_movies(
        &self,
        token: &Token,
        list: MovieList,
        cursor: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<ListedMovie>, StoreError> {
        let hash = token.hash();
        let [at, item] = Cursor::values(cursor);
        let limit_value = Value::Int(i64::from(limit.min(MAX_PAGE)));
        let values = vec![Value::Bytes(&hash), at, item, limit_value, Value::Text(list.name())];
        let statement = Statement { sql: queries::LISTED_MOVIES, values };
        listed_of_page(self.database.fetch_all(statement).await?, limit)
    }
}
