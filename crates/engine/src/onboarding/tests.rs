//! What a deck promises, on the built-in sample.

use super::*;
use cinephile_data::{Dataset, Interactions, OwnedHistory, UserIdx, sample};
use std::collections::HashSet;

struct Desk {
    data: Dataset,
    onboarding: Onboarding,
}

impl Desk {
    fn sample() -> Self {
        let data = sample::dataset();
        Self { onboarding: Onboarding::build(&data.interactions), data }
    }
}

fn rated(items: &[ItemIdx], stars: f32) -> OwnedHistory {
    OwnedHistory::from_pairs(items.iter().map(|&item| (item, stars)).collect())
}

#[test]
fn a_deck_is_well_known_different_and_the_same_each_time() {
    let desk = Desk::sample();
    let deck = desk.onboarding.next(History::empty(), &[], 20, 0);
    assert_eq!((deck.len(), deck.iter().collect::<HashSet<_>>().len()), (20, 20));
    let known: HashSet<_> = desk.onboarding.well_known(N_CANDIDATES).iter().collect();
    assert!(deck.iter().all(|item| known.contains(item)));
    assert_eq!(deck, desk.onboarding.next(History::empty(), &[], 20, 0));
    assert_eq!(
        deck[..5],
        desk.onboarding.next(History::empty(), &[], 5, 0),
        "a shorter deck is its beginning"
    );
}

#[test]
fn each_seed_has_its_own_deck_of_equally_known_movies() {
    let desk = Desk::sample();
    let decks: Vec<_> = (0..5).map(|seed| desk.onboarding.next(History::empty(), &[], 10, seed)).collect();
    for (k, deck) in decks.iter().enumerate() {
        assert!(decks[..k].iter().all(|other| other != deck), "seed {k} repeats a deck");
    }
    assert_eq!(decks[3], desk.onboarding.next(History::empty(), &[], 10, 3));
}

#[test]
fn nothing_rated_or_skipped_is_asked_again_until_nothing_is_left() {
    let desk = Desk::sample();
    let (mut ratings, mut skipped) = (vec![], vec![]);
    let n_rated = desk.onboarding.well_known(usize::MAX).len();
    let mut asked = HashSet::new();
    while asked.len() < n_rated {
        let history = OwnedHistory::from_pairs(ratings.clone());
        let deck = desk.onboarding.next(history.as_history(), &skipped, 50, 7);
        assert!(!deck.is_empty(), "{} of {n_rated} are asked", asked.len());
        for (k, item) in deck.into_iter().enumerate() {
            assert!(asked.insert(item), "{} comes again", item.get());
            if k % 2 == 0 { ratings.push((item, 4.0)) } else { skipped.push(item) }
        }
    }
    let history = OwnedHistory::from_pairs(ratings);
    assert!(desk.onboarding.next(history.as_history(), &skipped, 50, 7).is_empty());
}

#[test]
fn answers_lead_to_what_people_with_these_answers_have_seen() {
    // Two audiences of 100 who share no movie: items 0 to 29 and 30 to 59; opinions are split everywhere.
    let triples = (0..200).flat_map(|user| {
        let first = 30 * (user % 2);
        (first..first + 30).filter(move |item| (user / 2 + item) % 3 != 0).map(move |item| {
            let stars = [1.0, 3.0, 4.0, 5.0][(user / 2 + item) % 4];
            (UserIdx::new(user), ItemIdx::new(item), stars)
        })
    });
    let onboarding = Onboarding::build(&Interactions::from_triples(200, 60, triples).expect("valid"));
    let asks_first_audience = |rated: History<'_>, skipped: &[ItemIdx]| {
        onboarding.next(rated, skipped, 1, 0).iter().all(|item| item.get() < 30)
    };
    let (first, second) = ([3, 4, 5].map(ItemIdx::new), [33, 34, 35].map(ItemIdx::new));
    for (items, is_first) in [(first, true), (second, false)] {
        assert_eq!(
            asks_first_audience(rated(&items, 4.0).as_history(), &[]),
            is_first,
            "what goes with answers"
        );
        assert_eq!(asks_first_audience(History::empty(), &items), !is_first, "not what goes with the unseen");
    }
}

#[test]
fn most_of_what_is_asked_after_some_answers_has_been_seen() {
    let desk = Desk::sample();
    let (mut n_seen, mut n_asked) = (0, 0);
    for history in desk.data.interactions.histories().step_by(10).filter(|history| history.len() >= 60) {
        // Every sixth rating is the visitor's answers so far; what else is rated has been seen.
        let answers = OwnedHistory::from_pairs(history.iter().step_by(6).collect());
        let skipped: Vec<ItemIdx> = desk
            .onboarding
            .well_known(60)
            .iter()
            .copied()
            .filter(|&item| history.stars_of(item).is_none())
            .take(10)
            .collect();
        let deck = desk.onboarding.next(answers.as_history(), &skipped, 20, 0);
        n_seen += deck.iter().filter(|&&item| history.stars_of(item).is_some()).count();
        n_asked += deck.len();
    }
    assert!(n_seen * 2 > n_asked, "of {n_asked} asked, {n_seen} are seen");
}

#[test]
fn a_deck_is_not_all_of_one_kind() {
    let desk = Desk::sample();
    let deck = desk.onboarding.next(History::empty(), &[], 10, 0);
    let genres: HashSet<&String> =
        deck.iter().flat_map(|&item| &desk.data.catalogue.movie(item).genres).collect();
    assert!(genres.len() >= 8, "{genres:?}");
}

#[test]
fn of_two_that_are_equally_known_the_disputed_one_is_asked_first() {
    // Items 0 and 1 are seen by all; 0 gets 3 stars from everybody, 1 gets 1 or 5; item 2 is disputed by two.
    let triples = (0..40).flat_map(|user| {
        let stars = |item, stars| (UserIdx::new(user), ItemIdx::new(item), stars);
        let split = if user % 2 == 0 { 1.0 } else { 5.0 };
        let mut row = vec![stars(0, 3.0), stars(1, split)];
        if user < 2 {
            row.push(stars(2, split));
        }
        row
    });
    let data = Interactions::from_triples(40, 4, triples).expect("valid");
    let onboarding = Onboarding::build(&data);
    let item = ItemIdx::new;
    assert_eq!(
        onboarding.next(History::empty(), &[], 9, 0),
        [item(1), item(2), item(0)],
        "item 3 nobody knows"
    );
    assert_eq!(onboarding.well_known(2), [item(0), item(1)]);
}

#[test]
fn items_outside_the_data_and_empty_data_do_no_harm() {
    let desk = Desk::sample();
    let strange = rated(&[ItemIdx::new(4_000_000)], 5.0);
    let deck = desk.onboarding.next(strange.as_history(), &[ItemIdx::new(5_000_000)], 5, 0);
    assert_eq!(deck, desk.onboarding.next(History::empty(), &[], 5, 0));
    assert!(desk.onboarding.next(History::empty(), &[], 0, 0).is_empty());
    let nothing = Interactions::from_triples(0, 0, []).expect("valid");
    assert!(Onboarding::build(&nothing).next(History::empty(), &[], 5, 1).is_empty());
}

#[test]
#[ignore = "a timing, for the module head"]
fn a_deck_is_timed() {
    let desk = Desk::sample();
    let start = std::time::Instant::now();
    let onboarding = Onboarding::build(&desk.data.interactions);
    println!("build: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let history = rated(&onboarding.well_known(60)[..20], 4.0);
    let skipped = &onboarding.well_known(60)[20..40];
    let mut times: Vec<f64> = (0..101)
        .map(|_| {
            let start = std::time::Instant::now();
            assert_eq!(onboarding.next(history.as_history(), skipped, 20, 1).len(), 20);
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("20 ratings, 20 skips: {:.0} us at best, {:.0} us median", times[0], times[50]);
    for (name, history) in [("new", History::empty()), ("20 rated", history.as_history())] {
        let deck = onboarding.next(history, &[], 12, 0);
        let titles: Vec<_> =
            deck.iter().map(|&item| desk.data.catalogue.movie(item).title.as_str()).collect();
        println!("{name}: {titles:?}");
    }
}
