//! What each of a visitor's ratings adds to a score: with the matrix of the visitor's regression held, the score is
//! linear in what the ratings say, `score_j = share e_j + sum_i t_i (v_j^T A^-1 v_i)` (Hu, Koren, Volinsky 2008, eq. 7).
//!
//! Solved in f64 and in as many unknowns as factors, whatever the history's length: explanations are asked for a page
//! at a time, and so they check the fast solution, whose scores are of rounded vectors (`shelf`), from outside.

use super::IalsModel;
use crate::Contributions;
use crate::taste::to_f32;
use cinephile_data::{History, ItemIdx};

impl IalsModel {
    /// What each of the visitor's ratings says for or against each of `items`, in their order; nothing for items that
    /// nobody rated or that are not there.
    ///
    /// The parts sum to the score up to rounding, `1e-3` of the sum of their sizes. Cost for `n` known ratings and `f`
    /// factors: `(n f^2 + f^3 / 3)`, then `f^2 + n f` an item.
    pub(crate) fn explain(&self, history: History<'_>, items: &[ItemIdx]) -> Vec<Contributions> {
        let ratings = self.ratings(history);
        let factor = self.factor(&ratings);
        let share = self.everybodys_share(history);
        let explain = |&item: &ItemIdx| {
            if self.learned.n_ratings.get(item.get()).is_none_or(|n| *n == 0) {
                return Contributions { everybody: 0.0, by_rating: Vec::new() };
            }
            let solved = factor.solve(self.vector(item.get()));
            let part = |&(rated, target): &(u32, f32)| {
                let vector = self.vector(rated as usize);
                let product: f64 = vector.iter().zip(&solved).map(|(&v, x)| f64::from(v) * x).sum();
                (ItemIdx::from(rated), to_f32(f64::from(target) * product))
            };
            let everybody = share * self.learned.everybody[item.get()];
            Contributions { everybody, by_rating: ratings.iter().map(part).collect() }
        };
        items.iter().map(explain).collect()
    }

    fn vector(&self, item: usize) -> &[f32] {
        &self.learned.vectors[item * self.n_factors()..][..self.n_factors()]
    }

    /// The Cholesky factor of the matrix of the visitor's regression.
    fn factor(&self, ratings: &[(u32, f32)]) -> Factor {
        let dim = self.n_factors();
        let ridge = f64::from(self.ridge(ratings.len()));
        let mut rows: Vec<Vec<f64>> = vec![vec![0.0; dim]; dim];
        for &(rated, _) in ratings {
            let vector: Vec<f64> = self.vector(rated as usize).iter().copied().map(f64::from).collect();
            for (i, row) in rows.iter_mut().enumerate() {
                row[..=i].iter_mut().zip(&vector).for_each(|(sum, value)| *sum += vector[i] * value);
            }
        }
        for i in 0..dim {
            rows[i][i] += f64::from(self.energies[i]) + ridge;
            let (done, rest) = rows.split_at_mut(i);
            let own = &mut rest[0];
            for j in 0..i {
                own[j] = (own[j] - dot(&own[..j], &done[j])) / done[j][j];
            }
            own[i] = (own[i] - dot(&own[..i], &own[..i])).max(f64::MIN_POSITIVE).sqrt();
        }
        Factor { rows }
    }
}

/// A lower triangular `L`, of which `L L^T` is the matrix.
struct Factor {
    rows: Vec<Vec<f64>>,
}

impl Factor {
    fn solve(&self, right: &[f32]) -> Vec<f64> {
        let mut solved: Vec<f64> = right.iter().copied().map(f64::from).collect();
        for (i, row) in self.rows.iter().enumerate() {
            solved[i] = (solved[i] - dot(&row[..i], &solved)) / row[i];
        }
        for (i, row) in self.rows.iter().enumerate().rev() {
            solved[i] /= row[i];
            let own = solved[i];
            solved[..i].iter_mut().zip(row).for_each(|(value, factor)| *value -= own * factor);
        }
        solved
    }
}

/// Over what both have.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
