//! The measures of the square that motifs are drawn into.

/// Side of the square.
pub(super) const SIDE: f32 = crate::posters::layout::ART;
/// Its middle.
pub(super) const MIDDLE: f32 = SIDE / 2.0;
