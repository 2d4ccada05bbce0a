//! Answers that clients may keep.

mod encoding;
mod etag;
mod kept_body;

pub(crate) use etag::{answer, hash};
pub(crate) use kept_body::KeptBody;
