//! What a deck promises, on the built-in sample.

use super::*;
use cinephile_data::{
    Catalogue, Dataset, History, ItemFeatures, Label, Movie, OwnedHistory, UserIdx, sample,
};
use proptest::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

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

/// What is asked next of a visitor with these answers.
fn next(
    onboarding: &Onboarding,
    rated: History<'_>,
    not_seen: &[ItemIdx],
    limit: usize,
    seed: u64,
) -> Vec<ItemIdx> {
    onboarding.next(&VisitorAnswers { rated, not_seen, named: &[] }, limit, seed)
}

fn rated(items: &[ItemIdx], stars: f32) -> OwnedHistory {
    OwnedHistory::from_pairs(items.iter().map(|&item| (item, stars)).collect())
}

#[test]
fn a_deck_is_well_known_different_and_the_same_each_time() {
    let desk = Desk::sample();
    let deck = next(&desk.onboarding, History::empty(), &[], 20, 0);
    assert_eq!((deck.len(), deck.iter().collect::<HashSet<_>>().len()), (20, 20));
    let known: HashSet<_> = desk.onboarding.well_known(300).iter().collect();
    assert!(deck.iter().all(|item| known.contains(item)));
    assert_eq!(deck, next(&desk.onboarding, History::empty(), &[], 20, 0));
    assert_eq!(
        deck[..5],
        next(&desk.onboarding, History::empty(), &[], 5, 0),
        "a shorter deck is its beginning"
    );
}

#[test]
fn each_seed_has_its_own_deck_of_equally_known_movies() {
    let desk = Desk::sample();
    let decks: Vec<_> = (0..5).map(|seed| next(&desk.onboarding, History::empty(), &[], 10, seed)).collect();
    for (k, deck) in decks.iter().enumerate() {
        assert!(decks[..k].iter().all(|other| other != deck), "seed {k} repeats a deck");
    }
    assert_eq!(decks[3], next(&desk.onboarding, History::empty(), &[], 10, 3));
}

#[test]
fn nothing_rated_or_skipped_is_asked_again_until_nothing_is_left() {
    let desk = Desk::sample();
    let (mut ratings, mut skipped) = (vec![], vec![]);
    let n_rated = desk.onboarding.well_known(usize::MAX).len();
    let mut asked = HashSet::new();
    while asked.len() < n_rated {
        let history = OwnedHistory::from_pairs(ratings.clone());
        let deck = next(&desk.onboarding, history.as_history(), &skipped, 50, 7);
        assert!(!deck.is_empty(), "{} of {n_rated} are asked", asked.len());
        for (k, item) in deck.into_iter().enumerate() {
            assert!(asked.insert(item), "{} comes again", item.get());
            if k % 2 == 0 { ratings.push((item, 4.0)) } else { skipped.push(item) }
        }
    }
    let history = OwnedHistory::from_pairs(ratings);
    assert!(next(&desk.onboarding, history.as_history(), &skipped, 50, 7).is_empty());
}

#[test]
fn answers_lead_to_what_people_with_these_answers_have_seen() {
    // Two audiences of 100 who share no movie: items 0 to 29 and 30 to 59; opinions are split everywhere.
    let triples = (0..200).flat_map(|user| {
        let first = 30 * (user % 2);
        (first..first + 30).filter(move |item| (user / 2 + 3) * (item + 5) % 17 % 3 != 0).map(move |item| {
            let stars = [1.0, 3.0, 4.0, 5.0][(user / 2 + item) % 4];
            (UserIdx::new(user), ItemIdx::new(item), stars)
        })
    });
    let onboarding = Onboarding::build(&Interactions::from_triples(200, 60, triples).expect("valid"));
    let asks_first_audience = |rated: History<'_>, skipped: &[ItemIdx]| {
        next(&onboarding, rated, skipped, 1, 0).iter().all(|item| item.get() < 30)
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
fn following_the_answers_finds_more_known_movies_than_a_fixed_deck() {
    const N_CARDS: usize = 40;
    let desk = Desk::sample();
    let fixed = next(&desk.onboarding, History::empty(), &[], N_CARDS, 0);
    let (mut n_known, mut n_known_of_fixed) = (0, 0);
    for history in desk.data.interactions.histories().step_by(15) {
        let (mut ratings, mut not_seen) = (Vec::new(), Vec::new());
        for _ in 0..N_CARDS {
            let rated = OwnedHistory::from_pairs(ratings.clone());
            let item = next(&desk.onboarding, rated.as_history(), &not_seen, 1, 0)[0];
            match history.stars_of(item) {
                Some(stars) => ratings.push((item, stars)),
                None => not_seen.push(item),
            }
        }
        n_known += ratings.len();
        n_known_of_fixed += fixed.iter().filter(|&&item| history.stars_of(item).is_some()).count();
    }
    assert!(
        20 * n_known > 21 * n_known_of_fixed,
        "{n_known} are known, and {n_known_of_fixed} of the fixed deck"
    );
}

#[test]
fn a_film_that_is_listed_twice_is_asked_about_once() {
    // Items 0 and 1 are one film, and 0 is better known; everybody is split on every movie.
    let triples = (0..40).flat_map(|user| {
        let of_user = (0..4).filter(move |&item| item != 1 || user < 30);
        of_user
            .map(move |item| (UserIdx::new(user), ItemIdx::new(item), if user % 2 == 0 { 5.0 } else { 1.0 }))
    });
    let onboarding = Onboarding::build(&Interactions::from_triples(40, 4, triples).expect("valid"));
    let titles = [(1, "Heat (1995)"), (2, "Heat (1995)"), (3, "Alien (1979)"), (4, "Jaws (1975)")];
    let movies = titles.map(|(id, title)| Movie::new(id, title, Vec::new())).to_vec();
    let catalogue = Catalogue::build(movies).expect("distinct ids");
    let rules = ListRules::of(&catalogue, &Popularity::of(vec![40, 30, 40, 40]));
    let asked = |rated: History<'_>, not_seen: &[ItemIdx], limit| {
        let answers = VisitorAnswers { rated, not_seen, named: &[] };
        let mut deck = onboarding.next_films(&answers, &rules, catalogue.labels(), limit, 0);
        deck.sort_unstable();
        deck.into_iter().map(ItemIdx::get).collect::<Vec<_>>()
    };
    assert_eq!(asked(History::empty(), &[], 9), [0, 2, 3]);
    assert_eq!(asked(History::empty(), &[], 2).len(), 2);
    assert_eq!(asked(rated(&[ItemIdx::new(1)], 4.0).as_history(), &[], 9), [2, 3]);
    assert_eq!(asked(History::empty(), &[ItemIdx::new(1)], 1).len(), 1);
}

#[test]
fn a_deck_is_not_all_of_one_kind() {
    let desk = Desk::sample();
    let deck = next(&desk.onboarding, History::empty(), &[], 10, 0);
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
        next(&onboarding, History::empty(), &[], 9, 0),
        [item(1), item(2), item(0)],
        "item 3 nobody knows"
    );
    assert_eq!(onboarding.well_known(2), [item(0), item(1)]);
}

#[test]
fn items_outside_the_data_and_empty_data_do_no_harm() {
    let desk = Desk::sample();
    let strange = rated(&[ItemIdx::new(4_000_000)], 5.0);
    let deck = next(&desk.onboarding, strange.as_history(), &[ItemIdx::new(5_000_000)], 5, 0);
    assert_eq!(deck, next(&desk.onboarding, History::empty(), &[], 5, 0));
    assert!(next(&desk.onboarding, History::empty(), &[], 0, 0).is_empty());
    let nothing = Interactions::from_triples(0, 0, []).expect("valid");
    assert!(next(&Onboarding::build(&nothing), History::empty(), &[], 5, 1).is_empty());
}

#[test]
fn a_named_genre_or_decade_is_what_the_deck_is_about() {
    let desk = Desk::sample();
    let rules = ListRules::of(&desk.data.catalogue, &Popularity::of(desk.data.interactions.item_counts()));
    let about = |named: &[Label<'_>], n: usize| {
        let answers = VisitorAnswers { named, ..VisitorAnswers::none() };
        let deck = desk.onboarding.next_films(&answers, &rules, desk.data.catalogue.labels(), n, 0);
        let movies: Vec<_> = deck.into_iter().map(|item| desk.data.catalogue.movie(item)).collect();
        assert_eq!(movies.len(), n);
        movies
    };
    let is_horror = |movie: &&Movie| movie.genres.iter().any(|genre| genre == "Horror");
    let is_of_1940s = |movie: &&Movie| movie.year.is_some_and(|year| (1940..1950).contains(&year));
    assert!(about(&[Label::Genre("Horror")], 8).iter().all(is_horror));
    let of_1940s = about(&[Label::Decade(1940)], 10);
    assert!(of_1940s.iter().all(is_of_1940s), "{of_1940s:?}");
    // All that are of both come first, however few know them.
    let is_of_1980s = |movie: &Movie| movie.year.is_some_and(|year| (1980..1990).contains(&year));
    let is_of_both = |movie: &&Movie| is_horror(movie) && is_of_1980s(movie);
    let n_of_both = desk.data.catalogue.movies().iter().filter(is_of_both).count();
    let both = about(&[Label::Genre("Horror"), Label::Decade(1980)], n_of_both + 4);
    assert!(n_of_both >= 3 && both[..n_of_both].iter().all(is_of_both), "{both:?}");
    let unknown = desk.onboarding.next(
        &VisitorAnswers { named: &[Label::Genre("Opera")], ..VisitorAnswers::none() },
        9,
        0,
    );
    assert_eq!(unknown, next(&desk.onboarding, History::empty(), &[], 9, 0), "a genre that no movie has");
}

#[test]
fn a_visitor_who_knows_none_of_the_best_known_movies_is_asked_about_every_genre() {
    let desk = Desk::sample();
    let not_seen = desk.onboarding.well_known(40);
    let deck = next(&desk.onboarding, History::empty(), not_seen, 30, 0);
    assert_eq!(deck.len(), 30);
    let labels = desk.data.catalogue.labels();
    let asked: HashSet<u32> = deck.iter().flat_map(|&item| labels.of_item(item)).copied().collect();
    assert!(asked.len() >= 15, "{} of {} genres and decades", asked.len(), labels.len());
}

/// 200 users who have all seen items 0 to 19, in halves; 12 of them have seen items 20 to 39, too, which are westerns.
fn with_westerns() -> Interactions {
    let triples = (0..200).flat_map(|user| {
        let of_all = (0..20).filter(move |item| (user / 2 + item) % 2 == 0);
        let westerns = (20..40).filter(move |_| user % 17 == 0);
        let rate = move |item| (UserIdx::new(user), ItemIdx::new(item), [1.0, 4.0, 5.0][(user + item) % 3]);
        of_all.chain(westerns).map(rate)
    });
    let genre = |item: usize| if item < 20 { "genre Drama" } else { "genre Western" }.to_owned();
    let features = ItemFeatures::from_pairs((0..40).map(|item| (genre(item), ItemIdx::new(item))));
    Interactions::from_triples(200, 40, triples).expect("valid").with_features(Arc::new(features))
}

#[test]
fn liking_a_western_brings_more_than_disliking_it() {
    let onboarding = Onboarding::build(&with_westerns());
    let likely = |stars: f32| {
        let rated = rated(&[ItemIdx::new(25)], stars);
        let answers = VisitorAnswers { rated: rated.as_history(), ..VisitorAnswers::none() };
        onboarding.beliefs(&answers, &onboarding.evidence(&answers)).seen()
    };
    let (liked, disliked, nothing) = (likely(5.0), likely(1.0), {
        let answers = VisitorAnswers::none();
        onboarding.beliefs(&answers, &[]).seen()
    });
    let western = onboarding.slots.get(ItemIdx::new(30)).expect("a candidate") as usize;
    assert!(liked[western] > disliked[western] && disliked[western] > nothing[western]);
    assert!(liked[western] > 0.5, "{}", liked[western]);
}

#[test]
fn named_westerns_are_asked_about_although_few_have_seen_them() {
    let onboarding = Onboarding::build(&with_westerns());
    let first = |answers: &VisitorAnswers<'_>| onboarding.next(answers, 1, 0)[0].get();
    assert!(first(&VisitorAnswers::none()) < 20);
    assert!(first(&VisitorAnswers { named: &[Label::Genre("Western")], ..VisitorAnswers::none() }) >= 20);
    let unseen: Vec<ItemIdx> = (0..10).map(ItemIdx::new).collect();
    assert!(
        first(&VisitorAnswers { not_seen: &unseen, ..VisitorAnswers::none() }) >= 20,
        "nothing else is left to have seen"
    );
}

#[test]
fn counts_are_the_same_at_any_number_of_threads() {
    let data = sample::dataset().interactions;
    let in_pool = |n_threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().expect("a pool");
        pool.install(|| Onboarding::build(&data).to_parts())
    };
    assert_eq!(in_pool(1), in_pool(3));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_was_answered_the_deck_is_new_different_and_the_same_each_time(
        answered in proptest::collection::vec((0usize..1_730, 0u8..=10), 0..120),
        genre in proptest::sample::select(vec!["Horror", "Comedy", "Film-Noir", "Opera"]),
        (decade, n_named) in (190u16..203, 0usize..3),
        (limit, seed) in (0usize..60, 0u64..4),
    ) {
        let desk = sample_onboarding();
        let (mut ratings, mut not_seen) = (vec![], vec![]);
        for (item, halves) in answered {
            let item = ItemIdx::new(item);
            if halves == 0 { not_seen.push(item) } else { ratings.push((item, f32::from(halves) / 2.0)) }
        }
        let rated = OwnedHistory::from_pairs(ratings);
        let named = [Label::Genre(genre), Label::Decade(10 * decade)];
        let answers = VisitorAnswers { rated: rated.as_history(), not_seen: &not_seen, named: &named[..n_named] };
        let deck = desk.next(&answers, limit, seed);
        prop_assert_eq!(deck.len(), limit);
        prop_assert!(deck.iter().all(|&item| !answers.is_about(item)));
        prop_assert_eq!(deck.iter().collect::<HashSet<_>>().len(), limit);
        prop_assert_eq!(&deck, &desk.next(&answers, limit, seed));
        prop_assert_eq!(&deck[..limit / 2], &desk.next(&answers, limit / 2, seed)[..]);
        let likely = desk.beliefs(&answers, &desk.evidence(&answers)).seen();
        prop_assert!(likely.iter().all(|p| (0.0..=1.0).contains(p)), "{:?}", likely);
    }
}

/// Built once for all cases of a property.
fn sample_onboarding() -> &'static Onboarding {
    static BUILT: std::sync::OnceLock<Onboarding> = std::sync::OnceLock::new();
    BUILT.get_or_init(|| Onboarding::build(&sample::dataset().interactions))
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
            assert_eq!(next(&onboarding, history.as_history(), skipped, 20, 1).len(), 20);
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("20 ratings, 20 skips: {:.0} us at best, {:.0} us median", times[0], times[50]);
    for (name, history) in [("new", History::empty()), ("20 rated", history.as_history())] {
        let deck = next(&onboarding, history, &[], 12, 0);
        let titles: Vec<_> =
            deck.iter().map(|&item| desk.data.catalogue.movie(item).title.as_str()).collect();
        println!("{name}: {titles:?}");
    }
}
