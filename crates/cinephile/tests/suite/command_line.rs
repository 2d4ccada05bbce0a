//! The command line as people and scripts use it: options, files, exit codes.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "helpers of tests are not themselves marked as tests"
)]

use crate::terminal::{cinephile, done, refused, stderr, text};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn wrong_usage_exits_with_2_and_failures_with_1_and_one_line_with_the_reason() {
    assert_eq!(cinephile(&["serve", "--no-such-option"]).status.code(), Some(2));
    assert_eq!(cinephile(&["fit", "--algorithm", "svd", "--out", "x"]).status.code(), Some(2));
    for (option, wrong) in [
        ("--cors-origin", "*"),
        ("--cors-origin", "https://*.example"),
        ("--public-url", "javascript:alert(1)"),
    ] {
        let ended = cinephile(&["serve", option, wrong]);
        let said = stderr(&ended);
        assert_eq!(ended.status.code(), Some(2), "{said}");
        assert!(said.contains(&format!("`{wrong}`: expected http:// or https://")), "{said}");
    }
    let missing = refused(&["serve", "--listen", "127.0.0.1:0", "--state-dir", "/dev/null/x"], 1);
    assert!(missing.starts_with("cinephile: cannot create the state folder `/dev/null/x`"), "{missing}");
    let folder = tempfile::tempdir().expect("folder");
    let nowhere = folder.path().join("nowhere");
    let options = ["serve", "--listen", "127.0.0.1:0", "--state-dir", text(folder.path()), "--data"];
    let missing = refused(&[options.as_slice(), &[text(&nowhere)]].concat(), 1);
    assert!(
        missing.starts_with("cinephile: cannot load the data: ") && missing.contains("nowhere"),
        "{missing}"
    );
    fs::write(folder.path().join("ratings.csv"), "userId,movieId,rating\n1,2,7\n").expect("written");
    let csv = folder.path().join("ratings.csv");
    let bad = refused(&["data", "info", "--data", text(&csv)], 1);
    assert!(bad.contains("line 2: rating 7 is not on the scale 0.5..5; name the scale of the ratings, such as `--scale 1..10`"), "{bad}");
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = done(&["completions", shell]);
        assert!(script.contains("recommend") && script.contains("include-profiles"), "{shell}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("man1");
    done(&["man", text(&to)]);
    let names: Vec<_> = fs::read_dir(&to)
        .expect("pages")
        .map(|entry| entry.expect("a page").file_name().into_string().expect("UTF-8"))
        .collect();
    for page in ["cinephile.1", "cinephile-serve.1", "cinephile-data-sync.1"] {
        assert!(names.iter().any(|name| name == page), "{page} is not among {names:?}");
    }
    let page = fs::read_to_string(to.join("cinephile-serve.1")).expect("a page");
    assert!(page.contains("operations") && page.contains("CINEPHILE_LISTEN"), "{page}");
    let refused = refused(&["man", "/dev/null/man"], 1);
    assert!(refused.starts_with("cinephile: cannot create the folder `/dev/null/man`"), "{refused}");
}

#[test]
fn a_closed_pipe_is_not_a_failure_but_a_full_disk_is() {
    let info = |out: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cinephile"));
        command.args(["data", "info"]).stdout(out).stderr(Stdio::piped()).spawn().expect("started")
    };
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let ended = info(writer.into()).wait_with_output().expect("ended");
    assert_eq!(ended.status.code(), Some(0));
    assert!(!stderr(&ended).contains("panicked"), "{}", stderr(&ended));

    let full = fs::File::options().write(true).open("/dev/full").expect("Linux has it");
    let ended = info(full.into()).wait_with_output().expect("ended");
    assert_eq!(ended.status.code(), Some(1));
    let last = stderr(&ended).lines().last().unwrap_or_default().to_owned();
    assert!(last.starts_with("cinephile: cannot write to standard output: No space left"), "{last}");
}

#[test]
fn a_model_is_fitted_from_a_csv_and_recommends_in_the_datas_own_ids() {
    let folder = tempfile::tempdir().expect("folder");
    let path = |name: &str| folder.path().join(name);
    // Two tastes: even users like items 100..110, odd users items 200..210.
    let rows = (0..40).flat_map(|user| {
        let liked = 100 * (1 + user % 2);
        (0..10)
            .filter(move |item| (user / 2 + item) % 7 != 0)
            .map(move |item| format!("{user},{},5\n", liked + item))
    });
    fs::write(path("train.csv"), "user,item,rating\n".to_owned() + &rows.collect::<String>())
        .expect("written");
    fs::write(path("asked.csv"), "user,item\n7,100\n7,101\n7,999\n9,200\n").expect("written");

    let (train, model, lists) = (path("train.csv"), path("m.safetensors"), path("lists.csv"));
    let line = done(&[
        "fit",
        "--data",
        text(&train),
        "--algorithm",
        "user-knn",
        "--seed",
        "3",
        "--out",
        text(&model),
        "--json",
    ]);
    let told: Value = serde_json::from_str(line.trim()).expect("a JSON line");
    assert_eq!(told["algorithm"], "user-knn");
    for field in ["seconds", "cpu_seconds", "peak_memory_bytes", "estimated_memory_bytes"] {
        assert!(told[field].as_f64().expect("a number") >= 0.0, "{field}");
    }

    let asked = path("asked.csv");
    done(&[
        "recommend",
        "--model",
        text(&model),
        "--ratings",
        text(&asked),
        "--top",
        "3",
        "--out",
        text(&lists),
    ]);
    let lists = fs::read_to_string(lists).expect("written");
    let rows: Vec<Vec<&str>> = lists.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0], ["user", "rank", "item", "score"]);
    assert_eq!(rows.len(), 1 + 2 * 3);
    for row in &rows[1..] {
        let item: u32 = row[2].parse().expect("an id");
        let wanted = if row[0] == "7" { 102..110 } else { 201..210 };
        assert!(wanted.contains(&item), "user {} was recommended {item}", row[0]);
    }
}

#[test]
fn a_visitor_gets_a_list_of_titles_on_the_terminal() {
    let folder = tempfile::tempdir().expect("folder");
    let model = folder.path().join("kmeans.safetensors");
    done(&["fit", "--algorithm", "kmeans", "--out", text(&model)]);
    let options = ["recommend", "--model", text(&model), "--top", "5", "--rate"];
    let list = done(&[options.as_slice(), &["The Matrix=5", "--rate", "alien (1979)=4.5"]].concat());
    assert_eq!(list.lines().count(), 5 * 2, "each movie and its reason");
    for (line, reason) in list.lines().step_by(2).zip(list.lines().skip(1).step_by(2)) {
        assert!(reason.contains("people in your taste group") || reason.contains("popular with"), "{reason}");
        let stars = line.split(" stars (").next().and_then(|start| start.split_whitespace().last());
        let stars: f64 = stars.and_then(|word| word.parse().ok()).expect("a number of stars");
        assert!((0.5..=5.0).contains(&stars), "{line}");
    }
    let wrong = refused(&[options.as_slice(), &["Alien=4", "--stars", text(&model)]].concat(), 1);
    assert!(wrong.contains("`--stars` names a model of kmeans; it must be a model of stars"), "{wrong}");
    assert!(!list.contains("The Matrix (1999)"), "what is rated is not recommended: {list}");
    let unknown = refused(&[options.as_slice(), &["Matrxi=5"]].concat(), 1);
    assert!(unknown.contains("there is no movie `Matrxi`; similar titles: Matrix, The (1999)"), "{unknown}");
    let off_scale = refused(&[options.as_slice(), &["Alien=7"]].concat(), 1);
    assert!(off_scale.contains("rating 7 is not one of"), "{off_scale}");
}

#[test]
fn an_explained_list_shows_the_effect_of_each_rating() {
    let folder = tempfile::tempdir().expect("folder");
    let model = folder.path().join("ease.safetensors");
    done(&["fit", "--algorithm", "ease", "--out", text(&model)]);
    let options =
        ["recommend", "--model", text(&model), "--top", "2", "--rate", "The Matrix=5", "--rate", "Alien=2"];
    let plain = done(&options);
    let explained = done(&[options.as_slice(), &["--explain"]].concat());
    assert_eq!((plain.lines().count(), explained.lines().count()), (2 * 2, 2 * 5));
    for list in explained.lines().collect::<Vec<_>>().chunks(5) {
        let number = |line: &str, at: usize| -> f64 {
            line.split_whitespace().nth(at).and_then(|word| word.parse().ok()).expect("a number")
        };
        let sum: f64 = list[2..].iter().map(|line| number(line, 0)).sum();
        assert!((sum - number(list[0], 1)).abs() < 3e-4, "{list:?}");
        for (rating, title) in list[2..4].iter().zip(["The Matrix=5", "Alien=2"]) {
            assert!(
                rating.contains(title) && rating.contains("; rank ") && rating.ends_with(" without it"),
                "{rating}"
            );
        }
        assert!(list[4].ends_with("what everybody likes"), "{list:?}");
        let is_reason = |start| list[1].trim_start().starts_with(start);
        assert!(is_reason("because you gave ") || is_reason("popular with "), "{list:?}");
    }
}

/// The lists of `json`, as ids.
fn ids_in(json: &str) -> Vec<u64> {
    let list: Value = serde_json::from_str(json).expect("JSON");
    let rows = list["recommendations"].as_array().expect("rows");
    rows.iter().map(|row| row["id"].as_u64().expect("an id")).collect()
}

#[test]
fn a_list_is_of_chosen_movies_and_comes_as_json() {
    let folder = tempfile::tempdir().expect("folder");
    let path = |name: &str| folder.path().join(name);
    let model = path("ease.safetensors");
    done(&["fit", "--algorithm", "ease", "--out", text(&model)]);
    let options = ["recommend", "--model", text(&model), "--rate", "The Matrix=5", "--json", "--top", "50"];
    let plain = done(&options);
    let all = ids_in(&plain);
    assert_eq!(all.len(), 50);
    let list: Value = serde_json::from_str(&plain).expect("JSON");
    let first = &list["recommendations"][0];
    assert!(first["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{first}");
    assert!(first["predicted_stars"]["stars"].is_number() && first["title"].is_string(), "{first}");
    assert_eq!(list["unknown_ids"], serde_json::json!({"only": 0, "exclude": 0}));

    let (only, exclude) = (path("only.csv"), path("exclude.txt"));
    fs::write(&only, format!("title,movieId\nx,{}\ny,{}\nz,{}\nw,999999\n", all[9], all[4], all[7]))
        .expect("written");
    fs::write(&exclude, format!("{}\n888888\n888887\n888888\n", all[7])).expect("written");
    let chosen = done(&[&options[..], &["--only", text(&only), "--exclude", text(&exclude)]].concat());
    assert_eq!(ids_in(&chosen), [all[4], all[9]]);
    let list: Value = serde_json::from_str(&chosen).expect("JSON");
    assert_eq!(list["unknown_ids"], serde_json::json!({"only": 1, "exclude": 2}));

    let without = done(&[&options[..], &["--exclude-genres", "drama,Comedy"]].concat());
    assert!(!without.contains("\"Drama\"") && !without.contains("\"Comedy\""), "{without}");
    let wrong = refused(&[&options[..], &["--exclude-genres", "Dramma"]].concat(), 1);
    assert!(wrong.contains("`--exclude-genres` names `Dramma`; it must be one of "), "{wrong}");
    let both = refused(&[&options[..], &["--only", "-", "--exclude", "-"]].concat(), 1);
    assert!(both.contains("standard input can be only one of them"), "{both}");
    let unknown = refused(&[&options[..4], &["id:999999=5"]].concat(), 1);
    assert!(unknown.contains("there is no movie with the id `999999`"), "{unknown}");
}

#[test]
fn ids_of_text_come_back_as_they_are() {
    let folder = tempfile::tempdir().expect("folder");
    let path = |name: &str| folder.path().join(name);
    let (data, model, asked) = (path("data.csv"), path("ease.safetensors"), path("asked.csv"));
    let mut rows = "customer_id,asin,rating\n".to_owned();
    for user in 0..20 {
        for item in 0..10 {
            if (user + item) % 2 == 0 {
                rows += &format!("U-{user},B00{item},{}\n", if item < 5 { 5 } else { 2 });
            }
        }
    }
    fs::write(&data, rows).expect("written");
    fs::write(&asked, "visitor_id;product;score\nme;B000;5\nyou;B001;4\nyou;B009;1\nyou;gone;1\n")
        .expect("written");
    done(&["fit", "--data", text(&data), "--algorithm", "ease", "--out", text(&model)]);
    let options = ["recommend", "--model", text(&model), "--ratings", text(&asked), "--top", "2"];
    let refusal = refused(&options, 1);
    assert!(refusal.contains("name the data that the model learned from with `--data`"), "{refusal}");
    let lists = done(&[&options[..], &["--data", text(&data)]].concat());
    let rows: Vec<Vec<&str>> = lists.lines().map(|row| row.split(',').collect()).collect();
    assert_eq!(rows.len(), 1 + 2 * 2, "{lists}");
    for row in &rows[1..] {
        assert!(["me", "you"].contains(&row[0]) && row[2].starts_with("B00") && row[2].len() == 4, "{lists}");
    }
    let only = path("only.txt");
    fs::write(&only, "B006\nnothing\n").expect("written");
    let one = done(&[&options[..], &["--data", text(&data), "--only", text(&only)]].concat());
    let rows: Vec<&str> = one.lines().skip(1).collect();
    assert!(rows.len() == 2 && rows.iter().all(|row| row.contains(",1,B006,")), "{one}");
    let visitor = ["recommend", "--model", text(&model), "--data", text(&data), "--rate", "B000=5", "--json"];
    assert!(done(&visitor).contains("\"id\":\"B00"), "{}", done(&visitor));
}

#[test]
fn movies_that_were_only_seen_or_liked_give_a_list_on_the_terminal() {
    let folder = tempfile::tempdir().expect("folder");
    let model = folder.path().join("ease.safetensors");
    done(&["fit", "--algorithm", "ease", "--out", text(&model)]);
    let options = ["recommend", "--model", text(&model), "--top", "3"];
    let seen = done(&[&options[..], &["--seen", "The Matrix", "--liked", "Alien", "--explain"]].concat());
    assert!(seen.contains("saw The Matrix; rank ") && seen.contains("liked Alien; rank "), "{seen}");
    assert!(!seen.contains("The Matrix ("), "what was seen is not recommended: {seen}");
    let rated = done(&[&options[..], &["--rate", "The Matrix=5", "--liked", "Alien"]].concat());
    assert_ne!(rated, done(&[&options[..], &["--seen", "The Matrix", "--liked", "Alien"]].concat()));
    let unknown = refused(&[&options[..], &["--seen", "Matrxi"]].concat(), 1);
    assert!(unknown.contains("there is no movie `Matrxi`; similar titles: Matrix, The (1999)"), "{unknown}");
    refused(&options, 2);
    refused(&[&options[..], &["--ratings", "x.csv", "--seen", "Alien"]].concat(), 2);
}

#[test]
fn generated_ratings_are_written_read_evaluated_and_their_split_reads_back() {
    let folder = tempfile::tempdir().expect("folder");
    let path = |name: &str| folder.path().join(name);
    let (data, split, json) = (path("synth"), path("split"), path("board.json"));
    done(&[
        "synth",
        "--users",
        "200",
        "--items",
        "300",
        "--ratings",
        "8000",
        "--seed",
        "5",
        "--out",
        text(&data),
    ]);
    let info = done(&["data", "info", "--data", text(&data)]);
    for line in ["users          200", "movies         300", "ratings        8000", "generated sample data"] {
        assert!(info.contains(line), "{info}");
    }
    let algorithms = ["--algorithms", "popularity,user-knn"];
    let evaluate = [
        "evaluate",
        "--data",
        text(&data),
        "--seed",
        "2",
        "--export-split",
        text(&split),
        "--json",
        text(&json),
    ];
    let table = done(&[evaluate.as_slice(), &algorithms].concat());
    assert!(table.contains("user-knn") && table.contains("popularity"), "{table}");
    let board: Value = serde_json::from_str(&fs::read_to_string(&json).expect("written")).expect("JSON");
    assert_eq!(board["rows"].as_array().map(Vec::len), Some(2));
    let again = ["evaluate", "--split", text(&split), "--seed", "2", "--json", text(&json)];
    done(&[again.as_slice(), &algorithms].concat());
    let read_back: Value = serde_json::from_str(&fs::read_to_string(&json).expect("written")).expect("JSON");
    assert_eq!(
        board["rows"][0]["score"], read_back["rows"][0]["score"],
        "the same bytes give the same figures"
    );
}

#[test]
fn the_openapi_document_is_the_one_in_the_repository() {
    let checked_in = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi.json");
    let checked_in = fs::read_to_string(checked_in).expect("openapi.json");
    assert!(done(&["openapi"]) == checked_in, "openapi.json is stale: run `cargo xtask openapi`");
}

#[test]
fn migrate_takes_the_database_from_the_state_folder_an_address_or_a_file() {
    let folder = tempfile::tempdir().expect("folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let said = done(&["migrate", "--state-dir", &path("state")]);
    assert_eq!(said, format!("`{}` has the schema of this version\n", path("state/cinephile.db")));
    done(&["migrate", "--database-url", &format!("sqlite:{}", path("a.db"))]);
    fs::write(path("secret"), format!("sqlite:{}\n", path("b.db"))).expect("written");
    done(&["migrate", "--database-url-file", &path("secret")]);
    assert!(Path::new(&path("a.db")).is_file() && Path::new(&path("b.db")).is_file());

    let both = ["migrate", "--database-url", "x", "--database-url-file", "y"];
    assert_eq!(cinephile(&both).status.code(), Some(2));
    fs::write(path("secret"), " \n").expect("written");
    let empty = refused(&["migrate", "--database-url-file", &path("secret")], 1);
    assert!(empty.ends_with("secret` is empty; it must contain a database address"), "{empty}");
    // Nothing listens on the discard port here. The password must never be shown.
    fs::write(path("secret"), "postgres://ann:hunter2@127.0.0.1:9/movies").expect("written");
    let away = cinephile(&["migrate", "--database-url-file", &path("secret")]);
    assert_eq!(away.status.code(), Some(1));
    let errors = stderr(&away);
    assert!(errors.contains("the database is unavailable"), "{errors}");
    assert!(!errors.contains("hunter2"), "{errors}");
}

#[test]
fn taste_groups_are_shown_as_text_and_as_a_json_line_that_agree() {
    let words = ["clusters", "--k", "4", "--top", "2"];
    let line: Value = serde_json::from_str(&done(&[words.as_slice(), &["--json"]].concat())).expect("JSON");
    let groups = line["groups"].as_array().expect("groups");
    assert_eq!(groups.len(), 4);
    let members: u64 = groups.iter().map(|group| group["n_members"].as_u64().expect("members")).sum();
    assert_eq!(Some(members), line["n_users"].as_u64());
    let text = done(&words);
    for (number, group) in groups.iter().enumerate() {
        let title = group["movies"][0]["title"].as_str().expect("a loved movie");
        assert!(group["movies"][0]["lift"].as_f64().expect("lift") > 1.0 && text.contains(title), "{group}");
        let genre = group["genres"][0]["genre"].as_str().expect("a loved genre");
        let heading = format!("group {number}: {} users", group["n_members"]);
        let heading = text.lines().find(|line| line.starts_with(&heading)).expect("a heading");
        assert!(heading.contains(genre), "{heading}");
    }

    let line: Value = serde_json::from_str(&done(&["clusters", "--elbow=5,2", "--json"])).expect("JSON");
    let elbow = line["elbow"].as_array().expect("elbow");
    assert_eq!([&elbow[0]["k"], &elbow[1]["k"]], [2, 5]);
    assert!(elbow[0]["inertia"].as_f64() > elbow[1]["inertia"].as_f64(), "{line}");

    assert_eq!(cinephile(&["clusters", "--k", "0"]).status.code(), Some(2));
    assert_eq!(cinephile(&["clusters", "--elbow=2", "--k", "3"]).status.code(), Some(2));
}

#[test]
fn movies_like_one_movie_are_listed_from_data_or_a_model_file() {
    let folder = tempfile::tempdir().expect("folder");
    let (model, state) = (folder.path().join("m.safetensors"), folder.path().join("state"));
    let fixed = ["similar", "Alien (1979)", "--top", "5", "--state-dir", text(&state), "--algorithm", "ease"];
    let told: Value = serde_json::from_str(&done(&[&fixed[..], &["--json"]].concat())).expect("a JSON line");
    assert_eq!((&told["movie"]["title"], &told["algorithm"]), (&"Alien".into(), &"ease".into()));
    let similar = told["similar"].as_array().expect("a list");
    assert_eq!(similar.len(), 5);
    let scores: Vec<f64> = similar.iter().map(|movie| movie["score"].as_f64().expect("a score")).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b) && scores.iter().all(|&score| score > 0.0), "{scores:?}");
    done(&["fit", "--algorithm", "ease", "--out", text(&model)]);
    let table = done(&["similar", "Alien (1979)", "--top", "5", "--model", text(&model)]);
    assert!(table.starts_with("like Alien (1979) by ease:\n"), "{table}");
    let first = similar[0]["title"].as_str().expect("a title");
    assert!(table.lines().nth(1).expect("a row").contains(first), "the same from the file: {table}");
    let none =
        refused(&["similar", "Alien (1979)", "--state-dir", text(&state), "--algorithm", "popularity"], 1);
    assert!(none.contains("the scores of popularity are not sums over ratings"), "{none}");
    assert!(refused(&["similar", "Qwxyz"], 1).contains("there is no movie `Qwxyz`"));
}
