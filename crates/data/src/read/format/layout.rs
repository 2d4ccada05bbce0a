//! How the lines of one ratings file are to be read.

use crate::Scale;
use crate::read::ids::IdKind;

/// The separator of fields that any number of blanks and tabs separate.
pub(crate) const BLANKS: &[u8] = b" ";

/// A column's place and the name that messages call it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) index: usize,
    pub(crate) name: String,
}

/// How the lines of one ratings file are to be read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    /// One byte, but `::` in the 1M and 10M data sets. [`BLANKS`] are any number of blanks and tabs.
    pub(crate) separator: &'static [u8],
    /// Whether fields may stand in double quotes.
    pub(crate) quotes: bool,
    pub(crate) n_fields: usize,
    pub(crate) user: Column,
    pub(crate) item: Column,
    /// Without it, each row is a like: 5 stars.
    pub(crate) rating: Option<Column>,
    pub(crate) timestamp: Option<Column>,
    /// What the ids of users and items are.
    pub(crate) user_ids: IdKind,
    pub(crate) item_ids: IdKind,
    /// The scale of the ratings, if it is not stars.
    pub(crate) scale: Option<Scale>,
    /// What an operator should know.
    pub(crate) notes: Vec<String>,
    /// Bytes before the first row: byte order mark and header.
    pub(crate) data_start: u64,
    /// Lines before the first row.
    pub(crate) n_header_lines: u64,
}

impl Layout {
    /// Whether the columns stand in the order user, item[, rating[, timestamp]] with nothing behind, and ratings are stars.
    pub(crate) fn is_canonical(&self) -> bool {
        let optional = [&self.rating, &self.timestamp];
        let present = optional.iter().take_while(|column| column.is_some()).count();
        self.scale.is_none()
            && self.separator != BLANKS
            && self.user.index == 0
            && self.item.index == 1
            && self.n_fields == 2 + present
            && optional.into_iter().flatten().enumerate().all(|(k, column)| column.index == k + 2)
    }

    /// Whether any ids are text.
    pub(crate) fn has_text_ids(&self) -> bool {
        self.user_ids == IdKind::Text || self.item_ids == IdKind::Text
    }

    /// A file whose rows begin with user and item, and go on with rating and time if there are as many fields.
    pub(crate) fn headerless(separator: &'static [u8], n_fields: usize, data_start: u64) -> Self {
        let column = |index, name: &str| Column { index, name: name.to_owned() };
        Self {
            separator,
            quotes: false,
            n_fields,
            user: column(0, "user"),
            item: column(1, "item"),
            rating: (n_fields > 2).then(|| column(2, "rating")),
            timestamp: (n_fields > 3).then(|| column(3, "timestamp")),
            user_ids: IdKind::Numbers,
            item_ids: IdKind::Numbers,
            scale: None,
            notes: Vec::new(),
            data_start,
            n_header_lines: 0,
        }
    }
}
