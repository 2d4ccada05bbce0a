//! The ids of movies as a data set writes them: numbers, or text.

use super::row::parse_written_id;
use crate::read::error::{LineError, shown};
use crate::read::ids::{IdKind, Texts};

/// What the ids of movies are, with the texts if they are text.
#[derive(Debug)]
pub(crate) enum MovieIds<'a> {
    Numbers,
    Text(&'a mut Texts),
}

impl<'a> MovieIds<'a> {
    pub(crate) fn of(kind: IdKind, texts: &'a mut Texts) -> Self {
        match kind {
            IdKind::Numbers => Self::Numbers,
            IdKind::Text => Self::Text(texts),
        }
    }

    /// The number of an id: itself, or the place of its text.
    ///
    /// # Errors
    /// A text that is no id.
    pub(crate) fn number(&mut self, column: &str, text: &str) -> Result<u32, LineError> {
        let number = match self {
            Self::Numbers => parse_written_id(text.as_bytes()),
            Self::Text(_) if text.is_empty() => None,
            Self::Text(texts) => texts.place(text),
        };
        number.ok_or_else(|| LineError::Id { column: column.to_owned(), got: shown(text.as_bytes()) })
    }
}
