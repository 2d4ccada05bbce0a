//! Files as people have them, where they lie beside the checkout: what becomes of each, with the movies of ml-latest-small.
#![expect(clippy::print_stdout, reason = "a test that cannot run here says so")]
#![expect(clippy::expect_used, reason = "helpers of tests are not themselves marked as tests")]

use cinephile_data::imports::{
    Accepted, Doubt, Entry, ImportIndex, ImportOptions, ImportReport, Mark, Matcher, Miss, Note,
    UploadedFile, read_export, read_upload,
};
use cinephile_data::read::{CachePolicy, ReadOptions, read_dataset};
use cinephile_data::search::TitleIndex;
use cinephile_data::{Catalogue, Popularity, Stars};
use std::fs;
use std::path::PathBuf;

struct Cases {
    folder: PathBuf,
    catalogue: Catalogue,
    ids: ImportIndex,
    titles: TitleIndex,
}

/// A file, `(title, half stars)` of what is taken of it, and the counts.
type Expected<'a> = (&'a str, &'a [(&'a str, u8)], Counts);

/// How many rows were taken, proposed and left out.
type Counts = (usize, usize, usize);

impl Cases {
    fn open() -> Option<Self> {
        let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
        let (folder, data) = (shared.join("cases"), shared.join("data/ml-latest-small"));
        if !folder.is_dir() || !data.is_dir() {
            println!("skipped: no cases at {} or no MovieLens data", folder.display());
            return None;
        }
        let options = ReadOptions { cache: CachePolicy::Off, ..ReadOptions::default() };
        let (dataset, _) = read_dataset(&data, &options).expect("valid data");
        let catalogue = dataset.catalogue;
        let popularity = Popularity::of(dataset.interactions.item_counts());
        let (ids, titles) = (ImportIndex::build(&catalogue), TitleIndex::build(&catalogue, &popularity));
        Some(Self { folder, catalogue, ids, titles })
    }

    fn try_with(&self, path: &str, options: ImportOptions) -> Result<ImportReport, String> {
        let bytes = fs::read(self.folder.join(path)).expect("a case");
        let name = Some(path.rsplit('/').next().unwrap_or_default().to_owned());
        let export = read_upload(vec![UploadedFile { name, bytes }], &options);
        let export = export.map_err(|error| error.to_string())?;
        let Self { catalogue, ids, titles, .. } = self;
        let report =
            Matcher { catalogue, ids, titles, has_movielens_ids: true }.match_export(export, &|| true);
        let report = report.expect("wanted");
        let n_told =
            report.matched.len() + report.n_repeated + report.proposed.len() + report.unmatched.len();
        assert_eq!(report.n_rows, n_told, "{path}: every row is in one place");
        Ok(report)
    }

    fn read_with(&self, path: &str, options: ImportOptions) -> ImportReport {
        self.try_with(path, options).expect(path)
    }

    fn read(&self, path: &str) -> ImportReport {
        self.read_with(path, ImportOptions::default())
    }

    fn refusal(&self, path: &str) -> String {
        self.try_with(path, ImportOptions::default()).expect_err(path)
    }

    /// `(title, half stars)` of what is taken, 0 for what has no stars; in the order of the file.
    fn taken(&self, report: &ImportReport) -> Vec<(&str, u8)> {
        let mut matched = report.matched.clone();
        matched.sort_by_key(|found| found.row);
        let stars = |mark| if let Mark::Rated(stars) = mark { Stars::half_stars(stars) } else { 0 };
        matched.iter().map(|found| (&*self.catalogue.movie(found.item).title, stars(found.mark))).collect()
    }

    fn proposed<'a>(&self, report: &'a ImportReport) -> Vec<(&'a str, String, Doubt)> {
        let shown = |item| self.catalogue.movie(item).source_title.clone();
        report.proposed.iter().map(|row| (&*row.title, shown(row.found.item), row.doubt)).collect()
    }
}

fn counts(report: &ImportReport) -> Counts {
    (report.matched.len(), report.proposed.len(), report.unmatched.len())
}

fn misses(report: &ImportReport) -> Vec<&Miss> {
    report.unmatched.iter().map(|row| &row.miss).collect()
}

#[test]
fn rows_that_are_not_movies_are_told_before_ids_are_looked_up() {
    let Some(cases) = Cases::open() else { return };
    let report = cases.read("01-trakt-shows/A-trakt-show.csv");
    assert_eq!((counts(&report), misses(&report)), ((0, 0, 1), vec![&Miss::NotAMovie]));
    assert_eq!(report.unmatched[0].title, "The Walking Dead");
    let report = cases.read("02-imdb-2024/ratings.csv");
    let expected = [
        ("Seven", 9),
        ("The Good, the Bad and the Ugly", 10),
        ("Spirited Away", 8),
        ("Band of Brothers", 9),
        ("The Matrix", 1),
        ("Mulholland Drive", 7),
    ];
    assert_eq!(cases.taken(&report), expected);
    assert_eq!(misses(&report), [&Miss::NotAMovie; 3]);
}

#[test]
fn both_forms_of_imdb_are_read_and_its_ids_are_not_overruled_by_titles() {
    let Some(cases) = Cases::open() else { return };
    let report = cases.read("03-imdb-old-format/ratings.csv");
    assert_eq!(cases.taken(&report), [("Seven", 9), ("Batman & Robin", 2)]);
    assert_eq!(misses(&report), [&Miss::NotAMovie]);
    assert!(report.matched.iter().all(|found| found.at.is_some()), "Sun Mar 10 00:00:00 2013");
    let report = cases.read("04-imdb-id-contradiction/ratings.csv");
    assert_eq!(counts(&report), (0, 0, 3));
    assert_eq!(report.unmatched[1].miss, Miss::OtherMovie, "Coco, the short film");
    let years = vec![1973, 2010];
    assert_eq!(
        report.unmatched[2].miss,
        Miss::OtherYear { years },
        "Robin Hood, the television film of 1991"
    );
}

#[test]
fn lists_that_are_no_watchlist_become_what_they_are_or_are_asked_about() {
    let Some(cases) = Cases::open() else { return };
    let marks = |report: &ImportReport| report.matched.iter().map(|found| found.mark).collect::<Vec<_>>();
    let rated = Mark::Rated(Stars::from_half_stars(8).expect("1 to 10"));
    assert_eq!(marks(&cases.read("05-imdb-lists-checkins/checkins.csv")), [rated, Mark::Watched]);
    let worst = "05-imdb-lists-checkins/Worst films I ever sat through.csv";
    assert!(cases.refusal(worst).contains("`list=watched` or `list=watchlist`"));
    let seen = ImportOptions { list: Some(Mark::Watched), ..ImportOptions::default() };
    assert_eq!(marks(&cases.read_with(worst, seen.clone())), [rated, Mark::Watched]);
    assert_eq!(marks(&cases.read("12-trakt-json/lists-favorites.json")), [Mark::Watched]);
    assert_eq!(marks(&cases.read("12-trakt-json/lists-watchlist.json")), [Mark::Watchlist]);
    let worst = "12-trakt-json/lists-list-worst-movies-ever-123.json";
    assert!(cases.refusal(worst).contains("does not show what they are"));
    assert_eq!(marks(&cases.read_with(worst, seen.clone())), [Mark::Watched]);
    assert_eq!(marks(&cases.read("12-trakt-json/hidden-recommendations.json")), [Mark::NotInterested]);
    let error = cases.try_with("03-imdb-old-format/ratings.csv", seen).expect_err("nothing to answer");
    assert!(error.contains("nothing that `list` is about"), "{error}");
}

#[test]
fn trakts_files_are_read_row_by_row() {
    let Some(cases) = Cases::open() else { return };
    let of = |name: &str| counts(&cases.read(&format!("12-trakt-json/{name}.json")));
    assert_eq!(of("ratings-movies"), (2, 0, 1), "Cats is not in the data");
    assert_eq!((of("ratings-shows"), of("watched-shows")), ((0, 0, 1), (0, 0, 1)));
    assert_eq!((of("watched-history-1"), of("watched-movies")), ((1, 0, 1), (2, 0, 0)));
    let report = cases.read("12-trakt-json/collection-movies.json");
    assert!(matches!(misses(&report)[0], Miss::Unreadable { reason } if reason.contains("in a collection")));
    assert_eq!(cases.read("12-trakt-json/ratings-shows.json").unmatched[0].title, "Breaking Bad");
    assert!(cases.refusal("12-trakt-json/user-profile.json").contains("not a known export"));
    let report = cases.read("18-json-rows/ratings-movies.json");
    assert_eq!((cases.taken(&report), report.n_repeated), (vec![("Heat", 8)], 1), "8.0 is 8");
}

#[test]
fn titles_match_whole_and_doubtful_ones_are_proposed() {
    let Some(cases) = Cases::open() else { return };
    let report = cases.read("17-short-titles/D-dawn.csv");
    assert_eq!((counts(&report), misses(&report)), ((0, 0, 1), vec![&Miss::NoSuchMovie]));
    let report = cases.read("19-yearless/ratings.csv");
    let yearless = |title: &'static str| (title, title.to_owned(), Doubt::UnknownYear);
    let all = ["Moonlight", "Nocturnal Animals", "Paterson", "Ready Player One"].map(yearless);
    assert_eq!((counts(&report).0, cases.proposed(&report)), (0, all.to_vec()));
    let mut accepted = report.clone();
    assert_eq!(accepted.accept(&Accepted::Rows(vec![(0, 2), (0, 5)])), Ok(()));
    assert_eq!(cases.taken(&accepted), [("Moonlight", 10), ("Ready Player One", 6)]);
    assert_eq!(accepted.proposed.len(), 2);
    assert_eq!(report.clone().accept(&Accepted::Rows(vec![(0, 2), (0, 99)])), Err((0, 99)));
    let report = cases.read("19-yearless/noyear.csv");
    assert_eq!(cases.proposed(&report), [yearless("Moonlight")]);
}

#[test]
fn what_letterboxd_calls_well_known_films_is_found() {
    let Some(cases) = Cases::open() else { return };
    let report = cases.read("07-letterboxd-titles/ratings.csv");
    assert_eq!((counts(&report), report.n_repeated), ((177, 1, 11), 3), "181 of the 192 are in this data");
    assert_eq!(cases.proposed(&report), [("Moonlight", "Moonlight".to_owned(), Doubt::UnknownYear)]);
    let taken = |row: u64| {
        let found = report.matched.iter().find(|found| found.row == row).expect("taken");
        &*cases.catalogue.movie(found.item).source_title
    };
    let expected = [
        (4, "Star Wars: Episode V - The Empire Strikes Back (1980)"),
        (5, "Star Wars: Episode IV - A New Hope (1977)"),
        (23, "William Shakespeare's Romeo + Juliet (1996)"),
        (24, "Three Colors: Red (Trois couleurs: Rouge) (1994)"),
        (38, "Old Boy (2003)"),
        (59, "Star Wars: Episode VII - The Force Awakens (2015)"),
        (110, "Guardians of the Galaxy 2 (2017)"),
    ];
    for (row, movie) in expected {
        assert_eq!(taken(row), movie);
    }
    let not_here = [
        "Parasite",
        "Spider-Man: Into the Spider-Verse",
        "Once Upon a Time... in Hollywood",
        "1917",
        "A Star Is Born",
        "Zack Snyder's Justice League",
        "I Am Not a Witch",
        "Scream",
        "Shoplifters",
        "Roma",
        "Django",
    ];
    let left: Vec<&str> = report.unmatched.iter().map(|row| &*row.title).collect();
    assert_eq!(left, not_here);
}

#[test]
fn netflixs_dates_are_read_in_every_countrys_form() {
    let Some(cases) = Cases::open() else { return };
    let day = |report: &ImportReport, row: u64| {
        report.matched.iter().find(|found| found.row == row).and_then(|found| found.at).map(|at| at / 86_400)
    };
    let expected = [
        ("ca-iso", 18_976, 18_962),
        ("qc-dots", 18_976, 18_962),
        ("cz", 19_753, 19_754),
        ("de", 19_381, 19_389),
        ("ja-slash", 19_753, 19_754),
        ("ko", 19_753, 19_754),
        ("nl-dash", 19_753, 19_754),
        ("th-buddhist", 19_753, 19_754),
        ("uk", 19_753, 19_754),
        ("excel-mixed", 20_199, 20_190),
    ];
    for (name, first, second) in expected {
        let report = cases.read(&format!("08-netflix-dates/{name}.csv"));
        assert_eq!((day(&report, 2), day(&report, 3)), (Some(first), Some(second)), "{name}");
        assert!(report.notes.is_empty(), "{name}: {:?}", report.notes);
    }
    let report = cases.read("08-netflix-dates/us.csv");
    assert_eq!((day(&report, 2), report.proposed[0].found.at), (Some(19_753), Some(19_754 * 86_400)));
    let report = cases.read("08-netflix-dates/uk-ambiguous.csv");
    assert_eq!((counts(&report), day(&report, 2)), ((3, 0, 0), None));
    assert_eq!(report.notes, [Note::AmbiguousDates { n: 3 }]);
}

#[test]
fn one_person_of_a_household_is_read() {
    let Some(cases) = Cases::open() else { return };
    for name in ["Ratings", "ViewingActivity"] {
        let refusal = cases.refusal(&format!("09-netflix-data-request/{name}.csv"));
        assert!(refusal.contains("several people (such as Parent, Kids)"), "{refusal}");
    }
    let of = |name: &str, profile: &str| {
        let options = ImportOptions { profile: Some(profile.to_owned()), ..ImportOptions::default() };
        cases.read_with(&format!("09-netflix-data-request/{name}.csv"), options)
    };
    let parent = of("Ratings", "Parent");
    assert_eq!(cases.taken(&parent), [("Inception", 8)], "4.2 stars cannot be kept");
    assert_eq!(parent.unmatched.iter().filter(|row| row.miss == Miss::OtherProfile).count(), 2);
    let parent = of("ViewingActivity", "Parent");
    assert_eq!(cases.taken(&parent), [("Inception", 0)]);
    let why = [
        Miss::OtherProfile,
        Miss::OtherProfile,
        Miss::BrieflyPlayed,
        Miss::NotAMovie,
        Miss::NotAMovie,
        Miss::NotAMovie,
    ];
    assert_eq!(misses(&parent), why.iter().collect::<Vec<_>>());
    let list = cases.read("09-netflix-data-request/MyList.csv");
    assert_eq!(list.matched[0].mark, Mark::Watchlist);
}

#[test]
fn exact_titles_win_over_the_look_of_an_episode() {
    let Some(cases) = Cases::open() else { return };
    let report = cases.read("10-netflix-episodes/NetflixViewingHistory.csv");
    let movies = [
        "Kill Bill: Vol. 2",
        "The Lord of the Rings: The Return of the King",
        "The Hunger Games: Mockingjay - Part 1",
        "Harry Potter and the Deathly Hallows: Part 2",
        "Monty Python and the Holy Grail",
        "The Twilight Saga: Breaking Dawn - Part 1",
        "The Birds",
    ];
    let taken: Vec<&str> = cases.taken(&report).into_iter().map(|(title, _)| title).collect();
    assert_eq!(taken, movies);
    let left: Vec<_> = report.unmatched.iter().filter(|row| row.miss != Miss::NotAMovie).collect();
    let titles: Vec<&str> = left.iter().map(|row| &*row.title).collect();
    assert_eq!(titles, ["千と千尋の神隠し", "Der Pate", "El padrino", "Black Mirror: Bandersnatch"]);
    assert_eq!(counts(&report), (7, 0, 17));
}

#[test]
fn movielens_ratings_and_wishlist_are_read() {
    let Some(cases) = Cases::open() else { return };
    let report = cases.read("11-movielens-site/movielens-ratings.csv");
    assert_eq!(counts(&report), (6, 0, 3), "{:?}", report.unmatched);
    let report = cases.read("11-movielens-site/movielens-wishlist.csv");
    assert_eq!(report.matched[0].mark, Mark::Watchlist);
}

#[test]
fn files_that_only_resemble_a_format_are_refused_by_what_they_are() {
    let Some(cases) = Cases::open() else { return };
    let unknown = [
        "B-date-title-rating.csv",
        "filmtipset-date-title-rating.csv",
        "my-own-sheet.csv",
        "imdb-title-date.csv",
        "rym-film.csv",
    ];
    for name in unknown {
        let refusal = cases.refusal(&format!("13-other-services/{name}"));
        assert!(refusal.starts_with("unknown header"), "{name}: {refusal}");
    }
    assert!(cases.refusal("13-other-services/trakt-user-lists.csv").contains("list=watched"));
    let report = cases.read("13-other-services/letterboxd-import-format.csv");
    assert_eq!(cases.taken(&report), [("Seven", 9), ("The Matrix", 7)]);
    assert_eq!(report.notes, [Note::Scale("1..10".to_owned())]);
    let report = cases.read("13-other-services/mubi-for-letterboxd.csv");
    assert_eq!(cases.taken(&report).last(), Some(&("Hoop Dreams", 8)));
}

#[test]
fn files_of_other_services_are_read() {
    let Some(cases) = Cases::open() else { return };
    let expected: [Expected<'_>; 9] = [
        ("amazon-prime.csv", &[("The Matrix", 0)], (1, 0, 0)),
        ("douban.csv", &[("Seven", 10)], (1, 0, 0)),
        ("movary-ratings.csv", &[("The Matrix", 9)], (1, 0, 0)),
        ("simkl.csv", &[("Heat", 7), ("Ran", 0)], (2, 0, 1)),
        ("simkl.json", &[("Heat", 8)], (1, 0, 1)),
        ("tmdb-ratings.csv", &[("Fight Club", 9)], (1, 0, 1)),
        ("yamtrack.csv", &[("The Matrix", 9)], (1, 0, 1)),
        ("criticker.xml", &[("Seven", 9)], (1, 0, 0)),
        ("kodi-videodb.xml", &[("Heat", 8)], (1, 0, 0)),
    ];
    for (name, movies, n) in expected {
        let report = cases.read(&format!("13-other-services/{name}"));
        assert_eq!(
            (cases.taken(&report).as_slice(), counts(&report)),
            (movies, n),
            "{name}: {:?}",
            report.unmatched
        );
    }
    let report = cases.read("13-other-services/jellyfin-playback.tsv");
    assert_eq!(report.service.name(), "jellyfin");
    assert_eq!(cases.proposed(&report).len() + report.matched.len(), 1, "Heat without a year");
}

#[test]
fn a_whole_archive_of_letterboxd_is_one_import() {
    let Some(cases) = Cases::open() else { return };
    let report = cases.read("06-letterboxd-zip/letterboxd-example-2024-03-05-utc.zip");
    let mut marks: Vec<_> = cases.taken(&report);
    marks.sort_unstable();
    assert_eq!(
        marks,
        [
            ("Alien", 8),
            ("Heat", 0),
            ("Ran", 0),
            ("Ran", 0),
            ("Seven", 9),
            ("Spirited Away", 10),
            ("Suspiria", 8),
            ("The Good, the Bad and the Ugly", 8),
        ],
        "watched, rated, liked; the current ratings, not those of the diary"
    );
    assert_eq!(report.matched.iter().filter(|found| found.mark == Mark::Watchlist).count(), 1);
    let n = |name: &str| report.files.iter().find(|file| file.name == name).map(|file| file.n_rows);
    let names = [
        "watchlist.csv",
        "ratings.csv",
        "diary.csv",
        "watched.csv",
        "reviews.csv",
        "likes/films.csv",
        "lists/favourites.csv",
    ];
    assert_eq!(names.map(n), [1, 6, 3, 2, 2, 3, 2].map(Some));
    assert_eq!(report.files.iter().map(|file| file.n_rows).sum::<usize>(), report.n_rows);
    let skipped: Vec<&str> =
        report.files.iter().filter(|file| file.skipped.is_some()).map(|file| &*file.name).collect();
    assert_eq!(skipped, ["profile.csv", "deleted/diary.csv"]);
    let of_lists = report.unmatched.iter().filter(|row| row.miss == Miss::OwnList).count();
    assert_eq!((of_lists, report.unmatched.len()), (2, 4), "{:?}", report.unmatched);
    let seen = ImportOptions { list: Some(Mark::Watched), ..ImportOptions::default() };
    let report = cases.read_with("06-letterboxd-zip/letterboxd-example-2024-03-05-utc.zip", seen);
    assert!(cases.taken(&report).contains(&("The Shining", 0)));
    assert_eq!(
        report.matched.iter().filter(|found| found.mark == Mark::Watchlist).count(),
        1,
        "Ran stays there"
    );
}

#[test]
fn all_files_of_trakt_are_one_import() {
    let Some(cases) = Cases::open() else { return };
    let folder = cases.folder.join("12-trakt-json");
    let mut names: Vec<_> =
        fs::read_dir(&folder).expect("a folder").map(|file| file.expect("a file").path()).collect();
    names.sort();
    let files = names.into_iter().map(|path| UploadedFile {
        name: path.file_name().map(|name| name.to_string_lossy().into_owned()),
        bytes: fs::read(&path).expect("a file"),
    });
    let export = read_upload(files.collect(), &ImportOptions::default()).expect("read");
    let Cases { catalogue, ids, titles, .. } = &cases;
    let report = Matcher { catalogue, ids, titles, has_movielens_ids: true }.match_export(export, &|| true);
    let report = report.expect("wanted");
    let n_told = report.matched.len() + report.n_repeated + report.proposed.len() + report.unmatched.len();
    assert_eq!((report.n_rows, report.files.iter().map(|file| file.n_rows).sum()), (n_told, n_told));
    let skipped: Vec<&str> =
        report.files.iter().filter(|file| file.skipped.is_some()).map(|file| &*file.name).collect();
    assert_eq!(skipped, ["user-profile.json"]);
    assert!(report.matched.iter().any(|found| matches!(found.mark, Mark::Rated(_))));
    assert!(report.unmatched.iter().any(|row| row.miss == Miss::OwnList), "the worst movies ever");
}

#[test]
fn encodings_of_excel_windows_and_macos_are_read() {
    let Some(cases) = Cases::open() else { return };
    for name in ["utf8", "cp1252"] {
        let report = cases.read(&format!("15-encodings/{name}.csv"));
        let expected = [
            ("Ocean's Eleven", 9),
            ("Mission: Impossible - Ghost Protocol", 8),
            ("Amelie", 8),
            ("L'Avventura", 6),
            ("Crocodile Dundee", 6),
        ];
        assert_eq!(cases.taken(&report), expected, "{name}: {:?} {:?}", report.proposed, report.unmatched);
    }
    let report = cases.read("15-encodings/nfd.csv");
    assert_eq!(cases.taken(&report), [("Amelie", 9), ("Léon: The Professional", 9)]);
    let report = cases.read("15-encodings/excel-de.csv");
    assert_eq!(cases.taken(&report), [("Heat", 9), ("Amelie", 8)]);
    assert!(report.matched.iter().all(|found| found.at == Some(1_714_521_600)));
    let report = cases.read("15-encodings/excel-us-dates.csv");
    assert_eq!((cases.taken(&report), report.n_repeated), (vec![("Heat", 4)], 1), "the later one, of June 1");
    for name in ["mac-cr", "sep-line"] {
        assert_eq!(cases.taken(&cases.read(&format!("15-encodings/{name}.csv"))), [("Heat", 9)], "{name}");
    }
    assert!(cases.refusal("15-encodings/imdb-names.csv").contains("unknown header"));
    assert_eq!(counts(&cases.read("15-encodings/gbk-netflix.csv")), (0, 0, 1));
}

/// Every movie under each of its names, in a catalogue where its id shows that it is another one: what it is taken for.
#[test]
fn no_movie_is_taken_for_another_one() {
    let Some(cases) = Cases::open() else { return };
    let movies = cases.catalogue.movies();
    let number = |place: usize| u32::try_from(place).expect("small");
    for half in 0..2 {
        let mut bare = movies.to_vec();
        for (place, movie) in bare.iter_mut().enumerate() {
            movie.imdb_id = (place % 2 == half).then_some(100_000_000 + number(place));
            movie.tmdb_id = None;
        }
        let catalogue = Catalogue::build(bare).expect("a catalogue");
        let ids = ImportIndex::build(&catalogue);
        let matcher =
            Matcher { catalogue: &catalogue, ids: &ids, titles: &cases.titles, has_movielens_ids: true };
        let mut export = read_export(b"Const,Your Rating,Title\n", &ImportOptions::default()).expect("read");
        for (place, movie) in movies.iter().enumerate().filter(|(place, _)| place % 2 == half) {
            let names = std::iter::once(&movie.title).chain(&movie.alternative_titles);
            let watched = Entry::new(u64::from(number(place)), Mark::Watched);
            export.entries.extend(names.map(|name| Entry {
                title: name.clone(),
                year: movie.year,
                imdb_id: Some(900_000_000),
                ..watched.clone()
            }));
        }
        let report = matcher.match_export(export, &|| true).expect("wanted");
        for found in report.matched {
            let (meant, taken) =
                (&movies[usize::try_from(found.row).expect("small")], catalogue.movie(found.item));
            assert_eq!(meant.source_title, taken.source_title, "only what is listed twice");
        }
    }
}
