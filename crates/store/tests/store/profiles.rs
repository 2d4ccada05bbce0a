//! Profiles: access by token, and deletion.

use crate::fixture::{TestStore, new_profile, rate};
use cinephile_data::{ItemId, Stars};
use cinephile_store::{MovieList, NewContents, Store, StoreError, Token};

async fn an_unknown_token_gives_no_access(test: TestStore) {
    let store = &test.store;
    new_profile(store).await;
    let stranger = Token::random().expect("random");
    let rejected = |result: Result<(), StoreError>| matches!(result, Err(StoreError::UnknownToken));
    assert!(rejected(store.find_profile(&stranger).await.map(drop)));
    assert!(rejected(store.ratings_by_item(&stranger, None, 1).await.map(drop)));
    assert!(rejected(store.list_ratings(&stranger, None, 10).await.map(drop)));
    assert!(rejected(store.listed_movies(&stranger, MovieList::Watchlist, None, 10).await.map(drop)));
    assert!(rejected(store.put_rating(&stranger, ItemId(6), Stars::MAX).await));
    assert!(rejected(store.delete_rating(&stranger, ItemId(6)).await));
    assert!(rejected(store.put_movies_on_list(&stranger, MovieList::Skipped, &[ItemId(6)]).await.map(drop)));
    assert!(rejected(store.unlist_movie(&stranger, MovieList::Skipped, ItemId(6)).await));
    assert!(rejected(store.add_contents(&stranger, NewContents::default()).await.map(drop)));
    assert!(rejected(store.delete_profile(&stranger).await));
    let counts = store.counts().await.expect("counts");
    assert_eq!((counts.n_profiles, counts.n_ratings, counts.n_listed), (1, 0, 0));
}

async fn fill(store: &Store, token: &Token) {
    for item in 0..20 {
        rate(store, token, item, 10).await;
    }
    for list in MovieList::ALL {
        store.put_movies_on_list(token, list, &[ItemId(1), ItemId(u32::MAX)]).await.expect("listed");
    }
}

async fn deleting_a_profile_deletes_all_of_it_and_nothing_else(test: TestStore) {
    let store = &test.store;
    let (leaving, staying) = (new_profile(store).await, new_profile(store).await);
    fill(store, &leaving).await;
    fill(store, &staying).await;
    store.delete_rating(&staying, ItemId(3)).await.expect("deleted");
    store.delete_rating(&staying, ItemId(3)).await.expect("a second time is fine");
    store.delete_profile(&leaving).await.expect("deleted");
    assert!(matches!(store.delete_profile(&leaving).await, Err(StoreError::UnknownToken)));
    let counts = store.counts().await.expect("counts");
    assert_eq!((counts.n_profiles, counts.n_ratings, counts.n_listed), (1, 19, 8));
    for table in ["ratings", "listed_movies"] {
        let orphans =
            format!("SELECT COUNT(*) FROM {table} WHERE profile_id NOT IN (SELECT profile_id FROM profiles)");
        assert_eq!(test.number(&orphans).await, 0, "{table}");
    }
}

async fn a_profile_deleted_in_the_meantime_gains_no_rating(test: TestStore) {
    let store = &test.store;
    for _ in 0..20 {
        let token = new_profile(store).await;
        let writer = tokio::spawn({
            let (store, token) = (store.clone(), token.clone());
            async move {
                for item in 0..10 {
                    match store.put_rating(&token, ItemId(item), Stars::MAX).await {
                        Ok(()) | Err(StoreError::UnknownToken) => {}
                        Err(other) => panic!("{other}"),
                    }
                }
            }
        });
        store.delete_profile(&token).await.expect("deleted");
        writer.await.expect("no panic");
    }
    assert_eq!(store.counts().await.expect("counts").n_ratings, 0);
}

async fn only_the_hash_of_the_token_is_stored(test: TestStore) {
    let token = new_profile(&test.store).await;
    let secret = blake3::Hash::from_hex(token.to_string()).expect("hex");
    let hash = blake3::hash(secret.as_bytes()).to_hex();
    let hex = if test.location.starts_with("postgres:") {
        "encode(token_hash, 'hex')"
    } else {
        "lower(hex(token_hash))"
    };
    assert_eq!(test.number(&format!("SELECT COUNT(*) FROM profiles WHERE {hex} = '{hash}'")).await, 1);
    assert_eq!(test.number(&format!("SELECT COUNT(*) FROM profiles WHERE {hex} = '{token}'")).await, 0);
}

async fn a_call_after_close_is_unavailable(test: TestStore) {
    let token = new_profile(&test.store).await;
    test.store.close().await;
    let rejected = test.store.put_rating(&token, ItemId(1), Stars::MAX).await.expect_err("rejected");
    assert!(matches!(rejected, StoreError::Unavailable { .. }), "{rejected}");
}

/// A release can be rolled back after a migration, which only ever adds.
async fn a_database_of_a_newer_version_works(test: TestStore) {
    let token = new_profile(&test.store).await;
    test.store.close().await;
    let checksum = if test.location.starts_with("postgres:") { "'\\x00'" } else { "x'00'" };
    test.run(&format!(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (9999, 'from the future', TRUE, {checksum}, 0); \
         ALTER TABLE ratings ADD COLUMN mood INTEGER"
    ))
    .await;
    let store = test.reopened().await;
    rate(&store, &token, 6, 9).await;
    assert_eq!(store.find_profile(&token).await.expect("found").n_ratings, 1);
}

async fn profiles_that_nobody_uses_are_deleted(test: TestStore) {
    let store = &test.store;
    let (used, unused, of_before) =
        (new_profile(store).await, new_profile(store).await, new_profile(store).await);
    rate(store, &unused, 6, 9).await;
    assert_eq!(store.delete_unused_profiles(30).await.expect("deleted"), 0, "all are new");
    test.run("UPDATE profiles SET used_day = used_day - 31").await;
    test.run("UPDATE profiles SET used_day = NULL WHERE profile_id = (SELECT MAX(profile_id) FROM profiles)")
        .await;
    // Another process: this one has recorded today's use of all.
    let store = test.reopened().await;
    store.find_profile(&used).await.expect("found");
    assert_eq!(store.delete_unused_profiles(30).await.expect("deleted"), 1);
    assert!(matches!(store.find_profile(&unused).await, Err(StoreError::UnknownToken)));
    assert_eq!(test.number("SELECT COUNT(*) FROM ratings").await, 0, "with their ratings");
    for kept in [used, of_before] {
        store.find_profile(&kept).await.expect("kept");
    }
}

async fn contents_of_an_older_version_are_kept(test: TestStore) {
    let token = new_profile(&test.store).await;
    rate(&test.store, &token, 6, 9).await;
    test.store.close().await;
    test.run(
        "DROP TABLE listed_movies; DROP TABLE feedback; DROP TABLE posters; DROP TABLE poster_requests; \
         DROP TABLE health_checks; DROP INDEX profiles_unused; ALTER TABLE profiles DROP COLUMN used_day; \
         DELETE FROM _sqlx_migrations WHERE version > 1",
    )
    .await;
    let store = test.reopened().await;
    assert_eq!(store.find_profile(&token).await.expect("found").n_ratings, 1);
    store
        .put_movies_on_list(&token, MovieList::Watchlist, &[ItemId(6)])
        .await
        .expect("the new table is there");
}

on_both!(
    an_unknown_token_gives_no_access,
    deleting_a_profile_deletes_all_of_it_and_nothing_else,
    a_profile_deleted_in_the_meantime_gains_no_rating,
    only_the_hash_of_the_token_is_stored,
    a_call_after_close_is_unavailable,
    a_database_of_a_newer_version_works,
    profiles_that_nobody_uses_are_deleted,
    contents_of_an_older_version_are_kept,
);
