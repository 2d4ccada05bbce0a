//! Ratings, one at a time and in pages.

use crate::fixture::{TestStore, new_profile, rate, simple, stars};
use cinephile_data::{ItemId, Stars};
use cinephile_store::{Cursor, MAX_PAGE, NewRating, StoreError, Token};
use std::collections::BTreeSet;

async fn a_rating_outlives_the_process(test: TestStore) {
    let token = new_profile(&test.store).await;
    rate(&test.store, &token, 6, 9).await;
    rate(&test.store, &token, u32::MAX, 1).await;
    // Not closed: like a process that was killed.
    let after = test.reopened().await;
    let ratings = after.list_ratings(&token, None, 10).await.expect("listed");
    assert_eq!(simple(&ratings), BTreeSet::from([(6, 9), (u32::MAX, 1)]));
    let token = Token::parse(&token.to_string()).expect("a token");
    let found = after.find_profile(&token).await.expect("found");
    assert_eq!(found.n_ratings, 2);
    assert!(found.created_at > 1_700_000_000);
}

async fn a_second_rating_replaces_the_first(test: TestStore) {
    let token = new_profile(&test.store).await;
    for half_stars in [2, 10, 7] {
        rate(&test.store, &token, 6, half_stars).await;
    }
    let ratings = test.store.list_ratings(&token, None, 10).await.expect("listed");
    assert_eq!(simple(&ratings), BTreeSet::from([(6, 7)]));
}

/// Clocks step back, and those of two processes differ.
async fn a_rating_replaces_one_from_a_later_time(test: TestStore) {
    let (store, token) = (&test.store, new_profile(&test.store).await);
    for item in [6, 7] {
        rate(store, &token, item, 10).await;
    }
    test.run("UPDATE ratings SET rated_at = rated_at + 315360000").await;
    rate(store, &token, 6, 3).await;
    let again = vec![NewRating { item: ItemId(7), stars: stars(2), rated_at: None }];
    assert_eq!(store.put_ratings(&token, again).await.expect("kept"), 1);
    let ratings = store.list_ratings(&token, None, 10).await.expect("listed");
    assert_eq!(simple(&ratings), BTreeSet::from([(6, 3), (7, 2)]));
}

async fn pages_follow_each_other_and_are_bounded(test: TestStore) {
    let (store, token) = (&test.store, new_profile(&test.store).await);
    for item in 0..10 {
        rate(store, &token, item, 10).await;
    }
    // Times that this test chooses: two of each second.
    test.run("UPDATE ratings SET rated_at = 100 + item_id / 2").await;
    assert!(store.list_ratings(&token, None, 0).await.expect("listed").is_empty());
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = store.list_ratings(&token, cursor, 3).await.expect("listed");
        assert!(page.len() <= 3);
        let Some(last) = page.last() else { break };
        cursor = Some(Cursor { at: last.rated_at, item: last.item });
        seen.extend(page.iter().map(|rating| rating.item.0));
    }
    assert_eq!(seen, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], "newest first, the larger id first within a second");
    assert_eq!(store.list_ratings(&token, None, u32::MAX).await.expect("listed").len(), 10);
    const { assert!(MAX_PAGE <= 1_000) };
}

async fn all_concurrent_writers_succeed(test: TestStore) {
    // A second store on the same database: another process, as far as the database knows.
    let other = test.reopened().await;
    let token = new_profile(&test.store).await;
    let writers = (0..8u32).map(|writer| {
        let store = if writer % 2 == 0 { test.store.clone() } else { other.clone() };
        let token = token.clone();
        tokio::spawn(async move {
            for i in 0..25 {
                store.put_rating(&token, ItemId(writer * 100 + i), Stars::MAX).await.expect("kept");
                store.list_ratings(&token, None, 5).await.expect("read meanwhile");
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("no panic");
    }
    assert_eq!(test.store.find_profile(&token).await.expect("found").n_ratings, 200);
}

async fn concurrent_ratings_of_one_movie_are_stored_once(test: TestStore) {
    let token = new_profile(&test.store).await;
    let writers = (1..=10u8).map(|half_stars| {
        let (store, token) = (test.store.clone(), token.clone());
        tokio::spawn(async move { store.put_rating(&token, ItemId(6), stars(half_stars)).await })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("no panic").expect("kept");
    }
    assert_eq!(test.store.list_ratings(&token, None, 10).await.expect("listed").len(), 1);
}

async fn values_that_are_never_written_are_reported_as_corrupt(test: TestStore) {
    let token = new_profile(&test.store).await;
    rate(&test.store, &token, 1, 10).await;
    let unchecked = if test.location.starts_with("postgres:") {
        "ALTER TABLE ratings DROP CONSTRAINT ratings_half_stars_check"
    } else {
        "PRAGMA ignore_check_constraints = ON"
    };
    test.run(&format!("{unchecked}; UPDATE ratings SET half_stars = 99")).await;
    let rejected = test.store.list_ratings(&token, None, 10).await.expect_err("rejected");
    assert!(matches!(rejected, StoreError::Corrupt { .. }), "{rejected}");
    assert!(rejected.to_string().contains("half_stars 99"), "{rejected}");
    assert!(matches!(test.store.ratings_by_item(&token, None, 1).await, Err(StoreError::Corrupt { .. })));
}

on_both!(
    a_rating_outlives_the_process,
    a_second_rating_replaces_the_first,
    a_rating_replaces_one_from_a_later_time,
    pages_follow_each_other_and_are_bounded,
    all_concurrent_writers_succeed,
    concurrent_ratings_of_one_movie_are_stored_once,
    values_that_are_never_written_are_reported_as_corrupt,
);
