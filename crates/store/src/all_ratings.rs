//! The ratings of all profiles, for fitting models: page by page, so that memory does not grow with the store.

use crate::database::{Statement, Value};
use crate::error::StoreError;
use crate::queries;
use crate::rows::{StoredRating, stored_rating};
use crate::store::Store;

/// The most ratings on a page.
const PAGE: u32 = 10_000;

/// One rating of one profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileRating {
    /// Identifies the profile in this database for as long as it exists; the token cannot be derived from it.
    pub profile: i64,
    /// When the profile was created, UTC seconds.
    pub created_at: i64,
    /// The rating.
    pub rating: StoredRating,
}

/// Reads all ratings page by page; see [`Store::all_ratings`].
#[derive(Debug)]
pub struct AllRatings<'a> {
    store: &'a Store,
    /// Profile and item of the last rating returned; `None` at the end.
    after: Option<(i64, i64)>,
}

impl Store {
    /// Every rating of every profile: profiles one after another, and each one's items rising.
    ///
    /// No snapshot is held, so visitors do not have to wait. Ratings written in the meantime may or may not be
    /// included, no rating occurs twice, and a profile deleted in the meantime is returned in part.
    #[must_use]
    pub fn all_ratings(&self) -> AllRatings<'_> {
        AllRatings { store: self, after: Some((i64::MIN, i64::MIN)) }
    }
}

impl AllRatings<'_> {
    /// The next ratings, at most 10,000; `None` at the end.
    ///
    /// # Errors
    /// If the database cannot be read or is corrupt. The call may be repeated.
    pub async fn next_page(&mut self) -> Result<Option<Vec<ProfileRating>>, StoreError> {
        let Some((profile, item)) = self.after else { return Ok(None) };
        let values = vec![Value::Int(profile), Value::Int(item), Value::Int(i64::from(PAGE))];
        let statement = Statement { sql: queries::ALL_RATINGS, values };
        let rows: Vec<(i64, i64, i64, i64, i64)> = self.store.database.fetch_all(statement).await?;
        let ratings = rows.iter().map(|&(profile, item, half_stars, at, created_at)| {
            Ok(ProfileRating { profile, created_at, rating: stored_rating(item, half_stars, at)? })
        });
        let ratings = ratings.collect::<Result<Vec<_>, StoreError>>()?;
        self.after = rows.last().map(|&(profile, item, ..)| (profile, item));
        Ok(if ratings.is_empty() { None } else { Some(ratings) })
    }
}
