//! The result of looking for a poster's picture.

use cinephile_store::PosterImage;
use std::sync::Arc;

/// What is known about a movie's picture.
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "omdb"), expect(dead_code, reason = "there is no source of pictures"))]
pub(crate) enum Poster {
    /// The picture.
    Picture(Arc<PosterImage>),
    /// There is no picture, as far as is known.
    Missing,
    /// There may be a picture later.
    NotYet,
}
