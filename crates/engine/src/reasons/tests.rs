//! Reasons of sums that are worked by hand, and of random ones.

use super::*;
use crate::Evidence;
use cinephile_data::OwnedHistory;
use proptest::prelude::*;

/// Items that everybody gets a score of 10, 8, 0 and 0 for; the visitor's ratings of items 4, 5 ... add `parts` to them.
struct Sums {
    everybody: [f32; 4],
    parts: Vec<[f32; 4]>,
}

const COMMON: [f32; 4] = [10.0, 8.0, 0.0, 0.0];
const FIRST_RATED: usize = 4;

impl Visit for Sums {
    fn score(&self, _: &mut [f32]) {}

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        items.iter().map(|_| Reason::Popular { n_ratings: 7, mean_stars: 4.0 }).collect()
    }

    fn contributions(&self, items: &[ItemIdx]) -> Option<Vec<Contributions>> {
        let of = |item: &ItemIdx| Contributions {
            everybody: self.everybody[item.get()],
            by_rating: (FIRST_RATED..)
                .map(ItemIdx::new)
                .zip(self.parts.iter().map(|parts| parts[item.get()]))
                .collect(),
        };
        Some(items.iter().map(of).collect())
    }
}

/// The reasons of the four items for a visitor who gave these `stars`.
fn reasons_of(sums: &Sums, stars: &[f32]) -> Vec<PickReason> {
    let rated = (FIRST_RATED..).map(ItemIdx::new).zip(stars.iter().copied()).collect();
    let history = OwnedHistory::from_pairs(rated);
    let everybody = EverybodysList { scores: COMMON.to_vec(), favourites: [0, 1].map(ItemIdx::new).to_vec() };
    let items = [0, 1, 2, 3].map(ItemIdx::new);
    reasons(&Query::new(history.as_history(), 4), sums, &everybody, &items).expect("sums")
}

/// `others`, or `fans` and `own` with the positions of the ratings that they name.
fn kinds(reasons: &[PickReason]) -> Vec<(&'static str, Vec<usize>)> {
    let at = |cited: &Cited| cited.item.get() - FIRST_RATED;
    let kind = |reason: &PickReason| match reason {
        PickReason::Others(_) => ("others", Vec::new()),
        PickReason::Fans { of, .. } => ("fans", vec![at(of)]),
        PickReason::Own { cited, .. } => ("own", cited.iter().map(at).collect()),
    };
    reasons.iter().map(kind).collect()
}

#[test]
fn a_rating_that_says_what_everybody_says_is_no_reason_however_much_it_adds() {
    let sums = Sums { everybody: [1.0, 0.8, 0.0, 0.0], parts: vec![[5.0, 4.0, 0.0, 3.0]] };
    let reasons = kinds(&reasons_of(&sums, &[5.0]));
    assert_eq!(reasons, [("others", vec![]), ("others", vec![]), ("others", vec![]), ("own", vec![0])]);
}

#[test]
fn between_a_tenth_and_half_it_is_popular_with_fans_of_what_the_visitor_likes() {
    // The slope of the only rating is 0.32 / 1.64, so that it says 0.2 of its own about the second item.
    let sums = Sums { everybody: [10.0, 7.0, 0.0, 0.5], parts: vec![[0.0, 4.0, 0.0, 0.4]] };
    let of = |stars| kinds(&reasons_of(&sums, &[stars]));
    assert_eq!(of(4.0)[1], ("fans", vec![0]));
    assert_eq!(of(4.0)[0], ("others", vec![]));
    assert_eq!(of(4.0)[3], ("fans", vec![0]), "0.4 of 0.9");
    assert_eq!(of(3.5)[1], ("others", vec![]), "people who like what the visitor does not are no reason");
}

#[test]
fn what_is_particular_to_a_movie_is_named_first_and_small_parts_are_not() {
    let parts = vec![[0.0, 0.0, 5.0, 5.0], [0.0, 0.0, 4.0, 0.5], [0.0, 0.0, 1.0, 3.0], [0.0, 0.0, 0.1, -1.0]];
    let reasons = reasons_of(&Sums { everybody: [0.0; 4], parts }, &[5.0, 4.0, 1.5, 3.0]);
    assert_eq!(kinds(&reasons)[2..], [("own", vec![1]), ("own", vec![2])]);
    let PickReason::Own { cited, opinion } = &reasons[3] else { panic!("{reasons:?}") };
    assert_eq!(cited[0], Cited { item: ItemIdx::new(6), evidence: Evidence::Stars(1.5) });
    assert_eq!(*opinion, Opinion { n_ratings: 7, mean_stars: 4.0 });
}

#[test]
fn without_ratings_everybody_is_the_reason() {
    let reasons = reasons_of(&Sums { everybody: COMMON, parts: Vec::new() }, &[]);
    assert!(kinds(&reasons).iter().all(|(kind, _)| *kind == "others"), "{reasons:?}");
}

proptest! {
    #[test]
    fn a_reason_names_one_to_three_ratings_that_add_something_and_no_two_under_every_movie(
        parts in prop::collection::vec(prop::array::uniform4(-3..9i8), 1..7),
        everybody in prop::array::uniform4(-3..9i8),
    ) {
        let parts: Vec<[f32; 4]> = parts.iter().map(|parts| parts.map(f32::from)).collect();
        let sums = Sums { everybody: everybody.map(f32::from), parts };
        let reasons = kinds(&reasons_of(&sums, &vec![5.0; sums.parts.len()]));
        for (item, (kind, named)) in reasons.iter().enumerate() {
            prop_assert!(named.iter().all(|&at| sums.parts[at][item] > 0.0));
            prop_assert!(*kind == "others" || (1..=N_NAMED).contains(&named.len()));
        }
        let own: Vec<_> = reasons.iter().filter(|(kind, _)| *kind == "own").map(|(_, named)| named).collect();
        for a in 0..sums.parts.len() {
            for b in 0..a {
                let both = own.iter().all(|named| named.contains(&a) && named.contains(&b));
                prop_assert!(own.len() < 2 || !both, "{:?}", reasons);
            }
        }
    }
}
