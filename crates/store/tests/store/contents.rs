//! Adding many entries at once, and reading them all.

use crate::fixture::{TestStore, new_profile, rate, simple, stars};
use cinephile_data::ItemId;
use cinephile_store::{MovieList, NewContents, NewListedMovie, NewRating, Store, Token, WrittenCounts};
use std::collections::BTreeSet;

fn rating(item: u32, half_stars: u8, rated_at: Option<i64>) -> NewRating {
    NewRating { item: ItemId(item), stars: stars(half_stars), rated_at }
}

fn listed(list: MovieList, item: u32, added_at: Option<i64>) -> NewListedMovie {
    NewListedMovie { list, item: ItemId(item), added_at }
}

async fn of_two_ratings_of_a_movie_the_later_wins(test: TestStore) {
    let (store, token) = (&test.store, new_profile(&test.store).await);
    let first = vec![
        rating(1, 2, Some(100)),
        rating(2, 4, Some(200)),
        rating(1, 6, Some(100)),
        rating(1, 8, Some(50)),
    ];
    assert_eq!(store.put_ratings(&token, first).await.expect("kept"), 2);
    let kept = store.list_ratings(&token, None, 10).await.expect("listed");
    assert_eq!(
        simple(&kept),
        BTreeSet::from([(1, 6), (2, 4)]),
        "of two ratings at the same time the last one wins"
    );

    let second = vec![rating(1, 1, Some(99)), rating(2, 10, Some(200)), rating(3, 5, Some(-7))];
    assert_eq!(store.put_ratings(&token, second).await.expect("kept"), 2, "an older one is not written");
    let kept = store.list_ratings(&token, None, 10).await.expect("listed");
    assert_eq!(simple(&kept), BTreeSet::from([(1, 6), (2, 10), (3, 5)]));
    let times: Vec<_> = kept.iter().map(|rating| rating.rated_at).collect();
    assert_eq!(times, [200, 100, 0], "nothing is rated before 1970");

    rate(store, &token, 1, 3).await;
    let from_the_future = vec![rating(1, 7, Some(i64::MAX)), rating(2, 9, None)];
    assert_eq!(
        store.put_ratings(&token, from_the_future).await.expect("kept"),
        2,
        "a time in the future counts as now"
    );
    let now = store.list_ratings(&token, None, 1).await.expect("listed")[0].rated_at;
    assert!((1_700_000_000..32_503_680_000).contains(&now), "{now}");
}

async fn a_hundred_thousand_ratings_are_added_at_once(test: TestStore) {
    let (store, token) = (&test.store, new_profile(&test.store).await);
    let ratings =
        (0..100_000u32).map(|item| rating(item, 1 + (item % 10) as u8, Some(i64::from(item)))).collect();
    let listed = (0..6_000u32).map(|item| listed(MovieList::Watchlist, item, None)).collect();
    let started = std::time::Instant::now();
    let written = store
        .add_contents(&token, NewContents { ratings, listed, ..NewContents::default() })
        .await
        .expect("kept");
    eprintln!("100,000 ratings and 6,000 movies in {:.2} s", started.elapsed().as_secs_f64());
    assert_eq!(written, WrittenCounts { n_ratings: 100_000, n_listed: 6_000 });
    let found = store.find_profile(&token).await.expect("found");
    assert_eq!((found.n_ratings, found.n_watchlist), (100_000, 6_000));
    let newest = store.list_ratings(&token, None, 1).await.expect("listed");
    assert_eq!((newest[0].item, newest[0].stars, newest[0].rated_at), (ItemId(99_999), stars(10), 99_999));
}

async fn all_or_nothing_is_added(test: TestStore) {
    let (store, token) = (&test.store, new_profile(&test.store).await);
    test.run("DROP TABLE listed_movies").await;
    let contents = NewContents {
        ratings: vec![rating(1, 2, None)],
        listed: vec![listed(MovieList::Watchlist, 1, None)],
        ..NewContents::default()
    };
    store.add_contents(&token, contents).await.expect_err("the lists are gone");
    assert_eq!(test.number("SELECT COUNT(*) FROM ratings").await, 0);
}

async fn everything_is_read_as_it_was_written(test: TestStore) {
    let (store, token) = (&test.store, new_profile(&test.store).await);
    assert_eq!(all(store, &token).await, (vec![], vec![]));
    let contents = NewContents {
        ratings: vec![rating(7, 9, Some(300)), rating(u32::MAX, 1, Some(500))],
        listed: vec![
            listed(MovieList::Watched, 9, Some(40)),
            listed(MovieList::Skipped, 8, Some(60)),
            listed(MovieList::Skipped, 8, Some(50)),
        ],
        undated: vec![rating(7, 1, None)],
    };
    let written = store.add_contents(&token, contents).await.expect("kept");
    assert_eq!(written, WrittenCounts { n_ratings: 2, n_listed: 2 });
    let someone_else = new_profile(store).await;
    rate(store, &someone_else, 1, 1).await;

    let (ratings, listed) = all(store, &token).await;
    assert_eq!(ratings, [(7, 9, 300), (u32::MAX, 1, 500)], "by id");
    assert_eq!(listed, [(MovieList::Skipped, 8, 50), (MovieList::Watched, 9, 40)], "the earlier time wins");
}

type Everything = (Vec<(u32, u8, i64)>, Vec<(MovieList, u32, i64)>);

/// Everything in a profile, read in pages of one.
async fn all(store: &Store, token: &Token) -> Everything {
    let (mut ratings, mut after) = (Vec::new(), None);
    while let Some(r) = store.ratings_by_item(token, after, 1).await.expect("read").first() {
        ratings.push((r.item.0, r.stars.half_stars(), r.rated_at));
        after = Some(r.item);
    }
    let mut listed = Vec::new();
    for list in MovieList::ALL {
        let mut after = None;
        while let Some(m) = store.listed_by_item(token, list, after, 1).await.expect("read").first() {
            listed.push((list, m.item.0, m.added_at));
            after = Some(m.item);
        }
    }
    (ratings, listed)
}

/// Pages by time would miss a rating that moves to the front while they are read.
async fn what_changes_between_two_pages_is_still_read_once(test: TestStore) {
    let (store, token) = (&test.store, new_profile(&test.store).await);
    for item in [1, 2, 3] {
        rate(store, &token, item, 4).await;
    }
    let first = store.ratings_by_item(&token, None, 2).await.expect("read");
    for item in [1, 3] {
        rate(store, &token, item, 9).await;
    }
    let rest = store.ratings_by_item(&token, first.last().map(|r| r.item), 2).await.expect("read");
    let read: Vec<_> = first.iter().chain(&rest).map(|r| (r.item.0, r.stars.half_stars())).collect();
    assert_eq!(read, [(1, 4), (2, 4), (3, 9)]);
}

on_both!(
    of_two_ratings_of_a_movie_the_later_wins,
    a_hundred_thousand_ratings_are_added_at_once,
    all_or_nothing_is_added,
    everything_is_read_as_it_was_written,
    what_changes_between_two_pages_is_still_read_once,
);
