//! What became of the wish for a poster.

use cinephile_store::PosterImage;
use std::sync::Arc;

/// What there is for a movie.
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "omdb"), expect(dead_code, reason = "there is no source of pictures"))]
pub(crate) enum Poster {
    /// Its picture.
    Picture(Arc<PosterImage>),
    /// None, as far as is known.
    Missing,
    /// Perhaps one, later.
    NotYet,
}
