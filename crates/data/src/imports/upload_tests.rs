//! Several files and archives as one import.

use super::tests::rated;
use super::*;
use crate::search::TitleIndex;
use crate::{Catalogue, Movie, Popularity};
use proptest::prelude::*;
use std::io::Write as _;
use zip::write::SimpleFileOptions;

const RATINGS: &str =
    "Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Heat,1995,x,4\n2024-01-01,Seven,1995,x,2\n";
const DIARY: &str = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n\
    2024-05-09,Heat,1995,x,1,,,2024-05-01\n2024-05-10,The Matrix,1999,x,3,Yes,,2024-05-03\n";
const LIST: &str = "Date,Name,Year,Letterboxd URI\n2024-05-01,Dark City,1998,x\n";

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).expect("started");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> UploadedFile<Vec<u8>> {
    UploadedFile { name: Some(name.to_owned()), bytes: bytes.into() }
}

fn read(files: Vec<UploadedFile<Vec<u8>>>, options: &ImportOptions) -> Result<ImportReport, ImportError> {
    let movies = ["Heat (1995)", "Seven (1995)", "Matrix, The (1999)", "Dark City (1998)"];
    let movie = |(id, title): (u32, &str)| Movie::new(id, title, Vec::new());
    let catalogue = Catalogue::build((0..).zip(movies).map(movie).collect()).expect("a catalogue");
    let (ids, titles) =
        (ImportIndex::build(&catalogue), TitleIndex::build(&catalogue, &Popularity::of(vec![1; 4])));
    let matcher = Matcher { catalogue: &catalogue, ids: &ids, titles: &titles, has_movielens_ids: true };
    let export = read_upload(files, options)?;
    let report = matcher.match_export(export, &|| true).expect("wanted");
    let n = report.matched.len() + report.n_repeated + report.proposed.len() + report.unmatched.len();
    assert_eq!((report.n_rows, report.files.iter().map(|file| file.n_rows).sum::<usize>()), (n, n));
    Ok(report)
}

fn taken(report: &ImportReport) -> Vec<(usize, Mark)> {
    let mut taken: Vec<_> = report.matched.iter().map(|found| (found.item.get(), found.mark)).collect();
    taken.sort_by_key(|&(item, _)| item);
    taken
}

#[test]
fn an_archive_and_its_files_are_the_same_import() {
    let parts = [("ratings.csv", RATINGS), ("diary.csv", DIARY), ("watchlist.csv", LIST)];
    let whole = zip(&parts.map(|(name, text)| (name, text.as_bytes())));
    let options = ImportOptions::default();
    let from_zip = read(vec![file("letterboxd.zip", whole)], &options).expect("read");
    let from_files =
        read(parts.iter().map(|(name, text)| file(name, *text)).collect(), &options).expect("read");
    assert_eq!(from_zip, from_files);
    let expected = [(0, rated(8)), (1, rated(4)), (2, rated(6)), (3, Mark::Watchlist)];
    assert_eq!(taken(&from_zip), expected, "the current rating of Heat, not that of the diary");
    assert_eq!((from_zip.n_rows, from_zip.n_repeated), (5, 1));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_read() {
    let inner = zip(&[("ratings.csv", RATINGS.as_bytes())]);
    let whole = zip(&[
        ("profile.csv", b"Date Joined,Username\n2020-01-01,ann\n"),
        ("../../etc/ratings.csv", RATINGS.as_bytes()),
        ("inner.csv", &inner),
        ("picture.png", b"x"),
        ("deleted/diary.csv", DIARY.as_bytes()),
        ("__MACOSX/._ratings.csv", b"x"),
        ("likes/", b""),
        ("likes/films.csv", LIST.as_bytes()),
    ]);
    let report = read(vec![file("a.zip", whole)], &ImportOptions::default()).expect("read");
    assert_eq!(taken(&report), [(0, rated(8)), (1, rated(4)), (3, Mark::Watched)]);
    let skipped: Vec<_> =
        report.files.iter().filter_map(|file| Some((file.name.as_str(), file.skipped.as_deref()?))).collect();
    let expected = [
        ("profile.csv", "unknown header `date joined,username` in the first line"),
        ("inner.csv", "an archive in an archive is not opened"),
        ("picture.png", "files of this kind are not read"),
        ("deleted/diary.csv", "it holds what was removed from the account"),
    ];
    assert_eq!(skipped, expected);
    let nothing = read(vec![file("a.zip", zip(&[("x.csv", b"a,b\n")]))], &ImportOptions::default());
    let message = nothing.expect_err("rejected").to_string();
    assert_eq!(message, "none of the files can be read; `x.csv`: unknown header `a,b` in the first line");
}

#[test]
fn bombs_and_damage_are_rejected() {
    let options = ImportOptions::default();
    let rejection =
        |bytes: Vec<u8>| read(vec![file("a.zip", bytes)], &options).expect_err("rejected").to_string();
    let zeros = vec![b'a'; 51 << 20];
    let bomb = zip(&[("a.csv", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert!(rejection(bomb).contains("too large"));
    let bomb =
        zip(&[("a.csv", &zeros[..40 << 20]), ("b.csv", &zeros[..40 << 20]), ("c.csv", &zeros[..40 << 20])]);
    assert!(rejection(bomb).contains("too large"), "together");
    let names: Vec<String> = (0..=MAX_IMPORT_FILES).map(|n| format!("{n}.csv")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(rejection(zip(&many)).contains("1001 files"));
    let mut cut = zip(&[("ratings.csv", RATINGS.as_bytes())]);
    cut.truncate(cut.len() - 10);
    assert!(rejection(cut).contains("cannot be read"));
    let book = zip(&[("[Content_Types].xml", b"<x/>"), ("xl/sheet1.xml", b"<x/>")]);
    assert!(rejection(book).contains("a spreadsheet"));
    // The stated size lies: the bytes are counted as they come.
    let mut lying = zip(&[("ratings.csv", RATINGS.as_bytes())]);
    let directory = lying.windows(4).position(|bytes| bytes == b"PK\x01\x02").expect("a directory");
    lying[directory + 24..directory + 28].copy_from_slice(&u32::MAX.to_le_bytes());
    let _ = read(vec![file("a.zip", lying)], &options);
}

#[test]
fn an_answer_is_for_the_files_that_need_it() {
    let of_ten = "Date,Name,Year,Letterboxd URI,Rating\n2025-01-01,The Matrix,1999,x,9\n";
    let own = "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2021-11-06,x,,x,\n\n\
        Position,Name,Year,URL,Description\n1,Dark City,1998,x,\n";
    let files =
        || vec![file("ratings.csv", RATINGS), file("other.csv", of_ten), file("lists/watched.csv", own)];
    let asked = read(files(), &ImportOptions::default()).expect_err("asked");
    assert_eq!(asked.option(), Some("scale"));
    let scale = Some("1..10".parse().expect("a scale"));
    let report = read(files(), &ImportOptions { scale, ..ImportOptions::default() }).expect("read");
    assert_eq!(taken(&report), [(0, rated(8)), (1, rated(4)), (2, rated(9))], "stars stay stars");
    assert_eq!(report.unmatched[0].miss, Miss::OwnList);
    let list = Some(Mark::Watched);
    let report = read(files(), &ImportOptions { scale, list, ..ImportOptions::default() }).expect("read");
    assert!(taken(&report).contains(&(3, Mark::Watched)));
    let unused = read(
        vec![file("a.csv", RATINGS), file("b.csv", DIARY)],
        &ImportOptions { list, ..ImportOptions::default() },
    );
    assert_eq!(unused.expect_err("rejected").option(), Some("list"));
}

/// The memory and the time that reading and matching take. Prints them; run it alone, on Linux. Memory that an upload frees stays
/// with the process, so that only the first figures are whole.
#[test]
#[ignore = "measures memory"]
fn the_largest_uploads_take_bounded_memory() {
    const MOST: usize = MAX_IMPORT_BYTES - 1_000;
    let repeated = |start: &str, element: &str, end: &str, most: usize| {
        let n = (MOST - start.len() - end.len()) / (element.len() + 1);
        format!("{start}{}{end}", vec![element; n.min(most)].join(",")).into_bytes()
    };
    let play = r#"{"id":1234567890,"watched_at":"2024-01-02T03:04:05.000Z","action":"scrobble","type":"movie","movie":{"title":"A film that nobody knows","year":1995,"ids":{"trakt":1,"slug":"a-film","imdb":"tt9999999","tmdb":99999999}}}"#;
    let rows =
        |n: usize| (0..n).map(|n| format!(",An unknown film called {n},1995,x,4\n")).collect::<String>();
    let ratings = |n: usize| format!("Date,Name,Year,Letterboxd URI,Rating\n{}", rows(n)).into_bytes();
    let long = "a".repeat(400);
    let reviews = (0..MAX_IMPORT_ROWS).map(|n| format!(",Film {n},1995,x,4,,{long},,\n")).collect::<String>();
    let reviews = format!("Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n{reviews}")
        .into_bytes();
    let uploads: Vec<(&str, Vec<u8>)> = vec![
        ("empty lists", repeated("[", "[]", "]", MOST)),
        ("objects of nothing known", repeated("[", "{\"a\":{}}", "]", MOST)),
        ("an object of 50 MB", repeated("[{\"movie\":{\"x\":[", "{}", "]}}]", MOST)),
        ("plays of Trakt", repeated("[", play, "]", MAX_IMPORT_ROWS)),
        ("ratings of unknown films", ratings(MAX_IMPORT_ROWS)),
        ("reviews", reviews[..reviews.len().min(MOST)].to_vec()),
        ("a header of commas", vec![b','; MOST]),
        ("ten files of 5,000 ratings in a zip", {
            let part = ratings(5_000);
            let names: Vec<String> = (0..10).map(|n| format!("{n}/ratings.csv")).collect();
            zip(&names.iter().map(|name| (name.as_str(), part.as_slice())).collect::<Vec<_>>())
        }),
        ("a bomb", zip(&[("a.csv", &vec![b'a'; 60 << 20])])),
    ];
    let peak_kib = |reset: bool| {
        if reset {
            std::fs::write("/proc/self/clear_refs", "5").expect("Linux");
        }
        let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
        let line = status.lines().find(|line| line.starts_with("VmHWM")).expect("there");
        line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).expect("a number")
    };
    for (name, bytes) in uploads {
        let (n_mib, before) = (bytes.len() >> 20, peak_kib(true));
        let started = std::time::Instant::now();
        let outcome = read(vec![file("upload", bytes)], &ImportOptions::default());
        let told = outcome.map_or_else(|error| error.to_string(), |report| format!("{} rows", report.n_rows));
        let told: String = told.chars().take(60).collect();
        let (mib, s) = ((peak_kib(false) - before) >> 10, started.elapsed().as_secs_f64());
        eprintln!("{name}, {n_mib} MiB: {mib} MiB more, {s:.1} s ({told})");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any files in any archive: the counts add up, and no rating is written that no file holds.
    #[test]
    fn counts_add_up_over_files(
        files in prop::collection::vec((0..3_usize, prop::collection::vec((0..4_usize, 1..=10_u8), 0..6)), 1..5),
        is_archive in any::<bool>(),
        flipped in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3),
    ) {
        let titles = ["Heat,1995", "Seven,1995", "The Matrix,1999", "Dark City,1998"];
        let mut held = Vec::new();
        let texts: Vec<(String, String)> = files.iter().enumerate().map(|(n, (kind, rows))| {
            let (name, header) = [("ratings", "Date,Name,Year,Letterboxd URI,Rating"), ("watched", "Date,Name,Year,Letterboxd URI"), ("x", "a,b")][*kind];
            let mut text = format!("{header}\n");
            for (title, half_stars) in rows {
                let rating = if *kind == 0 { format!(",{}", f32::from(*half_stars) / 2.0) } else { String::new() };
                if *kind == 0 { held.push((*title, rated(*half_stars))); }
                text += &format!("2024-01-0{},{},x{rating}\n", n + 1, titles[*title]);
            }
            (format!("{n}-{name}.csv"), text)
        }).collect();
        let parts: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
        let sent = if is_archive {
            let mut bytes = zip(&parts);
            for (index, byte) in flipped { let at = index.index(bytes.len()); bytes[at] = byte; }
            vec![file("a.zip", bytes)]
        } else {
            parts.iter().map(|(name, bytes)| file(name, *bytes)).collect()
        };
        if let Ok(report) = read(sent, &ImportOptions::default()) {
            for found in &report.matched {
                let is_held = found.mark == Mark::Watched || held.contains(&(found.item.get(), found.mark));
                prop_assert!(is_held, "{:?}", found);
            }
        }
    }
}
