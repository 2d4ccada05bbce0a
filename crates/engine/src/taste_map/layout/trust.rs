//! How much of the neighbourhoods a picture keeps.

use super::neighbours::{nearer, product};
use rayon::prelude::*;

/// How many items are judged, at most.
const N_JUDGED: usize = 1_000;

/// See [`super::trustworthiness`]; `rows` have length 1.
pub(super) fn trust_of_rows(rows: &[f32], n_factors: usize, positions: &[[f32; 2]], k: usize) -> f64 {
    let n = positions.len();
    if k == 0 || n <= 2 * k + 1 {
        return 1.0;
    }
    let n_judged = n.min(N_JUDGED);
    let intruders = |nth: usize| {
        let item = nth * n / n_judged;
        let own = &rows[item * n_factors..(item + 1) * n_factors];
        let others = (0u32..).take(n).filter(|&other| other as usize != item);
        let by_vector: Vec<(f32, u32)> = others
            .clone()
            .map(|other| (product(own, &rows[other as usize * n_factors..][..n_factors]), other))
            .collect();
        let distance = |other: u32| {
            let (dx, dy) = (
                positions[item][0] - positions[other as usize][0],
                positions[item][1] - positions[other as usize][1],
            );
            dx * dx + dy * dy
        };
        let mut near: Vec<(f32, usize)> =
            by_vector.iter().enumerate().map(|(at, o)| (distance(o.1), at)).collect();
        near.select_nth_unstable_by(k, |x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        // How far beyond the k nearest by vector each of the k nearest in the picture lies.
        let beyond = |&(_, at): &(f32, usize)| {
            let rank = 1 + by_vector.iter().filter(|other| nearer(other, &by_vector[at]).is_lt()).count();
            rank.saturating_sub(k) as u64
        };
        near[..k].iter().map(beyond).sum::<u64>()
    };
    let total: u64 = (0..n_judged).into_par_iter().map(intruders).sum();
    let worst = n_judged * k * (2 * n - 3 * k - 1);
    1.0 - 2.0 * total as f64 / worst as f64
}
