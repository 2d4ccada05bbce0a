//! The store on real SQLite files, each in a folder of its own.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use cinephile_data::{ItemId, Stars};
use cinephile_store::{Cursor, MAX_PAGE, Store, StoreError, StoredRating, Token};
use sqlx::{ConnectOptions, Connection};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

struct TestStore {
    store: Store,
    path: PathBuf,
    _folder: TempDir,
}

async fn open(path: &Path) -> Result<Store, StoreError> {
    Store::open(path.to_str().expect("UTF-8")).await
}

async fn new_store() -> TestStore {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("state/visitors.db");
    let store = open(&path).await.expect("a store");
    TestStore { store, path, _folder: folder }
}

fn stars(half_stars: u8) -> Stars {
    Stars::from_half_stars(half_stars).expect("1 to 10")
}

/// Item and half stars, sorted by item.
fn simple(ratings: &[StoredRating]) -> BTreeSet<(u32, u8)> {
    ratings.iter().map(|rating| (rating.item.0, rating.stars.half_stars())).collect()
}

#[tokio::test]
async fn a_rating_is_there_after_the_process_is_gone() {
    let TestStore { store, path, _folder } = new_store().await;
    let token = store.create_profile().await.expect("a profile");
    store.put_rating(&token, ItemId(6), stars(9)).await.expect("kept");
    store.put_rating(&token, ItemId(u32::MAX), stars(1)).await.expect("kept");
    // Not closed: like a process that was killed.
    let after = open(&path).await.expect("opens while the first still has it");
    let ratings = after.list_ratings(&token, None, 10).await.expect("listed");
    assert_eq!(simple(&ratings), BTreeSet::from([(6, 9), (u32::MAX, 1)]));
    drop(store);
    let token = Token::parse(&token.to_string()).expect("a token");
    let reopened = open(&path).await.expect("opens").find_profile(&token).await.expect("found");
    assert_eq!(reopened.n_ratings, 2);
    assert!(reopened.created_at > 1_700_000_000);
}

#[tokio::test]
async fn a_second_rating_takes_the_place_of_the_first() {
    let TestStore { store, _folder, .. } = new_store().await;
    let token = store.create_profile().await.expect("a profile");
    for half_stars in [2, 10, 7] {
        store.put_rating(&token, ItemId(6), stars(half_stars)).await.expect("kept");
    }
    let ratings = store.list_ratings(&token, None, 10).await.expect("listed");
    assert_eq!(simple(&ratings), BTreeSet::from([(6, 7)]));
}

#[tokio::test]
async fn a_token_that_nobody_has_opens_nothing() {
    let TestStore { store, _folder, .. } = new_store().await;
    store.create_profile().await.expect("a profile");
    let stranger = Token::random().expect("random");
    let refused = |result: Result<(), StoreError>| matches!(result, Err(StoreError::UnknownToken));
    assert!(refused(store.find_profile(&stranger).await.map(drop)));
    assert!(refused(store.list_ratings(&stranger, None, 10).await.map(drop)));
    assert!(refused(store.put_rating(&stranger, ItemId(6), Stars::MAX).await));
    assert!(refused(store.delete_rating(&stranger, ItemId(6)).await));
    assert!(refused(store.delete_profile(&stranger).await));
    assert_eq!(store.counts().await.expect("counts").n_ratings, 0);
}

#[tokio::test]
async fn what_is_deleted_is_gone_and_nobody_elses() {
    let TestStore { store, _folder, .. } = new_store().await;
    let (leaving, staying) =
        (store.create_profile().await.expect("one"), store.create_profile().await.expect("two"));
    for item in 0..20 {
        store.put_rating(&leaving, ItemId(item), Stars::MAX).await.expect("kept");
        store.put_rating(&staying, ItemId(item), Stars::MIN).await.expect("kept");
    }
    store.delete_rating(&staying, ItemId(3)).await.expect("deleted");
    store.delete_rating(&staying, ItemId(3)).await.expect("a second time is fine");
    store.delete_profile(&leaving).await.expect("deleted");
    assert!(matches!(store.delete_profile(&leaving).await, Err(StoreError::UnknownToken)));
    let counts = store.counts().await.expect("counts");
    assert_eq!((counts.n_profiles, counts.n_ratings), (1, 19));
}

#[tokio::test]
async fn no_token_is_in_the_file() {
    let TestStore { store, path, _folder } = new_store().await;
    let token = store.create_profile().await.expect("a profile");
    store.close().await;
    let file = std::fs::read(&path).expect("the file");
    let secret = blake3::Hash::from_hex(token.to_string()).expect("hex");
    let holds = |bytes: &[u8]| file.windows(bytes.len()).any(|window| window == bytes);
    assert!(!holds(secret.as_bytes()) && !holds(token.to_string().as_bytes()));
    assert!(holds(blake3::hash(secret.as_bytes()).as_bytes()), "its hash is");
}

#[tokio::test]
async fn pages_follow_each_other_and_are_bounded() {
    let TestStore { store, path, _folder } = new_store().await;
    let token = store.create_profile().await.expect("a profile");
    for item in 0..10 {
        store.put_rating(&token, ItemId(item), Stars::MAX).await.expect("kept");
    }
    // Times that this test chooses: two of each second.
    let mut raw =
        sqlx::sqlite::SqliteConnectOptions::new().filename(&path).connect().await.expect("a connection");
    sqlx::query("UPDATE ratings SET rated_at = 100 + item_id / 2").execute(&mut raw).await.expect("updated");
    raw.close().await.expect("closed");

    assert!(store.list_ratings(&token, None, 0).await.expect("listed").is_empty());
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = store.list_ratings(&token, cursor, 3).await.expect("listed");
        assert!(page.len() <= 3);
        let Some(last) = page.last() else { break };
        cursor = Some(Cursor { rated_at: last.rated_at, item: last.item });
        seen.extend(page.iter().map(|rating| rating.item.0));
    }
    assert_eq!(seen, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], "newest first, the larger id first within a second");
    assert_eq!(store.list_ratings(&token, None, u32::MAX).await.expect("listed").len(), 10);
    const { assert!(MAX_PAGE <= 1_000) };
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_at_the_same_time_all_get_through() {
    let TestStore { store, path, _folder } = new_store().await;
    // A second store on the same file: another process, as far as SQLite knows.
    let other = open(&path).await.expect("a second store");
    let token = store.create_profile().await.expect("a profile");
    let writers = (0..8u32).map(|writer| {
        let store = if writer % 2 == 0 { store.clone() } else { other.clone() };
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
    assert_eq!(store.find_profile(&token).await.expect("found").n_ratings, 200);
}

#[tokio::test]
async fn a_place_where_nothing_can_be_written_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a file");
    std::fs::write(&file, "no folder").expect("written");
    let message = open(&file.join("visitors.db")).await.expect_err("refused").to_string();
    assert!(
        message.starts_with("cannot open the database `") && message.contains("a file/visitors.db`"),
        "{message}"
    );
    assert!(message.contains("its folder cannot be created"), "{message}");
    let message = open(folder.path()).await.expect_err("a folder is no file").to_string();
    assert!(message.contains("cannot be created, or it may not be read"), "{message}");
    assert!(!Path::new("/proc/visitors.db").exists());
    let message = open(Path::new("/proc/visitors.db")).await.expect_err("refused").to_string();
    assert!(message.starts_with("cannot open the database `/proc/visitors.db`"), "{message}");
}

#[tokio::test]
async fn a_file_of_another_kind_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ratings.csv");
    let content = "userId,movieId,rating,timestamp\n".repeat(100);
    std::fs::write(&path, &content).expect("written");
    let message = open(&path).await.expect_err("refused").to_string();
    assert!(message.ends_with("the file is no SQLite database"), "{message}");
    assert_eq!(std::fs::read_to_string(&path).expect("read"), content);
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    let TestStore { store, path, _folder } = new_store().await;
    store.close().await;
    let mut raw =
        sqlx::sqlite::SqliteConnectOptions::new().filename(&path).connect().await.expect("a connection");
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9999, 'from the future', TRUE, x'00', 0)";
    sqlx::query(newer).execute(&mut raw).await.expect("inserted");
    raw.close().await.expect("closed");
    let message = open(&path).await.expect_err("refused").to_string();
    assert!(message.contains("a newer version of this program has changed it (migration 9999"), "{message}");
}

#[tokio::test]
async fn another_kind_of_database_is_refused_without_its_password() {
    let refused = Store::open("postgres://user:secret@host/db").await.expect_err("refused").to_string();
    assert!(refused.starts_with("`postgres` is no database this build can use"), "{refused}");
    assert!(!refused.contains("secret"));
}

#[tokio::test]
async fn a_path_may_be_written_as_a_url() {
    let folder = tempfile::tempdir().expect("a folder");
    for prefix in ["sqlite:", "sqlite://"] {
        let path = folder.path().join(format!("{}.db", prefix.len()));
        Store::open(&format!("{prefix}{}", path.display())).await.expect("opened");
        assert!(path.is_file());
    }
}

#[tokio::test]
async fn after_close_a_call_is_unavailable_and_says_why() {
    let TestStore { store, _folder, .. } = new_store().await;
    let token = store.create_profile().await.expect("a profile");
    store.close().await;
    let refused = store.put_rating(&token, ItemId(1), Stars::MAX).await.expect_err("refused");
    assert!(matches!(refused, StoreError::Unavailable { .. }), "{refused}");
}

#[tokio::test]
async fn a_rating_that_was_never_written_here_is_called_corrupt() {
    let TestStore { store, path, _folder } = new_store().await;
    let token = store.create_profile().await.expect("a profile");
    store.put_rating(&token, ItemId(1), Stars::MAX).await.expect("kept");
    let mut raw =
        sqlx::sqlite::SqliteConnectOptions::new().filename(&path).connect().await.expect("a connection");
    for statement in ["PRAGMA ignore_check_constraints = ON", "UPDATE ratings SET half_stars = 99"] {
        sqlx::query(statement).execute(&mut raw).await.expect("done");
    }
    let refused = store.list_ratings(&token, None, 10).await.expect_err("refused");
    assert!(matches!(refused, StoreError::Corrupt { .. }), "{refused}");
    assert!(refused.to_string().contains("half_stars 99"), "{refused}");
}
