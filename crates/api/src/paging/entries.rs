//! Pages of a profile's ratings and lists, newest first.

use crate::bounds::MAX_LIST;
use crate::checks::parse_limit;
use crate::error::ApiError;
use cinephile_data::ItemId;
use cinephile_store::{Cursor, ListedMovie, StoreError, StoredRating};
use serde::Deserialize;
use utoipa::IntoParams;

/// Rows that [`read_all`] asks the store for at a time.
const ROWS_AT_ONCE: u32 = 1_000;

/// Which page is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// The number of entries, at most.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 100, default = 100, example = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the previous page; the newest entries if omitted.
    #[param(required = false, nullable = false, example = "1793909700-6")]
    cursor: Option<String>,
}

/// A page that is wanted, checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    limit: usize,
    pub(crate) after: Option<Cursor>,
}

/// An entry that the store gives in pages.
pub(crate) trait Paged {
    /// Where the page after this entry begins.
    fn cursor(&self) -> Cursor;
}

impl Paged for StoredRating {
    fn cursor(&self) -> Cursor {
        Cursor { at: self.rated_at, item: self.item }
    }
}

impl Paged for ListedMovie {
    fn cursor(&self) -> Cursor {
        Cursor { at: self.added_at, item: self.item }
    }
}

impl PageQuery {
    /// # Errors
    /// `limit_out_of_range`, or `invalid_field` if the cursor is not one.
    pub(crate) fn check(&self) -> Result<Page, ApiError> {
        let limit = parse_limit(self.limit.as_deref(), MAX_LIST, MAX_LIST)?;
        let after = self.cursor.as_deref().map(parse_cursor).transpose()?;
        Ok(Page { limit, after })
    }
}

impl Page {
    /// How many entries to ask the store for: one more than the page shows, to know whether there is a next page.
    pub(crate) fn n_asked(self) -> u32 {
        u32::try_from(self.limit + 1).unwrap_or(MAX_LIST)
    }

    /// Cuts the store's answer to the page, and gives the cursor of the next page, if there is one.
    pub(crate) fn cut<T: Paged>(self, mut entries: Vec<T>) -> (Vec<T>, Option<String>) {
        let has_more = entries.len() > self.limit;
        entries.truncate(self.limit);
        let last = entries.last().filter(|_| has_more).map(Paged::cursor);
        (entries, last.map(|Cursor { at, item }| format!("{at}-{item}")))
    }
}

/// Reads entries page by page, until there are no more or at least `n_enough` are read. `read` gets where a page begins and
/// the number of its rows.
///
/// # Errors
/// Those of `read`.
pub(crate) async fn read_all<T: Paged, F: Future<Output = Result<Vec<T>, StoreError>>>(
    n_enough: usize,
    read: impl Fn(Option<Cursor>, u32) -> F,
) -> Result<Vec<T>, StoreError> {
    let mut entries: Vec<T> = Vec::new();
    while entries.len() < n_enough {
        let page = read(entries.last().map(Paged::cursor), ROWS_AT_ONCE).await?;
        let is_last = page.len() < ROWS_AT_ONCE as usize;
        entries.extend(page);
        if is_last {
            break;
        }
    }
    Ok(entries)
}

fn parse_cursor(text: &str) -> Result<Cursor, ApiError> {
    let parts = text.split_once('-').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
    let (at, id) = parts.ok_or_else(|| {
        let detail = format!("cursor is `{text}`; it must be the `next_cursor` of an earlier page");
        ApiError::invalid_field("cursor", detail)
    })?;
    Ok(Cursor { at, item: ItemId(id) })
}
