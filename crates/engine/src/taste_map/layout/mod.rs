//! A picture of many items: positions in the plane that keep neighbours together.
//!
//! Item vectors have some hundred factors; a page has two. The plane of the two largest principal components keeps the
//! broad strokes and throws most neighbourhoods together, so it is only the start: from there, items that are near in
//! all factors pull at each other and random others push (UMAP: McInnes, Healy and Melville 2018). Of that method this
//! is the core, exact where the original approximates: neighbours by comparing all pairs, which a few thousand items
//! allow, and the kernel `1 / (1 + d^2)` of LargeVis (Tang et al. 2016), which needs no power and no fitted constants.
//!
//! Rejected: t-SNE, whose every step looks at all pairs (some ten times the work at 3,000 items). Rejected: a library; the
//! existing crates bring their own linear algebra, and their results depend on the number of threads.
//!
//! The pulling runs on one thread in a fixed order from a seeded generator, the rest in parallel without shared sums:
//! the same vectors and seed give the same bytes at any thread count. [`trustworthiness`] measures how much of the
//! neighbourhoods a picture keeps; docs/MODELS.md has figures.

mod attract;
mod neighbours;
mod numbers;
mod params;
mod principal;
mod trust;

pub use params::{LayoutError, LayoutParams};

use attract::attract;
use neighbours::{neighbour_graph, unit_rows};
use params::MAX_ITEMS;
use principal::principal_plane;
use trust::trust_of_rows;

impl LayoutParams {
    /// Positions of the items with these vectors (`n x n_factors`, row-major), each coordinate in `-1..=1`.
    ///
    /// Only directions count: vectors are scaled to length 1, and one of length 0 lies at the plane's origin. Positions of
    /// one or two items, or of items that all lie in one direction, may coincide. Cost: `O(n^2 n_factors)` in parallel, then
    /// `O(n n_neighbours n_pushes n_epochs)` on one thread.
    ///
    /// # Errors
    /// If the vectors are too many or not a matrix of finite numbers, or a parameter is outside its range.
    pub fn layout(&self, vectors: &[f32], n_factors: usize) -> Result<Vec<[f32; 2]>, LayoutError> {
        self.check()?;
        let rows = check_rows(vectors, n_factors)?;
        let mut positions = principal_plane(&rows, n_factors);
        if positions.len() > 2 && self.n_epochs > 0 {
            let graph = neighbour_graph(&rows, n_factors, self.n_neighbours.min(positions.len() - 1));
            attract(&graph, self, &mut positions);
        }
        Ok(fit_in_square(&positions))
    }
}

/// How far the `k` nearest of each position are also near by vector: 1 if all are among the vectors' own `k` nearest,
/// about 0.5 for random positions (Venna and Kaski 2001, eq. 1, with the angle between vectors as their distance).
///
/// Above 1,000 items it is the mean over 1,000 of them, evenly spread; their neighbours may be any. 1 if there are too
/// few items for `k` (`n <= 2 k`). Cost: `O(min(n, 1000) n (n_factors + k))`, in parallel.
///
/// # Errors
/// If the vectors are not a matrix of finite numbers, or not as many as the positions.
pub(super) fn trustworthiness(
    vectors: &[f32],
    n_factors: usize,
    positions: &[[f32; 2]],
    k: usize,
) -> Result<f64, LayoutError> {
    let rows = check_rows(vectors, n_factors)?;
    if rows.len() != positions.len() * n_factors {
        return Err(LayoutError::Shape { n_values: rows.len(), n_factors });
    }
    Ok(trust_of_rows(&rows, n_factors, positions, k))
}

/// The vectors, scaled to length 1.
fn check_rows(vectors: &[f32], n_factors: usize) -> Result<Vec<f32>, LayoutError> {
    if n_factors == 0 || !vectors.len().is_multiple_of(n_factors) {
        return Err(LayoutError::Shape { n_values: vectors.len(), n_factors });
    }
    let got = vectors.len() / n_factors;
    if got > MAX_ITEMS {
        return Err(LayoutError::TooMany { got });
    }
    if let Some(at) = vectors.iter().position(|value| !value.is_finite()) {
        return Err(LayoutError::NotFinite { row: at / n_factors });
    }
    Ok(unit_rows(vectors, n_factors))
}

/// Moved and scaled, the same in both directions, so that the larger extent is `-1..=1`.
fn fit_in_square(positions: &[[f32; 2]]) -> Vec<[f32; 2]> {
    let extent = |axis: usize| {
        let values = positions.iter().map(|position| position[axis]);
        values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
    };
    let (x, y) = (extent(0), extent(1));
    let half = ((x.1 - x.0).max(y.1 - y.0) / 2.0).max(f32::MIN_POSITIVE);
    let place = |value: f32, (low, high): (f32, f32)| {
        let centred = (value - (low / 2.0 + high / 2.0)) / half;
        if centred.is_finite() { centred.clamp(-1.0, 1.0) } else { 0.0 }
    };
    positions.iter().map(|position| [place(position[0], x), place(position[1], y)]).collect()
}

#[cfg(test)]
mod tests;
