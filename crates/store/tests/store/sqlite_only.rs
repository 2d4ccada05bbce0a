//! What applies to files only.

use crate::fixture::{TestStore, new_profile, rate};
use cinephile_store::{Store, StoreError};
use std::path::Path;

async fn open(path: &Path) -> Result<Store, StoreError> {
    Store::open(path.to_str().expect("UTF-8")).await
}

/// The file and its write-ahead log.
fn bytes_on_disk(path: &Path) -> Vec<u8> {
    let log = path.with_extension("db-wal");
    [path, &log].into_iter().flat_map(|file| std::fs::read(file).unwrap_or_default()).collect()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn the_file_contains_no_token() {
    let test = TestStore::sqlite().await;
    let token = new_profile(&test.store).await;
    test.store.close().await;
    let file = std::fs::read(test.path()).expect("the file");
    let secret = blake3::Hash::from_hex(token.to_string()).expect("hex");
    assert!(!holds(&file, secret.as_bytes()) && !holds(&file, token.to_string().as_bytes()));
    assert!(holds(&file, blake3::hash(secret.as_bytes()).as_bytes()), "its hash is");
}

#[tokio::test]
async fn a_deleted_profile_leaves_no_byte_on_disk() {
    let test = TestStore::sqlite().await;
    let token = new_profile(&test.store).await;
    rate(&test.store, &token, 6, 9).await;
    let secret = blake3::Hash::from_hex(token.to_string()).expect("hex");
    let hash = blake3::hash(secret.as_bytes());
    assert!(holds(&bytes_on_disk(&test.path()), hash.as_bytes()), "it was there");
    test.store.delete_profile(&token).await.expect("deleted");
    assert!(!holds(&bytes_on_disk(&test.path()), hash.as_bytes()), "neither in the file nor in its log");
}

/// The documented backup reads while the service runs.
#[tokio::test]
async fn a_deletion_does_not_wait_for_a_reader_and_its_bytes_go_once_that_has_ended() {
    let test = TestStore::sqlite().await;
    let (token, other) = (new_profile(&test.store).await, new_profile(&test.store).await);
    let secret = blake3::Hash::from_hex(token.to_string()).expect("hex");
    let hash = blake3::hash(secret.as_bytes());
    let mut reader = test.raw_sqlite().await;
    sqlx::raw_sql("BEGIN; SELECT COUNT(*) FROM profiles").execute(&mut reader).await.expect("reads");
    let started = std::time::Instant::now();
    test.store.delete_profile(&token).await.expect("deleted");
    rate(&test.store, &other, 1, 1).await;
    // A lock is waited for four seconds.
    assert!(started.elapsed() < std::time::Duration::from_secs(3), "{:?}", started.elapsed());
    assert!(holds(&bytes_on_disk(&test.path()), hash.as_bytes()), "the reader still sees it");
    sqlx::raw_sql("COMMIT").execute(&mut reader).await.expect("done");
    let gone = async {
        while holds(&bytes_on_disk(&test.path()), hash.as_bytes()) {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), gone).await.expect("overwritten by itself");
}

#[tokio::test]
async fn a_health_check_sees_a_database_that_can_only_be_read() {
    let test = TestStore::sqlite().await;
    test.store.check().await.expect("well");
    let store = test.reopened().await;
    let mut writer = test.raw_sqlite().await;
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut writer).await.expect("locked");
    let rejected = store.check().await.expect_err("locked").to_string();
    assert!(rejected.contains("locked"), "{rejected}");
    assert!(store.check().await.is_err(), "the result holds for a while");
}

#[tokio::test]
async fn the_error_for_an_unwritable_location_names_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a file");
    std::fs::write(&file, "no folder").expect("written");
    let message = open(&file.join("visitors.db")).await.expect_err("rejected").to_string();
    assert!(
        message.starts_with("cannot open the database `") && message.contains("a file/visitors.db`"),
        "{message}"
    );
    assert!(message.contains("cannot create its folder"), "{message}");
    let message = open(folder.path()).await.expect_err("a folder is not a file").to_string();
    assert!(message.contains("it cannot be created or read"), "{message}");
    assert!(!Path::new("/proc/visitors.db").exists());
    let message = open(Path::new("/proc/visitors.db")).await.expect_err("rejected").to_string();
    assert!(message.starts_with("cannot open the database `/proc/visitors.db`"), "{message}");
}

#[tokio::test]
async fn a_file_of_another_kind_is_rejected_and_left_unchanged() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ratings.csv");
    let content = "userId,movieId,rating,timestamp\n".repeat(100);
    std::fs::write(&path, &content).expect("written");
    let message = open(&path).await.expect_err("rejected").to_string();
    assert!(message.ends_with("the file is not a SQLite database"), "{message}");
    assert_eq!(std::fs::read_to_string(&path).expect("read"), content);
}

#[tokio::test]
async fn the_error_for_another_kind_of_database_hides_its_password() {
    let rejected = Store::open("mysql://user:secret@host/db").await.expect_err("rejected").to_string();
    assert!(rejected.starts_with("unsupported database `mysql`"), "{rejected}");
    assert!(!rejected.contains("secret"));
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
