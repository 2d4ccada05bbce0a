//! Pages by cursor: the next page begins where the last one ended.

mod entries;
mod movies;

pub(crate) use entries::{PageQuery, read_all};
pub(crate) use movies::MovieCursor;
