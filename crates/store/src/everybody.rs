//! The ratings of all profiles, for learning: page by page, so that memory does not grow with the store.

use crate::database::{Statement, Value};
use crate::ratings::stored_rating;
use crate::{Store, StoreError, StoredRating, queries};

/// How many ratings a page holds at the most.
const PAGE: u32 = 10_000;

/// One rating of one profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileRating {
    /// Tells profiles apart, within this database and for as long as the profile lives; leads to no token.
    pub profile: i64,
    /// The rating.
    pub rating: StoredRating,
}

/// A walk through all ratings.
#[derive(Debug)]
pub struct AllRatings<'a> {
    store: &'a Store,
    /// Profile and item of the last rating given; `None` at the end.
    after: Option<(i64, i64)>,
}

impl Store {
    /// Every rating of every profile: profiles one after another, each one's items rising.
    ///
    /// No snapshot is held, so that visitors are not kept waiting: what is written meanwhile may or may not be among them,
    /// a rating comes at most once, and a profile deleted meanwhile is given up to where it was.
    #[must_use]
    pub fn all_ratings(&self) -> AllRatings<'_> {
        AllRatings { store: self, after: Some((i64::MIN, i64::MIN)) }
    }
}

impl AllRatings<'_> {
    /// The next ratings, at most 10,000; `None` at the end.
    ///
    /// # Errors
    /// If the database cannot be read or holds what was never written; the same call may be tried again.
    pub async fn next_page(&mut self) -> Result<Option<Vec<ProfileRating>>, StoreError> {
        let Some((profile, item)) = self.after else { return Ok(None) };
        let values = vec![Value::Int(profile), Value::Int(item), Value::Int(i64::from(PAGE))];
        let statement = Statement { sql: queries::ALL_RATINGS, values };
        let rows: Vec<(i64, i64, i64, i64)> = self.store.database.fetch_all(statement).await?;
        let ratings = rows.iter().map(|&(profile, item, half_stars, at)| {
            Ok(ProfileRating { profile, rating: stored_rating(item, half_stars, at)? })
        });
        let ratings = ratings.collect::<Result<Vec<_>, StoreError>>()?;
        self.after = rows.last().map(|&(profile, item, ..)| (profile, item));
        Ok(if ratings.is_empty() { None } else { Some(ratings) })
    }
}
