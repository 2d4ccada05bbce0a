//! What applies to servers only: they can be unreachable, return, and reject connections.

use crate::fixture::{new_postgres_database, new_profile, rate};
use crate::postgres_server::PostgresServer;
use cinephile_data::{ItemId, Stars};
use cinephile_store::{NewRating, Store, StoreError, StoreOptions, Token};
use sqlx::{Connection, PgConnection};
use std::time::Duration;

/// Waits until the store works again: it lets one call each second check whether the server is back.
async fn until_available(store: &Store, token: &Token) {
    let asking = async {
        while store.put_rating(token, ItemId(2), Stars::MAX).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), asking).await.expect("the store finds its server again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_restarts_loses_no_acknowledged_rating() {
    let Some(mut server) = PostgresServer::start() else { return };
    let store = Store::open(&server.address("postgres")).await.expect("a store");
    let token = new_profile(&store).await;
    rate(&store, &token, 1, 9).await;
    server.stop();
    for _ in 0..2 {
        let rejected = store.put_rating(&token, ItemId(2), Stars::MAX).await.expect_err("away");
        assert!(matches!(rejected, StoreError::Unavailable { .. }), "{rejected}");
    }
    let rejected = store.list_ratings(&token, None, 10).await.expect_err("away");
    assert!(matches!(rejected, StoreError::Unavailable { .. }), "{rejected}");
    server.start_again();
    until_available(&store, &token).await;
    assert_eq!(store.find_profile(&token).await.expect("found").n_ratings, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_down_at_the_start_is_used_once_it_is_up() {
    let Some(mut server) = PostgresServer::start() else { return };
    server.stop();
    let address = server.address("postgres");
    let rejected = Store::open(&address).await.expect_err("away");
    assert!(matches!(rejected, StoreError::Unavailable { .. }), "{rejected}");
    let (store, away) = Store::open_or_wait(&address, StoreOptions::default()).await.expect("waits");
    assert!(matches!(away, Some(StoreError::Unavailable { .. })));
    let rejected = store.create_profile().await.expect_err("away");
    assert!(matches!(rejected, StoreError::Unavailable { .. }), "{rejected}");
    server.start_again();
    let found = async {
        loop {
            match store.create_profile().await {
                Ok(token) => break token,
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    };
    let token = tokio::time::timeout(Duration::from_secs(30), found).await.expect("found, tables and all");
    until_available(&store, &token).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn replicas_may_start_at_the_same_time() {
    let Some(address) = new_postgres_database().await else { return };
    let starting: Vec<_> = (0..6)
        .map(|_| {
            tokio::spawn({
                let address = address.clone();
                async move { Store::open(&address).await }
            })
        })
        .collect();
    let mut stores = Vec::new();
    for store in starting {
        stores.push(store.await.expect("no panic").expect("opened"));
    }
    let token = new_profile(&stores[0]).await;
    rate(&stores[1], &token, 6, 9).await;
    assert_eq!(stores[5].find_profile(&token).await.expect("found").n_ratings, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_calls_than_connections_take_turns() {
    let Some(address) = new_postgres_database().await else { return };
    let options = StoreOptions { max_connections: 2 };
    let (store, away) = Store::open_or_wait(&address, options).await.expect("a store");
    assert!(away.is_none());
    let token = new_profile(&store).await;
    let writers: Vec<_> = (0..40)
        .map(|item| {
            tokio::spawn({
                let (store, token) = (store.clone(), token.clone());
                async move { store.put_rating(&token, ItemId(item), Stars::MAX).await }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("no panic").expect("kept");
    }
    assert_eq!(store.find_profile(&token).await.expect("found").n_ratings, 40);
}

#[tokio::test]
async fn the_error_of_a_rejected_connection_names_neither_user_nor_password() {
    let Some(address) = new_postgres_database().await else { return };
    let nowhere = address.replace("test_", "nowhere_").replace("cinephile@", "cinephile:secret@");
    let rejected = Store::open(&nowhere).await.expect_err("no such database");
    let message = rejected.to_string();
    assert!(matches!(rejected, StoreError::Open { .. }), "{message}");
    assert!(message.contains("nowhere_") && message.contains("does not exist"), "{message}");
    assert!(!message.contains("secret"), "{message}");
}

#[tokio::test]
async fn a_statement_that_waits_for_a_lock_times_out() {
    let Some(address) = new_postgres_database().await else { return };
    let store = Store::open(&address).await.expect("a store");
    let token = new_profile(&store).await;
    let mut other = PgConnection::connect(&address).await.expect("a connection");
    let lock = "BEGIN; LOCK TABLE ratings IN ACCESS EXCLUSIVE MODE";
    sqlx::raw_sql(lock).execute(&mut other).await.expect("locked");
    let rejected = store.put_rating(&token, ItemId(1), Stars::MAX).await.expect_err("locked out");
    assert!(matches!(rejected, StoreError::Unavailable { .. }), "{rejected}");
    other.close().await.expect("closed");
    store.put_rating(&token, ItemId(1), Stars::MAX).await.expect("free again, at once");
}

/// A deletion locks the profile and then its ratings, and an import must do so in the same order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deletions_and_imports_of_one_profile_do_not_deadlock() {
    let Some(location) = new_postgres_database().await else { return };
    let store = Store::open(&location).await.expect("a store");
    for round in 0..30 {
        let token = new_profile(&store).await;
        let ratings = |half_stars: u8| -> Vec<NewRating> {
            let stars = Stars::from_half_stars(half_stars).expect("1 to 10");
            (0..3_000).map(|item| NewRating { item: ItemId(item), stars, rated_at: None }).collect()
        };
        store.put_ratings(&token, ratings(2)).await.expect("kept");
        let (imported, deleted) =
            tokio::join!(store.put_ratings(&token, ratings(3)), store.delete_profile(&token));
        deleted.unwrap_or_else(|error| panic!("round {round}: {error}"));
        assert!(matches!(imported, Ok(_) | Err(StoreError::UnknownToken)), "round {round}: {imported:?}");
    }
}
