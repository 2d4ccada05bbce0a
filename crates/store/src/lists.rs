//! Lists of movies: to watch, not interested, skipped, seen but not rated.

use crate::database::{Statement, Value};
use crate::store::item_id;
use crate::{Cursor, MAX_PAGE, NewContents, Store, StoreError, Token, queries};
use cinephile_data::ItemId;

/// What a visitor may say of a movie beside stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MovieList {
    /// Wants to watch it.
    Watchlist,
    /// Does not want to see it recommended.
    NotInterested,
    /// Was asked about it, and has not seen it.
    Skipped,
    /// Has seen it and given no stars.
    Watched,
}

impl MovieList {
    /// Every list.
    pub const ALL: [Self; 4] = [Self::Watchlist, Self::NotInterested, Self::Skipped, Self::Watched];

    /// The name that the database keeps.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Watchlist => "watchlist",
            Self::NotInterested => "not_interested",
            Self::Skipped => "skipped",
            Self::Watched => "watched",
        }
    }

    /// The list of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.name() == name)
    }
}

/// A movie in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedMovie {
    /// Which movie.
    pub item: ItemId,
    /// When it came into the list, UTC seconds.
    pub added_at: i64,
}

impl Store {
    /// Puts movies into a list, all or none; one that is there already keeps its place. Durable once this returns.
    /// How many are new.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn list_movies(
        &self,
        token: &Token,
        list: MovieList,
        items: &[ItemId],
    ) -> Result<u64, StoreError> {
        let listed = items.iter().map(|&item| (list, item, None)).collect();
        let contents = NewContents { listed, ..NewContents::default() };
        self.add_contents(token, contents).await.map(|written| written.n_listed)
    }

    /// Takes a movie out of a list; whether it was there makes no difference.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written.
    pub async fn unlist_movie(&self, token: &Token, list: MovieList, item: ItemId) -> Result<(), StoreError> {
        let hash = token.hash();
        let values = vec![Value::Bytes(&hash), Value::Int(i64::from(item.0)), Value::Text(list.name())];
        self.execute_for(token, Statement { sql: queries::UNLIST_MOVIE, values }).await.map(drop)
    }

    /// The movies of a list, newest first, of equal times the larger id first; after `cursor` where one is given. At
    /// most `limit`, which counts as [`MAX_PAGE`] where it is larger.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be read or holds what was never written.
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
        let statement = Statement { sql: queries::LIST_LISTED, values };
        let rows: Vec<(Option<i64>, Option<i64>)> = self.database.fetch_all(statement).await?;
        if rows.is_empty() && limit > 0 {
            return Err(StoreError::UnknownToken);
        }
        let movies = rows.into_iter().filter_map(|(item, added_at)| Some((item?, added_at?)));
        movies.map(|(item, added_at)| Ok(ListedMovie { item: item_id(item)?, added_at })).collect()
    }
}
