//! Every format, written and read back.

use crate::common::{archive, folder, read, triples};
use cinephile_data::read::{CachePolicy, ReadOptions, read_dataset};
use cinephile_data::{ItemId, UserIdx};
use proptest::prelude::*;
use std::collections::BTreeMap;

const EXPECTED: [(u32, u32, f32); 3] = [(1, 6, 5.0), (2, 6, 1.0), (2, 7, 4.0)];

#[test]
fn a_csv_folder_with_quotes_crlf_and_a_byte_order_mark() {
    let dir = folder(&[
        (
            "ratings.csv",
            b"\xEF\xBB\xBFuserId,movieId,rating,timestamp\r\n1,6,5.0,10\r\n2,6,1.0,11\r\n2,7,4.0,12",
        ),
        (
            "movies.csv",
            "\u{feff}movieId,title,genres\r\n6,\"American President, The (1995) \",Comedy|Drama\r\n\
             7,\"Mis\u{e9}rables \"\"the\"\", Les (1995)\",(no genres listed)\r\n9,Unseen (2000),War\r\n"
                .as_bytes(),
        ),
        ("links.csv", b"movieId,imdbId,tmdbId\r\n6,0112346,9087\r\n7,0113828,\r\n8,1,1\r\n"),
    ]);
    let (dataset, report) = read(dir.path());
    assert_eq!(triples(&dataset), EXPECTED);
    assert_eq!((report.n_rows, report.n_placeholder_movies), (3, 0));
    let movies = dataset.catalogue.movies();
    assert_eq!((movies[0].title.as_str(), movies[0].year), ("The American President", Some(1995)));
    assert_eq!(movies[0].genres, ["Comedy", "Drama"]);
    assert_eq!((movies[0].imdb_id, movies[0].tmdb_id), (Some(112_346), Some(9_087)));
    assert_eq!(movies[1].title, "Les Mis\u{e9}rables \"the\"");
    assert_eq!((movies[1].genres.len(), movies[1].imdb_id, movies[1].tmdb_id), (0, Some(113_828), None));
    assert_eq!(dataset.interactions.n_items(), 3, "movies that nobody rated are in the catalogue");
}

#[test]
fn the_1m_format_is_latin_1_and_the_10m_format_utf_8() {
    let ratings: &[u8] = b"1::6::5::10\n2::6::1::11\n2::7::4::12\n";
    for title in [&b"Mis\xE9rables, Les (1995)"[..], "Mis\u{e9}rables, Les (1995)".as_bytes()] {
        let movies = [b"6::Heat (1995)::Action|Crime\n7::", title, b"::Children's|Drama\n"].concat();
        let dir = folder(&[("ratings.dat", ratings), ("movies.dat", &movies)]);
        let (dataset, _) = read(dir.path());
        assert_eq!(triples(&dataset), EXPECTED);
        assert_eq!(dataset.catalogue.movies()[1].title, "Les Mis\u{e9}rables");
        assert_eq!(dataset.catalogue.movies()[1].genres, ["Children", "Drama"]);
    }
    let dir = folder(&[("ratings.dat", b"1::6::4.5::838985046\n")]);
    assert_eq!(triples(&read(dir.path()).0), [(1, 6, 4.5)]);
}

#[test]
fn the_100k_format_has_flags_for_genres_and_a_date_for_the_year() {
    let flags = |on: &[usize]| (0..19).map(|k| if on.contains(&k) { "|1" } else { "|0" }).collect::<String>();
    let items = [
        format!(
            "6|Heat (1995)|01-Jan-1995||http://us.imdb.com/M/title-exact?Heat%20(1995){}\n",
            flags(&[1, 6])
        ),
        format!("7|Mis\u{e9}rables, Les|12-Feb-1996||http://us.imdb.com/{}\n", flags(&[4])),
        format!("8|unknown||||{}\n", &flags(&[0])[1..]),
    ]
    .concat();
    let latin: Vec<u8> = items.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let dir = folder(&[("u.data", b"2\t7\t4\t12\n1\t6\t5\t10\n2\t6\t1\t11\n"), ("u.item", &latin)]);
    let (dataset, _) = read(dir.path());
    assert_eq!(triples(&dataset), EXPECTED);
    let movies = dataset.catalogue.movies();
    assert_eq!(movies[0].genres, ["Action", "Crime"]);
    assert_eq!((movies[1].title.as_str(), movies[1].year), ("Les Mis\u{e9}rables", Some(1996)));
    assert_eq!((movies[2].title.as_str(), movies[2].year, movies[2].genres.len()), ("unknown", None, 0));
}

#[test]
fn tags_are_counted_and_never_stop_the_load() {
    let ratings: (&str, &[u8]) = ("ratings.csv", b"user,item,rating\n1,6,5\n");
    let tags = b"userId,movieId,tag,timestamp\n1,6,noir,3\n2,6,Noir,4\n2,7,,4\n1\n";
    let note =
        |tags: &[u8]| read(folder(&[ratings, ("tags.csv", tags)]).path()).1.tags.expect("a file of tags");
    assert_eq!(
        note(tags),
        "4 rows in tags.csv, 1 different tags of 1 movies; models do not learn from them; 2 rows are unreadable"
    );
    for wrong in [&b"0\n1\n"[..], b"", b"\0\xFF"] {
        let tags = note(wrong);
        assert!(tags.starts_with("not read: "), "{tags}");
    }
}

#[test]
fn an_archive_reads_and_hashes_like_its_folder() {
    let files: [(&str, &[u8]); 2] = [
        ("ratings.csv", b"userId,movieId,rating,timestamp\n1,6,5.0,10\n2,6,1.0,11\n2,7,4.0,12\n"),
        ("movies.csv", b"movieId,title,genres\n6,Heat (1995),Action\n7,Sabrina (1995),Comedy\n"),
    ];
    let dir = folder(&files);
    let (in_folder, _) = read(dir.path());
    let inner = files.map(|(name, bytes)| (format!("ml-tiny/{name}"), bytes));
    let inner: Vec<_> = inner.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    for entries in [&files[..], &inner] {
        let (in_archive, _) = read(&archive(dir.path(), entries));
        assert_eq!(in_archive.catalogue, in_folder.catalogue);
        assert_eq!(in_archive.interactions, in_folder.interactions);
        assert_eq!(in_archive.content_hash, in_folder.content_hash);
        assert_eq!(in_archive.name, "data");
    }
    let (only, report) = read(&archive(dir.path(), &[("my likes.csv", b"user,item\n1,6\n")]));
    assert_eq!((triples(&only), report.n_placeholder_movies), (vec![(1, 6, 5.0)], 1));
}

#[test]
fn a_csv_file_has_columns_in_any_order_and_movies_without_titles() {
    let text = b"note,stars,Item_ID,\"user\"\n\"a, \"\"b\"\"\",5,6,1\nx, 1.0 ,6,2\n,\"4\",7,2\n";
    let dir = folder(&[("mine.csv", text)]);
    let (dataset, report) = read(&dir.path().join("mine.csv"));
    assert_eq!(triples(&dataset), EXPECTED);
    assert_eq!((report.n_placeholder_movies, dataset.name.as_str()), (2, "mine"));
    assert_eq!(dataset.catalogue.movies()[0].title, "Movie 6");
    let dir = folder(&[("likes.csv", b"user_id,movie_id\n1,6\n4294967295,0\n")]);
    let (likes, _) = read(&dir.path().join("likes.csv"));
    assert_eq!(triples(&likes), [(1, 6, 5.0), (u32::MAX, 0, 5.0)]);
}

#[test]
fn of_duplicates_the_latest_holds_and_of_equals_the_later_row() {
    let text =
        b"user,item,rating,timestamp\n1,6,1,20\n1,6,2,30\n1,6,3,10\n2,6,1,5\n2,6,2,5\n1,7,4,-3\n1,7,5,-4\n";
    let dir = folder(&[("r.csv", text)]);
    let (dataset, report) = read(&dir.path().join("r.csv"));
    assert_eq!(triples(&dataset), [(1, 6, 2.0), (1, 7, 4.0), (2, 6, 2.0)]);
    assert_eq!((report.n_rows, report.n_duplicates), (7, 4));
    let dir = folder(&[("r.csv", b"user,item,rating\n1,6,1\n1,6,2\n")]);
    assert_eq!(triples(&read(&dir.path().join("r.csv")).0), [(1, 6, 2.0)]);
}

#[test]
fn the_content_hash_follows_what_models_learn_from() {
    let hash = |rows: &str| {
        let dir = folder(&[("r.csv", format!("user,item,rating,timestamp\n{rows}").as_bytes())]);
        read(&dir.path().join("r.csv")).0.content_hash
    };
    let base = hash("1,6,5,1\n1,7,3,1\n2,6,4,1\n");
    assert_eq!(base.len(), 64);
    assert_eq!(hash("2,6,4.0,9\n1,7,3,8\n1,6,5,7\n"), base, "another order, other times, the same ratings");
    for other in
        ["1,6,5,1\n1,7,3,1\n2,6,3.5,1\n", "1,6,5,1\n1,8,3,1\n2,6,4,1\n", "1,6,5,1\n1,7,3,1\n2,7,4,1\n"]
    {
        assert_ne!(hash(other), base, "{other}");
    }
}

#[test]
fn any_thread_count_gives_the_same() {
    // Three blocks and more, out of order, with duplicates.
    let rows = (0..150_000u32).map(|k| (k.wrapping_mul(2_654_435_761) % 5_000, k % 701, k % 10 + 1, k % 97));
    let mut text = "user,item,rating,timestamp\n".to_owned();
    for (user, item, half_stars, time) in rows {
        text += &format!("{user},{item},{},{time}\n", f64::from(half_stars) / 2.0);
    }
    let dir = folder(&[("r.csv", text.as_bytes())]);
    let read_with = |n_threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().expect("a pool");
        pool.install(|| read(&dir.path().join("r.csv")))
    };
    let (one, one_report) = read_with(1);
    let (four, four_report) = read_with(4);
    assert!(one.interactions == four.interactions && one.content_hash == four.content_hash);
    assert_eq!(one_report.n_duplicates, four_report.n_duplicates);
    assert!(one.interactions.history(UserIdx::new(0)).len() > 1);
}

#[test]
fn a_cache_is_used_when_data_is_large_enough_and_not_when_it_is_off() {
    let mut text = "user,item,rating,timestamp\n".to_owned();
    for row in 0..1_100_000u32 {
        text += &format!("{},{},3.5,1\n", row / 10 + 1_000_000, row % 10);
    }
    let dir = folder(&[("r.csv", text.as_bytes())]);
    let caches = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("r.csv");
    let options = ReadOptions { cache_dir: Some(caches.path().to_owned()), ..ReadOptions::default() };
    let off = ReadOptions { cache: CachePolicy::Off, ..options.clone() };
    let (parsed, report) = read_dataset(&path, &off).expect("valid");
    assert!(!report.from_cache);
    let n_caches = || std::fs::read_dir(caches.path()).expect("there").count();
    assert_eq!(n_caches(), 0);
    assert!(!read_dataset(&path, &options).expect("valid").1.from_cache);
    assert_eq!(n_caches(), 1);
    let (cached, report) = read_dataset(&path, &options).expect("valid");
    assert!(report.from_cache && report.cache_note.is_none());
    assert!(cached.interactions == parsed.interactions && cached.user_ids == parsed.user_ids);
    assert_eq!(std::fs::read_dir(dir.path()).expect("there").count(), 1, "nothing is left beside the data");
}

/// Ratings as they may stand in a file: users, items, half stars and times, duplicates allowed.
fn rows() -> impl Strategy<Value = Vec<(u32, u32, u8, i64)>> {
    let id = || prop_oneof![4 => 0..30u32, 1 => any::<u32>()];
    prop::collection::vec((id(), id(), 1..=10u8, prop_oneof![0..5i64, 0..2_000_000_000_000i64]), 1..80)
}

/// What must come out: the latest, then the last.
fn settled(rows: &[(u32, u32, u8, i64)]) -> Vec<(u32, u32, f32)> {
    let mut latest = BTreeMap::new();
    for &(user, item, half_stars, time) in rows {
        let kept = latest.entry((user, item)).or_insert((time, half_stars));
        if time >= kept.0 {
            *kept = (time, half_stars);
        }
    }
    latest
        .into_iter()
        .map(|((user, item), (_, half_stars))| (user, item, f32::from(half_stars) / 2.0))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn ratings_written_in_any_format_read_back_the_same(
        rows in rows(),
        is_sorted: bool,
        end in prop_oneof![Just("\n"), Just("\r\n")],
    ) {
        let mut rows = rows;
        if is_sorted {
            rows.sort_by_key(|&(user, item, ..)| (user, item));
        }
        let expected = settled(&rows);
        let write = |separator: &str, header: &str| {
            let lines = rows.iter().map(|&(user, item, half_stars, time)| {
                let stars = f64::from(half_stars) / 2.0;
                format!("{user}{separator}{item}{separator}{stars}{separator}{time}{end}")
            });
            header.to_owned() + &lines.collect::<String>()
        };
        let csv = write(",", &format!("userId,movieId,rating,timestamp{end}"));
        for (name, text) in [("ratings.csv", &csv), ("ratings.dat", &write("::", "")), ("u.data", &write("\t", ""))] {
            let dir = folder(&[(name, text.as_bytes())]);
            let (dataset, report) = read(dir.path());
            prop_assert_eq!(triples(&dataset), expected.clone(), "{}", name);
            prop_assert_eq!(report.n_duplicates, (rows.len() - expected.len()) as u64);
            let path = archive(dir.path(), &[(name, text.as_bytes())]);
            prop_assert_eq!(triples(&read(&path).0), expected.clone(), "{} in an archive", name);
        }
        let reordered = rows.iter().map(|&(user, item, half_stars, time)| {
            format!("{time},x,\"{}\",{item},{user}{end}", f64::from(half_stars) / 2.0)
        });
        let text = format!("timestamp,other,stars,movie_id,user_id{end}{}", reordered.collect::<String>());
        let dir = folder(&[("any.csv", text.as_bytes())]);
        let (dataset, _) = read(&dir.path().join("any.csv"));
        prop_assert_eq!(triples(&dataset), expected);
        prop_assert!(dataset.catalogue.index_of(ItemId(rows[0].1)).is_some());
    }
}
