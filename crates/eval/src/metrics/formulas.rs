//! How good one list is for one user, from 0 to 1.
//!
//! Every function takes *hits*: for each rank of the list, best first, whether its item is relevant. Ranks beyond the
//! end of a short list count as misses.

/// Capped Recall@k: the hits among the first `k` divided by `min(k, n_relevant)`.
///
/// With the cap a perfect list scores 1 even if more than `k` items are relevant (Liang et al. 2018, section 4.2).
/// 0 if nothing is relevant.
///
/// # Panics
/// If `k` is 0.
#[must_use]
pub fn recall_at(hits: &[bool], n_relevant: usize, k: usize) -> f64 {
    assert!(k > 0, "a list has at least one rank");
    ratio(count(hits, k), k.min(n_relevant))
}

/// NDCG@k with binary relevance.
///
/// `DCG = sum over hits of 1 / log2(rank + 1)`, ranks counted from 1, divided by the DCG of a list that starts with all
/// `n_relevant` items (at most `k` of them). 0 if nothing is relevant.
///
/// # Panics
/// If `k` is 0.
#[must_use]
pub fn ndcg_at(hits: &[bool], n_relevant: usize, k: usize) -> f64 {
    assert!(k > 0, "a list has at least one rank");
    let ideal: f64 = (0..k.min(n_relevant)).map(discount).sum();
    if ideal == 0.0 {
        return 0.0;
    }
    let gained = hits.iter().take(k).enumerate().filter(|&(_, &hit)| hit).map(|(at, _)| discount(at));
    // An empty sum would be -0.0. Rounding must not lift a perfect list above 1.
    (gained.fold(0.0, |sum, gain| sum + gain) / ideal).min(1.0)
}

/// 1 if at least one of the first `k` items is relevant, else 0.
#[must_use]
pub fn hit_rate_at(hits: &[bool], k: usize) -> f64 {
    f64::from(u8::from(count(hits, k) > 0))
}

/// The share of hits among the first `k` ranks that the list fills; 0 for an empty list.
#[must_use]
pub fn share_at(hits: &[bool], k: usize) -> f64 {
    ratio(count(hits, k), hits.len().min(k))
}

/// `1 / log2(rank + 1)` for the rank at position `at`, counted from 0.
#[expect(clippy::cast_precision_loss, reason = "positions in a list")]
fn discount(at: usize) -> f64 {
    1.0 / (at as f64 + 2.0).log2()
}

fn count(hits: &[bool], k: usize) -> usize {
    hits.iter().take(k).filter(|&&hit| hit).count()
}

#[expect(clippy::cast_precision_loss, reason = "positions in a list")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const Y: bool = true;
    const N: bool = false;

    #[test]
    fn recall_is_capped_by_the_length_of_the_list() {
        assert_eq!(recall_at(&[Y, N, Y, N], 4, 4), 0.5);
        assert_eq!(recall_at(&[Y, Y], 10, 2), 1.0);
        assert_eq!(recall_at(&[N, N, Y], 1, 2), 0.0);
        assert_eq!(recall_at(&[], 3, 20), 0.0);
        assert_eq!(recall_at(&[N], 0, 20), 0.0);
    }

    #[test]
    fn ndcg_agrees_with_a_case_worked_by_hand() {
        // Hits at ranks 1 and 3 of two relevant items: (1 + 1/2) / (1 + 1/log2 3) = 1.5 / 1.63093.
        let by_hand = 1.5 / (1.0 + 1.0 / 3f64.log2());
        assert!((ndcg_at(&[Y, N, Y], 2, 100) - by_hand).abs() < 1e-15);
        assert!((by_hand - 0.919_720_789).abs() < 1e-9);
        // The third rank does not count at k = 2, and the ideal has two items of three.
        assert!((ndcg_at(&[Y, N, Y], 3, 2) - 1.0 / (1.0 + 1.0 / 3f64.log2())).abs() < 1e-15);
        assert_eq!(ndcg_at(&[], 3, 100), 0.0);
        assert!(ndcg_at(&[N], 3, 100).is_sign_positive());
        assert_eq!(ndcg_at(&[N], 0, 100), 0.0);
    }

    #[test]
    fn hit_rate_and_share_count_only_the_first_k() {
        assert_eq!((hit_rate_at(&[N, Y], 2), hit_rate_at(&[N, Y], 1)), (1.0, 0.0));
        assert_eq!(
            (share_at(&[N, Y, Y, N], 3), share_at(&[N, Y], 20), share_at(&[], 20)),
            (2.0 / 3.0, 0.5, 0.0)
        );
    }

    fn all(hits: &[bool], n_relevant: usize, k: usize) -> [f64; 4] {
        [
            recall_at(hits, n_relevant, k),
            ndcg_at(hits, n_relevant, k),
            hit_rate_at(hits, k),
            share_at(hits, k),
        ]
    }

    proptest! {
        #[test]
        fn metrics_stay_in_range_and_one_more_hit_never_lowers_them(
            hits in prop::collection::vec(any::<bool>(), 1..40), extra in 1..10usize, k in 1..50usize, at in 0..40usize,
        ) {
            let n_relevant = count(&hits, hits.len()) + extra;
            let before = all(&hits, n_relevant, k);
            prop_assert!(before.iter().all(|value| (0.0..=1.0).contains(value)));
            let mut better = hits.clone();
            let at = at % better.len();
            better[at] = true;
            let after = all(&better, n_relevant, k);
            prop_assert!(before.iter().zip(after).all(|(before, after)| after >= *before));
        }

        #[test]
        fn a_perfect_list_scores_one_and_an_earlier_hit_is_worth_more(n_relevant in 1..60usize, k in 1..50usize) {
            let perfect = vec![true; n_relevant];
            prop_assert_eq!(recall_at(&perfect, n_relevant, k), 1.0);
            prop_assert_eq!(ndcg_at(&perfect, n_relevant, k), 1.0);
            if k > 1 {
                prop_assert!(ndcg_at(&[true, false], n_relevant, k) > ndcg_at(&[false, true], n_relevant, k));
            }
        }
    }
}
