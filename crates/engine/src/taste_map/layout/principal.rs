//! The plane in which items differ the most: the two largest principal components.

use super::neighbours::product;
use super::numbers::{count, to_f32};

/// Steps of the power method; the start need not be exact, only always the same.
const N_STEPS: usize = 200;

/// Each row's coordinates in the plane, the larger component first, scaled so that the largest is 10 in size.
///
/// By the power method on the covariance matrix, the second component with the first taken out of it. The sign is such
/// that the component's largest entry is positive.
pub(super) fn principal_plane(rows: &[f32], n_factors: usize) -> Vec<[f32; 2]> {
    let n = rows.len() / n_factors;
    let mut mean = vec![0.0f64; n_factors];
    for row in rows.chunks_exact(n_factors) {
        mean.iter_mut().zip(row).for_each(|(sum, &value)| *sum += f64::from(value));
    }
    let mean: Vec<f32> = mean.into_iter().map(|sum| to_f32(sum / f64::from(count(n.max(1))))).collect();
    let centred: Vec<f32> =
        rows.chunks_exact(n_factors).flat_map(|row| row.iter().zip(&mean).map(|(v, m)| v - m)).collect();
    let covariance = covariance(&centred, n_factors);
    let first = component(&covariance, n_factors, None);
    let second = component(&covariance, n_factors, Some(&first));
    let (first, second) = (narrow(&first), narrow(&second));
    let mut plane: Vec<[f32; 2]> =
        centred.chunks_exact(n_factors).map(|row| [product(row, &first), product(row, &second)]).collect();
    let largest = plane.iter().flatten().fold(0.0f32, |largest, value| largest.max(value.abs()));
    if largest > 0.0 {
        plane.iter_mut().flatten().for_each(|value| *value *= 10.0 / largest);
    }
    plane
}

/// `sum over rows of r r^T`, `n_factors x n_factors`, summed in f64 in the rows' order.
fn covariance(centred: &[f32], n_factors: usize) -> Vec<f64> {
    let mut sums = vec![0.0f64; n_factors * n_factors];
    for row in centred.chunks_exact(n_factors) {
        for (&value, line) in row.iter().zip(sums.chunks_exact_mut(n_factors)) {
            let value = f64::from(value);
            line.iter_mut().zip(row).for_each(|(sum, &other)| *sum += value * f64::from(other));
        }
    }
    sums
}

/// The largest component of a symmetric matrix, of length 1, at right angles to `other`; zeros if nothing is left.
fn component(matrix: &[f64], n: usize, other: Option<&[f64]>) -> Vec<f64> {
    // No component is at right angles to a start of unequal numbers but by bad luck.
    let mut vector: Vec<f64> = (0..n).map(|i| 1.0 / f64::from(count(i + 1))).collect();
    for _ in 0..N_STEPS {
        let mut next: Vec<f64> =
            matrix.chunks_exact(n).map(|line| line.iter().zip(&vector).map(|(a, b)| a * b).sum()).collect();
        if let Some(other) = other {
            let part: f64 = next.iter().zip(other).map(|(a, b)| a * b).sum();
            next.iter_mut().zip(other).for_each(|(value, o)| *value -= part * o);
        }
        let length = next.iter().map(|value| value * value).sum::<f64>().sqrt();
        if length <= f64::MIN_POSITIVE {
            return vec![0.0; n];
        }
        vector = next.into_iter().map(|value| value / length).collect();
    }
    let largest = vector.iter().copied().fold(0.0f64, |best, v| if v.abs() > best.abs() { v } else { best });
    if largest < 0.0 {
        vector.iter_mut().for_each(|value| *value = -*value);
    }
    vector
}

fn narrow(vector: &[f64]) -> Vec<f32> {
    vector.iter().map(|&value| to_f32(value)).collect()
}
