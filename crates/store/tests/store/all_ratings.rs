//! The ratings of all profiles, page by page.

use crate::fixture::{TestStore, new_profile, rate, stars};
use cinephile_data::ItemId;
use cinephile_store::{NewRating, Store};
use std::collections::BTreeMap;

/// Item and half stars by profile, and the number of pages.
async fn read(store: &Store) -> (BTreeMap<i64, Vec<(u32, u8)>>, usize) {
    let mut profiles: BTreeMap<i64, Vec<(u32, u8)>> = BTreeMap::new();
    let mut pages = store.all_ratings();
    let mut n_pages = 0;
    while let Some(page) = pages.next_page().await.expect("a page") {
        n_pages += 1;
        for one in page {
            let rating = (one.rating.item.0, one.rating.stars.half_stars());
            profiles.entry(one.profile).or_default().push(rating);
        }
    }
    assert_eq!(pages.next_page().await.expect("still the end"), None);
    (profiles, n_pages)
}

async fn every_rating_occurs_once_by_profile_and_item(test: TestStore) {
    assert_eq!(read(&test.store).await, (BTreeMap::new(), 0));
    let (first, second) = (new_profile(&test.store).await, new_profile(&test.store).await);
    new_profile(&test.store).await;
    rate(&test.store, &second, 9, 10).await;
    rate(&test.store, &second, 3, 1).await;
    rate(&test.store, &first, u32::MAX, 7).await;
    rate(&test.store, &first, 3, 8).await;
    rate(&test.store, &first, 3, 2).await;
    let (profiles, n_pages) = read(&test.store).await;
    assert_eq!(n_pages, 1);
    assert_eq!(
        profiles.into_values().collect::<Vec<_>>(),
        [vec![(3, 2), (u32::MAX, 7)], vec![(3, 1), (9, 10)]]
    );
    test.store.delete_profile(&first).await.expect("deleted");
    assert_eq!(read(&test.store).await.0.into_values().collect::<Vec<_>>(), [vec![(3, 1), (9, 10)]]);
}

async fn pages_are_bounded_and_contain_everything(test: TestStore) {
    for _ in 0..2 {
        let token = new_profile(&test.store).await;
        let new = |item| NewRating { item: ItemId(item), stars: stars(6), rated_at: None };
        test.store.put_ratings(&token, (0..6_000).map(new).collect()).await.expect("kept");
    }
    let (profiles, n_pages) = read(&test.store).await;
    assert_eq!(n_pages, 2);
    let expected: Vec<(u32, u8)> = (0..6_000).map(|item| (item, 6)).collect();
    assert_eq!(profiles.into_values().collect::<Vec<_>>(), [expected.clone(), expected]);
}

on_both!(every_rating_occurs_once_by_profile_and_item, pages_are_bounded_and_contain_everything);
