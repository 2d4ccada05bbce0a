use super::*;
use proptest::prelude::*;

/// Six items: 0 to 2 are westerns, 3 and 4 comedies, 5 is both; the smaller the index, the better known.
fn traits() -> ItemTraits {
    let pair = |(name, item): (&str, usize)| (name.to_owned(), ItemIdx::new(item));
    let pairs = [("western", 0), ("western", 1), ("western", 2), ("comedy", 3), ("comedy", 4)];
    let both = [("western", 5), ("comedy", 5)];
    let features = ItemFeatures::from_pairs(pairs.into_iter().chain(both).map(pair));
    ItemTraits::build(Popularity::of(vec![600, 500, 400, 300, 200, 100]), &features)
}

fn scored(list: &[(usize, f32)]) -> Vec<Recommendation> {
    list.iter().map(|&(item, score)| Recommendation { item: ItemIdx::new(item), score }).collect()
}

fn chosen(popularity: f64, diversity: f64, k: usize) -> Vec<usize> {
    let traits = traits();
    let steering = Steering::check(popularity, diversity).expect("in range").expect("not neutral");
    // The items in order, each a tenth worse than the one before.
    let candidates: Vec<_> = (0u8..6).map(|item| (item.into(), 7.0 - f32::from(item) / 10.0)).collect();
    let pool = Pool { steering, traits: &traits, candidates: scored(&candidates) };
    pool.choose(k).into_iter().map(|found| found.item.get()).collect()
}

#[test]
fn neutral_weights_do_not_steer_and_weights_out_of_range_are_rejected() {
    assert!(Steering::check(0.0, 0.0).expect("in range").is_none());
    for (popularity, diversity, message) in [
        (1.5, 0.0, "popularity is 1.5; it must be from -1 to 1"),
        (f64::NAN, 0.0, "popularity is NaN; it must be from -1 to 1"),
        (0.0, -0.1, "diversity is -0.1; it must be from 0 to 1"),
        (0.0, f64::INFINITY, "diversity is inf; it must be from 0 to 1"),
    ] {
        let rejected = Steering::check(popularity, diversity).expect_err("out of range");
        assert_eq!(rejected.to_string(), message);
    }
}

#[test]
fn hidden_gems_come_first_at_one_end_and_the_best_known_at_the_other() {
    assert_eq!(chosen(-1.0, 0.0, 6), [5, 4, 3, 2, 1, 0]);
    assert_eq!(chosen(1.0, 0.0, 6), [0, 1, 2, 3, 4, 5]);
    assert_eq!(chosen(-0.25, 0.0, 3), [0, 1, 2], "a slight weight does not turn clear scores around");
}

#[test]
fn maximal_marginal_relevance_is_as_worked_by_hand() {
    // At 0.5: 0 first. Then relevance/2 - likeness/2: 1 has 0.4 - 0.5, 3 has 0.2 - 0, 5 has 0 - 0.25: 3.
    // Then 1 has 0.4 - 0.5, 2 has 0.3 - 0.5, 4 has 0.1 - 0.5, 5 has 0 - 0.25: 1.
    assert_eq!(chosen(0.0, 0.5, 3), [0, 3, 1]);
    // At 1 only variety counts: all are worth 0, the best score wins the tie; 3 shares nothing with 0; 5 half with both.
    assert_eq!(chosen(0.0, 1.0, 3), [0, 3, 5]);
}

#[test]
fn equal_scores_and_huge_ones_stay_numbers() {
    assert_eq!(scaled(&scored(&[(1, 2.0), (2, 2.0)])), [1.0, 1.0]);
    assert_eq!(scaled(&scored(&[(0, f32::MAX), (1, f32::MIN)])), [1.0, 0.0]);
    assert!(scaled(&[]).is_empty());
}

proptest! {
    #[test]
    fn a_shorter_list_is_the_head_of_a_longer_one_and_no_item_comes_twice(
        popularity in -1.0..=1.0f64, diversity in 0.0..=1.0f64, k in 0..8usize,
    ) {
        prop_assume!(popularity != 0.0 || diversity != 0.0);
        let all = chosen(popularity, diversity, 6);
        prop_assert_eq!(&chosen(popularity, diversity, k)[..], &all[..k.min(6)]);
        let mut sorted = all;
        sorted.sort_unstable();
        prop_assert_eq!(sorted, [0, 1, 2, 3, 4, 5]);
    }
}
