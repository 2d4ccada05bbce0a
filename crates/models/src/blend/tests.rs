//! `blend` against its parts.

use super::*;
use crate::{Model as _, Scorer};
use cinephile_data::{History, ItemIdx, OwnedHistory, UserIdx};

fn scores(scorer: &dyn Scorer, history: History<'_>) -> Vec<f32> {
    let mut scores = vec![0.0; scorer.n_items()];
    scorer.score(history, &mut scores);
    scores
}

fn ranking(scores: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    order
}

#[test]
fn at_either_end_only_one_part_speaks() {
    let train = Interactions::checkerboard(40);
    let history = train.history(UserIdx::new(7));
    let fit = |share| {
        BlendParams { ials_share: Some(share), ..BlendParams::default() }.fit(&train).expect("fitted")
    };
    let ease = EaseParams::default().fit(&train).expect("fitted");
    let ials = BlendParams::default().ials.fit(&train).expect("fitted");
    assert_eq!(ranking(&scores(&fit(0.0), history)), ranking(&scores(&ease, history)));
    assert_eq!(ranking(&scores(&fit(1.0), history)), ranking(&scores(&ials, history)));
}

#[test]
fn the_parts_of_a_score_sum_to_it() {
    let train = Interactions::checkerboard(40);
    let model = BlendParams::default().fit(&train).expect("fitted");
    let some = [(1, 5.0), (4, 0.5), (9, 3.5), (30, 4.0)].map(|(item, stars)| (ItemIdx::new(item), stars));
    let some = OwnedHistory::from_pairs(some.to_vec());
    for history in [History::empty(), some.as_history(), train.history(UserIdx::new(11))] {
        let items: Vec<ItemIdx> = (0..40).map(ItemIdx::new).collect();
        let explained = model.contributions(history, &items).expect("sums");
        for (score, parts) in scores(&model, history).iter().zip(&explained) {
            let size =
                parts.everybody.abs() + parts.by_rating.iter().map(|(_, part)| part.abs()).sum::<f32>();
            assert!((score - parts.total()).abs() <= 1e-4 * size.max(1e-3), "{score} {parts:?}");
        }
    }
}

#[test]
fn the_parts_can_be_used_beside_it() {
    let train = Interactions::checkerboard(40);
    let model = BlendParams::default().fit(&train).expect("fitted");
    let ease = EaseParams::default().fit(&train).expect("fitted");
    let history = train.history(UserIdx::new(11));
    let parts = model.shared_parts();
    assert_eq!(parts.iter().map(|part| part.algorithm()).collect::<Vec<_>>(), Algorithm::Blend.made_of());
    assert_eq!(scores(&*parts[0], history), scores(&ease, history));
}

#[test]
fn too_few_users_to_learn_from_leave_both_parts_equal() {
    let model = BlendParams::default().fit(&Interactions::checkerboard(30)).expect("fitted");
    assert_eq!(model.ials_share().to_bits(), 0.5f32.to_bits());
}

#[test]
fn parameters_of_a_part_are_refused_by_its_name() {
    let mut params = BlendParams::default();
    params.ials.reg = -1.0;
    let message = params.check().expect_err("refused").to_string();
    assert!(message.starts_with("ials: parameter `reg` is -1"), "{message}");
    params = BlendParams { ials_share: Some(f32::NAN), ..BlendParams::default() };
    assert_eq!(
        params.check().expect_err("refused").to_string(),
        "blend: parameter `ials_share` is NaN, and must be in 0..=1"
    );
}
