//! Cached posters.

use crate::fixture::TestStore;
use cinephile_store::{MAX_POSTER_BYTES, PosterImage, StoredPoster};

fn picture(bytes: Vec<u8>, expires_at: i64) -> StoredPoster {
    let content_type = "image/jpeg".to_owned();
    StoredPoster { image: Some(PosterImage { content_type, bytes }), expires_at }
}

async fn an_image_is_read_as_stored_and_replaced_by_the_next(test: TestStore) {
    let store = &test.store;
    assert_eq!(store.find_poster("tt1").await.expect("read"), None);
    let first = picture((0..=255).collect(), 300);
    let missing = StoredPoster { image: None, expires_at: 200 };
    let largest = picture(vec![7; MAX_POSTER_BYTES], i64::MAX);
    for poster in [&first, &missing, &missing, &largest] {
        store.put_poster("tt1", poster).await.expect("kept");
        assert_eq!(store.find_poster("tt1").await.expect("read").as_ref(), Some(poster));
    }
    assert_eq!(store.find_poster("tt2").await.expect("read"), None);
    let too_large = picture(vec![7; MAX_POSTER_BYTES + 1], 1);
    store.put_poster("tt1", &too_large).await.expect_err("rejected by the database too");
    assert_eq!(store.find_poster("tt1").await.expect("read"), Some(largest));
}

async fn the_requests_of_a_day_are_limited_over_all_processes(test: TestStore) {
    let other = test.reopened().await;
    let mut n_spent = 0;
    for _ in 0..20 {
        n_spent += u32::from(test.store.spend_poster_request(7, 15).await.expect("counted"));
        n_spent += u32::from(other.spend_poster_request(7, 15).await.expect("counted"));
    }
    assert_eq!(n_spent, 15);
    assert!(test.store.spend_poster_request(8, 15).await.expect("counted"), "another day");
    assert!(!test.store.spend_poster_request(9, 0).await.expect("counted"), "nothing is allowed");
    assert!(test.store.spend_poster_request(7, 16).await.expect("counted"), "one more is allowed now");
}

on_both!(
    an_image_is_read_as_stored_and_replaced_by_the_next,
    the_requests_of_a_day_are_limited_over_all_processes,
);
