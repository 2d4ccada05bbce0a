//! Feedback on recommendations.

use crate::fixture::TestStore;
use cinephile_data::ItemId;
use cinephile_store::{FeedbackKind, MAX_FEEDBACK, NewFeedback, StoreError};

fn event(received_at: i64, kind: FeedbackKind, position: u32) -> NewFeedback {
    let algorithm = "ease".to_owned();
    NewFeedback { received_at, kind, item: ItemId(u32::MAX), algorithm, position, list_id: None, arm: None }
}

async fn events_are_stored_as_received(test: TestStore) {
    let plain = event(100, FeedbackKind::Shown, 1);
    let quoted = NewFeedback {
        algorithm: "a \"quoted\" \\ name, with 'all' of it]".to_owned(),
        list_id: Some("list-1".to_owned()),
        arm: Some(("first try".to_owned(), "ease".to_owned())),
        ..event(200, FeedbackKind::Dismissed, 100)
    };
    test.store.add_feedback(&[plain, quoted]).await.expect("kept");
    test.store.add_feedback(&[]).await.expect("nothing is kept too");
    let n = async |condition: &str| {
        test.number(&format!("SELECT COUNT(*) FROM feedback WHERE {condition}")).await
    };
    let of_first = "received_at = 100 AND kind = 'shown' AND item_id = 4294967295 AND algorithm = 'ease' \
                    AND position = 1 AND list_id IS NULL AND experiment IS NULL AND arm IS NULL";
    assert_eq!(n(of_first).await, 1);
    let of_second = "kind = 'dismissed' AND algorithm = 'a \"quoted\" \\ name, with ''all'' of it]' \
                     AND position = 100 AND list_id = 'list-1' AND experiment = 'first try' AND arm = 'ease'";
    assert_eq!(n(of_second).await, 1);
    assert_eq!(n("1 = 1").await, 2);
}

async fn one_invalid_event_keeps_all_of_them_out(test: TestStore) {
    let events = [event(1, FeedbackKind::Shown, 1), event(1, FeedbackKind::Shown, 101)];
    let rejected = test.store.add_feedback(&events).await;
    assert!(matches!(rejected, Err(StoreError::Corrupt { .. })), "{rejected:?}");
    assert_eq!(test.number("SELECT COUNT(*) FROM feedback").await, 0);
}

async fn the_most_events_are_stored_at_once_and_old_ones_are_deleted(test: TestStore) {
    let kinds = FeedbackKind::ALL.into_iter().cycle();
    let events = (0i64..).zip(kinds).zip((1..=100).cycle()).take(MAX_FEEDBACK + 7);
    let events: Vec<_> = events.map(|((at, kind), position)| event(at, kind, position)).collect();
    test.store.add_feedback(&events).await.expect("kept");
    assert_eq!(test.number("SELECT COUNT(*) FROM feedback").await, MAX_FEEDBACK as i64);
    assert_eq!(test.store.forget_feedback_before(1_000).await.expect("deleted"), 1_000);
    assert_eq!(test.number("SELECT MIN(received_at) FROM feedback").await, 1_000);
    let n_left = MAX_FEEDBACK as u64 - 1_000;
    assert_eq!(test.store.keep_newest_feedback(50).await.expect("deleted"), n_left - 50);
    assert_eq!(test.number("SELECT MIN(received_at) FROM feedback").await, MAX_FEEDBACK as i64 - 50);
    assert_eq!(test.store.keep_newest_feedback(50).await.expect("nothing more"), 0);
}

on_both!(
    events_are_stored_as_received,
    one_invalid_event_keeps_all_of_them_out,
    the_most_events_are_stored_at_once_and_old_ones_are_deleted,
);
