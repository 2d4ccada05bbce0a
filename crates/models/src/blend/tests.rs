//! `blend` against its parts.

use super::*;
use crate::{Algorithm, EaseParams, Fit as _, Model, Scorer, StarsParams, StarsPredictor};
use cinephile_data::{History, Interactions, ItemIdx, OwnedHistory, UserIdx};

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
fn at_either_end_only_one_part_counts() {
    let train = Interactions::checkerboard(40);
    let history = train.history(UserIdx::new(7));
    let fit = |share| {
        BlendParams { ials_share: Some(share), caution: 0.0, ..BlendParams::default() }
            .fit(&train)
            .expect("fitted")
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
    let stars = StarsParams::default().fit(&train).expect("fitted");
    let parts = Model::shared_parts(&model);
    assert_eq!(parts.iter().map(|part| part.algorithm()).collect::<Vec<_>>(), Algorithm::Blend.made_of());
    assert_eq!(scores(&*parts[0], history), scores(&ease, history));
    assert_eq!(scores(&*parts[1], history), scores(&stars, history));
}

#[test]
fn too_few_users_to_learn_from_leave_both_parts_equal() {
    let model = BlendParams::default().fit(&Interactions::checkerboard(30)).expect("fitted");
    assert_eq!(model.ials_share().to_bits(), 0.5f32.to_bits());
}

/// Two circles of users, one of twice as many, each of whom loves ten of the circle's twelve items.
fn two_circles(n_users: usize) -> Interactions {
    let rated = |user: usize| {
        let circle = 12 * (user % 3 / 2);
        (0..12).filter(move |item| !(item + user / 3).is_multiple_of(6)).map(move |item| circle + item)
    };
    let user = |user| rated(user).map(move |item| (UserIdx::new(user), ItemIdx::new(item), 5.0));
    Interactions::from_triples(n_users, 24, (0..n_users).flat_map(user)).expect("valid")
}

#[test]
fn once_the_share_is_learned_the_parts_are_fitted_on_all_users() {
    let train = two_circles(2100);
    let mut params = BlendParams { caution: 0.0, ..BlendParams::default() };
    (params.ials.n_factors, params.ials.n_epochs) = (4, 4);
    let learned = params.fit(&train).expect("fitted");
    let share = learned.ials_share();
    assert!((0.1..=0.9).contains(&share), "both parts find the circles, and {share} goes to one of them");
    let given = BlendParams { ials_share: Some(share), ..params }.fit(&train).expect("fitted");
    let history = train.history(UserIdx::new(5));
    assert_eq!(scores(&learned, history), scores(&given, history));
}

#[test]
fn movies_that_a_newcomer_would_not_like_are_lowered_less_with_every_rating() {
    // Everybody watches items 0 to 3; item 3 gets two stars, the others five.
    let stars = |item| if item == 3 { 2.0 } else { 5.0 };
    let ratings = (0..60usize).flat_map(|user| {
        [0, 1, 2, 3, 4 + user % 6].map(|item| (UserIdx::new(user), ItemIdx::new(item), stars(item)))
    });
    let train = Interactions::from_triples(60, 12, ratings).expect("valid");
    let fit = |caution| BlendParams { caution, ..BlendParams::default() }.fit(&train).expect("fitted");
    let (bold, cautious) = (fit(0.0), fit(4.0));
    let lowered = |history: History<'_>| {
        let pairs = scores(&bold, history).into_iter().zip(scores(&cautious, history));
        pairs.map(|(bold, cautious)| bold - cautious).collect::<Vec<_>>()
    };
    let rated =
        |n: usize| OwnedHistory::from_pairs((4..4 + n).map(|item| (ItemIdx::new(item), 5.0)).collect());
    let (few, some) = (lowered(rated(1).as_history()), lowered(rated(8).as_history()));
    assert!(few[0].abs() < 1e-3 && few[3] > 1.0, "only the disliked item is lowered: {few:?}");
    assert!(some[3] > 0.1 && some[3] < few[3], "after eight ratings {}, after one {}", some[3], few[3]);
}

#[test]
fn parameters_of_a_part_are_rejected_under_its_name() {
    let mut params = BlendParams::default();
    params.ials.reg = -1.0;
    let message = params.check().expect_err("rejected").to_string();
    assert!(message.starts_with("ials: parameter `reg` is -1"), "{message}");
    params = BlendParams { ials_share: Some(f32::NAN), ..BlendParams::default() };
    assert_eq!(
        params.check().expect_err("rejected").to_string(),
        "blend: parameter `ials_share` is NaN; it must be in 0..=1"
    );
}

#[test]
fn a_visit_predicts_stars_for_the_part_that_it_has_folded_in_and_for_no_other_model() {
    let train = Interactions::checkerboard(40);
    let model = BlendParams::default().fit(&train).expect("fitted");
    let history = train.history(UserIdx::new(11));
    let items: Vec<ItemIdx> = (0..45).map(ItemIdx::new).collect();
    let visit = model.visit(history);
    let part = model.stars_part().expect("with caution");
    let reused = visit.stars_of(&*part).expect("its own part").predict(&items);
    assert_eq!(reused, part.predict(history, &items));
    let alone = StarsParams::default().fit(&train).expect("fitted");
    assert!(visit.stars_of(&alone).is_none(), "an equal model is another one");
    let bold = BlendParams { caution: 0.0, ..BlendParams::default() }.fit(&train).expect("fitted");
    assert!(bold.visit(history).stars_of(&*part).is_none());
}
