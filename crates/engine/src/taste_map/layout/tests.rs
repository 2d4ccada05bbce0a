use super::*;

/// `n_groups` directions in 8 factors, `size` items near each: who belongs together is known.
fn groups(n_groups: usize, size: usize) -> Vec<f32> {
    let noise = |i: usize| (((i * 2_654_435_761) % 1_000) as f32 / 1_000.0 - 0.5) * 0.5;
    let row =
        |item: usize| (0..8).map(move |f| f32::from(u8::from(f == item % n_groups)) + noise(item * 8 + f));
    (0..n_groups * size).flat_map(row).collect()
}

fn same_group_nearest(positions: &[[f32; 2]], n_groups: usize) -> usize {
    let distance = |a: [f32; 2], b: [f32; 2]| (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2);
    let nearest = |item: usize| {
        let others = (0..positions.len()).filter(|&other| other != item);
        others.min_by(|&a, &b| {
            distance(positions[item], positions[a]).total_cmp(&distance(positions[item], positions[b]))
        })
    };
    let same = |item: &usize| nearest(*item).is_some_and(|other| other % n_groups == item % n_groups);
    (0..positions.len()).filter(same).count()
}

#[test]
fn groups_that_overlap_in_the_plane_are_separated() {
    let vectors = groups(8, 30);
    let plane = LayoutParams { n_epochs: 0, ..LayoutParams::default() };
    let plane = plane.layout(&vectors, 8).expect("laid out");
    let spread = LayoutParams::default().layout(&vectors, 8).expect("laid out");
    let (of_plane, of_spread) = (same_group_nearest(&plane, 8), same_group_nearest(&spread, 8));
    assert!(
        of_spread >= 238 && of_plane < of_spread,
        "{of_spread} of 240 beside their own, in the plane {of_plane}"
    );
    let trust = |positions: &[[f32; 2]]| trustworthiness(&vectors, 8, positions, 10).expect("judged");
    assert!(trust(&spread) > trust(&plane) + 0.03, "{} against {}", trust(&spread), trust(&plane));
    assert!(spread.iter().flatten().all(|v| (-1.0..=1.0).contains(v)), "within the square");
}

#[test]
fn the_same_vectors_give_the_same_picture_at_any_thread_count() {
    let vectors = groups(5, 30);
    let at = |n_threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().expect("threads");
        pool.install(|| LayoutParams::default().layout(&vectors, 8).expect("laid out"))
    };
    assert_eq!(at(1), at(3));
    let other = LayoutParams { seed: 2, ..LayoutParams::default() }.layout(&vectors, 8).expect("laid out");
    assert_ne!(other, at(1));
}

#[test]
fn trust_is_full_for_a_true_picture_and_a_half_for_a_random_one() {
    let angle = |i: usize| (i as f32 + 1.0) / 200.0;
    let vectors: Vec<f32> = (0..200).flat_map(|i| [angle(i).cos(), angle(i).sin()]).collect();
    let truth: Vec<[f32; 2]> = (0..200).map(|i| [angle(i), 0.0]).collect();
    let random: Vec<[f32; 2]> =
        (0..200).map(|i| [((i * 7_919) % 200) as f32, ((i * 104_729) % 199) as f32]).collect();
    let trust = |positions: &[[f32; 2]]| trustworthiness(&vectors, 2, positions, 5).expect("judged");
    assert!(trust(&truth) > 0.995, "{}", trust(&truth));
    assert!((0.35..0.65).contains(&trust(&random)), "{}", trust(&random));
}

#[test]
fn few_or_equal_or_empty_vectors_lie_somewhere_finite() {
    let params = LayoutParams::default();
    assert_eq!(params.layout(&[], 3), Ok(Vec::new()));
    for vectors in
        [vec![1.0, 2.0, 3.0], vec![0.0; 30], vec![1.0; 30], vec![f32::MAX; 30], [1e-30; 30].to_vec()]
    {
        let positions = params.layout(&vectors, 3).expect("laid out");
        assert_eq!(positions.len(), vectors.len() / 3);
        assert!(positions.iter().flatten().all(|v| (-1.0..=1.0).contains(v)), "{positions:?}");
    }
}

#[test]
fn vectors_and_parameters_that_cannot_be_laid_out_are_rejected_with_what_is_allowed() {
    let params = LayoutParams::default();
    let message =
        |vectors: &[f32], n_factors| params.layout(vectors, n_factors).expect_err("rejected").to_string();
    assert_eq!(message(&[1.0; 7], 3), "7 values do not form rows of 3 factors");
    assert_eq!(message(&[1.0; 7], 0), "7 values do not form rows of 0 factors");
    assert_eq!(message(&[1.0, 0.0, 1.0, f32::NAN], 2), "the vector of item 1 is not finite");
    assert_eq!(message(&[1.0; 5_001], 1), "a layout takes at most 5000 items, got 5001");
    let wrong =
        LayoutParams { n_neighbours: 1, ..params.clone() }.layout(&[1.0; 4], 2).expect_err("rejected");
    assert_eq!(wrong.to_string(), "n_neighbours is 1; it must be in 2..=100");
    assert!(trustworthiness(&[1.0; 4], 2, &[[0.0; 2]], 1).is_err(), "a position each");
}
