//! Which items are near each other by vector, and how strongly each pulls.

use super::numbers::{count, to_f32};
use cinephile_data::best_first;
use rayon::prelude::*;
use std::cmp::Ordering;

/// A pull between two items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    /// The smaller item.
    pub(super) a: u32,
    /// The larger item.
    pub(super) b: u32,
    /// In `0..=1`.
    pub(super) weight: f32,
}

/// Rows scaled to length 1; rows of length 0 stay.
pub(super) fn unit_rows(vectors: &[f32], n_factors: usize) -> Vec<f32> {
    let mut rows = vectors.to_vec();
    for row in rows.chunks_exact_mut(n_factors) {
        // In f64, so that neither large nor small numbers leave the range.
        let square: f64 = row.iter().map(|&value| f64::from(value) * f64::from(value)).sum();
        if square > 0.0 {
            let length = square.sqrt();
            row.iter_mut().for_each(|value| *value = to_f32(f64::from(*value) / length));
        }
    }
    rows
}

/// Inner product, in eight sums so that it is vectorised; always in the same order.
pub(super) fn product(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    let (a_chunks, b_chunks) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..8 {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// Nearer first, then by position.
pub(super) fn nearer(a: &(f32, u32), b: &(f32, u32)) -> Ordering {
    best_first(*a, *b)
}

/// Each pair of near items once, by rising `(a, b)`.
///
/// `k` nearest by cosine; the pull of neighbour `j` on `i` is `exp(-max(0, d_ij - d_i1) / s_i)` with distance
/// `d = 1 - cosine`, and `s_i` such that an item's pulls sum to `log2 k` (UMAP, definitions 1 and 2); both directions
/// count as `p + q - p q`.
pub(super) fn neighbour_graph(rows: &[f32], n_factors: usize, k: usize) -> Vec<Edge> {
    let n = rows.len() / n_factors;
    let pulls = |item: usize| {
        let own = &rows[item * n_factors..(item + 1) * n_factors];
        let cosine = |other: u32| product(own, &rows[other as usize * n_factors..][..n_factors]);
        let mut others: Vec<(f32, u32)> = (0u32..)
            .take(n)
            .filter(|&other| other as usize != item)
            .map(|other| (cosine(other), other))
            .collect();
        if k < others.len() {
            others.select_nth_unstable_by(k, nearer);
            others.truncate(k);
        }
        others.sort_unstable_by(nearer);
        weigh(&others)
    };
    let directed: Vec<Vec<(u32, f32)>> = (0..n).into_par_iter().map(pulls).collect();
    let pairs = (0u32..).zip(directed).flat_map(|(item, pulls)| {
        pulls.into_iter().map(move |(other, pull)| (item.min(other), item.max(other), pull))
    });
    let mut pairs: Vec<(u32, u32, f32)> = pairs.collect();
    pairs.sort_unstable_by(|x, y| (x.0, x.1).cmp(&(y.0, y.1)).then(x.2.total_cmp(&y.2)));
    let mut edges: Vec<Edge> = Vec::with_capacity(pairs.len());
    for (a, b, pull) in pairs {
        match edges.last_mut() {
            Some(last) if (last.a, last.b) == (a, b) => last.weight += pull - last.weight * pull,
            _ => edges.push(Edge { a, b, weight: pull }),
        }
    }
    edges
}

/// Pulls of neighbours given as `(cosine, item)`, nearest first.
fn weigh(neighbours: &[(f32, u32)]) -> Vec<(u32, f32)> {
    let nearest = neighbours.first().map_or(1.0, |first| first.0);
    let beyond: Vec<f32> = neighbours.iter().map(|&(cosine, _)| (nearest - cosine).max(0.0)).collect();
    let wanted = count(neighbours.len()).log2();
    let sum = |scale: f32| beyond.iter().map(|distance| (-distance / scale).exp()).sum::<f32>();
    let (mut low, mut high) = (1e-6f32, 1e3f32);
    for _ in 0..40 {
        let middle = (low * high).sqrt();
        if sum(middle) < wanted { low = middle } else { high = middle }
    }
    let scale = (low * high).sqrt();
    neighbours.iter().zip(&beyond).map(|(&(_, item), distance)| (item, (-distance / scale).exp())).collect()
}
