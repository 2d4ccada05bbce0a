//! Pages by cursor: where one ended, the next begins.

use crate::checks::parse_limit;
use crate::config::MAX_LIST;
use crate::error::ApiError;
use cinephile_data::ItemId;
use cinephile_store::Cursor;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// How many entries at most.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 100, default = 100, example = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the page before; the newest entries when left out.
    #[param(required = false, nullable = false, example = "1793909700-6")]
    cursor: Option<String>,
}

/// A page that was asked for, checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    limit: usize,
    pub(crate) after: Option<Cursor>,
}

impl PageQuery {
    /// # Errors
    /// `limit_out_of_range`, or `invalid_field` for a cursor that is none.
    pub(crate) fn check(&self) -> Result<Page, ApiError> {
        let limit = parse_limit(self.limit.as_deref(), MAX_LIST, MAX_LIST)?;
        let after = self.cursor.as_deref().map(parse_cursor).transpose()?;
        Ok(Page { limit, after })
    }
}

impl Page {
    /// How many entries to ask the store for: one more than are shown, to know whether there is a next page.
    pub(crate) fn n_asked(self) -> u32 {
        u32::try_from(self.limit + 1).unwrap_or(MAX_LIST)
    }

    /// Cuts what the store gave to the page, and gives the cursor of the next one, if there is one.
    pub(crate) fn cut<T>(self, entries: &mut Vec<T>, end: impl Fn(&T) -> Cursor) -> Option<String> {
        let has_more = entries.len() > self.limit;
        entries.truncate(self.limit);
        let last = entries.last().filter(|_| has_more).map(end);
        last.map(|Cursor { at, item }| format!("{at}-{item}"))
    }
}

fn parse_cursor(text: &str) -> Result<Cursor, ApiError> {
    let parts = text.split_once('-').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
    let (at, id) = parts.ok_or_else(|| {
        let detail = format!("cursor is `{text}`; it must be the `next_cursor` of an earlier page");
        ApiError::invalid_field("cursor", detail)
    })?;
    Ok(Cursor { at, item: ItemId(id) })
}
