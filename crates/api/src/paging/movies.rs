//! Cursors of pages of movies.
//!
//! A page begins after the movie that its cursor names. A cursor also holds a mark of the query that it belongs to: used
//! with another query it is rejected, instead of giving a page of something else.

use crate::error::ApiError;
use cinephile_data::ItemId;

/// The cursors of one query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MovieCursor {
    mark: String,
}

impl MovieCursor {
    /// The cursors of the query that consists of these parts.
    pub(crate) fn of_query(parts: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        Self { mark: hasher.finalize().to_hex()[..8].to_owned() }
    }

    /// The cursor of the page after `last`.
    pub(crate) fn write(&self, last: ItemId) -> String {
        format!("{}-{last}", self.mark)
    }

    /// The last movie of the previous page.
    ///
    /// # Errors
    /// `invalid_field` if the text is not a cursor, or belongs to another query.
    pub(crate) fn read(&self, text: &str) -> Result<ItemId, ApiError> {
        let parts = text.split_once('-').and_then(|(mark, id)| Some((mark, ItemId(id.parse().ok()?))));
        let is_mark = |mark: &str| mark.len() == 8 && mark.bytes().all(|b| b.is_ascii_hexdigit());
        match parts {
            Some((mark, id)) if mark == self.mark => Ok(id),
            Some((mark, _)) if is_mark(mark) => {
                let detail = format!(
                    "cursor `{text}` belongs to another query, filter or sort; repeat those of the page it came from"
                );
                Err(ApiError::invalid_field("cursor", detail))
            }
            _ => {
                let detail = format!("cursor is `{text}`; it must be the `next_cursor` of an earlier page");
                Err(ApiError::invalid_field("cursor", detail))
            }
        }
    }

    /// The error for a cursor whose movie is no longer in the list.
    pub(crate) fn outdated(text: &str) -> ApiError {
        let detail = format!(
            "cursor `{text}` names a movie that is no longer in this list; start again without a cursor"
        );
        ApiError::invalid_field("cursor", detail)
    }
}
