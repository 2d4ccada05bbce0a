//! Watchlist, not interested, skipped, watched.

use crate::fixture::{TestStore, new_profile, rate};
use cinephile_data::ItemId;
use cinephile_store::{Cursor, MovieList};

async fn lists_are_independent_of_each_other(test: TestStore) {
    let (store, token) = (&test.store, new_profile(&test.store).await);
    for (k, list) in (1..).zip(MovieList::ALL) {
        let items: Vec<_> = (0..k).map(ItemId).collect();
        assert_eq!(store.put_movies_on_list(&token, list, &items).await.expect("listed"), u64::from(k));
        assert_eq!(
            store.put_movies_on_list(&token, list, &items).await.expect("again"),
            0,
            "they are on it already"
        );
        assert_eq!(MovieList::from_name(list.name()), Some(list));
    }
    store.unlist_movie(&token, MovieList::Watched, ItemId(0)).await.expect("taken off");
    store.unlist_movie(&token, MovieList::Watched, ItemId(0)).await.expect("a second time is fine");
    let found = store.find_profile(&token).await.expect("found");
    let counts = [found.n_watchlist, found.n_not_interested, found.n_skipped, found.n_watched];
    assert_eq!(counts, [1, 2, 3, 3]);
    let watched = store.listed_movies(&token, MovieList::Watched, None, 10).await.expect("listed");
    assert_eq!(watched.iter().map(|movie| movie.item.0).collect::<Vec<_>>(), [3, 2, 1]);
}

async fn what_is_rated_is_not_listed_as_watched_without_a_rating(test: TestStore) {
    let (store, token) = (&test.store, new_profile(&test.store).await);
    let items = [1, 2, 3].map(ItemId);
    for list in [MovieList::Watched, MovieList::Watchlist] {
        store.put_movies_on_list(&token, list, &items).await.expect("listed");
    }
    rate(store, &token, 2, 8).await;
    let other = new_profile(&test.store).await;
    rate(store, &other, 3, 8).await;
    let listed = async |list| {
        let page = store.listed_movies(&token, list, None, 10).await.expect("listed");
        let by_item = store.listed_by_item(&token, list, None, 10).await.expect("listed");
        assert_eq!(page.len(), by_item.len());
        by_item.iter().map(|movie| movie.item.0).collect::<Vec<_>>()
    };
    assert_eq!(
        (listed(MovieList::Watched).await, listed(MovieList::Watchlist).await),
        (vec![1, 3], vec![1, 2, 3])
    );
    let found = store.find_profile(&token).await.expect("found");
    assert_eq!((found.n_watched, found.n_watchlist), (2, 3));
    store.delete_rating(&token, ItemId(2)).await.expect("deleted");
    assert_eq!(listed(MovieList::Watched).await, [1, 2, 3], "it was still watched");
}

async fn pages_of_a_list_follow_each_other(test: TestStore) {
    let (store, token) = (&test.store, new_profile(&test.store).await);
    let items: Vec<_> = (0..10).map(ItemId).collect();
    store.put_movies_on_list(&token, MovieList::Watchlist, &items).await.expect("listed");
    store.put_movies_on_list(&token, MovieList::Skipped, &items).await.expect("listed");
    test.run("UPDATE listed_movies SET added_at = 100 + item_id / 2").await;
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = store.listed_movies(&token, MovieList::Watchlist, cursor, 4).await.expect("listed");
        let Some(last) = page.last() else { break };
        cursor = Some(Cursor { at: last.added_at, item: last.item });
        seen.extend(page.iter().map(|movie| movie.item.0));
    }
    assert_eq!(seen, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
}

async fn the_database_rejects_an_unknown_list_too(test: TestStore) {
    new_profile(&test.store).await;
    let rows = "SELECT COUNT(*) FROM listed_movies WHERE list = 'nonsense'";
    let insert = "INSERT INTO listed_movies SELECT profile_id, 'nonsense', 1, 1 FROM profiles";
    let tried = tokio::spawn({
        let location = test.location.clone();
        async move {
            use sqlx::Connection;
            if location.starts_with("postgres:") {
                let mut raw = sqlx::PgConnection::connect(&location).await.expect("a connection");
                sqlx::query(insert).execute(&mut raw).await.map(drop)
            } else {
                let mut raw = sqlx::SqliteConnection::connect(&location).await.expect("a connection");
                sqlx::query(insert).execute(&mut raw).await.map(drop)
            }
        }
    });
    assert!(tried.await.expect("no panic").is_err());
    assert_eq!(test.number(rows).await, 0);
}

on_both!(
    lists_are_independent_of_each_other,
    what_is_rated_is_not_listed_as_watched_without_a_rating,
    pages_of_a_list_follow_each_other,
    the_database_rejects_an_unknown_list_too,
);
