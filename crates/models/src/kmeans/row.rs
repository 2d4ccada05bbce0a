//! One sparse point: a user's ratings, as a line in their stars.

use crate::kernels::{Task, multiply_add, widest};
use cinephile_data::ItemIdx;

/// How a row's values follow from its stars: `slope * stars + shift`.
pub(crate) type Line = (f32, f32);

/// One sparse point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SparseRow<'a> {
    items: &'a [ItemIdx],
    stars: &'a [f32],
    line: Line,
    /// Squared length.
    pub(crate) square: f32,
}

impl<'a> SparseRow<'a> {
    /// The point of these ratings; `items` rise, and `stars` are as many.
    pub(crate) fn new(items: &'a [ItemIdx], stars: &'a [f32], line: Line) -> Self {
        let mut row = Self::with_square(items, stars, line, 0.0);
        row.square = widest(Square(&row));
        row
    }

    /// The same, where the squared length is known.
    pub(super) fn with_square(items: &'a [ItemIdx], stars: &'a [f32], line: Line, square: f32) -> Self {
        Self { items, stars, line, square }
    }

    /// How many entries.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// `(item, value)` pairs, items rising.
    #[inline(always)]
    pub(crate) fn entries(&self) -> impl Iterator<Item = (usize, f32)> + Clone + use<'a> {
        let (slope, shift) = self.line;
        self.items.iter().zip(self.stars).map(move |(item, &stars)| (item.get(), stars * slope + shift))
    }
}

/// The squared length of a row, added up in item order: the bits that a row's product with itself has.
struct Square<'a>(&'a SparseRow<'a>);

impl Task for Square<'_> {
    type Output = f32;

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) -> f32 {
        self.0.entries().fold(0.0, |sum, (_, value)| multiply_add::<FUSED>(value, value, sum))
    }
}
