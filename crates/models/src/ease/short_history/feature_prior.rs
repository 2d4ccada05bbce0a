//! Genres and years as a prior of the rows of weights: rows of movies with the same features are alike.
//!
//! With `F` (features by items, each item's column of length 1), a row that may differ from its features' rows by a
//! variance `1 / R` and shares `rho / R` with them has the prior precision `R (I + rho F'F)^-1`, which is
//! `R I - Z'Z` with `Z = sqrt(R) K^-1 F` and `K K' = I / rho + F F'`.

use cinephile_data::ItemFeatures;

/// `Z`, item by item: `n_items x n_features`, row-major.
pub(super) struct FeaturePrior {
    pub(super) n_features: usize,
    pub(super) rows: Vec<f64>,
}

impl FeaturePrior {
    /// `column_of` is each item's column; `ridge` is `R`, `share` is `rho` (0 for no prior).
    pub(super) fn of(
        features: &ItemFeatures,
        column_of: &[Option<u32>],
        n_columns: usize,
        ridge: f64,
        share: f32,
    ) -> Self {
        let n_features = if share > 0.0 { features.len() } else { 0 };
        let mut of_item: Vec<Vec<usize>> = vec![Vec::new(); n_columns];
        for (feature, (_, items)) in features.iter().enumerate().take(n_features) {
            for column in items.iter().filter_map(|item| column_of[item.get()]) {
                of_item[column as usize].push(feature);
            }
        }
        let mut gram = vec![0.0; n_features * n_features];
        (0..n_features).for_each(|at| gram[at * n_features + at] = 1.0 / f64::from(share));
        for own in of_item.iter().filter(|own| !own.is_empty()) {
            let each = 1.0 / (own.len() as f64);
            own.iter().for_each(|a| own.iter().for_each(|b| gram[a * n_features + b] += each));
        }
        let root = cholesky(gram, n_features);
        let mut rows = vec![0.0; n_columns * n_features];
        for (own, row) in of_item.iter().zip(rows.chunks_exact_mut(n_features.max(1))) {
            let each = (ridge / (own.len() as f64).max(1.0)).sqrt();
            own.iter().for_each(|&feature| row[feature] = each);
            solve_lower(&root, row);
        }
        Self { n_features, rows }
    }
}

/// The lower Cholesky factor of a positive definite matrix, in its place.
pub(super) fn cholesky(mut a: Vec<f64>, n: usize) -> Vec<f64> {
    for i in 0..n {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| a[i * n + k] * a[j * n + k]).sum();
            let left = a[i * n + j] - known;
            a[i * n + j] = if i == j { left.max(0.0).sqrt() } else { left / a[j * n + j] };
        }
    }
    a
}

/// Solves `L x = b` in place of `b`.
pub(super) fn solve_lower(lower: &[f64], b: &mut [f64]) {
    let n = b.len();
    for i in 0..n {
        let known: f64 = (0..i).map(|k| lower[i * n + k] * b[k]).sum();
        b[i] = (b[i] - known) / lower[i * n + i];
    }
}
