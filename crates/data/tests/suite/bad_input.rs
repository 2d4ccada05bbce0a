//! What bad input gets: a message with file, place and reason.

use crate::common::{archive, folder, message, message_of_csv, read, skipping, triples};
use cinephile_data::read::{MAX_BAD_ROWS_SHOWN, ReadOptions, read_dataset};
use std::fs;

#[test]
fn a_malformed_row_is_reported_with_file_line_and_reason() {
    let cases: [(&str, &str); 16] = [
        (
            "1,2,7",
            "rating 7 is not on the scale 0.5..5; name the scale of the ratings, such as `--scale 1..10`",
        ),
        ("1,2,0", "rating 0 is not one of 0.5, 1.0, ... 5.0"),
        ("1,2,3.3", "rating 3.3 is not one of 0.5, 1.0, ... 5.0"),
        ("1,2,-1", "rating -1 is not one of 0.5, 1.0, ... 5.0"),
        ("1,2,NaN", "rating NaN is not one of 0.5, 1.0, ... 5.0"),
        ("1,2,inf", "rating inf is not one of 0.5, 1.0, ... 5.0"),
        ("1,2,good", "rating good is not one of 0.5, 1.0, ... 5.0"),
        ("1,2,", "rating  is not one of 0.5, 1.0, ... 5.0"),
        ("4294967296,2,3", "userId `4294967296` is not a whole number from 0 to 4294967295"),
        ("-1,2,3", "userId `-1` is not a whole number from 0 to 4294967295"),
        ("1,abc,3", "movieId `abc` is not a whole number from 0 to 4294967295"),
        (",2,3", "userId `` is not a whole number from 0 to 4294967295"),
        ("1,2", "expected 3 fields, found 2"),
        ("1,2,3,4,5", "expected 3 fields, found 5"),
        ("1,\"2,3", "a quoted field is not closed on its line"),
        ("1,2,\"3\"x", "unexpected text after a closing quote"),
    ];
    for (row, reason) in cases {
        let text = format!("userId,movieId,rating\n1,1,5\n\n{row}\n1,3,5\n");
        assert_eq!(message_of_csv(text.as_bytes()), format!("`r.csv` line 4: {reason}"), "{row}");
    }
    let late = b"user,item,rating,timestamp\r\n1,2,3,yesterday\r\n";
    assert_eq!(
        message_of_csv(late),
        "`r.csv` line 2: timestamp `yesterday` is neither a number of seconds nor a date such as 2024-01-31T10:00:00Z"
    );
    let latin = b"user,item,rating\n1,2,\xE9\n";
    assert_eq!(message_of_csv(latin), "`r.csv` line 2: the line is not UTF-8 text");
    let long = format!("user,item,rating,review\n1,2,3,{}\n", "x".repeat(70_000));
    assert_eq!(message_of_csv(long.as_bytes()), "`r.csv` line 2: the line is longer than 65536 bytes");
}

#[test]
fn the_first_malformed_row_of_a_long_file_is_reported_with_its_line() {
    let mut text = "user,item,rating,timestamp\n".to_owned();
    for row in 0..200_000 {
        let stars = if row == 150_000 || row == 190_000 { 9 } else { 4 };
        text += &format!("{row},1,{stars},964982703\n");
    }
    assert_eq!(
        message_of_csv(text.as_bytes()),
        "`r.csv` line 150002: rating 9 is not on the scale 0.5..5; name the scale of the ratings, such as `--scale 1..10`"
    );
}

#[test]
fn skipped_rows_are_counted_and_the_first_ones_listed() {
    let mut text = "user,item,rating\n1,1,5\n".to_owned();
    for row in 0..20 {
        text += &format!("1,{row},0\n");
    }
    text += "2,1,4\n";
    let dir = folder(&[
        ("ratings.csv", text.as_bytes()),
        ("movies.csv", b"movieId,title,genres\n1,Heat (1995),Action\nx,Y,Z\n1,Again,Drama\n2,,Drama\n3\n"),
    ]);
    let (dataset, report) = read_dataset(dir.path(), &skipping()).expect("read");
    assert_eq!(triples(&dataset), [(1, 1, 5.0), (2, 1, 4.0)]);
    assert_eq!((report.n_rows, report.n_bad_rows), (2, 24));
    assert_eq!(report.first_bad_rows.len(), MAX_BAD_ROWS_SHOWN);
    let listed: Vec<_> = report.first_bad_rows.iter().map(|row| (row.line, row.reason.as_str())).collect();
    assert_eq!(
        listed[..5],
        [
            (3, "movieId `x` is not a whole number from 0 to 4294967295"),
            (4, "movie id 1 appears twice, as `Heat (1995)` and as `Again`"),
            (5, "movie 2 has no title"),
            (6, "expected 3 fields, found 1"),
            (3, "rating 0 is not one of 0.5, 1.0, ... 5.0"),
        ]
    );
    assert!(report.first_bad_rows[4].file.ends_with("ratings.csv"));
}

#[test]
fn a_rating_of_another_scale_is_never_left_out() {
    let mut text = "user,item,rating\n1,1,x\n".to_owned();
    for row in 0..200_000 {
        text += &format!("{row},1,{}\n", if row == 150_000 { 9 } else { 4 });
    }
    let dir = folder(&[
        ("r.csv", text.as_bytes()),
        ("ten.csv", b"item,user,rating\n1,1,9\n2,1,3\n3,1,x\n4,1,8.5\n"),
    ]);
    let error = read_dataset(&dir.path().join("r.csv"), &skipping()).expect_err("another scale");
    assert!(error.to_string().ends_with("line 150003: rating 9 is not on the scale 0.5..5; name the scale of the ratings, such as `--scale 1..10`"), "{error}");
    let scaled = |scale: &str| ReadOptions { scale: Some(scale.parse().expect("a scale")), ..skipping() };
    let (ten, report) = read_dataset(&dir.path().join("ten.csv"), &scaled("1..10")).expect("read");
    assert_eq!(triples(&ten), [(1, 1, 4.5), (1, 2, 1.5), (1, 4, 4.5)]);
    assert_eq!(
        (report.n_bad_rows, report.first_bad_rows[0].reason.as_str()),
        (1, "rating x is not one of 1..10")
    );
    let error = read_dataset(&dir.path().join("ten.csv"), &scaled("1..5")).expect_err("another scale");
    assert!(error.to_string().contains("rating 9 is not on the scale 1..5"), "{error}");
    let (hundred, _) = read_dataset(&dir.path().join("ten.csv"), &scaled("0..100")).expect("what was asked");
    assert_eq!(triples(&hundred)[0], (1, 1, 0.5));
}

#[test]
fn a_file_without_ratings_counts_likes_and_says_so_and_has_no_scale() {
    let dir = folder(&[("likes.csv", b"user,item,timestamp\n1,6,100\n")]);
    let likes = dir.path().join("likes.csv");
    assert_eq!(read(&likes).1.notes, ["no column holds ratings, so each row counts as a like of 5 stars"]);
    let scaled = ReadOptions { scale: Some("1..10".parse().expect("a scale")), ..ReadOptions::default() };
    let error = read_dataset(&likes, &scaled).expect_err("nothing to scale");
    assert!(
        error.to_string().ends_with("has no column with ratings, so it has no scale; leave out `--scale`")
    );
    assert!(message_of_csv(b"user_id,item_id,plays\n0,3,444\n").contains("`plays` may hold ratings"));
    let dir = folder(&[("r.csv", b"user,item,rating,my_score\n1,2,3,9\n")]);
    let (_, report) = read(&dir.path().join("r.csv"));
    assert_eq!(report.notes, ["the ratings are those of the column `rating`; `my_score` is not read"]);
}

#[test]
fn a_file_without_usable_rows_says_so() {
    assert_eq!(message_of_csv(b""), "`r.csv` is empty");
    assert_eq!(message_of_csv(b"user,item,rating\n"), "`r.csv` has a header but no ratings");
    let dir = folder(&[("r.csv", b"user,item,rating\n1,1,0\n")]);
    let error = read_dataset(&dir.path().join("r.csv"), &skipping()).expect_err("nothing left");
    assert!(
        error
            .to_string()
            .ends_with("r.csv`: all 1 rows are malformed; line 2: rating 0 is not one of 0.5, 1.0, ... 5.0")
    );
}

#[test]
fn missing_columns_and_unknown_formats_are_reported() {
    assert!(message_of_csv(b"userId,rating\n1,5\n").starts_with("`r.csv` line 1: missing column `item` or"));
    assert!(message_of_csv(b"movieId,rating\n1,5\n").starts_with("`r.csv` line 1: missing column `user` or"));
    assert!(message_of_csv(b"hello\nworld\n").starts_with("`r.csv` line 1: unknown format, `hello`"));
    assert_eq!(message_of_csv(b"\x89PNG\r\n\x1a\n"), "`r.csv` is a document, picture or archive");
    assert!(message_of_csv(b"\x1F\x8B\x08\0").starts_with("`r.csv` is not a readable gzip file: "));
    assert!(message_of_csv(b"\xFF\xFEu\0s\0").starts_with("`r.csv` line 1: unknown format, `us`"));
    assert_eq!(message_of_csv(b"user\0item"), "`r.csv` is not text in UTF-8");
    let dir = folder(&[("ratings.csv", b"user,item\n1,2\n"), ("movies.csv", b"movieId,label\n1,Heat\n")]);
    assert_eq!(
        message(dir.path(), dir.path()),
        "`movies.csv` line 1: missing column `title`; the header is `movieId,label`"
    );
    let dir =
        folder(&[("ratings.csv", b"user,item\n1,2\n"), ("movies.csv", b"movieId,title,genres\n1,\xE9,X\n")]);
    assert_eq!(read(dir.path()).0.catalogue.movies()[0].title, "\u{e9}", "Windows-1252");
}

#[test]
fn paths_without_data_say_what_was_looked_for() {
    let dir = folder(&[("notes.txt", b"hello")]);
    assert_eq!(
        message(dir.path(), dir.path()),
        "no ratings found in `DIR`: looked for ratings.csv, ratings_small.csv, ratings.csv.gz, ratings.parquet, ratings.dat, u.data, combined_data_1.txt"
    );
    assert_eq!(
        message(&dir.path().join("gone"), dir.path()),
        "`gone` does not exist; give a folder, a .zip or a .csv file with ratings"
    );
    let dir = folder(&[("ratings.csv", b"user,item\n1,2\n"), ("u.data", b"1\t2\t3\t4\n")]);
    assert_eq!(
        message(dir.path(), dir.path()),
        "`DIR` holds two data sets, `ratings.csv` and `u.data`; give the path of one of them"
    );
}

#[test]
fn the_older_formats_tell_their_lines_too() {
    let dir = folder(&[("ratings.dat", b"1::2::5::9\n1::3::6::9\n")]);
    assert_eq!(
        message(dir.path(), dir.path()),
        "`ratings.dat` line 2: rating 6 is not on the scale 0.5..5; name the scale of the ratings, such as `--scale 1..10`"
    );
    let dir =
        folder(&[("ratings.dat", b"1::2::5::9\n"), ("movies.dat", b"2::Heat (1995)::Action\n3::Alone\n")]);
    assert_eq!(message(dir.path(), dir.path()), "`movies.dat` line 2: expected 3 fields, found 2");
    let flags = format!("2|Heat (1995)|01-Jan-1995||url|{}2", "0|".repeat(18));
    let dir = folder(&[("u.data", b"1\t2\t5\t9\n"), ("u.item", flags.as_bytes())]);
    assert_eq!(message(dir.path(), dir.path()), "`u.item` line 1: genre flag `2` is neither 0 nor 1");
    let dir = folder(&[("u.data", b"1\t2\t5\t9\n-1\t2\t5\t9\n"), ("u.item", b"2|Heat\n")]);
    assert_eq!(message(dir.path(), dir.path()), "`u.item` line 1: expected 24 fields, found 2");
}

#[test]
fn a_damaged_archive_is_rejected() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = archive(dir.path(), &[("ml/ratings.csv", b"user,item\n1,2\n")]);
    let whole = fs::read(&path).expect("there");
    fs::write(&path, &whole[..whole.len() - 30]).expect("written");
    let cut = message(&path, dir.path());
    assert!(
        cut.starts_with("`data.zip` is not a readable zip archive: ") && cut.ends_with("it may be truncated"),
        "{cut}"
    );
    for at in 0..whole.len() {
        fs::write(&path, &whole[..at]).expect("written");
        assert!(read_dataset(&path, &skipping()).is_err(), "cut at {at}");
    }
    // A flipped byte of the packed rows is found by the entry's checksum.
    let mut flipped = whole.clone();
    let packed = 30 + "ml/ratings.csv".len() + 3;
    flipped[packed] ^= 4;
    fs::write(&path, &flipped).expect("written");
    assert!(
        message(&path, dir.path()).starts_with("`data.zip/ml/ratings.csv` is not a readable zip archive: ")
    );
}

#[test]
fn a_zip_bomb_is_given_up_at_the_limit() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut text = b"user,item\n".to_vec();
    text.resize(20 << 20, b'1');
    let path = archive(dir.path(), &[("ratings.csv", &text)]);
    let limit = 100 * path.metadata().expect("there").len() + (1 << 20);
    assert_eq!(
        message(&path, dir.path()),
        format!(
            "`data.zip/ratings.csv` is too large: at most {limit} bytes are allowed (a hundred times the size of the archive)"
        )
    );
}

#[test]
fn names_that_climb_out_of_an_archive_are_not_looked_at() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let row: &[u8] = b"user,item\n1,2\n";
    let path = archive(
        dir.path(),
        &[("../../ratings.csv", row), ("/etc/ratings.csv", row), ("a\\ratings.csv", row)],
    );
    assert_eq!(
        message(&path, dir.path()),
        "no ratings found in `data.zip`: looked for ratings.csv, ratings_small.csv, ratings.csv.gz, ratings.parquet, ratings.dat, u.data, combined_data_1.txt, or a single .csv file"
    );
    let path = archive(dir.path(), &[("../ratings.csv", row), ("ml/ratings.csv", b"user,item\n3,4\n")]);
    assert_eq!(triples(&read(&path).0), [(3, 4, 5.0)]);
    assert_eq!(fs::read_dir(dir.path()).expect("there").count(), 1, "nothing was unpacked to disk");
}

#[test]
fn an_archive_of_two_data_sets_is_ambiguous() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let row: &[u8] = b"user,item\n1,2\n";
    let path = archive(dir.path(), &[("a/ratings.csv", row), ("b/ratings.csv", row)]);
    assert_eq!(
        message(&path, dir.path()),
        "`data.zip` holds two data sets, `a/ratings.csv` and `b/ratings.csv`; give the path of one of them"
    );
}
