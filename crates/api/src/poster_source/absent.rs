//! The source of pictures in a build without OMDb: there is none, and configuring one is an error.

use super::config::PosterConfig;
use super::poster::Poster;
use crate::metrics::PosterMetrics;
use cinephile_data::Movie;
use cinephile_store::Store;

/// A source that cannot exist.
#[derive(Clone)]
pub(crate) enum PosterSource {}

/// Why there is no source.
#[derive(Debug, thiserror::Error)]
#[error("this build has no OMDb client; build with `--features omdb`")]
pub(crate) struct NoOmdb;

impl PosterSource {
    /// # Errors
    /// Always.
    pub(crate) fn new(_: &PosterConfig, _: Store, _: PosterMetrics) -> Result<Self, NoOmdb> {
        Err(NoOmdb)
    }

    #[expect(clippy::unused_async, reason = "the same shape as the source that exists")]
    pub(crate) async fn find(&self, _: &Movie) -> Poster {
        match *self {}
    }
}
