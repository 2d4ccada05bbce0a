//! What a cache holds beside numbers.

use crate::Movie;
use crate::read::LoadReport;
use serde::{Deserialize, Serialize};

/// The part of a cache that is small: everything but the numbers.
#[derive(Serialize, Deserialize)]
pub(super) struct Meta {
    pub(super) movies: Vec<Movie>,
    pub(super) content_hash: String,
    pub(super) report: LoadReport,
}
