//! Titles that are written in another way than the catalogue's: other spellings, other numerals, a series left out, an author
//! named, another title altogether.
//!
//! [`Forms`] finds the movies of a title in one of these ways. Whether that is certain is the matcher's decision.

mod forms;
mod key;
mod nearest;
mod other_titles;

pub(super) use forms::Forms;
pub(super) use nearest::is_similar;
pub(super) use other_titles::known_as;
