//! `cinephile evaluate`: several splits, the search for parameters, the report, and errors.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "helpers of tests are not themselves marked as tests"
)]

use crate::terminal::{cinephile, done, refused, stderr, text};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A folder with a small data set in `data`, created for each test.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let data = folder.path().join("data");
        let size = ["--users", "200", "--items", "150", "--ratings", "6000", "--seed", "5"];
        done(&[&["synth", "--out", text(&data)], size.as_slice()].concat());
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What an evaluation with `options` prints, and its JSON.
    fn evaluate(&self, options: &[&str]) -> (String, Value) {
        let (data, json) = (self.path("data"), self.path("out.json"));
        let common = ["evaluate", "--data", text(&data), "--json", text(&json)];
        let printed = done(&[common.as_slice(), options].concat());
        (printed, read_json(&json))
    }
}

fn read_json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).expect("written")).expect("JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// The contender's row.
fn row<'a>(board: &'a Value, name: &str) -> &'a Value {
    board["rows"].as_array().expect("rows").iter().find(|row| row["name"] == name).expect("the contender")
}

#[test]
fn several_seeds_give_the_mean_of_their_figures() {
    let bench = Bench::new();
    let algorithms = ["--algorithms", "popularity,ease"];
    let (table, pooled) = bench.evaluate(&[&["--seeds", "3,4"], algorithms.as_slice()].concat());
    assert!(
        table.contains("(means over the splits of seeds 3, 4)") && table.contains("ndcg@100 by seed"),
        "{table}"
    );
    assert_eq!(pooled["header"]["seeds"], serde_json::json!([3, 4]));
    for name in ["popularity", "ease"] {
        let alone = ["3", "4"].map(|seed| {
            let (_, board) = bench.evaluate(&[&["--seed", seed], algorithms.as_slice()].concat());
            number(&row(&board, name)["score"])
        });
        let by_seed = row(&pooled, name)["score_by_seed"].as_array().expect("scores");
        assert_eq!(by_seed.iter().map(number).collect::<Vec<_>>(), alone, "{name}");
        let mean = f64::midpoint(alone[0], alone[1]);
        assert!((number(&row(&pooled, name)["score"]) - mean).abs() < 1e-12, "{name}");
    }
}

#[test]
fn tuned_parameters_reach_the_same_figures_from_a_file() {
    let bench = Bench::new();
    let search = ["--tune", "popularity", "--trials", "6", "--seeds", "1,2", "--protocol", "strong-stars"];
    let (printed, found) = bench.evaluate(&search);
    let found = &found[0];
    assert!(
        printed.starts_with("popularity: 7 trials on validation users of 2 splits (strong-stars)\n"),
        "{printed}"
    );
    assert_eq!(found["trials"].as_array().map(Vec::len), Some(7), "the defaults and six more");
    assert_ne!(found["best"], 0, "something is better than the defaults here: {printed}");

    let (_, again) = bench.evaluate(&search);
    let scores = |found: &Value| -> Vec<Value> {
        found["trials"].as_array().expect("trials").iter().map(|trial| trial["scores"].clone()).collect()
    };
    assert_eq!(scores(found), scores(&again[0]), "the same seeds find the same");

    let tuned = bench.path("tuned.toml");
    let toml = printed.split("--params FILE`\n").nth(1).expect("parameters to keep");
    std::fs::write(&tuned, toml).expect("written");
    let given = format!("popularity={}", text(&tuned));
    let measure =
        ["--part", "val", "--protocol", "strong-stars", "--seeds", "1,2", "--algorithms", "popularity"];
    let (table, board) = bench.evaluate(&[measure.as_slice(), &["--params", &given]].concat());
    assert!(table.contains("popularity:tuned"), "{table}");
    let finalists = &found["finalists"];
    let promised = row(finalists, &found["best"].to_string());
    assert_eq!(row(&board, "popularity:tuned")["score"], promised["score"]);
    assert_eq!(row(&board, "popularity")["score"], row(finalists, "0")["score"], "and the defaults as then");
}

#[test]
fn a_report_is_a_page_with_plots_next_to_the_json_file() {
    let bench = Bench::new();
    let report = bench.path("report");
    let (table, boards) = bench.evaluate(&[
        "--algorithms",
        "popularity,kmeans",
        "--protocol",
        "strong-stars,few-ratings",
        "--report",
        text(&report),
    ]);
    let protocols: Vec<&Value> =
        boards.as_array().expect("boards").iter().map(|board| &board["header"]["protocol"]).collect();
    assert_eq!(protocols, ["strong-stars", "few-ratings"]);
    assert!(table.contains("\n\nfew-ratings on the test users"), "a table each: {table}");
    let page = std::fs::read_to_string(report.join("index.html")).expect("a page");
    for (file, title) in [
        ("few-ratings", "How good are lists after a few ratings?"),
        ("leaderboard-strong-stars", "Leaderboard: strong-stars"),
        ("elbow", "How many taste groups: inertia"),
    ] {
        assert!(page.contains(title), "{title}");
        let plot = std::fs::read_to_string(report.join(format!("{file}.svg"))).expect("a plot");
        assert!(plot.starts_with("<svg ") && plot.contains(title), "{file}");
    }
    let score = format!("{:.4} [", number(&row(&boards[0], "kmeans")["score"]));
    assert!(page.contains(&score) && table.contains(&score), "one figure everywhere: {score}");
}

#[test]
fn few_ratings_are_revealed_at_random_or_by_the_questions_of_onboarding() {
    let bench = Bench::new();
    let few = ["--protocol", "few-ratings", "--algorithms", "popularity,user-knn"];
    let (_, random) = bench.evaluate(&few);
    let (table, asked) = bench.evaluate(&[few.as_slice(), &["--reveal", "onboarding"]].concat());
    assert_eq!(
        (&random["header"]["reveal"], &asked["header"]["reveal"]),
        (&"random".into(), &"onboarding".into())
    );
    assert!(table.contains("who are asked as by the onboarding") && table.contains("questions"), "{table}");
    let rounds = row(&asked, "user-knn")["rounds"].as_array().expect("rounds");
    let questions: Vec<f64> = rounds.iter().map(|round| number(&round["n_questions"]["mean"])).collect();
    assert!(questions[0] >= 1.0 && questions.windows(2).all(|pair| pair[0] < pair[1]), "{questions:?}");
    assert_eq!(questions.len(), 4);
    assert!(row(&random, "user-knn")["rounds"][0].get("n_questions").is_none());
    let (_, pooled) =
        bench.evaluate(&[few.as_slice(), &["--reveal", "onboarding", "--seeds", "1,2"]].concat());
    assert!(number(&row(&pooled, "user-knn")["rounds"][3]["n_questions"]["mean"]) > 10.0);
}

#[test]
fn few_ratings_are_as_many_as_the_user_says() {
    let bench = Bench::new();
    let few = ["--protocol", "few-ratings", "--algorithms", "popularity,user-knn"];
    let (table, chosen) = bench.evaluate(&[few.as_slice(), &["--reveal-counts", "2000,1,2,3"]].concat());
    let (_, usual) = bench.evaluate(&few);
    let rounds = |board: &Value| row(board, "user-knn")["rounds"].as_array().expect("rounds").clone();
    let revealed: Vec<Value> = rounds(&chosen).iter().map(|round| round["n_revealed"].clone()).collect();
    assert_eq!(revealed, [1, 2, 3, 2000]);
    assert_eq!((&rounds(&chosen)[0], &rounds(&chosen)[2]), (&rounds(&usual)[0], &rounds(&usual)[1]));
    assert!(table.contains("chart_share@10"), "{table}");
    for round in rounds(&chosen) {
        let share = &round["metrics"]["chart_share@10"];
        let bounds = ["low", "mean", "high"].map(|bound| number(&share[bound]));
        assert!(0.0 <= bounds[0] && bounds.is_sorted() && bounds[2] <= 1.0, "{share}");
    }
}

#[test]
fn several_data_sets_give_their_mean_and_the_difference_to_one_algorithm_on_each() {
    let bench = Bench::new();
    let other = bench.path("other");
    let size = ["--users", "150", "--items", "120", "--ratings", "4000", "--seed", "6"];
    done(&[&["synth", "--out", text(&other)], size.as_slice()].concat());
    let (data, report) = (bench.path("data"), bench.path("report"));
    let common =
        ["--protocol", "few-ratings,strong", "--algorithms", "popularity,kmeans,ease", "--seeds", "1,2"];
    let options = ["--data", text(&other), "--against", "ease", "--report", text(&report)];
    let (table, both) = bench.evaluate(&[common.as_slice(), &options].concat());
    let few = &both[0];
    let alone = [text(&data), text(&other)].map(|path| {
        let json = bench.path("alone.json");
        let one = ["evaluate", "--data", path, "--json", text(&json), "--against", "ease"];
        done(&[one.as_slice(), &common].concat());
        read_json(&json)
    });
    assert_eq!((&few["header"]["data"], &few["header"]["against"]), (&"data, other".into(), &"ease".into()));
    for name in ["popularity", "kmeans"] {
        for (at, board) in both.as_array().expect("two protocols").iter().enumerate() {
            let mut scores = Vec::new();
            for (number_of_data, alone) in alone.iter().enumerate() {
                let here = row(&board["by_data"][number_of_data], name);
                let there = row(&alone[at], name);
                assert_eq!(here["difference"], there["difference"], "the same as alone");
                assert_eq!(here["rounds"], there["rounds"]);
                scores.push(number(&here["difference"]["mean"]));
            }
            let mean = f64::midpoint(scores[0], scores[1]);
            assert!((number(&row(board, name)["difference"]["mean"]) - mean).abs() < 1e-12, "{name}");
        }
        let rounds = row(few, name)["rounds"].as_array().expect("rounds");
        let compared = |round: &Value| number(&round["differences"]["ndcg@20"]["se"]) > 0.0;
        assert!(rounds.iter().all(compared), "each number of ratings has its own: {rounds:?}");
    }
    assert!(row(few, "ease").get("difference").is_none());
    for part in
        ["of data (", "of other (", "of data, other (means over 2 data sets)", "ndcg@100 minus that of ease"]
    {
        assert!(table.contains(part), "{part}: {table}");
    }
    let page = std::fs::read_to_string(report.join("index.html")).expect("a page");
    for title in ["How much of a list does everybody know?", "Compared with ease: few-ratings"] {
        assert!(page.contains(title), "{title}");
    }
    let served: Vec<&Value> = both.as_array().expect("boards").iter().map(|board| &board["header"]).collect();
    assert_eq!(served.len(), 2, "one board for each protocol, as for one data set");
}

#[test]
fn data_sets_of_one_name_are_told_apart_and_the_same_ratings_twice_are_rejected() {
    let bench = Bench::new();
    let (data, copy) = (bench.path("data"), bench.path("elsewhere/data"));
    std::fs::create_dir(bench.path("elsewhere")).expect("a folder");
    let evaluate = ["evaluate", "--algorithms", "popularity", "--data", text(&data), "--data", text(&copy)];
    done(&["synth", "--out", text(&copy), "--users", "150", "--items", "120", "--ratings", "4000"]);
    let table = done(&evaluate);
    assert!(table.contains("of data (") && table.contains(&format!("of {} (", text(&copy))), "{table}");

    std::fs::remove_dir_all(&copy).expect("removed");
    let size = ["--users", "200", "--items", "150", "--ratings", "6000", "--seed", "5"];
    done(&[&["synth", "--out", text(&copy)], size.as_slice()].concat());
    let twice = refused(&evaluate, 1);
    let expected = "has the same ratings as data; each data set can be measured once";
    assert_eq!(twice, format!("cinephile: `{}` {expected}", text(&copy)));
}

#[test]
fn a_report_of_predicted_stars_shows_how_good_they_and_their_intervals_are() {
    let bench = Bench::new();
    let report = bench.path("board.html");
    let (table, board) = bench.evaluate(&["--protocol", "rating", "--report", text(&report)]);
    let stars = row(&board, "stars");
    let wanted: Vec<f64> =
        stars["levels"].as_array().expect("levels").iter().map(|one| number(&one["wanted"])).collect();
    assert_eq!(wanted, [0.5, 0.6, 0.7, 0.8, 0.9]);
    let bins = stars["by_stars"].as_array().expect("bins");
    let n: f64 = bins.iter().map(|bin| number(&bin["n"])).sum();
    assert_eq!(n, number(&board["header"]["n_ratings"]), "every hidden rating is in one bin");
    let at_eighty = &stars["levels"][3]["covered"]["mean"];
    assert_eq!(
        at_eighty, &stars["all"]["calibration"]["covered"],
        "80 % is what the protocol itself asks for"
    );
    let page = std::fs::read_to_string(&report).expect("a page");
    for title in ["Do predicted stars come true?", "Do intervals keep their promise at other levels?"] {
        assert!(page.contains(title), "{title}");
    }
    assert!(!page.contains("Leaderboard:") && bench.path("board-stars-calibration.svg").is_file());
    let rmse = format!("{:.4} [", number(&stars["all"]["rmse"]["mean"]));
    assert!(page.contains(&rmse) && table.contains(&rmse), "{rmse}");

    let (_, both) = bench.evaluate(&["--protocol", "strong,rating", "--algorithms", "popularity,stars"]);
    let protocols = ["strong", "rating"];
    let found: Vec<&Value> =
        both.as_array().expect("two").iter().map(|one| &one["header"]["protocol"]).collect();
    assert_eq!(found, protocols);
    assert!(row(&both[1], "stars").get("levels").is_none(), "measured for a report only");
}

#[test]
fn errors_of_usage_name_what_is_allowed() {
    let names = "it must be one of popularity, kmeans, user-knn, ease, ials, blend, stars, naive-kmeans, naive-user-knn";
    let usage = |options: &[&str], expected: &str| {
        let output = cinephile(&[&["evaluate"], options].concat());
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{options:?}: {said}");
        assert!(said.contains(expected), "{options:?}: {said}");
    };
    usage(&["--algorithms", "popularity,svd"], &format!("unknown algorithm `svd`; {names}"));
    usage(&["--tune", "svd"], &format!("unknown algorithm `svd`; {names}"));
    usage(&["--params", "svd=a.toml"], &format!("unknown algorithm `svd`; {names}"));
    usage(&["--params", "ease"], "it must be ALGORITHM=FILE, such as ease=tuned.toml");
    usage(
        &["--tune", "ease", "--trials", "0"],
        "invalid value '0' for '--trials <N>': 0 is not in 1..=10000",
    );
    usage(&["--trials", "3"], "--tune <NAMES>");
    usage(&["--tune", "ease", "--budget", "soon"], "invalid value 'soon' for '--budget <TIME>'");
    usage(&["--seeds", "1,-2"], "invalid value '-2' for '--seeds");
    usage(&["--seeds", "1", "--seed", "2"], "cannot be used with");
    usage(&["--tune", "ease", "--report", "r"], "cannot be used with");
    let counts = |wrong: &str, expected: &str| {
        usage(&["--protocol", "few-ratings", "--reveal-counts", wrong], expected);
    };
    let allowed = "is not a number of ratings to reveal; expected a whole number from 1 to 10000";
    for wrong in ["0", "2.5", "ten", "10001"] {
        counts(&format!("1,{wrong}"), &format!("`{wrong}` {allowed}"));
    }
    counts("3,1,3", "3 is named twice; all numbers of ratings to reveal must differ");
    usage(&["--tune", "ease", "--reveal-counts", "1,2"], "cannot be used with");
    usage(
        &["--protocol", "few"],
        "unknown protocol `few`: it must be `strong`, `strong-stars`, `few-ratings` or `rating`",
    );
}

/// Checks that a run fails with `expected` on its last line, before anything is read or measured.
fn fails_at_once(options: &[&str], expected: &str) {
    let output = cinephile(&[&["evaluate"], options].concat());
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{options:?}: {said}");
    assert!(said.trim_end().ends_with(expected), "{options:?}: {said}");
    assert!(said.starts_with("cinephile: ") && output.stdout.is_empty(), "{options:?}: {said}");
}

#[test]
fn options_that_cannot_work_are_rejected_before_the_data_is_read() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "").expect("written");
    let (file, folder) = (text(&file), text(folder.path()));
    let tunable = "these algorithms have: popularity, kmeans, user-knn, ease, ials, blend";
    fails_at_once(&["--tune", "stars"], &format!("`stars` has no parameters to tune; {tunable}"));
    fails_at_once(&["--tune", "ease,popularity,ease"], "`--tune` names ease twice");
    fails_at_once(
        &["--tune", "ease", "--protocol", "strong,few-ratings"],
        "the one whose figure it optimises",
    );
    fails_at_once(
        &["--reveal", "onboarding"],
        "`--reveal onboarding` needs the protocol `few-ratings`, which `--protocol` does not name",
    );
    fails_at_once(
        &["--reveal-counts", "2,1"],
        "`--reveal-counts 1,2` needs the protocol `few-ratings`, which `--protocol` does not name",
    );
    fails_at_once(
        &["--against", "blend", "--algorithms", "ease,kmeans"],
        "`--against blend` is not among the algorithms to measure: ease, kmeans",
    );
    fails_at_once(
        &["--against", "stars", "--protocol", "rating"],
        "`--against` compares lists, which `--protocol rating` does not judge",
    );
    for option in [&["--export-split", "out"][..], &["--score", "lists.csv"], &["--tune", "ease"]] {
        fails_at_once(
            &[option, &["--data", "a", "--data", "b"]].concat(),
            &format!("`{}` needs a single data set; `--data` names 2", option[0]),
        );
    }
    fails_at_once(&["--seeds", "1,2,1"], "`--seeds` names a seed twice; all seeds must differ");
    fails_at_once(
        &["--algorithms", "ease,ease"],
        "`ease` is named twice; each algorithm and each parameter file can be measured once",
    );
    let nowhere = format!("{folder}/none/out.json");
    fails_at_once(
        &["--json", &nowhere],
        &format!("cannot write `{nowhere}`: the folder `{folder}/none` does not exist"),
    );
    fails_at_once(
        &["--json", folder],
        &format!("cannot write `{folder}`: it is a folder; `--json` needs a file"),
    );
    let under = format!("{file}/report");
    fails_at_once(&["--report", &under], &format!("cannot write `{under}`: Not a directory (os error 20)"));
}

#[test]
fn an_invalid_parameter_file_is_named_with_its_error_once() {
    let folder = tempfile::tempdir().expect("folder");
    let path = |name: &str| folder.path().join(name);
    let refusal = |name: &str| {
        let given = format!("ease={}", text(&path(name)));
        let output = cinephile(&["evaluate", "--params", &given]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.starts_with("cinephile: ") && said.matches(text(&path(name))).count() == 1, "{said}");
        said
    };
    assert!(refusal("missing.toml").contains("missing.toml`: No such file or directory"));
    for (name, content, fault) in [
        ("json.toml", "{\"reg\": 1}", "invalid key-value pair, expected key"),
        ("type.toml", "reg = \"much\"", "invalid type: string \"much\", expected f32"),
        ("unknown.toml", "rge = 2", "unknown field `rge`, expected one of `reg`, `dropout`"),
        ("range.toml", "reg = -3", "ease: parameter `reg` is -3; it must be in 0.001..=1000000"),
        ("nan.toml", "reg = nan", "ease: parameter `reg` is NaN; it must be in 0.001..=1000000"),
    ] {
        std::fs::write(path(name), content).expect("written");
        let said = refusal(name);
        assert_eq!(said.matches(fault).count(), 1, "{said}");
    }
}

#[test]
fn more_than_the_data_has_is_rejected_with_its_numbers() {
    let bench = Bench::new();
    let data = bench.path("data");
    let refusal = |options: &[&str]| {
        refused(&[&["evaluate", "--data", text(&data), "--algorithms", "popularity"], options].concat(), 1)
    };
    assert!(refusal(&["--heldout", "0"]).contains("expected a fraction between 0 and 0.5, or a whole count"));
    assert!(
        refusal(&["--heldout", "100"])
            .contains("cannot hold out 100 users for validation and as many for test")
    );
    let nowhere = bench.path("nowhere");
    let missing = refused(&["evaluate", "--data", text(&nowhere)], 1);
    assert!(
        missing.starts_with("cinephile: cannot load the data: ") && missing.contains("nowhere"),
        "{missing}"
    );
    let alone =
        refused(&["evaluate", "--data", text(&data), "--protocol", "rating", "--algorithms", "ease"], 1);
    assert_eq!(alone, "cinephile: none of the chosen algorithms predicts stars; these do: stars");
}
