//! The regularised Gram matrix of the ratings, inverted: `(X^T X + diag(ridge))^-1`.
//!
//! There are two ways to the same matrix. By items: the Gram matrix of the items, straight from the sparse rows, then the
//! sweep; `n_items^3` operations. By users, if they are few enough: Woodbury's identity
//! `R^-1 - R^-1 X^T (I + X R^-1 X^T)^-1 X R^-1` with `R = diag(ridge)`, which inverts only `n_users x n_users`.

use super::evidence::Evidence;
use super::kernel::Real;
use super::sweep::{BLOCK, NotPositive, sweep};
use rayon::prelude::*;

/// How far `(X^T X + R) P` may be from the identity, in any checked entry.
const MAX_RESIDUAL: f64 = 1e-3;

/// How many columns of the inverse are checked.
const N_CHECKED: usize = 8;

/// Whether users are few enough for the way by users to be the shorter one.
pub(super) fn by_users(n_users: usize, n_items: usize) -> bool {
    2 * n_users <= n_items
}

/// The most bytes that an inverse in floats of `size` bytes needs beside the ratings.
pub(super) fn bytes_needed(n_users: usize, n_items: usize, size: u64) -> u64 {
    let (users, items, block) = (n_users as u64, n_items as u64, BLOCK as u64);
    let sweep_of = |n: u64| n * n + 5 * n * block.min(n);
    let values = if by_users(n_users, n_items) {
        (users * users + users * items + items * items).max(sweep_of(users))
    } else {
        sweep_of(items)
    };
    values.saturating_mul(size)
}

/// The lower triangle (row-major, `n x n`) of the inverse, or of minus the inverse: callers divide by its diagonal.
///
/// # Errors
/// If a pivot or a checked column shows that floats `T` are too coarse.
pub(super) fn inverse<T: Real>(evidence: &Evidence, ridge: &[f64]) -> Result<Vec<T>, NotPositive> {
    let inverse = if by_users(evidence.rows.len(), ridge.len()) {
        over_users(evidence, ridge)?
    } else {
        over_items(evidence, ridge)?
    };
    check(evidence, ridge, &inverse)?;
    Ok(inverse)
}

/// Minus the inverse.
fn over_items<T: Real>(evidence: &Evidence, ridge: &[f64]) -> Result<Vec<T>, NotPositive> {
    let mut matrix = gram(evidence, ridge);
    sweep(&mut matrix, ridge.len())?;
    Ok(matrix)
}

/// The lower triangle of `X^T X + diag(ridge)`, the upper all zeros. One task an item; cost: the ratings' pairs.
pub(super) fn gram<T: Real>(evidence: &Evidence, ridge: &[f64]) -> Vec<T> {
    let n = ridge.len();
    let mut gram = vec![T::default(); n * n];
    gram.par_chunks_mut(n).enumerate().for_each(|(item, row)| {
        for &(user, x) in evidence.columns.list(item) {
            let x = T::from_f64(x.into());
            for &(other, y) in evidence.rows.list(user as usize) {
                if other as usize > item {
                    break;
                }
                let sum = &mut row[other as usize];
                *sum = x.plain(T::from_f64(y.into()), *sum);
            }
        }
        row[item] = T::from_f64(row[item].to_f64() + ridge[item]);
    });
    gram
}

/// The inverse, by Woodbury's identity. Cost: `n_users^3 + nnz (n_users + n_items)` operations.
fn over_users<T: Real>(evidence: &Evidence, ridge: &[f64]) -> Result<Vec<T>, NotPositive> {
    let (n_users, n) = (evidence.rows.len(), ridge.len());
    // X R^-1, one user's at a time.
    let scaled = |user: usize| {
        evidence.rows.list(user).iter().map(|&(item, x)| (item as usize, f64::from(x) / ridge[item as usize]))
    };
    let mut core = vec![T::default(); n_users * n_users];
    core.par_chunks_mut(n_users).enumerate().for_each(|(user, row)| {
        for (item, x) in scaled(user) {
            let x = T::from_f64(x);
            for &(other, y) in
                evidence.columns.list(item).iter().take_while(|(other, _)| *other as usize <= user)
            {
                let sum = &mut row[other as usize];
                *sum = x.plain(T::from_f64(y.into()), *sum);
            }
        }
        row[user] = T::from_f64(row[user].to_f64() + 1.0);
    });
    sweep(&mut core, n_users)?;
    // Minus (I + X R^-1 X^T)^-1 X R^-1.
    let mut solved = vec![T::default(); n_users * n];
    solved.par_chunks_mut(n).enumerate().for_each(|(user, row)| {
        for other in 0..n_users {
            let factor = core[user.max(other) * n_users + user.min(other)];
            for (item, x) in scaled(other) {
                row[item] = factor.plain(T::from_f64(x), row[item]);
            }
        }
    });
    let mut inverse = vec![T::default(); n * n];
    inverse.par_chunks_mut(n).enumerate().for_each(|(item, row)| {
        let row = &mut row[..=item];
        for &(user, x) in evidence.columns.list(item) {
            let factor = T::from_f64(f64::from(x) / ridge[item]);
            let from = &solved[user as usize * n..];
            row.iter_mut().zip(from).for_each(|(value, &there)| *value = factor.plain(there, *value));
        }
        row[item] = T::from_f64(row[item].to_f64() + 1.0 / ridge[item]);
    });
    Ok(inverse)
}

/// Multiplies some columns of the inverse by the matrix again; costs `O(nnz)` for each.
///
/// # Errors
/// If an entry is off by more than it may be.
pub(super) fn check<T: Real>(evidence: &Evidence, ridge: &[f64], inverse: &[T]) -> Result<(), NotPositive> {
    let n = ridge.len();
    for column in (0..n).step_by(n.div_ceil(N_CHECKED)) {
        let sign = inverse[column * n + column].to_f64().signum();
        let entry = |row: usize| sign * inverse[row.max(column) * n + row.min(column)].to_f64();
        let v: Vec<f64> = (0..n).map(entry).collect();
        let mut product = evidence.regularised_gram_times(ridge, &v);
        product[column] -= 1.0;
        if !product.iter().all(|off| off.abs() <= MAX_RESIDUAL) {
            return Err(NotPositive);
        }
    }
    Ok(())
}
