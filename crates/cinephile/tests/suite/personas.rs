//! `cinephile personas`: what it prints, what it rejects, and whether the default's lists are about their persona.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests fail by panicking and say what they find or skip"
)]

use crate::persona_files::{own_personas, shared};
use crate::terminal::{cinephile, done, refused, stderr, text};
use serde_json::{Value, json};
use std::path::Path;

/// At least so many of a list of ten must be what a persona likes.
const ENOUGH: usize = 5;

/// What a persona's list must consist of, from a number of ratings on.
struct Expectation {
    persona: &'static str,
    from: usize,
    wanted: &'static str,
    is_wanted: fn(&Listed) -> bool,
}

/// As a movie-goer would say it.
const EXPECTATIONS: [Expectation; 6] = [
    Expectation {
        persona: "horror",
        from: 1,
        wanted: "horror or thriller",
        is_wanted: |movie| movie.has_genre(&["Horror", "Thriller"]),
    },
    Expectation {
        persona: "classics before 1960",
        from: 2,
        wanted: "from before 1970",
        is_wanted: |movie| movie.year < 1970,
    },
    Expectation {
        persona: "Pixar and Ghibli",
        from: 2,
        wanted: "animation",
        is_wanted: |movie| movie.has_genre(&["Animation"]),
    },
    Expectation {
        persona: "crime of the 1990s",
        from: 1,
        wanted: "crime or thriller",
        is_wanted: |movie| movie.has_genre(&["Crime", "Thriller"]),
    },
    Expectation {
        persona: "romantic comedies",
        from: 1,
        wanted: "romance",
        is_wanted: |movie| movie.has_genre(&["Romance"]),
    },
    Expectation {
        persona: "Marvel and the 2010s",
        from: 1,
        wanted: "action, adventure or science fiction since 2005",
        is_wanted: |movie| movie.year >= 2005 && movie.has_genre(&["Action", "Adventure", "Sci-Fi"]),
    },
];

/// One movie of a list.
struct Listed {
    title: String,
    year: u64,
    genres: Vec<String>,
}

impl Listed {
    fn of(movie: &Value) -> Self {
        let genres = movie["genres"].as_array().expect("genres").iter();
        Self {
            title: movie["title"].as_str().expect("a title").to_owned(),
            year: movie["year"].as_u64().unwrap_or_default(),
            genres: genres.map(|genre| genre.as_str().expect("a genre").to_owned()).collect(),
        }
    }

    fn has_genre(&self, any_of: &[&str]) -> bool {
        self.genres.iter().any(|genre| any_of.contains(&genre.as_str()))
    }
}

/// One sentence with the titles for each list that is not about its persona.
fn failures(printout: &Value) -> Vec<String> {
    let mut failures = Vec::new();
    for expectation in &EXPECTATIONS {
        let personas = printout["personas"].as_array().expect("personas");
        let persona = personas.iter().find(|persona| persona["name"] == expectation.persona);
        let persona = persona.expect("every persona that something is expected of");
        for list in persona["algorithms"][0]["lists"].as_array().expect("lists") {
            let n_ratings = list["ratings"].as_array().expect("ratings").len();
            let movies: Vec<Listed> =
                list["movies"].as_array().expect("movies").iter().map(Listed::of).collect();
            let n_wanted = movies.iter().filter(|movie| (expectation.is_wanted)(movie)).count();
            if n_ratings >= expectation.from && n_wanted < ENOUGH {
                let titles: Vec<&str> = movies.iter().map(|movie| movie.title.as_str()).collect();
                failures.push(format!(
                    "{} after {n_ratings}: {n_wanted} of {} are {}: {}",
                    expectation.persona,
                    movies.len(),
                    expectation.wanted,
                    titles.join(", ")
                ));
            }
        }
    }
    failures
}

fn printed(file: &Path, data: &Path, options: &[&str]) -> Value {
    let command = ["personas", text(file), "--data", text(data), "--json"];
    serde_json::from_str(&done(&[&command, options].concat())).expect("a JSON line")
}

#[test]
fn the_lists_of_the_default_algorithm_are_about_each_persona() {
    let mut failed = Vec::new();
    for name in ["ml-latest-small", "ml-latest-small-2016", "ml-latest-small-both"] {
        let Some(data) = shared(&format!("data/{name}")) else { continue };
        let files = [Some(own_personas()), shared("cases/personas.json")];
        for file in files.into_iter().flatten() {
            let printout = printed(&file, &data, &[]);
            let found = failures(&printout);
            println!("{name}, {}: {} lists are not about their persona", file.display(), found.len());
            found.iter().for_each(|failure| println!("  {failure}"));
            failed.extend(found.into_iter().map(|failure| format!("{name}: {failure}")));
        }
    }
    assert!(failed.is_empty(), "{} lists are not about their persona:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn the_charts_are_about_nobody_and_their_share_says_so() {
    let Some(data) = shared("data/ml-latest-small") else { return };
    let printout = printed(&own_personas(), &data, &["--algorithms", "popularity"]);
    let failed = failures(&printout);
    for persona in ["horror", "classics before 1960", "Pixar and Ghibli"] {
        assert!(failed.iter().any(|failure| failure.starts_with(persona)), "{persona}: {failed:?}");
    }
    for persona in printout["personas"].as_array().expect("personas") {
        let first = &persona["algorithms"][0]["lists"][0];
        assert!(first["chart_share"].as_f64().expect("a share") >= 0.6, "{persona}");
    }
}

/// Movies of the built-in sample, with the ids that it has for them.
fn sample_movies(folder: &Path, titles: &[&str]) -> Vec<Value> {
    let state = folder.join("state");
    let id = |title: &&str| {
        let options =
            ["similar", title, "--top", "1", "--algorithm", "ease", "--state-dir", text(&state), "--json"];
        let found: Value = serde_json::from_str(&done(&options)).expect("JSON");
        json!({"movie_id": found["movie"]["id"], "title": title, "stars": 5})
    };
    titles.iter().map(id).collect()
}

#[test]
fn a_persona_gets_lists_after_one_two_three_and_all_ratings() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("personas.json");
    let movies = sample_movies(
        folder.path(),
        &["Alien (1979)", "Halloween (1978)", "Heat (1995)", "Casablanca (1942)"],
    );
    let personas = json!({"space": [&movies[0]], "everything": movies});
    std::fs::write(&file, personas.to_string()).expect("written");
    let options = ["personas", text(&file), "--algorithms", "popularity,kmeans"];
    let printout: Value =
        serde_json::from_str(&done(&[&options[..], &["--json"]].concat())).expect("a JSON line");
    assert_eq!(printout["data"], "sample");
    let everything = &printout["personas"].as_array().expect("two")[0];
    assert_eq!(
        everything["name"], "everything",
        "serde_json sorts the names of the file that the test writes"
    );
    let lists = everything["algorithms"][1]["lists"].as_array().expect("lists");
    let numbers: Vec<usize> =
        lists.iter().map(|list| list["ratings"].as_array().expect("ratings").len()).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    for list in lists {
        let movies = list["movies"].as_array().expect("movies");
        assert_eq!(movies.len(), 10);
        for rated in list["ratings"].as_array().expect("ratings") {
            assert!(movies.iter().all(|movie| movie["id"] != rated["id"]), "what is rated is not listed");
        }
        let share = list["chart_share"].as_f64().expect("a share") * 10.0;
        assert!((0.0..=10.0).contains(&share) && (share - share.round()).abs() < 1e-9, "{share}");
    }
    assert_eq!(printout["personas"][1]["taste"], json!(["Horror", "Sci-Fi", "1970s"]));

    let table = done(&options);
    let heading = "space: kmeans on sample (at least half of the liked movies: Horror, Sci-Fi, 1970s)\n\n\
                   after 1 rating: Alien (1979) 5\n   1  ";
    assert!(table.contains(heading), "{table}");
    let first = &printout["personas"][1]["algorithms"][1]["lists"][0]["movies"][0];
    let genres: Vec<&str> =
        first["genres"].as_array().expect("genres").iter().filter_map(Value::as_str).collect();
    let line = format!(
        "   1  {} ({})  [{}]\n",
        first["title"].as_str().expect("a title"),
        first["year"],
        genres.join(", ")
    );
    assert!(table.contains(&line), "{line}: {table}");
    assert!(table.contains(", best-known ") && table.contains(" of 10\n"), "{table}");
}

#[test]
fn a_file_that_does_not_fit_the_data_is_rejected_before_anything_is_fitted() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("personas.json");
    let rejected = |content: &str| {
        std::fs::write(&file, content).expect("written");
        let output = cinephile(&["personas", text(&file)]);
        assert_eq!(output.status.code(), Some(1), "{content}");
        let lines = stderr(&output);
        assert!(!lines.contains("fitting"), "{lines}");
        lines.trim_end().lines().last().unwrap_or_default().to_owned()
    };
    let start = format!("cinephile: cannot read personas from `{}`: ", text(&file));
    assert_eq!(
        rejected(r#"{"ann": [{"movie_id": 4000000000, "title": "Alien (1979)", "stars": 5}]}"#),
        format!("{start}persona `ann`, rating 1 (Alien (1979)): the data has no movie 4000000000")
    );
    let other = rejected(&std::fs::read_to_string(own_personas()).expect("the project's"));
    assert!(other.starts_with(&format!("{start}persona `horror`, rating 1 (Halloween (1978)): ")), "{other}");
    assert_eq!(rejected(r#"{"ann": []}"#), format!("{start}persona `ann` has no ratings"));
    assert!(rejected("ann").starts_with(&format!("{start}expected value at line 1")));
    let missing = refused(&["personas", text(&folder.path().join("none.json"))], 1);
    assert!(missing.starts_with("cinephile: cannot read `") && missing.contains("none.json"), "{missing}");
    let twice = refused(&["personas", text(&file), "--algorithms", "ease,kmeans,ease"], 1);
    assert_eq!(twice, "cinephile: `--algorithms` names ease twice");
}
