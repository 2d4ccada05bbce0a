//! An inverse minus a few outer products, by Woodbury's identity.
//!
//! With `P0` known and `V` thin, `P = (P0^-1 - V V')^-1` is `P0 + G H'` with `H = P0 V`, `G = P V = H (I - V'H)^-1`.

use super::super::sweep::{NotPositive, sweep};

/// `H` and `G`, `n x width` each, row-major.
pub(super) struct LowRank {
    pub(super) width: usize,
    pub(super) h: Vec<f64>,
    pub(super) g: Vec<f64>,
}

impl LowRank {
    /// `h` is `P0 V`.
    ///
    /// # Errors
    /// If `P0^-1 - V V'` is not positive definite.
    pub(super) fn of(v: &[f64], h: Vec<f64>, width: usize) -> Result<Self, NotPositive> {
        let mut core = vec![0.0; width * width];
        for (v, h) in v.chunks_exact(width).zip(h.chunks_exact(width)) {
            for (row, a) in core.chunks_exact_mut(width).zip(v) {
                row.iter_mut().zip(h).for_each(|(value, b)| *value -= a * b);
            }
        }
        (0..width).for_each(|at| core[at * width + at] += 1.0);
        sweep(&mut core, width)?;
        let mut g = vec![0.0; h.len()];
        for (g, h) in g.chunks_exact_mut(width).zip(h.chunks_exact(width)) {
            for (to, value) in g.iter_mut().enumerate() {
                // The sweep leaves minus the inverse, in the lower triangle.
                *value = (0..width).map(|from| -core[to.max(from) * width + to.min(from)] * h[from]).sum();
            }
        }
        Ok(Self { width, h, g })
    }
}
