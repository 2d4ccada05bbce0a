use super::*;
use crate::search::TitleIndex;
use crate::{Catalogue, Movie, Popularity, Stars};

fn movie(id: u32, source_title: &str, imdb_id: u32) -> Movie {
    Movie {
        imdb_id: (imdb_id > 0).then_some(imdb_id),
        tmdb_id: (imdb_id > 0).then_some(imdb_id + 1),
        ..Movie::new(id, source_title, Vec::new())
    }
}

fn titles(catalogue: &Catalogue, counts: Vec<u32>) -> TitleIndex {
    TitleIndex::build(catalogue, &Popularity::of(counts))
}

fn catalogue() -> Catalogue {
    let movies = vec![
        movie(6, "Heat (1995)", 113_277),
        movie(7, "Heat (1986)", 0),
        movie(47, "Seven (a.k.a. Se7en) (1995)", 114_369),
        movie(260, "Star Wars: Episode IV - A New Hope (1977)", 76_759),
        movie(1172, "Cinema Paradiso (Nuovo cinema Paradiso) (1989)", 0),
        movie(2571, "Matrix, The (1999)", 133_093),
        movie(6874, "Kill Bill: Vol. 1 (2003)", 0),
    ];
    Catalogue::build(movies).expect("a catalogue")
}

fn named(file_name: &str) -> ImportOptions {
    ImportOptions { file_name: Some(file_name.to_owned()), ..ImportOptions::default() }
}

/// The date of a time as this program writes it.
fn date(day: &str) -> Option<i64> {
    (0..).map(|day| day * 86_400).find(|&at| dates::to_iso(at).starts_with(day))
}

/// What became of a file: the report, and what was taken as `(row, movie id, mark)`.
pub(super) fn import(text: &str, file_name: &str) -> (ImportReport, Vec<(u64, u32, Mark)>) {
    let catalogue = catalogue();
    let (ids, titles) = (ImportIndex::build(&catalogue), titles(&catalogue, vec![9, 1, 5, 8, 2, 7, 3]));
    let matcher = Matcher { catalogue: &catalogue, ids: &ids, titles: &titles, has_movielens_ids: true };
    let export = read_export(text.as_bytes(), &named(file_name)).expect("read");
    let report = matcher.match_export(export, &|| true).expect("wanted");
    let mut matched: Vec<_> =
        report.matched.iter().map(|m| (m.row, catalogue.movie(m.item).id.0, m.mark)).collect();
    matched.sort_by_key(|&(row, ..)| row);
    (report, matched)
}

pub(super) fn rated(half_stars: u8) -> Mark {
    Mark::Rated(Stars::from_half_stars(half_stars).expect("1 to 10"))
}

fn own_csv(entries: &[Entry]) -> String {
    format!("{OWN_CSV_HEADER}{}", own_csv_rows(entries))
}

fn proposed(report: &ImportReport) -> Vec<(u64, Doubt)> {
    report.proposed.iter().map(|proposed| (proposed.found.row, proposed.doubt)).collect()
}

pub(super) fn rejection(bytes: &[u8]) -> String {
    read_export(bytes, &ImportOptions::default()).expect_err("rejected").to_string()
}

#[test]
fn letterboxd_ratings_are_matched_by_title_and_year() {
    let text = "Date,Name,Year,Letterboxd URI,Rating\n\
        2024-05-01,Heat,1995,https://boxd.it/2a,4.5\n\
        2024-05-02,Se7en,1995,https://boxd.it/2b,5\n\
        2024-05-03,The Matrix,1998,https://boxd.it/2c,4\n\
        2024-05-04,Star Wars,1977,https://boxd.it/2d,3.5\n\
        2024-05-05,\"Nuovo Cinema Paradiso\",1988,https://boxd.it/2e,3\n\
        2024-05-06,Heat,2010,https://boxd.it/2f,1\n\
        2024-05-07,Nobody Knows This,2001,https://boxd.it/2g,1\n\
        2024-05-08,Heat,1986,https://boxd.it/2h,-1\n\
        2024-05-09,Heat (Part 2),1995,https://boxd.it/2i,2\n";
    let (report, matched) = import(text, "ratings.csv");
    assert_eq!(report.service, Service::Letterboxd);
    let known_as = [(5, 260, rated(7)), (6, 1172, rated(6))];
    assert_eq!(matched, [&[(2, 6, rated(9)), (3, 47, rated(10))][..], &known_as].concat());
    let doubts = [(4, Doubt::YearDiffers), (10, Doubt::LongerTitle)];
    assert_eq!(proposed(&report), doubts, "not imported unless they are accepted");
    let misses: Vec<_> =
        report.unmatched.iter().map(|miss| (miss.row, &miss.title[..], &miss.miss)).collect();
    let reason = "the rating `-1` is not on the scale 0.5..5".to_owned();
    let expected = [
        (7, "Heat", &Miss::OtherYear { years: vec![1995, 1986] }),
        (8, "Nobody Knows This", &Miss::NoSuchMovie),
        (9, "Heat", &Miss::Unreadable { reason }),
    ];
    assert_eq!(misses, expected);
    assert_eq!(report.n_rows, 9);
    assert_eq!(report.matched[0].at, date("2024-05-05"), "newest first");
}

#[test]
fn what_has_no_movie_of_its_title_is_proposed_as_the_nearest() {
    let text = "Date,Name,Year,Letterboxd URI,Rating\n\
        ,A New Hop,1977,x,4\n,Kill Bil Vol 1,2003,x,4\n,The Matrx,1999,x,4\n,The Matrx,1998,x,4\n,Heal,1995,x,4\n\
        ,Kill Bill: Vol. 2,2003,x,4\n,Kill Bill: The Whole Bloody Affair,2003,x,4\n";
    let (report, matched) = import(text, "ratings.csv");
    assert!(matched.is_empty());
    let near: Vec<_> = report.proposed.iter().map(|row| (row.found.row, row.doubt)).collect();
    assert_eq!(near, [(3, Doubt::SimilarTitle)]);
    let misses: Vec<u64> = report.unmatched.iter().map(|miss| miss.row).collect();
    assert_eq!(misses, [2, 4, 5, 6, 7, 8], "another year, another number, or too few letters");
}

#[test]
fn letterboxds_lists_look_alike_and_are_told_apart_by_file_name() {
    let text = "Date,Name,Year,Letterboxd URI\n2024-05-01,Heat,1995,https://boxd.it/2a\n";
    assert_eq!(import(text, "watched.csv").1, [(2, 6, Mark::Watched)]);
    assert_eq!(import(text, "My Watchlist (1).csv").1, [(2, 6, Mark::Watchlist)]);
    assert_eq!(read_export(text.as_bytes(), &named("x.csv")), Err(ImportError::WhichList));
    let diary = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n\
        2024-05-09,Heat,1995,x,,,,2024-05-01\n2024-05-10,Heat,1995,x,4,Yes,,2024-05-03\n";
    let (report, matched) = import(diary, "diary.csv");
    assert_eq!(matched, [(3, 6, rated(8))], "a movie with a rating is not also only watched");
    assert_eq!(report.n_repeated, 1);
}

#[test]
fn imdb_is_matched_by_its_id_whatever_the_title() {
    let text = "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres\n\
        tt0113277,9,2024-01-02,Fuego contra fuego,Heat,https://x,Movie,8.3,170,1995,Crime\n\
        tt9999999,7.0,2024-01-02,Life Beautiful,Cinema Paradiso,https://x,Movie,8.5,155,1989,Drama\n\
        tt0944947,10,2024-01-02,Heat,Heat,https://x,TV Series,9.2,57,1995,Drama\n\
        tt0133093,x,2024-01-02,The Matrix,The Matrix,https://x,Movie,8.7,136,1999,Action\n";
    let (report, matched) = import(text, "ratings.csv");
    assert_eq!(matched, [(2, 6, rated(9)), (3, 1172, rated(7))]);
    let misses: Vec<_> = report.unmatched.iter().map(|miss| miss.miss.clone()).collect();
    let reason = "the rating `x` is not on the scale 1..10".to_owned();
    assert_eq!(misses, [Miss::NotAMovie, Miss::Unreadable { reason }]);
    let list = "Position,Const,Created,Modified,Description,Title,URL,Title Type,Year,Your Rating,Date Rated\n\
        1,tt0133093,2024-01-02,2024-01-02,,The Matrix,https://x,Movie,1999,,\n\
        2,tt0113277,2024-01-02,2024-01-02,,Heat,https://x,Movie,1995,8,2024-02-02\n";
    assert_eq!(import(list, "WATCHLIST.csv").1, [(2, 2571, Mark::Watchlist), (3, 6, rated(8))]);
    assert_eq!(import(list, "checkins.csv").1, [(2, 2571, Mark::Watched), (3, 6, rated(8))]);
    assert!(
        rejection(list.as_bytes()).contains("name the list: `list=watched`"),
        "a list of the visitor's own"
    );
    let old = "position,const,created,modified,description,Title,Title type,Directors,You rated,IMDb Rating,Year\n\
        1,tt0113277,Sun Mar 10 00:00:00 2013,,,Heat,Feature Film,Michael Mann,9,8.2,1995\n\
        2,tt0903747,Sun Mar 10 00:00:00 2013,,,Heat,TV Series,,9,8.2,1995\n";
    let (report, matched) = import(old, "ratings.csv");
    assert_eq!((matched, report.matched[0].at), (vec![(2, 6, rated(9))], date("2013-03-10")));
}

#[test]
fn netflix_has_titles_without_years_and_episodes_among_them() {
    let text = "Title,Date\n\"Heat\",\"31/01/20\"\n\"Dark: Season 1: Secrets\",\"2/1/20\"\n\
        \"The Matrix\",\"1/2/20\"\n\"The Matrix\",\"3/2/20\"\n\"Kill Bill: Vol. 1\",\"\"\n\"\",\"1/2/20\"\n";
    let (report, matched) = import(text, "NetflixViewingHistory.csv");
    assert_eq!(matched, [(5, 2571, Mark::Watched), (6, 6874, Mark::Watched)]);
    let at = |row| report.matched.iter().find(|found| found.row == row).and_then(|found| found.at);
    assert_eq!((at(5), at(6)), (date("2020-02-03"), None));
    assert_eq!(proposed(&report), [(2, Doubt::SeveralWithTitle)], "two movies are called Heat");
    assert_eq!(report.proposed[0].found.at, date("2020-01-31"));
    assert_eq!((report.n_repeated, report.unmatched[0].miss.clone()), (1, Miss::NotAMovie));
    assert!(matches!(&report.unmatched[1].miss, Miss::Unreadable { reason } if reason.contains("no title")));

    let ratings = "Profile Name,Title Name,Rating Type,Star Value,Thumbs Value,Device Model,Event Utc Ts\n\
        Ann,Se7en,thumb,,2,x,2020-01-31 20:00:00\nAnn,The Matrix,thumb,,3,x,\nAnn,Kill Bill: Vol. 1,star,3,0,x,\n\
        Ann,Star Wars: Episode IV - A New Hope,thumb,,1,x,\nAnn,Heat,thumb,,0,x,\n";
    let (report, matched) = import(ratings, "");
    assert_eq!(matched, [(2, 47, rated(8)), (3, 2571, rated(10)), (4, 6874, rated(6)), (5, 260, rated(4))]);
    assert_eq!(report.unmatched.len(), 1);
}

#[test]
fn trakt_is_read_as_csv_and_as_json() {
    let csv = "rated_at,type,title,year,trakt_id,imdb_id,tmdb_id,rating\n\
        2024-01-02T03:04:05.000Z,movie,Heat,1995,1,,113278,9\n\
        2024-01-02T03:04:05Z,show,Heat,1995,1,,,9\n\
        2024-01-02T03:04:05Z,movie,Se7en,1995,1,,,8\n";
    let (report, matched) = import(csv, "");
    assert_eq!(matched, [(2, 6, rated(9)), (4, 47, rated(8))]);
    assert_eq!(report.matched[0].at, date("2024-01-02").map(|at| at + 3 * 3600 + 4 * 60 + 5));
    assert_eq!(report.unmatched[0].miss, Miss::NotAMovie);

    let json = r#" [{"rated_at": "2024-01-02T03:04:05.000Z", "rating": 10, "type": "movie",
          "movie": {"title": "?", "year": 1900, "ids": {"trakt": 1, "slug": "x", "imdb": "tt0133093", "tmdb": null}}},
        {"rated_at": "2024-01-02T03:04:05.000Z", "rating": 8, "type": "show", "show": {"title": "Dark"}},
        {"id": 5, "watched_at": "2024-01-02T03:04:05.000Z", "action": "watch", "type": "movie",
          "movie": {"title": "Heat", "year": 1986, "ids": {}}},
        {"rank": 1, "listed_at": "2024-01-02T03:04:05.000Z", "type": "movie", "movie": {"title": "Se7en", "year": 1995}}]"#;
    let (report, matched) = import(json, "lists-watchlist.json");
    assert_eq!(matched, [(1, 2571, rated(10)), (3, 7, Mark::Watched), (4, 47, Mark::Watchlist)]);
    assert_eq!((report.unmatched.len(), report.unmatched[0].title.as_str()), (1, "Dark"));
    assert_eq!(import(json, "lists-favorites.json").1[2], (4, 47, Mark::Watched));
    assert!(rejection(json.as_bytes()).contains("name the list"), "it may hold the worst films ever");
    assert!(rejection(b"[{\"rating\": }]").contains("line 1 column"));
    let sheet = rejection(b"[{\"rating\": 9, \"title\": \"Heat\"}]");
    assert!(sheet.contains("no element of the list has a `movie`"), "{sheet}");
}

#[test]
fn movielens_ids_are_believed_where_they_are_movielens_own() {
    let text = "userId,movieId,rating,timestamp\n1,6,4.5,100\n1,2571,0.5,200\n1,999,3,300\n";
    let (report, matched) = import(text, "");
    assert_eq!(matched, [(2, 6, rated(9)), (3, 2571, rated(1))]);
    assert_eq!((report.matched[0].at, report.unmatched[0].miss.clone()), (Some(200), Miss::NoSuchMovie));
    let site = "movie_id,imdb_id,tmdb_id,rating,average_rating,title\n\
        6,0113277,113278,4,4.1,Heat (1995)\n47,,,5,4.0,Matrix, The (1999)\n";
    assert_eq!(import(site, "").1[0], (2, 6, rated(8)));
    let quoted = "movie_id,imdb_id,tmdb_id,rating,average_rating,title\n47,,,5,4.0,\"Matrix, The (1999)\"\n";
    assert_eq!(import(quoted, "").1, [(2, 2571, rated(10))], "an id is not believed against the title");
    let several = rejection(b"userId,movieId,rating,timestamp\n1,6,4.5,100\n2,6,4.5,100\n");
    assert!(several.contains("several people (such as 1, 2)"), "{several}");

    let catalogue = catalogue();
    let (ids, titles) = (ImportIndex::build(&catalogue), titles(&catalogue, vec![0; catalogue.len()]));
    let sample = Matcher { catalogue: &catalogue, ids: &ids, titles: &titles, has_movielens_ids: false };
    let export = read_export(text.as_bytes(), &ImportOptions::default()).expect("read");
    let report = sample.match_export(export, &|| true).expect("wanted");
    assert!(report.matched.is_empty());
    assert_eq!(report.unmatched[0].miss, Miss::OtherIds);
}

#[test]
fn our_own_export_comes_back_as_it_was() {
    let entry = |mark, id: u32, title: &str| Entry {
        at: Some(1_700_000_000),
        movie_id: Some(id),
        title: title.to_owned(),
        ..Entry::new(0, mark)
    };
    let entries = [
        entry(rated(9), 6, "Heat"),
        entry(Mark::Watchlist, 2571, "The Matrix"),
        entry(Mark::NotInterested, 47, "Seven"),
        entry(Mark::Skipped, 6874, "Kill Bill: Vol. 1"),
        Entry { year: Some(1989), ..entry(Mark::Watched, 1172, "Cinema \"Paradiso\"") },
    ];
    let csv = own_csv(&entries);
    assert!(
        csv.starts_with(
            "list,movie_id,imdb_id,tmdb_id,title,year,stars,at\nrating,6,,,Heat,,4.5,2023-11-14T22:13:20Z\n"
        ),
        "{csv}"
    );
    let expected = [
        (2, 6, rated(9)),
        (3, 2571, Mark::Watchlist),
        (4, 47, Mark::NotInterested),
        (5, 6874, Mark::Skipped),
        (6, 1172, Mark::Watched),
    ];
    let (report, matched) = import(&csv, "");
    assert_eq!((matched.as_slice(), report.service), (expected.as_slice(), Service::Cinephile));
    assert!(report.matched.iter().all(|found| found.at == Some(1_700_000_000)));

    let json = r#"{"created_at": "x", "ratings": [{"movie_id": 6, "title": "Heat", "stars": 4.5, "at": "2024-01-01T00:00:00Z"}],
        "watchlist": [{"movie_id": 999, "title": "The Matrix", "year": 1999}]}"#;
    assert_eq!(import(json, "").1, [(1, 6, rated(9)), (2, 2571, Mark::Watchlist)], "moved to other ids");
}

#[test]
fn other_files_are_rejected_with_a_list_of_what_is_accepted() {
    let cases: [(&[u8], &str); 10] = [
        (b"", "the file is empty"),
        (b"\xEF\xBB\xBF  \n", "the file is empty"),
        (b"PK\x03\x04rest", "a zip archive or a spreadsheet; unpack it"),
        (b"<!DOCTYPE html>", "a web page"),
        (b"<?xml version=\"1.0\"?><films/>", "XML"),
        (b"\x1F\x8B\x08", "compressed with gzip; unpack it"),
        (b"%PDF-1.7", "a document"),
        (b"abc\0def", "not text"),
        (b"name,colour\nann,red\n", "unknown header `name,colour`"),
        (b"{\"a\": 1}", "it has no list such as `ratings`"),
    ];
    for (bytes, part) in cases {
        let message = rejection(bytes);
        assert!(
            message.contains(part) && message.contains("accepted files are Letterboxd's ratings.csv"),
            "{message}"
        );
    }
    assert!(matches!(
        read_export(&vec![b' '; MAX_IMPORT_BYTES + 1], &ImportOptions::default()),
        Err(ImportError::TooLarge { .. })
    ));
    let long = format!("Title,Date\n{}", "a,\n".repeat(MAX_IMPORT_ROWS + 1));
    assert_eq!(read_export(long.as_bytes(), &ImportOptions::default()), Err(ImportError::TooManyRows));
}

#[test]
fn rows_are_counted_while_they_are_read() {
    let list = |element: &str, n: usize| vec![element; n].join(",");
    // What comes after the last allowed row is not even looked at.
    for (start, element) in [("[", "{}"), ("{\"ratings\": [", "{\"movie_id\": 6, \"stars\": 5}")] {
        let endless = format!("{start}{}, and this is not JSON", list(element, MAX_IMPORT_ROWS + 1));
        assert_eq!(
            read_export(endless.as_bytes(), &ImportOptions::default()),
            Err(ImportError::TooManyRows),
            "{start}"
        );
    }
    let halves = format!(
        "{{\"ratings\": [{0}], \"watched\": [{0}]}}",
        list("{\"movie_id\": 6}", MAX_IMPORT_ROWS / 2 + 1)
    );
    assert_eq!(
        read_export(halves.as_bytes(), &ImportOptions::default()),
        Err(ImportError::TooManyRows),
        "of all lists together"
    );
}

#[test]
fn a_rating_without_a_time_does_not_replace_one_with_a_time() {
    let text = "Date,Name,Year,Letterboxd URI,Rating\n2024-05-01,Heat,1995,x,4\n,Heat,1995,x,1\n,Se7en,1995,x,1\n,Se7en,1995,x,2\n";
    let (report, matched) = import(text, "ratings.csv");
    assert_eq!((matched, report.n_repeated), (vec![(2, 6, rated(8)), (5, 47, rated(4))], 2));
}

#[test]
fn an_element_that_is_not_an_object_costs_its_row() {
    let json = r#"[5, [], null, "x", {"rating": 9, "type": "movie", "movie": {"title": "Heat", "year": 1995, "ids": {}}}, {"rating": 3}]"#;
    let (report, matched) = import(json, "");
    assert_eq!((matched, report.n_rows, report.unmatched.len()), (vec![(5, 6, rated(9))], 6, 5));
    let own = r#"{"ratings": [[6, "Heat"], {"movie_id": 6, "title": "Heat", "stars": 4.5}]}"#;
    assert_eq!(import(own, "").1, [(2, 6, rated(9))]);
    for text in ["[[]]", "[5, 6]", "{\"a\": [{}]}", "{}"] {
        assert!(rejection(text.as_bytes()).contains("not a known export"), "{text}");
    }
}

#[test]
fn the_number_of_columns_is_bounded_in_every_row() {
    let commas = |n: usize| ",".repeat(n);
    let wide = [
        format!("Title,Date{}", commas(MAX_IMPORT_COLUMNS)),
        format!("Title,Date\nHeat,1/1/20{}", commas(MAX_IMPORT_COLUMNS)),
        // Lines within quotes are one row.
        format!("Title,Date\n{}", format!("{}\"\n\"", commas(MAX_IMPORT_COLUMNS / 2)).repeat(3)),
    ];
    for text in wide {
        assert_eq!(read_export(text.as_bytes(), &ImportOptions::default()), Err(ImportError::TooManyColumns));
    }
    let most = format!("Title,Const,Position{}\n\"Heat,,,\",tt1,1", commas(MAX_IMPORT_COLUMNS - 3));
    assert!(read_export(most.as_bytes(), &named("watchlist.csv")).is_ok());
}

#[test]
fn a_title_is_never_a_formula_in_a_spreadsheet_and_stays_what_it_is() {
    let titles = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "'=1", "''-", "'71", "Heat", "", "'"];
    let entry = |title: &&str| Entry {
        movie_id: Some(6),
        title: (*title).to_owned(),
        ..Entry::new(2, Mark::Watched)
    };
    let csv = own_csv(&titles.iter().map(entry).collect::<Vec<_>>());
    for row in csv::Reader::from_reader(csv.as_bytes()).records() {
        let title = row.expect("a row")[4].to_owned();
        assert!(!title.starts_with(['=', '+', '-', '@', '\t', '\r']), "{title}");
    }
    let export = read_export(csv.as_bytes(), &ImportOptions::default()).expect("read");
    let read: Vec<_> = export.entries.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(read, titles.map(str::trim));
}

#[test]
fn matching_ends_when_nobody_waits_for_it() {
    let catalogue = catalogue();
    let (ids, titles) = (ImportIndex::build(&catalogue), titles(&catalogue, vec![0; catalogue.len()]));
    let matcher = Matcher { catalogue: &catalogue, ids: &ids, titles: &titles, has_movielens_ids: true };
    let export =
        read_export(b"Title,Date\nHeat,1/1/20\nHeat,1/1/20\nHeat,1/1/20\n", &ImportOptions::default())
            .expect("read");
    let n_asked = std::cell::Cell::new(0);
    let is_wanted = || n_asked.replace(n_asked.get() + 1) < 1;
    assert_eq!((matcher.match_export(export, &is_wanted), n_asked.get()), (None, 2));
}

#[test]
fn byte_order_marks_latin_1_semicolons_and_windows_lines_are_read() {
    let text = "\u{feff}Date;Name;Year;Letterboxd URI;Rating\r\n2024-05-01;Heat;1995;x;4,5\r\n2024-05-01;HEAT;1986;x;4\r\n\r\n";
    let (report, matched) = import(text, "");
    assert_eq!(matched, [(2, 6, rated(9)), (3, 7, rated(8))], "German Excel writes 4,5");
    assert!(report.unmatched.is_empty());
    let latin_1 = b"Title,Date\nCin\xE9ma Paradiso,1/1/20\n";
    let export = read_export(latin_1, &ImportOptions::default()).expect("read");
    assert_eq!(export.entries[0].title, "Cinéma Paradiso");
}

mod random {
    use super::*;
    use proptest::prelude::*;

    const HEADERS: [&str; 7] = [
        "Date,Name,Year,Letterboxd URI,Rating\n",
        "Const,Your Rating,Date Rated,Title,Title Type,Year\n",
        "Title,Date\n",
        "Profile Name,Title Name,Thumbs Value,Star Value\n",
        "rated_at,type,title,year,trakt_id,imdb_id,tmdb_id,rating\n",
        "userId,movieId,rating,timestamp\n",
        "list,movie_id,imdb_id,tmdb_id,title,year,stars,at\n",
    ];

    /// Half stars of a rating as its service means it, by its own words and not by the reader's: a number up to `max`.
    fn half_stars(text: &str, max: f64) -> Option<u8> {
        let value: f64 = text.replace(',', ".").parse().ok()?;
        let doubled = value * 10.0 / max;
        (1..=10).find(|&half_stars| f64::from(half_stars) == doubled)
    }

    const TITLES: [&str; 5] = ["Heat", "Star Wars", "Dawn", "The Matrix", "Kill Bill: Vol. 1"];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_import_writes_a_rating_that_its_file_does_not_hold(
            is_of_ten in any::<bool>(),
            rows in prop::collection::vec((0..TITLES.len(), 1985..2005_u16, "[0-9]|10|[0-5]\\.[05]|[0-5],5|-1|x|", any::<bool>()), 0..12),
        ) {
            let mut text = if is_of_ten {
                "Const,Your Rating,Date Rated,Title,Title Type,Year\n".to_owned()
            } else {
                "Date,Name,Year,Letterboxd URI,Rating\n".to_owned()
            };
            for (title, year, rating, is_show) in &rows {
                let (title, kind) = (TITLES[*title], if *is_show { "TV Series" } else { "Movie" });
                text += &if is_of_ten {
                    format!(",\"{rating}\",,{title},{kind},{year}\n")
                } else {
                    format!(",{title},{year},x,\"{rating}\"\n")
                };
            }
            let max = if is_of_ten { 10.0 } else { 5.0 };
            let Ok(export) = read_export(text.as_bytes(), &ImportOptions::default()) else {
                let is_off = |rating: &str| {
                    let value: f64 = rating.replace(',', ".").parse().unwrap_or(0.0);
                    value > max || (is_of_ten && value > 0.0 && value.fract() != 0.0)
                };
                prop_assert!(rows.iter().any(|(_, _, rating, _)| is_off(rating)), "{}", text);
                return Ok(());
            };
            let catalogue = catalogue();
            let (ids, titles) = (ImportIndex::build(&catalogue), titles(&catalogue, vec![0; catalogue.len()]));
            let matcher = Matcher { catalogue: &catalogue, ids: &ids, titles: &titles, has_movielens_ids: true };
            let mut report = matcher.match_export(export, &|| true).expect("wanted");
            prop_assert_eq!(report.accept(&Accepted::All), Ok(()));
            for found in &report.matched {
                let (title, _, rating, is_show) = &rows[usize::try_from(found.row).expect("small") - 2];
                if let Mark::Rated(stars) = found.mark {
                    prop_assert_eq!(Some(stars.half_stars()), half_stars(rating, max));
                }
                prop_assert!(!(is_of_ten && *is_show), "a series is not a movie");
                let movie = catalogue.movie(found.item);
                prop_assert!(movie.title.starts_with(TITLES[*title]), "{} is not {}", TITLES[*title], movie.title);
            }
        }

        #[test]
        fn no_bytes_break_it_and_every_row_is_accounted_for(
            header in 0..=HEADERS.len(),
            rows in prop::collection::vec("[a-zA-Z0-9,\":;/. \\-\\[{é\u{feff}]{0,40}|[0-9,./-]{0,30}", 0..12),
            tail in prop::collection::vec(any::<u8>(), 0..20),
        ) {
            let mut bytes = HEADERS.get(header).copied().unwrap_or_default().as_bytes().to_vec();
            bytes.extend(rows.join("\n").bytes());
            bytes.extend(tail);
            if let Ok(export) = read_export(&bytes, &named("watched.csv")) {
                let catalogue = catalogue();
                let (ids, titles) = (ImportIndex::build(&catalogue), titles(&catalogue, vec![0; catalogue.len()]));
                let matcher = Matcher { catalogue: &catalogue, ids: &ids, titles: &titles, has_movielens_ids: true };
                let report = matcher.match_export(export, &|| true).expect("wanted");
                let (n_taken, n_proposed) = (report.matched.len() + report.n_repeated, report.proposed.len());
                prop_assert_eq!(report.n_rows, n_taken + n_proposed + report.unmatched.len());
                let mut accepted = report.clone();
                prop_assert_eq!(accepted.accept(&Accepted::All), Ok(()));
                let n_taken = accepted.matched.len() + accepted.n_repeated;
                prop_assert_eq!(accepted.n_rows, n_taken + accepted.unmatched.len());
            }
        }
    }
}
