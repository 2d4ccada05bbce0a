//! Weights in a quarter of the time: exact for the best-known items, through those for the others.
//!
//! Most of a catalogue is rarely rated, and what a rare item says of another rare one is noise. So only the head, the
//! items with the most ratings, is inverted; each item of the tail is regressed on the head items that it shares the
//! most ratings with, and two tail items count as independent given the head. In the sparse Gaussian model behind EASE
//! (Steck 2019, "Markov Random Fields for Collaborative Filtering") that is a graph with an edge from each tail item to
//! those head items only: with `w` the regression of tail item `t` and `p` one over its residual variance, the column
//! of the inverse is `P_Ht = -p w`, so that `B_it = w_i` and `B_ti = p w_i / P_ii`.

use super::evidence::Evidence;
use super::inverse::{check, gram};
use super::kernel::Real;
use super::sweep::{BLOCK, NotPositive, sweep};
use super::weights::Weights;
use crate::numbers::to_f32;
use cinephile_data::best_first;
use rayon::prelude::*;

/// How many head items a tail item is regressed on at the most.
const N_NEIGHBOURS: usize = 128;

/// The most bytes that [`sparse_weights`] needs beside the ratings and the weights that it keeps.
pub(super) fn bytes_needed(n_items: usize, n_head: usize, size: u64) -> u64 {
    let (head, tail) = (n_head as u64, (n_items - n_head) as u64);
    let squares = 2 * head * head + 5 * head * (BLOCK as u64).min(head);
    squares * size + tail * 2 * 8 * N_NEIGHBOURS as u64
}

/// One tail item's regression on its neighbours in the head.
struct Regression {
    /// Position in the head and coefficient, positions rising.
    coefficients: Vec<(u32, f32)>,
    /// One over what the neighbours leave unexplained.
    precision: f64,
}

/// The `n_kept` largest weights, from an exact inverse over the `n_head` items with the most ratings.
///
/// Cost for `m = n_head` and `n` items: `m^3 + (n - m) (N_NEIGHBOURS^3 / 3)` operations, and the ratings' pairs;
/// `8 m^2` bytes in f32.
///
/// # Errors
/// If floats `T` are too coarse for the head.
pub(super) fn sparse_weights<T: Real>(
    evidence: &Evidence,
    ridge: &[f64],
    n_head: usize,
    n_kept: usize,
) -> Result<Weights, NotPositive> {
    let (head, tail) = divide(evidence, n_head);
    let heads = evidence.of_columns(&head);
    let ridge_of_head: Vec<f64> = head.iter().map(|&item| ridge[item as usize]).collect();
    let m = head.len();
    let gram: Vec<T> = gram(&heads, &ridge_of_head);
    let mut inverse = gram.clone();
    sweep(&mut inverse, m)?;
    check(&heads, &ridge_of_head, &inverse)?;
    let regress = |scratch: &mut Vec<f32>, &item: &u32| {
        regression(evidence, &heads, &gram, ridge, item as usize, scratch)
    };
    let regressions: Vec<Option<Regression>> = tail.par_iter().map_init(|| vec![0.0; m], regress).collect();
    drop(gram);
    // The sweep leaves minus the inverse.
    let variances: Vec<f64> = (0..m).map(|at| -inverse[at * m + at].to_f64()).collect();
    let narrowed = inverse.into_iter().map(|value| to_f32(value.to_f64())).collect();
    let of_head = Weights::from_inverse(narrowed, m).largest(m, n_kept);
    let mut rows: Vec<Vec<(u32, f32)>> = vec![Vec::new(); ridge.len()];
    for (at, &item) in head.iter().enumerate() {
        let own = of_head.kept(at).map(|(column, weight)| (head[column as usize], weight));
        rows[item as usize].extend(own);
    }
    for (&item, found) in tail.iter().zip(&regressions) {
        let Some(Regression { coefficients, precision }) = found else { continue };
        for &(at, weight) in coefficients {
            rows[head[at as usize] as usize].push((item, weight));
            let back = f64::from(weight) * precision / variances[at as usize];
            rows[item as usize].push((head[at as usize], to_f32(back)));
        }
    }
    rows.par_iter_mut().for_each(|row| row.sort_unstable_by_key(|(column, _)| *column));
    Ok(Weights::largest_of(|| rows.iter().map(|row| row.iter().copied()), n_kept))
}

/// The `n_head` items with the most ratings (ties go to the first) and the others, both rising.
fn divide(evidence: &Evidence, n_head: usize) -> (Vec<u32>, Vec<u32>) {
    let mut items: Vec<u32> = (0u32..).take(evidence.columns.len()).collect();
    items.sort_by_key(|&item| std::cmp::Reverse(evidence.ratings(item as usize).len()));
    let mut tail = items.split_off(n_head.clamp(1, items.len().max(1)).min(items.len()));
    items.sort_unstable();
    tail.sort_unstable();
    (items, tail)
}

/// Regresses one item on the head items that it goes with the most; `None` if it shares no rating with any, or if
/// rounding leaves nothing. `products` is all zeros, of the head's length, and is left so.
fn regression<T: Real>(
    evidence: &Evidence,
    heads: &Evidence,
    gram: &[T],
    ridge: &[f64],
    item: usize,
    products: &mut [f32],
) -> Option<Regression> {
    let m = products.len();
    let mut touched: Vec<u32> = Vec::new();
    let mut own = ridge[item];
    for &(user, x) in evidence.columns.list(item) {
        own += f64::from(x) * f64::from(x);
        for &(at, y) in heads.rows.list(user as usize) {
            let product = &mut products[at as usize];
            if *product == 0.0 {
                touched.push(at);
            }
            *product += x * y;
        }
    }
    touched.sort_unstable();
    touched.dedup();
    let size = |at: &u32| {
        let (at, product) = (*at as usize, f64::from(products[*at as usize]));
        product * product / gram[at * m + at].to_f64()
    };
    if touched.len() > N_NEIGHBOURS {
        touched.select_nth_unstable_by(N_NEIGHBOURS, |a, b| best_first((size(a), *a), (size(b), *b)));
    }
    let mut neighbours: Vec<u32> = touched.iter().copied().take(N_NEIGHBOURS).collect();
    neighbours.sort_unstable();
    let right: Vec<f64> = neighbours.iter().map(|&at| f64::from(products[at as usize])).collect();
    touched.iter().for_each(|&at| products[at as usize] = 0.0);
    let cell = |i: usize, j: usize| gram[neighbours[i] as usize * m + neighbours[j] as usize].to_f64();
    let solved = solve(cell, &right)?;
    let left_over = own - solved.iter().zip(&right).map(|(w, g)| w * g).sum::<f64>();
    let sound = left_over > 0.0 && !solved.is_empty();
    sound.then(|| Regression {
        coefficients: neighbours.into_iter().zip(solved.into_iter().map(to_f32)).collect(),
        precision: 1.0 / left_over,
    })
}

/// Solves `A x = b` by Cholesky; `cell(i, j)` is `A_ij` for `j <= i`. `None` if `A` is not positive definite.
fn solve(cell: impl Fn(usize, usize) -> f64, b: &[f64]) -> Option<Vec<f64>> {
    let n = b.len();
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(n);
    let mut x = Vec::with_capacity(n);
    let dot = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    for (i, right) in b.iter().enumerate() {
        let mut row = Vec::with_capacity(i + 1);
        for (j, above) in rows.iter().enumerate() {
            row.push((cell(i, j) - dot(&row, &above[..j])) / above[j]);
        }
        let pivot = cell(i, i) - dot(&row, &row);
        if pivot.is_nan() || pivot <= 0.0 {
            return None;
        }
        x.push((right - dot(&row, &x)) / pivot.sqrt());
        row.push(pivot.sqrt());
        rows.push(row);
    }
    for (i, row) in rows.iter().enumerate().rev() {
        x[i] /= row[i];
        let own = x[i];
        x[..i].iter_mut().zip(row).for_each(|(value, factor)| *value -= own * factor);
    }
    Some(x)
}
