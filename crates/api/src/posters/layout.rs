//! The measures of a poster, in the units of its SVG.

/// Width of the whole poster.
pub(super) const WIDTH: f32 = 400.0;
/// Height of the whole poster.
pub(super) const HEIGHT: f32 = 600.0;
/// Distance of the lettering from the edge.
pub(super) const MARGIN: f32 = 30.0;
/// Side of the square picture at the top; the lettering has the rest.
pub(super) const ART: f32 = 400.0;
