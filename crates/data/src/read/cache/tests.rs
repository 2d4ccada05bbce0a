use super::*;
use crate::read::report::OnBadRow;
use crate::read::{LoadReport, ReadOptions, parse, read_cached};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// A small folder, its data set, and the cache's bytes.
struct Fixture {
    dir: tempfile::TempDir,
    source: Source,
    hash: [u8; 32],
    cache: PathBuf,
}

impl Fixture {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let movies = "movieId,title,genres\n6,Heat (1995),Action\n7,Sabrina (1995),Comedy\n";
        fs::write(dir.path().join("movies.csv"), movies).expect("written");
        fs::write(
            dir.path().join("ratings.csv"),
            "userId,movieId,rating,timestamp\n1,6,5,1\n2,6,0.5,2\n2,7,3,3\n",
        )
        .expect("written");
        let source = Source::find(dir.path()).expect("found");
        let (dataset, report) = parse(&source, &ReadOptions::default()).expect("valid");
        let hash = source_hash(&source).expect("read");
        let cache = dir.path().join("cache");
        store(&cache, hash, &dataset, &report).expect("stored");
        Self { dir, source, hash, cache }
    }

    fn rejection(&self) -> String {
        load(&self.cache, "x", self.hash, OnBadRow::Stop)
            .err()
            .map(|error| error.to_string())
            .expect("rejected")
    }

    fn edit(&self, edit: impl Fn(&mut Vec<u8>)) {
        let mut bytes = fs::read(&self.cache).expect("there");
        edit(&mut bytes);
        fs::write(&self.cache, bytes).expect("written");
    }
}

#[cfg(unix)]
#[test]
fn only_owner_and_group_read_a_cache() {
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &fs::metadata(Fixture::new().cache).expect("there").permissions(),
    );
    assert_eq!(mode & 0o007, 0, "{mode:o}");
}

#[test]
fn a_cache_gives_what_was_parsed() {
    let fixture = Fixture::new();
    let (parsed, report) = parse(&fixture.source, &ReadOptions::default()).expect("valid");
    let (cached, cached_report) =
        load(&fixture.cache, &parsed.name, fixture.hash, OnBadRow::Stop).expect("good").expect("there");
    assert_eq!(cached.interactions, parsed.interactions);
    assert_eq!(cached.catalogue, parsed.catalogue);
    assert_eq!((&cached.user_ids, &cached.content_hash), (&parsed.user_ids, &parsed.content_hash));
    assert_eq!(cached_report, LoadReport { from_cache: true, ..report });
    assert!(load(Path::new("/nowhere"), "x", fixture.hash, OnBadRow::Stop).expect("no error").is_none());
}

#[test]
fn any_flipped_byte_and_any_cut_is_rejected() {
    let fixture = Fixture::new();
    let whole = fs::read(&fixture.cache).expect("there");
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        let blob = Blob::from_bytes(Path::new("c"), flipped);
        assert!(load::read(&blob, "x", fixture.hash, OnBadRow::Stop).is_err(), "byte {at} flipped");
        let blob = Blob::from_bytes(Path::new("c"), whole[..at].to_vec());
        assert!(load::read(&blob, "x", fixture.hash, OnBadRow::Stop).is_err(), "cut at {at}");
    }
}

#[test]
fn a_rejection_says_why() {
    let fixture = Fixture::new();
    let n_bytes = fs::metadata(&fixture.cache).expect("there").len();
    fixture.edit(|bytes| *bytes.last_mut().expect("not empty") ^= 1);
    assert_eq!(fixture.rejection(), "the cache is damaged: its checksum does not match");
    fixture.edit(|bytes| bytes.truncate(bytes.len() - 3));
    assert_eq!(fixture.rejection(), format!("the cache has {} bytes; expected {n_bytes}", n_bytes - 3));
    fixture.edit(|bytes| bytes[8] = 0);
    assert_eq!(fixture.rejection(), "the cache has format version 0; this program reads version 4");
    fixture.edit(|bytes| bytes[0] = b'X');
    assert_eq!(fixture.rejection(), "the file is not a cache");
    // A length that exceeds all memory is rejected before anything is allocated.
    let fixture = Fixture::new();
    fixture.edit(|bytes| bytes[72..80].fill(0xFF));
    assert_eq!(fixture.rejection(), "the cache is damaged: its checksum does not match");
}

#[test]
fn a_changed_source_is_parsed_again_and_cached_anew() {
    let fixture = Fixture::new();
    let ratings = fixture.dir.path().join("ratings.csv");
    let (_, report) = read_cached(&fixture.source, &ReadOptions::default(), &fixture.cache).expect("valid");
    assert!(report.from_cache);
    let text = fs::read_to_string(&ratings).expect("there").replace("1,6,5,1", "1,6,4,1");
    fs::write(&ratings, text).expect("written");
    let (changed, report) =
        read_cached(&fixture.source, &ReadOptions::default(), &fixture.cache).expect("valid");
    assert!(!report.from_cache);
    assert_eq!(report.cache_note.as_deref(), Some("the source changed since the cache was written"));
    assert_eq!(changed.interactions.values()[0], 4.0);
    let (again, report) =
        read_cached(&fixture.source, &ReadOptions::default(), &fixture.cache).expect("valid");
    assert!(report.from_cache && report.cache_note.is_none());
    assert_eq!(again.content_hash, changed.content_hash);
}

#[test]
fn a_cache_of_skipped_rows_does_not_hide_them() {
    let fixture = Fixture::new();
    fs::write(fixture.dir.path().join("ratings.csv"), "user,item\n1,6\nx,6\n").expect("written");
    let (_, report) = read_cached(
        &fixture.source,
        &ReadOptions { skip_bad_rows: true, ..ReadOptions::default() },
        &fixture.cache,
    )
    .expect("skipped");
    assert_eq!(report.n_bad_rows, 1);
    let (_, report) = read_cached(
        &fixture.source,
        &ReadOptions { skip_bad_rows: true, ..ReadOptions::default() },
        &fixture.cache,
    )
    .expect("skipped");
    assert!(report.from_cache && report.n_bad_rows == 1);
    let error = read_cached(&fixture.source, &ReadOptions::default(), &fixture.cache)
        .expect_err("the bad row stops the load");
    assert!(
        error
            .to_string()
            .ends_with("ratings.csv` line 3: user `x` is not a whole number from 0 to 4294967295")
    );
}

#[test]
fn small_data_is_not_cached_and_a_read_only_folder_is_left_alone() {
    let fixture = Fixture::new();
    assert!(!is_worth_it(&fixture.source));
    let name = fixture.dir.path().canonicalize().expect("there");
    let name = name.file_name().expect("a name").to_string_lossy().into_owned();
    let beside = cache_file(&fixture.source, None).expect("writable");
    assert!(beside.ends_with(format!(".{name}.cinecache")));
    let elsewhere = cache_file(&fixture.source, Some(Path::new("/caches"))).expect("given");
    assert!(elsewhere.starts_with("/caches"));
    let mut permissions = fixture.dir.path().metadata().expect("there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(fixture.dir.path(), permissions.clone()).expect("set");
    assert_eq!(cache_file(&fixture.source, None), None);
    #[expect(clippy::permissions_set_readonly_false, reason = "so that the folder can be removed")]
    permissions.set_readonly(false);
    fs::set_permissions(fixture.dir.path(), permissions).expect("set");
}

proptest! {
    #[test]
    fn random_bytes_are_rejected(bytes in prop::collection::vec(any::<u8>(), 0..400), begins_well: bool) {
        let mut bytes = bytes;
        if begins_well && bytes.len() > 16 {
            bytes[..8].copy_from_slice(b"CINECACH");
            bytes[8..16].copy_from_slice(&format::VERSION.to_le_bytes());
        }
        let blob = Blob::from_bytes(Path::new("c"), bytes);
        prop_assert!(load::read(&blob, "x", [0; 32], OnBadRow::Stop).is_err());
    }
}
