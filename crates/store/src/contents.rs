//! The contents of a profile as a whole: adds many entries at once, and reads everything.

use crate::database::{Statement, Value};
use crate::error::StoreError;
use crate::queries;
use crate::rows::{
    ListedMovie, MovieList, NewListedMovie, NewRating, StoredRating, listed_of_page, ratings_of_page,
};
use crate::store::{MAX_PAGE, Store};
use crate::token::Token;
use cinephile_data::ItemId;
use cinephile_files::clock::now_s;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The most rows in one statement: many enough to make round trips negligible, few enough to keep statements short.
const ROWS_PER_STATEMENT: usize = 5_000;

/// Ratings and list entries to add to a profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewContents {
    /// Ratings. If a movie is rated twice, here or here and in the store, the later rating wins.
    pub ratings: Vec<NewRating>,
    /// Ratings of unknown age. Each counts as given now, unless the movie is rated already.
    pub undated: Vec<NewRating>,
    /// Movies to put on lists.
    pub listed: Vec<NewListedMovie>,
}

/// How much was added to a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenCounts {
    /// Ratings that are new or replaced earlier ones.
    pub n_ratings: u64,
    /// Movies that were not on their list yet.
    pub n_listed: u64,
}

impl Store {
    /// Adds ratings and list entries in one transaction, with thousands of rows in each statement.
    ///
    /// They are durable once this returns. Times in the future count as now, times before 1970 as 1970.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be written. Nothing is added then.
    pub async fn add_contents(
        &self,
        token: &Token,
        contents: NewContents,
    ) -> Result<WrittenCounts, StoreError> {
        let now = now_s();
        let [replacing, dated] = latest_ratings(contents.ratings, now).map(|rows| json_chunks(&rows));
        let [undated, _] = latest_ratings(contents.undated, now).map(|rows| json_chunks(&rows));
        let lists = lists_of(&contents.listed, now);
        let lists: Vec<_> = lists.iter().map(|(list, rows)| (list, json_chunks(rows))).collect();
        let hash = token.hash();
        let choose = |sqlite, postgres| self.database.choose(sqlite, postgres);
        let replace = choose(queries::REPLACE_RATINGS_SQLITE, queries::REPLACE_RATINGS_POSTGRES);
        let import = choose(queries::IMPORT_RATINGS_SQLITE, queries::IMPORT_RATINGS_POSTGRES);
        let add = choose(queries::ADD_RATINGS_SQLITE, queries::ADD_RATINGS_POSTGRES);
        let put_movies = choose(queries::PUT_MOVIES_ON_LIST_SQLITE, queries::PUT_MOVIES_ON_LIST_POSTGRES);
        let hold = choose(queries::HOLD_PROFILE_SQLITE, queries::HOLD_PROFILE_POSTGRES);
        let mut statements = vec![Statement { sql: hold, values: vec![Value::Bytes(&hash)] }];
        for (sql, chunks) in [(replace, &replacing), (import, &dated), (add, &undated)] {
            let values = |rows| vec![Value::Bytes(&hash), Value::Text(rows)];
            statements.extend(chunks.iter().map(|rows| Statement { sql, values: values(rows) }));
        }
        let n_before_lists = statements.len();
        for (list, chunks) in &lists {
            statements.extend(chunks.iter().map(|rows| Statement {
                sql: put_movies,
                values: vec![Value::Bytes(&hash), Value::Text(rows), Value::Text(list.name())],
            }));
        }
        let touched = self.database.execute_all(statements).await?;
        self.mark_used(token).await;
        let (of_ratings, of_lists) = touched.split_at(n_before_lists.min(touched.len()));
        let n_ratings = of_ratings.iter().skip(1).sum();
        let written = WrittenCounts { n_ratings, n_listed: of_lists.iter().sum() };
        if written.n_ratings + written.n_listed == 0 {
            self.find_profile(token).await?;
        }
        Ok(written)
    }

    /// One page of the profile's ratings by rising item, after `after`: at most `limit`, and never more than [`MAX_PAGE`].
    ///
    /// A reader of all pages sees every rating once that is there from the first page to the last, also if it changes meanwhile. The
    /// pages of [`Store::list_ratings`], newest first, do not promise that.
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be read or is corrupt.
    pub async fn ratings_by_item(
        &self,
        token: &Token,
        after: Option<ItemId>,
        limit: u32,
    ) -> Result<Vec<StoredRating>, StoreError> {
        let hash = token.hash();
        let values = vec![Value::Bytes(&hash), after_item(after), page(limit)];
        let statement = Statement { sql: queries::RATINGS_BY_ITEM, values };
        ratings_of_page(self.database.fetch_all(statement).await?, limit)
    }

    /// One page of the movies on a list by rising item, like [`Store::ratings_by_item`].
    ///
    /// # Errors
    /// If no profile has the token, or the database cannot be read or is corrupt.
    pub async fn listed_by_item(
        &self,
        token: &Token,
        list: MovieList,
        after: Option<ItemId>,
        limit: u32,
    ) -> Result<Vec<ListedMovie>, StoreError> {
        let hash = token.hash();
        let values = vec![Value::Bytes(&hash), after_item(after), page(limit), Value::Text(list.name())];
        let statement = Statement { sql: queries::LISTED_BY_ITEM, values };
        listed_of_page(self.database.fetch_all(statement).await?, limit)
    }
}

fn after_item(after: Option<ItemId>) -> Value<'static> {
    Value::Int(after.map_or(-1, |item| i64::from(item.0)))
}

fn page(limit: u32) -> Value<'static> {
    Value::Int(i64::from(limit.min(MAX_PAGE)))
}

/// `[item, half stars, rated at]` of the latest rating of each movie, of two ratings at the same time the last one: first
/// those that are given now and replace whatever is stored, then those with a time of their own.
fn latest_ratings(ratings: Vec<NewRating>, now: i64) -> [Vec<[i64; 3]>; 2] {
    let mut latest: BTreeMap<u32, NewRating> = BTreeMap::new();
    let time = |rating: &NewRating| rating.rated_at.unwrap_or(now).clamp(0, now);
    for rating in ratings {
        let kept = latest.entry(rating.item.0).or_insert(rating);
        if time(&rating) >= time(kept) {
            *kept = rating;
        }
    }
    let row =
        |rating: NewRating| [i64::from(rating.item.0), i64::from(rating.stars.half_stars()), time(&rating)];
    let (replacing, dated): (Vec<_>, Vec<_>) =
        latest.into_values().partition(|rating| rating.rated_at.is_none());
    [replacing, dated].map(|ratings| ratings.into_iter().map(row).collect())
}

/// `[item, added at]` of each movie, by list; of two times the earlier one.
fn lists_of(listed: &[NewListedMovie], now: i64) -> BTreeMap<MovieList, Vec<[i64; 2]>> {
    let mut first: BTreeMap<(MovieList, u32), i64> = BTreeMap::new();
    for movie in listed {
        let added_at = movie.added_at.unwrap_or(now).clamp(0, now);
        let kept = first.entry((movie.list, movie.item.0)).or_insert(added_at);
        *kept = added_at.min(*kept);
    }
    let mut lists: BTreeMap<MovieList, Vec<[i64; 2]>> = BTreeMap::new();
    for ((list, item), added_at) in first {
        lists.entry(list).or_default().push([i64::from(item), added_at]);
    }
    lists
}

/// Rows as JSON texts such as `[[1,2],[3,4]]`, each with at most [`ROWS_PER_STATEMENT`] rows; no text for no rows.
fn json_chunks<const N: usize>(rows: &[[i64; N]]) -> Vec<String> {
    let text = |rows: &[[i64; N]]| {
        let mut json = String::with_capacity(rows.len() * 24 + 2);
        for (i, row) in rows.iter().enumerate() {
            json.push_str(if i == 0 { "[[" } else { "],[" });
            for (k, value) in row.iter().enumerate() {
                // Writing into a `String` cannot fail.
                let _ = write!(json, "{}{value}", if k == 0 { "" } else { "," });
            }
        }
        json.push_str("]]");
        json
    };
    rows.chunks(ROWS_PER_STATEMENT).map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_written_as_json_texts_of_bounded_size() {
        assert_eq!(json_chunks(&[[1, 2], [3, -4]]), ["[[1,2],[3,-4]]"]);
        assert!(json_chunks::<2>(&[]).is_empty());
        let lengths: Vec<_> =
            json_chunks(&vec![[7]; 2 * ROWS_PER_STATEMENT + 1]).iter().map(String::len).collect();
        assert_eq!(lengths, [4 * ROWS_PER_STATEMENT + 1, 4 * ROWS_PER_STATEMENT + 1, 5]);
    }
}
