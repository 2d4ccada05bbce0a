//! What the tables hold, row by row: ratings, and movies on lists.

use crate::error::StoreError;
use cinephile_data::{ItemId, Stars};

/// A rating to store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRating {
    /// The rated movie.
    pub item: ItemId,
    /// The stars it gets.
    pub stars: Stars,
    /// When it was rated, UTC seconds; `None` means now, and that it replaces a stored rating whatever time that has.
    pub rated_at: Option<i64>,
}

/// A stored rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredRating {
    /// The rated movie.
    pub item: ItemId,
    /// The stars it got.
    pub stars: Stars,
    /// When it was last rated, UTC seconds.
    pub rated_at: i64,
}

/// A list on which a visitor can put movies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MovieList {
    /// Movies that the visitor wants to watch.
    Watchlist,
    /// Movies that the visitor does not want to be recommended.
    NotInterested,
    /// Movies that the onboarding asked about and the visitor has not seen.
    Skipped,
    /// Movies that the visitor has seen but not rated.
    Watched,
}

impl MovieList {
    /// Every list.
    pub const ALL: [Self; 4] = [Self::Watchlist, Self::NotInterested, Self::Skipped, Self::Watched];

    /// The name in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Watchlist => "watchlist",
            Self::NotInterested => "not_interested",
            Self::Skipped => "skipped",
            Self::Watched => "watched",
        }
    }

    /// The list with this name in the database.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.name() == name)
    }
}

/// A movie to put on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewListedMovie {
    /// The list.
    pub list: MovieList,
    /// The movie.
    pub item: ItemId,
    /// When it was put on the list, UTC seconds; `None` means now.
    pub added_at: Option<i64>,
}

/// A movie on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedMovie {
    /// The movie.
    pub item: ItemId,
    /// When it was put on the list, UTC seconds.
    pub added_at: i64,
}

/// Converts the columns of a rating, which are corrupt if they are out of range.
pub(crate) fn stored_rating(item: i64, half_stars: i64, rated_at: i64) -> Result<StoredRating, StoreError> {
    let stars = u8::try_from(half_stars).ok().and_then(Stars::from_half_stars);
    let stars = stars.ok_or_else(|| corrupt("half_stars", half_stars))?;
    Ok(StoredRating { item: item_id(item)?, stars, rated_at })
}

/// Converts a page of ratings: item, half stars and time. A profile without (further) ratings has one row of nulls, and no
/// profile has none.
pub(crate) fn ratings_of_page(
    rows: Vec<(Option<i64>, Option<i64>, Option<i64>)>,
    limit: u32,
) -> Result<Vec<StoredRating>, StoreError> {
    if rows.is_empty() && limit > 0 {
        return Err(StoreError::UnknownToken);
    }
    let ratings = rows.into_iter().filter_map(|(item, half_stars, at)| Some((item?, half_stars?, at?)));
    ratings.map(|(item, half_stars, at)| stored_rating(item, half_stars, at)).collect()
}

/// Converts a page of a list: item and time; see [`ratings_of_page`].
pub(crate) fn listed_of_page(
    rows: Vec<(Option<i64>, Option<i64>)>,
    limit: u32,
) -> Result<Vec<ListedMovie>, StoreError> {
    if rows.is_empty() && limit > 0 {
        return Err(StoreError::UnknownToken);
    }
    let movies = rows.into_iter().filter_map(|(item, added_at)| Some((item?, added_at?)));
    movies.map(|(item, added_at)| Ok(ListedMovie { item: item_id(item)?, added_at })).collect()
}

/// Converts a movie's id.
pub(crate) fn item_id(id: i64) -> Result<ItemId, StoreError> {
    u32::try_from(id).map(ItemId).map_err(|_| corrupt("item_id", id))
}

/// Converts a number of rows.
pub(crate) fn count(n: i64) -> Result<u64, StoreError> {
    u64::try_from(n).map_err(|_| corrupt("count", n))
}

/// The error for a column whose value this program never writes.
pub(crate) fn corrupt(column: &str, value: i64) -> StoreError {
    StoreError::Corrupt { reason: format!("a row has the {column} {value}") }
}
