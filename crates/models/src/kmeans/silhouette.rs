//! The silhouette: how much nearer users are to their own group than to the next one.

use super::rows::SparseRows;
use super::seeding::squared_distance;
use rayon::prelude::*;

/// The mean silhouette (Rousseeuw 1987) of the rows at the positions `judged`, in `-1..=1`.
///
/// With `a` the mean Euclidean distance to the other judged rows of the own group, and `b` the smallest mean distance to
/// those of another group, a row's width is `(b - a) / max(a, b)`; a row that is alone in its group has 0. `group_of` has
/// the group of every row, below `k`. Takes `O(n_judged nnz_judged)` and one dense row for each thread.
pub(super) fn silhouette(rows: &SparseRows<'_>, group_of: &[(u32, u32)], k: usize, judged: &[usize]) -> f64 {
    if k < 2 || judged.is_empty() {
        return 0.0;
    }
    let group = |at: usize| group_of[at].1 as usize;
    let mut sizes = vec![0u32; k];
    for &at in judged {
        sizes[group(at)] += 1;
    }
    let width = |dense: &mut Vec<f32>, &at: &usize| {
        let own = group(at);
        if sizes[own] < 2 {
            return 0.0;
        }
        let row = rows.row(at);
        for (item, value) in row.entries() {
            dense[item] = value;
        }
        let mut sums = vec![0.0f64; k];
        for &other in judged.iter().filter(|&&other| other != at) {
            let point = rows.row(other);
            let product = point.entries().map(|(item, value)| dense[item] * value).sum();
            sums[group(other)] += f64::from(squared_distance(row.square, point.square, product).sqrt());
        }
        for (item, _) in row.entries() {
            dense[item] = 0.0;
        }
        let a = sums[own] / f64::from(sizes[own] - 1);
        let means = sums.iter().zip(&sizes).enumerate().filter(|&(c, (_, &size))| c != own && size > 0);
        let b = means.map(|(_, (sum, &size))| sum / f64::from(size)).fold(f64::INFINITY, f64::min);
        if b.is_finite() && a.max(b) > 0.0 { (b - a) / a.max(b) } else { 0.0 }
    };
    let widths: Vec<f64> = judged.par_iter().map_init(|| vec![0.0; rows.n_items()], width).collect();
    widths.iter().sum::<f64>() / judged.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{Interactions, ItemIdx, UserIdx};

    /// Users who each rated one or two of three movies, all with the same stars.
    fn few_users() -> Interactions {
        let rated = [(0, 0), (1, 0), (1, 1), (2, 1), (3, 2)];
        let triples = rated.map(|(user, item)| (UserIdx::new(user), ItemIdx::new(item), 4.0));
        Interactions::from_triples(4, 3, triples).expect("valid")
    }

    #[test]
    fn it_is_the_mean_over_users_worked_out_by_hand() {
        let train = few_users();
        let rows = SparseRows::directions(&train, |_| (1.0, 0.0));
        let groups = [(0, 0), (1, 0), (2, 1), (3, 1)];
        // Directions: (1,0,0), (1,1,0)/sqrt 2, (0,1,0), (0,0,1). Neighbours are at `near`, all others at sqrt 2.
        let far = 2.0f64.sqrt();
        let near = (2.0 - far).sqrt();
        let first = (far - near) / far;
        let second = ((near + far) / 2.0 - near) / ((near + far) / 2.0);
        let third = ((near + far) / 2.0 - far) / far;
        let fourth = 0.0;
        let expected = (first + second + third + fourth) / 4.0;
        let found = silhouette(&rows, &groups, 2, &[0, 1, 2, 3]);
        assert!((found - expected).abs() < 1e-6, "{found} {expected}");
    }

    #[test]
    fn a_group_of_one_counts_as_nothing() {
        let train = few_users();
        let rows = SparseRows::directions(&train, |_| (1.0, 0.0));
        let alone = [(0, 0), (1, 1), (2, 2), (3, 3)];
        assert_eq!(silhouette(&rows, &alone, 4, &[0, 1, 2, 3]), 0.0);
        assert_eq!(silhouette(&rows, &[(0, 0), (1, 0), (2, 0), (3, 0)], 1, &[0, 1, 2, 3]), 0.0);
    }
}
