//! Small dense systems: a Gaussian posterior from its precision.

use super::moments::{Shape, Sums};

/// The posterior of one user or item, with the room that its computation needs.
pub(super) struct Posterior {
    shape: Shape,
    /// The mean, length `dim`: bias first.
    pub(super) mean: Vec<f64>,
    /// The covariance, packed.
    pub(super) cov: Vec<f64>,
    /// `dim x dim`, lower triangle: the factor, then its inverse.
    factor: Vec<f64>,
    right: Vec<f64>,
    scratch: Vec<f64>,
}

impl Posterior {
    pub(super) fn new(shape: Shape) -> Self {
        let dim = shape.dim;
        Self {
            shape,
            mean: vec![0.0; dim],
            cov: vec![0.0; shape.packed()],
            factor: vec![0.0; dim * dim],
            right: vec![0.0; dim],
            scratch: vec![0.0; dim],
        }
    }

    /// Mean and covariance for `sums` of counterparts at noise `1 / precision`, and a prior of independent entries with
    /// this `mean` and these variances (all above 0): `S = (precision A + diag(1 / variance))^-1`,
    /// `m = S (precision h + mean / variance)`. Cost: `O(dim^3)`.
    pub(super) fn solve(&mut self, sums: &Sums, precision: f64, prior: Prior<'_>) {
        let dim = self.shape.dim;
        let mut at = 0;
        for i in 0..dim {
            for j in i..dim {
                self.factor[j * dim + i] = precision * sums.square()[at];
                at += 1;
            }
            let trust = 1.0 / prior.variance[i];
            self.factor[i * dim + i] += trust;
            let expected = prior.mean.get(i).map_or(0.0, |&mean| f64::from(mean));
            self.right[i] = precision * sums.product(i) + trust * expected;
        }
        self.invert_factor();
        // With P = L L', S = (L^-1)' L^-1: one product a row of L^-1.
        self.cov.fill(0.0);
        for (k, row) in self.factor.chunks_exact(dim).enumerate() {
            let mut start = 0;
            for i in 0..=k {
                let into = &mut self.cov[start..=start + k - i];
                into.iter_mut().zip(&row[i..=k]).for_each(|(sum, value)| *sum += row[i] * value);
                start += dim - i;
            }
        }
        self.apply_cov();
    }

    /// `mean = S right`.
    fn apply_cov(&mut self) {
        let dim = self.shape.dim;
        self.mean.fill(0.0);
        let mut at = 0;
        for i in 0..dim {
            self.mean[i] += self.cov[at] * self.right[i];
            at += 1;
            for j in i + 1..dim {
                self.mean[i] += self.cov[at] * self.right[j];
                self.mean[j] += self.cov[at] * self.right[i];
                at += 1;
            }
        }
    }
    /// Cholesky's factor of the matrix whose lower triangle `factor` holds, and then the factor's inverse, in place.
    fn invert_factor(&mut self) {
        let dim = self.shape.dim;
        cholesky(&mut self.factor, dim);
        for i in 0..dim {
            let (done, row) = self.factor.split_at_mut(i * dim);
            let inverse = 1.0 / row[i];
            self.scratch[..i].copy_from_slice(&row[..i]);
            row[..i].fill(0.0);
            for (k, (&factor, done)) in self.scratch[..i].iter().zip(done.chunks_exact(dim)).enumerate() {
                row[..=k].iter_mut().zip(done).for_each(|(sum, value)| *sum -= inverse * factor * value);
            }
            row[i] = inverse;
        }
    }
}

/// Independent normals; a mean that is left empty is 0 throughout.
#[derive(Clone, Copy)]
pub(super) struct Prior<'a> {
    pub(super) mean: &'a [f32],
    pub(super) variance: &'a [f64],
}

/// Cholesky's factor `L` of a positive definite `L L'`, in place of the lower triangle of `matrix` (`dim x dim`).
///
/// The matrices here are a positive diagonal plus a sum of squares, so pivots are positive up to rounding; one that
/// rounding has eaten is taken for the smallest positive number.
pub(super) fn cholesky(matrix: &mut [f64], dim: usize) {
    for j in 0..dim {
        let (row_j, below) = matrix[j * dim..].split_at_mut(dim);
        let square: f64 = row_j[..j].iter().map(|value| value * value).sum();
        let pivot = (row_j[j] - square).max(f64::MIN_POSITIVE).sqrt();
        row_j[j] = pivot;
        for row in below.chunks_exact_mut(dim) {
            let dot: f64 = row[..j].iter().zip(&row_j[..j]).map(|(a, b)| a * b).sum();
            row[j] = (row[j] - dot) / pivot;
        }
    }
}

/// Whether the packed symmetric matrix of extent `dim` is a covariance, but for rounding: no direction has a negative
/// variance.
pub(crate) fn is_covariance(packed: &[f32], dim: usize) -> bool {
    let mut matrix = vec![0f64; dim * dim];
    let mut at = 0;
    for i in 0..dim {
        for j in i..dim {
            matrix[j * dim + i] = f64::from(packed[at]);
            at += 1;
        }
        let diagonal = &mut matrix[i * dim + i];
        *diagonal += 1e-5 * diagonal.abs();
    }
    if (0..dim).any(|i| matrix[i * dim + i] <= 0.0) {
        return false;
    }
    cholesky(&mut matrix, dim);
    (0..dim).all(|i| matrix[i * dim + i] > f64::MIN_POSITIVE.sqrt())
}
