//! Readers take any bytes without a panic: an error, or a data set.

use crate::common::{archive, folder, skipping};
use cinephile_data::read::{ReadOptions, read_dataset};
use proptest::prelude::*;

/// Bytes that look like rows now and then.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        "[0-9]{1,11}".prop_map(String::into_bytes),
        prop_oneof![
            Just(","),
            Just("::"),
            Just("\t"),
            Just("|"),
            Just("\n"),
            Just("\r\n"),
            Just("\""),
            Just(".")
        ]
        .prop_map(|text| text.as_bytes().to_vec()),
        prop_oneof![Just("4.5"), Just("NaN"), Just("Heat (1995)"), Just("Matrix, The ((1999)")]
            .prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// So many cases, unless `PROPTEST_CASES` asks for another number.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(256), ..ProptestConfig::default() })]

    #[test]
    fn no_reader_panics(ratings in bytes(), movies in bytes(), links in bytes()) {
        let with = |header: &[u8], rows: &[u8]| [header, rows].concat();
        let ratings_csv = with(b"userId,movieId,rating,timestamp\n", &ratings);
        let movies_csv = with(b"movieId,title,genres\n", &movies);
        let links_csv = with(b"movieId,imdbId,tmdbId\n", &links);
        let sets: [&[(&str, &[u8])]; 5] = [
            &[("ratings.csv", &ratings), ("movies.csv", &movies)],
            &[("ratings.csv", &ratings_csv), ("movies.csv", &movies_csv), ("links.csv", &links_csv)],
            &[("ratings.dat", &with(b"1::2::3::4\n", &ratings)), ("movies.dat", &movies)],
            &[("u.data", &with(b"1\t2\t3\t4\n", &ratings)), ("u.item", &movies)],
            &[("ratings.csv", &with(b"x,rating,item,user\n", &ratings))],
        ];
        for files in sets {
            let dir = folder(files);
            let _ = read_dataset(dir.path(), &ReadOptions::default());
            let _ = read_dataset(dir.path(), &skipping());
        }
    }

    #[test]
    fn no_archive_panics(at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8), cut in any::<prop::sample::Index>()) {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = archive(dir.path(), &[("a/ratings.csv", b"user,item\n1,2\n"), ("a/movies.csv", b"movieId,title,genres\n")]);
        let mut bytes = std::fs::read(&path).expect("there");
        for (index, byte) in at {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(4 + cut.index(2 * bytes.len()));
        std::fs::write(&path, bytes).expect("written");
        let _ = read_dataset(&path, &skipping());
    }
}
