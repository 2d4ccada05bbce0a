//! `cinephile data fetch` from a web server on loopback: resuming, verifying, unpacking, showing the licence.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "helpers of tests are not themselves marked as tests"
)]

use crate::terminal::{done, refused, text};
use crate::web::Web;
use std::io::Write as _;
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const README: &str =
    "Summary\n=======\n\nUsage License\n=============\n\nFor research only.\n\nCitation\n========\nX\n";

/// A small data set, packed as MovieLens does.
fn archive(ratings: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let noise: String = (0..40_000u32).map(|n| format!("{}\n", n.wrapping_mul(2_654_435_761))).collect();
    for (name, bytes) in [("README.txt", README), ("ratings.csv", ratings), ("tags.csv", &noise)] {
        zip.start_file(format!("ml-25m/{name}"), SimpleFileOptions::default()).expect("an entry");
        zip.write_all(bytes.as_bytes()).expect("written");
    }
    zip.finish().expect("whole").into_inner()
}

fn ratings() -> String {
    "userId,movieId,rating,timestamp\n1,10,4.0,1\n2,10,5.0,3\n".to_owned()
}

fn hex<D: sha2::Digest>(bytes: &[u8]) -> String {
    D::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder).expect("there").flatten().collect();
    names.sort_by_key(std::fs::DirEntry::file_name);
    names.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_data_set_is_downloaded_verified_and_unpacked_and_its_licence_is_shown() {
    let (web, to) = (Web::start(), tempfile::tempdir().expect("a folder"));
    let zip = archive(&ratings());
    web.put("/ml/ml-latest-small.zip", zip.clone());
    web.put("/ml/ml-latest-small.zip.md5", format!("{}  ml-latest-small.zip\n", hex::<md5::Md5>(&zip)));
    let mirror = format!("{}/ml", web.url);
    let args = ["data", "fetch", "ml-latest-small", "--mirror", &mirror, "--to", text(to.path())];
    let said = done(&args);
    assert!(said.contains(&format!("the MD5 checksum matches ({mirror}/ml-latest-small.zip.md5)")), "{said}");
    assert!(said.contains("For research only.") && !said.contains("Citation"), "{said}");
    assert_eq!(names(to.path()), ["ml-latest-small"], "no archive and no parts are left");
    let data = to.path().join("ml-latest-small");
    assert_eq!(names(&data), ["README.txt", "ratings.csv", "tags.csv"]);
    assert!(done(&["data", "info", "--data", text(&data)]).contains("ratings        2\n"));
    web.log();
    assert!(done(&args).contains("already exists; --force replaces it"));
    assert!(web.log().is_empty(), "nothing was asked for");

    let zip = archive(&(ratings() + "3,11,1.0,1\n"));
    web.put("/ml/ml-latest-small.zip", zip.clone());
    web.put("/ml/ml-latest-small.zip.md5", hex::<md5::Md5>(&zip));
    done(&[&args[..], &["--force"]].concat());
    assert!(done(&["data", "info", "--data", text(&data)]).contains("ratings        3\n"));
    assert_eq!(names(to.path()), ["ml-latest-small"]);
}

#[test]
fn an_interrupted_download_resumes_unless_the_file_has_changed() {
    let (web, to) = (Web::start(), tempfile::tempdir().expect("a folder"));
    let zip = archive(&ratings());
    web.put("/a.zip", zip.clone());
    web.put("/a.zip.sha256", format!("{} *a.zip\n", hex::<sha2::Sha256>(&zip)));
    let url = format!("{}/a.zip", web.url);
    let args = ["data", "fetch", &url, "--to", text(to.path()), "--retry-s", "0"];
    web.cut(30_000, 1);
    let said = refused(&args, 1);
    assert!(said.contains("a.zip`"), "{said}");
    assert_eq!(names(to.path()), [".a.zip.part", ".a.zip.part.json"]);
    web.log();
    let said = done(&args);
    assert!(said.contains(", 30000 of them by an earlier run; the SHA-256 checksum matches"), "{said}");
    assert_eq!(web.log()[0], "GET /a.zip bytes=30000-");
    assert_eq!(names(to.path()), ["a"]);

    // The file has changed since: from the beginning.
    let force = [&args[..], &["--force"]].concat();
    web.cut(30_000, 1);
    refused(&force, 1);
    let zip = archive(&(ratings() + "3,11,1.0,1\n"));
    web.put("/a.zip", zip.clone());
    web.put("/a.zip.sha256", hex::<sha2::Sha256>(&zip));
    assert!(!done(&force).contains("earlier"));
    // A server without range requests: from the beginning.
    web.cut(30_000, 1);
    refused(&force, 1);
    web.ignore_ranges();
    assert!(!done(&force).contains("earlier"));
    assert!(done(&["data", "info", "--data", text(&to.path().join("a"))]).contains("ratings        3\n"));
}

#[test]
fn a_broken_connection_is_resumed_in_the_same_run() {
    let (web, to) = (Web::start(), tempfile::tempdir().expect("a folder"));
    web.put("/a.zip", archive(&ratings()));
    web.cut(30_000, 2);
    let url = format!("{}/a.zip", web.url);
    let said = done(&["data", "fetch", &url, "--to", text(to.path())]);
    assert!(said.contains("not verified: no checksum is published"), "{said}");
    let asked = web.log();
    assert!(asked[1].starts_with("GET /a.zip bytes=30000-"), "{asked:?}");
}

#[test]
fn wrong_checksums_hostile_archives_and_odd_names_are_rejected() {
    let (web, to) = (Web::start(), tempfile::tempdir().expect("a folder"));
    let zip = archive(&ratings());
    web.put("/ml-25m.zip", zip.clone());
    let fetch = |what: &str, more: &[&str]| {
        refused(&[&["data", "fetch", what, "--to", text(to.path()), "--retry-s", "0"], more].concat(), 1)
    };
    let said = fetch("ml-25m", &["--mirror", &web.url]);
    let pinned = "expected 8b21cfb7eb1706b4ec0aac894368d90acf26ebdfb6aced3ebd4ad5bd1eb9c6aa (as required)";
    assert!(said.contains("is corrupt: its SHA-256 is ") && said.contains(pinned), "{said}");
    assert!(names(to.path()).iter().all(|name| !name.ends_with(".part")), "nothing of it is kept");
    let said = fetch("ml-2m", &[]);
    assert!(said.contains("`ml-2m` is neither a known data set (ml-latest-small: "), "{said}");
    assert!(fetch(&format!("{}/none.zip", web.url), &[]).contains("nothing found at `"));
    assert!(fetch(&format!("{}/", web.url), &[]).contains("does not end in a file name"));

    let mut hostile = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    hostile.start_file("../evil.csv", SimpleFileOptions::default()).expect("an entry");
    hostile.write_all(b"x").expect("written");
    web.put("/evil.zip", hostile.finish().expect("whole").into_inner());
    let said = fetch(&format!("{}/evil.zip", web.url), &[]);
    assert!(said.contains("its entry `../evil.csv` would be written outside the folder"), "{said}");
    assert!(!to.path().join("evil").exists());
    assert!(!to.path().parent().expect("one").join("evil.csv").exists());
}
