//! `cinephile data sync` with a real S3 API and a web server on loopback: what is copied, what is rejected, and what is
//! left after a kill.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "helpers of tests are not themselves marked as tests"
)]

use crate::bucket::{Bucket, KEY, Network, SECRET};
use crate::web::Web;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

const RATINGS: &str = "userId,movieId,rating,timestamp\n1,10,4.0,1\n1,11,3.5,2\n2,10,5.0,3\n";
const MOVIES: &str = "movieId,title,genres\n10,Heat (1995),Crime\n11,Jumanji (1995),Children\n";

/// The program with a key for the bucket and no other variable of this machine.
fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cinephile"));
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("AWS_")
            || name.starts_with("CINEPHILE_")
            || name.to_lowercase().ends_with("_proxy")
        {
            command.env_remove(name);
        }
    }
    command.env("AWS_EC2_METADATA_DISABLED", "true");
    command.env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", SECRET);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn sync_command(bucket: &Bucket, source: &str, to: &Path, more: &[&str]) -> Command {
    let to = to.to_str().expect("UTF-8");
    let fixed = ["data", "sync", source, "--to", to, "--endpoint-url", &bucket.endpoint, "--allow-http"];
    program(&[&fixed, more].concat())
}

fn done(mut command: Command) -> serde_json::Value {
    let output = command.arg("--json").output().expect("started");
    assert!(output.status.success(), "{}", shown(&output));
    serde_json::from_slice(&output.stdout).expect("one JSON line")
}

/// The message of a run that must fail. Checks that it contains no secret.
fn refused(mut command: Command) -> String {
    let output = command.output().expect("started");
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    let said = shown(&output);
    assert!(!said.contains(SECRET) && !said.contains("wrong-secret"), "{said}");
    said.trim_end().lines().last().unwrap_or_default().to_owned()
}

fn shown(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All files in a folder except for the sync's own.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(".cinephile-sync") {
            continue;
        }
        if entry.path().is_dir() {
            found
                .extend(contents(&entry.path()).into_iter().map(|(below, b)| (format!("{name}/{below}"), b)));
        } else {
            found.insert(name, std::fs::read(entry.path()).expect("read"));
        }
    }
    found
}

fn sums(files: &[(&str, &[u8])]) -> String {
    use sha2::Digest as _;
    let hex =
        |bytes: &[u8]| sha2::Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect::<String>();
    files.iter().map(|(name, bytes)| format!("{}  {name}\n", hex(bytes))).collect()
}

/// A bucket with a small data set under `ml`, with checksums.
fn small() -> Bucket {
    let bucket = Bucket::start();
    bucket.put("ml/ratings.csv", RATINGS);
    bucket.put("ml/movies.csv", MOVIES);
    bucket.put(
        "ml/SHA256SUMS",
        sums(&[("ratings.csv", RATINGS.as_bytes()), ("movies.csv", MOVIES.as_bytes())]),
    );
    bucket.put("ml-other/x", "not below the prefix");
    bucket
}

#[test]
fn the_first_sync_copies_all_the_second_nothing_and_the_third_changes() {
    let (bucket, place) = (small(), tempfile::tempdir().expect("a folder"));
    let to = place.path().join("data");
    let report = done(sync_command(&bucket, "s3://movies/ml", &to, &[]));
    assert_eq!(
        (&report["n_objects"], &report["n_copied"], &report["n_verified"]),
        (&3.into(), &3.into(), &2.into())
    );
    assert_eq!(contents(&to)["ratings.csv"], RATINGS.as_bytes());
    assert_eq!(contents(&to).len(), 3);
    bucket.n_object_requests();

    let output = sync_command(&bucket, "s3://movies/ml/", &to, &[]).output().expect("started");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.starts_with("nothing to copy: all 3 objects are in `"), "{said}");
    assert_eq!(bucket.n_object_requests(), 1, "the list of checksums alone");

    // A changed copy is noticed, as is a changed source.
    std::fs::write(to.join("movies.csv"), MOVIES.to_uppercase()).expect("written");
    let more = format!("{RATINGS}3,10,1.0,9\n");
    bucket.put("ml/ratings.csv", &more);
    bucket.put("ml/SHA256SUMS", sums(&[("ratings.csv", more.as_bytes()), ("movies.csv", MOVIES.as_bytes())]));
    bucket.remove("ml-other/x");
    let report = done(sync_command(&bucket, "s3://movies/ml", &to, &[]));
    assert_eq!(report["n_copied"], 3);
    assert_eq!(contents(&to)["ratings.csv"], more.as_bytes());
    assert_eq!(contents(&to)["movies.csv"], MOVIES.as_bytes());
}

#[test]
fn only_files_of_an_earlier_sync_are_removed_and_only_on_request() {
    let (bucket, to) = (Bucket::start(), tempfile::tempdir().expect("a folder"));
    bucket.put("ml/a.csv", "a");
    bucket.put("ml/sub/b.csv", "b");
    std::fs::write(to.path().join("mine.txt"), "mine").expect("written");
    done(sync_command(&bucket, "s3://movies/ml", to.path(), &[]));
    bucket.remove("ml/sub/b.csv");
    let report = done(sync_command(&bucket, "s3://movies/ml", to.path(), &[]));
    assert_eq!((&report["n_copied"], &report["n_removed"]), (&0.into(), &0.into()));
    assert!(to.path().join("sub/b.csv").is_file());
    let report = done(sync_command(&bucket, "s3://movies/ml", to.path(), &["--delete"]));
    assert_eq!(report["n_removed"], 1);
    assert_eq!(contents(to.path()).into_keys().collect::<Vec<_>>(), ["a.csv", "mine.txt"]);
}

#[test]
fn a_corrupt_object_is_named_and_the_old_data_stays_whole() {
    let (bucket, to) = (small(), tempfile::tempdir().expect("a folder"));
    done(sync_command(&bucket, "s3://movies/ml", to.path(), &[]));
    let before = contents(to.path());
    bucket.put("ml/movies.csv", MOVIES.replace("Heat", "Head"));
    bucket.put("ml/new.csv", "new");
    let said = refused(sync_command(&bucket, "s3://movies/ml", to.path(), &[]));
    assert!(said.contains("`s3://movies/ml/movies.csv` is corrupt: its SHA-256 is "), "{said}");
    let published = sums(&[("", MOVIES.as_bytes())]);
    assert!(said.contains(&format!("expected {} (SHA256SUMS)", published.trim())), "{said}");
    assert_eq!(contents(to.path()), before);

    // The same if the network corrupts it; then another try helps.
    bucket.put("ml/movies.csv", MOVIES);
    bucket.put("ml/ratings.csv", RATINGS.replace("5.0", "4.5"));
    bucket.put("ml/SHA256SUMS", sums(&[("ratings.csv", RATINGS.replace("5.0", "4.5").as_bytes())]));
    bucket.network(Network::Replaces("2,10,4.5", "2,10,0.5"));
    let said = refused(sync_command(&bucket, "s3://movies/ml", to.path(), &[]));
    assert!(said.contains("`s3://movies/ml/ratings.csv` is corrupt"), "{said}");
    assert_eq!(contents(to.path()), before);
    bucket.network(Network::Good);
    done(sync_command(&bucket, "s3://movies/ml", to.path(), &[]));
    assert_eq!(contents(to.path())["ratings.csv"], RATINGS.replace("5.0", "4.5").as_bytes());

    bucket.put("ml/SHA256SUMS", sums(&[("gone.csv", b"x")]));
    let said = refused(sync_command(&bucket, "s3://movies/ml", to.path(), &[]));
    assert!(said.contains("`s3://movies/ml/SHA256SUMS` lists `gone.csv`, which does not exist"), "{said}");
}

#[test]
fn a_whole_copy_is_enough_while_the_source_is_away_if_that_is_allowed() {
    let to = tempfile::tempdir().expect("a folder");
    let bucket = small();
    done(sync_command(&bucket, "s3://movies/ml", to.path(), &[]));
    let endpoint = bucket.endpoint.clone();
    let stale = |source: &str, to: &Path, more: &[&str]| {
        let to = to.to_str().expect("UTF-8");
        let fixed = [
            "data",
            "sync",
            source,
            "--to",
            to,
            "--endpoint-url",
            &endpoint,
            "--allow-http",
            "--retry-s",
            "1",
        ];
        program(&[&fixed, more].concat())
    };
    // A wrong key is no absence, and must be seen.
    let mut command = stale("s3://movies/ml", to.path(), &["--allow-stale"]);
    command.env("AWS_SECRET_ACCESS_KEY", "wrong-secret");
    assert!(refused(command).contains("rejected the key"));

    drop(bucket);
    assert!(refused(stale("s3://movies/ml", to.path(), &[])).contains("cannot reach `s3://movies/ml`"));
    let output = stale("s3://movies/ml", to.path(), &["--allow-stale", "--json"]).output().expect("started");
    assert!(output.status.success(), "{}", shown(&output));
    assert!(shown(&output).contains("warning: cannot reach `s3://movies/ml`"), "{}", shown(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON line");
    assert_eq!((&report["stale"], &report["n_objects"]), (&true.into(), &3.into()));

    // Not for another source, nor for an empty or a changed folder.
    let allowed = ["--allow-stale"];
    assert!(refused(stale("s3://movies/other", to.path(), &allowed)).contains("cannot reach"));
    let empty = tempfile::tempdir().expect("a folder");
    assert!(refused(stale("s3://movies/ml", empty.path(), &allowed)).contains("cannot reach"));
    std::fs::write(to.path().join("movies.csv"), "cut short").expect("written");
    assert!(refused(stale("s3://movies/ml", to.path(), &allowed)).contains("cannot reach"));
}

#[test]
fn wrong_keys_buckets_and_options_are_reported() {
    let (bucket, to) = (small(), tempfile::tempdir().expect("a folder"));
    let with = |source: &str, more: &[&str]| sync_command(&bucket, source, to.path(), more);
    let mut command = with("s3://movies/ml", &[]);
    command.env("AWS_SECRET_ACCESS_KEY", "wrong-secret");
    let said = refused(command);
    assert!(said.contains("`s3://movies/ml` rejected the key (SignatureDoesNotMatch"), "{said}");
    let mut command = with("s3://movies/ml", &[]);
    command.env("AWS_ACCESS_KEY_ID", "nobody");
    let said = refused(command);
    assert!(said.contains("rejected the key (InvalidAccessKeyId") || said.contains("NotSignedUp"), "{said}");
    let mut command = with("s3://movies/ml", &[]);
    command.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY");
    assert!(refused(command).contains("no credentials for `s3://movies/ml`: set AWS_ACCESS_KEY_ID"));
    let said = refused(with("s3://nobodys/ml", &[]));
    assert!(said.contains("no such bucket: `s3://nobodys/ml`"), "{said}");
    let said = refused(with("s3://movies/nothing", &[]));
    assert!(said.contains("nothing found at `s3://movies/nothing`"), "{said}");
    let said = refused(with("s3://movies/ml", &["--max-objects", "2"]));
    assert!(said.contains("has more than 2 objects") && said.contains("--max-objects"), "{said}");
    let said = refused(with("s3://movies/ml", &["--max-bytes", "20"]));
    assert!(said.contains("has more than 20 bytes"), "{said}");
    let plain = ["data", "sync", "s3://movies/ml", "--to", to.path().to_str().unwrap(), "--endpoint-url"];
    let said = refused(program(&[plain.as_slice(), &[&bucket.endpoint]].concat()));
    assert!(said.contains("`http://127.0.0.1` is not encrypted"), "{said}");
    let nobody = ["http://127.0.0.1:9", "--allow-http", "--retry-s", "0"];
    let said = refused(program(&[plain.as_slice(), &nobody].concat()));
    assert!(said.contains("cannot reach `s3://movies/ml`: ") && said.contains("refused"), "{said}");
    let said = refused(sync_command(&bucket, "s3://movies/ml", Path::new("/dev/null/x"), &[]));
    assert!(said.contains("cannot create the folder `/dev/null/x`"), "{said}");
    assert!(contents(to.path()).is_empty());
    let code = program(&["data", "sync", "ftp://x/y", "--to", "z"]).status().expect("started").code();
    assert_eq!(code, Some(2));
}

#[test]
fn keys_can_come_from_files() {
    let (bucket, to) = (small(), tempfile::tempdir().expect("a folder"));
    let secrets = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        std::fs::write(secrets.path().join(name), text).expect("written");
        secrets.path().join(name)
    };
    let mut command = sync_command(&bucket, "s3://movies/ml", to.path(), &[]);
    command.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY");
    command.env("AWS_ACCESS_KEY_ID_FILE", file("id", &format!("{KEY}\n")));
    command.env("AWS_SECRET_ACCESS_KEY_FILE", file("secret", &format!("{SECRET}\n")));
    assert_eq!(done(command)["n_copied"], 3);
}

#[test]
fn names_that_lead_out_of_the_folder_are_rejected_from_every_source() {
    let (bucket, place) = (Bucket::start(), tempfile::tempdir().expect("a folder"));
    bucket.put("ml/a/escape.csv", "x");
    bucket.put("ml/ok.csv", "x");
    let to = place.path().join("data");
    for hostile in ["ml/../escape.cs", "ml/a//scape.csv", "ml/./escape.csv", "ml/..\\escape.cs"] {
        bucket.network(Network::Replaces("ml/a/escape.csv", hostile));
        let said = refused(sync_command(&bucket, "s3://movies/ml", &to, &[]));
        assert!(said.contains("has a name that is unsafe for a file"), "{hostile}: {said}");
    }
    assert!(contents(place.path()).is_empty());
    // A link in the folder leads out of it as well.
    bucket.network(Network::Good);
    let elsewhere = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(elsewhere.path(), to.join("a")).expect("linked");
    let said = refused(sync_command(&bucket, "s3://movies/ml", &to, &[]));
    assert!(said.contains("it is a link, which may lead out of the folder"), "{said}");
    assert!(contents(elsewhere.path()).is_empty());
}

#[test]
fn a_broken_answer_is_resumed_and_finally_rejected() {
    let (bucket, to) = (Bucket::start(), tempfile::tempdir().expect("a folder"));
    let large: Vec<u8> = (0..3_000_000u32).flat_map(u32::to_le_bytes).collect();
    bucket.put("ml/large.bin", &large);
    bucket.put("ml/SHA256SUMS", sums(&[("large.bin", &large)]));
    bucket.network(Network::Cuts { after: 1_000_000, times: 3 });
    done(sync_command(&bucket, "s3://movies/ml", to.path(), &[]));
    assert_eq!(contents(to.path())["large.bin"], large);
    assert!(bucket.n_object_requests() >= 5, "it was gone on with");

    bucket.put("ml/large.bin", [&large[..], b"more"].concat());
    bucket.remove("ml/SHA256SUMS");
    bucket.network(Network::Cuts { after: 1_000_000, times: usize::MAX });
    let said = refused(sync_command(&bucket, "s3://movies/ml", to.path(), &["--retry-s", "1"]));
    assert!(said.contains("`s3://movies/ml/large.bin`"), "{said}");
    assert_eq!(contents(to.path())["large.bin"], large, "the old data stay whole");
}

fn kill(mut child: Child) -> bool {
    let was_alive = child.try_wait().expect("a state").is_none();
    let _ = child.kill();
    child.wait().expect("ended");
    was_alive
}

#[test]
fn a_killed_sync_leaves_the_old_or_the_new_data_and_the_next_one_finishes() {
    let (bucket, to) = (Bucket::start(), tempfile::tempdir().expect("a folder"));
    let set = |version: u8| -> Vec<(String, Vec<u8>)> {
        (0..6).map(|file| (format!("ml/{file}.bin"), vec![version * 10 + file; 200_000])).collect()
    };
    let put = |version: u8| set(version).iter().for_each(|(key, bytes)| bucket.put(key, bytes));
    put(1);
    done(sync_command(&bucket, "s3://movies/ml", to.path(), &[]));
    let old = contents(to.path());
    put(2);
    bucket.network(Network::Slow(Duration::from_millis(4)));
    let mut n_killed = 0;
    for life_ms in [60, 120, 180, 240] {
        let child = sync_command(&bucket, "s3://movies/ml", to.path(), &[]).spawn().expect("started");
        std::thread::sleep(Duration::from_millis(life_ms));
        n_killed += usize::from(kill(child));
        let now = contents(to.path());
        let is_new = now.values().all(|bytes| (20..26).contains(&bytes[0]));
        // Killed between two renames: a note lists the remaining ones.
        let is_noted = to.path().join(".cinephile-sync/moves.json").is_file();
        let is_whole = now == old || (is_new && now.len() == 6) || is_noted;
        assert!(is_whole, "the old, the new, or the new as soon as it is noticed, after {life_ms} ms");
    }
    assert!(n_killed > 0, "something was tried");
    bucket.network(Network::Good);
    done(sync_command(&bucket, "s3://movies/ml", to.path(), &[]));
    let expected: Vec<Vec<u8>> = set(2).into_iter().map(|(_, bytes)| bytes).collect();
    assert_eq!(contents(to.path()).into_values().collect::<Vec<_>>(), expected);
    let left = std::fs::read_dir(to.path().join(".cinephile-sync")).expect("there").count();
    assert_eq!(left, 1, "but for the lock nothing is left lying about");
}

#[test]
fn two_syncs_to_one_folder_do_the_work_once() {
    let (bucket, to) = (Bucket::start(), tempfile::tempdir().expect("a folder"));
    for file in 0..6 {
        bucket.put(&format!("ml/{file}.bin"), vec![file; 200_000]);
    }
    bucket.network(Network::Slow(Duration::from_millis(2)));
    let start = || sync_command(&bucket, "s3://movies/ml", to.path(), &["--json"]).spawn().expect("started");
    let ended = [start(), start()].map(|child| child.wait_with_output().expect("ended"));
    let copied = ended.map(|output| {
        assert!(output.status.success(), "{}", shown(&output));
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        report["n_copied"].as_u64().expect("a number")
    });
    assert_eq!(copied.iter().sum::<u64>(), 6);
}

#[test]
fn a_web_servers_list_a_single_file_and_a_folder_are_also_sources() {
    let (web, place) = (Web::start(), tempfile::tempdir().expect("a folder"));
    web.put("/ml/ratings.csv", RATINGS);
    web.put("/ml/sub dir/movies.csv", MOVIES);
    let files: [(&str, &[u8]); 2] =
        [("ratings.csv", RATINGS.as_bytes()), ("sub dir/movies.csv", MOVIES.as_bytes())];
    web.put("/ml/SHA256SUMS", sums(&files));
    let to = |name: &str| place.path().join(name).to_str().expect("UTF-8").to_owned();
    let sync = |source: &str, to: &str| program(&["data", "sync", source, "--to", to]);
    for source in ["/ml/", "/ml/SHA256SUMS"] {
        let report = done(sync(&format!("{}{source}", web.url), &to("list")));
        assert_eq!(report["n_objects"], 3, "{report}");
        assert_eq!(contents(Path::new(&to("list")))["sub dir/movies.csv"], MOVIES.as_bytes());
    }
    done(sync(&format!("{}/ml/ratings.csv?signature=x", web.url), &to("one")));
    assert_eq!(contents(Path::new(&to("one"))).into_keys().collect::<Vec<_>>(), ["ratings.csv"]);
    let report = done(sync(&to("list"), &to("copy")));
    assert_eq!(report["n_copied"], 3);
    assert_eq!(done(sync(&to("list"), &to("copy")))["n_copied"], 0);

    let said = refused(sync(&format!("{}/nothing/", web.url), &to("no")));
    assert!(said.contains("of a web server; add a file SHA256SUMS that lists the files to copy"), "{said}");
    web.claim_length(1 << 60);
    let large = format!("{}/ml/ratings.csv", web.url);
    let said = refused(program(&[
        "data",
        "sync",
        &large,
        "--to",
        &to("full"),
        "--max-bytes",
        &(2u64 << 60).to_string(),
    ]));
    assert!(said.contains("bytes are free, 1152921504606846976 are needed"), "{said}");
}

#[test]
fn every_command_reads_remote_data_through_a_copy() {
    let (bucket, cache) = (small(), tempfile::tempdir().expect("a folder"));
    let info = |source: &str| {
        let cache = cache.path().to_str().expect("UTF-8");
        let fixed = ["data", "info", "--data", source, "--data-cache", cache, "--allow-http"];
        let output = program(&fixed).env("AWS_ENDPOINT_URL", &bucket.endpoint).output().expect("started");
        assert!(output.status.success(), "{}", shown(&output));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let told = info("s3://movies/ml");
    assert!(told.contains("name           ml\n") && told.contains("ratings        3\n"), "{told}");
    assert!(told.contains("without title  0\n"), "{told}");
    let told = info("s3://movies/ml/ratings.csv");
    assert!(told.contains("name           ratings\n"), "{told}");
    bucket.n_object_requests();
    info("s3://movies/ml");
    assert_eq!(bucket.n_object_requests(), 1, "the list of checksums alone");
}
