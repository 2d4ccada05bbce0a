//! The report: the content of the page and of its files.

use crate::common;

use cinephile_eval::rating::{
    CoverageLevel, RatingContender, RatingEvaluation, RatingLeaderboard, RatingOptions, RatingSplit,
};
use cinephile_eval::report::{GroupQuality, Groups, Report};
use cinephile_eval::{
    Contender, Estimate, EvaluateOptions, Leaderboard, Protocol, SplitParams, SplitPart, StrongSplit,
    evaluate,
};

fn board(protocol: Protocol) -> Leaderboard {
    let split = StrongSplit::draw(&common::generated_data(), &SplitParams::default()).expect("a split");
    let mut contenders =
        [Contender::new("by <column>", common::by_column), Contender::new("by-likes", common::by_likes)];
    let options = EvaluateOptions { protocol, n_resamples: 50, ..EvaluateOptions::default() };
    let mut board = evaluate(&split, options, &mut contenders).expect("judged");
    board.compare_with("by-likes").expect("there");
    board
}

/// Both baselines, one of them with invented levels.
fn stars() -> RatingLeaderboard {
    let data = common::generated_data();
    let split = RatingSplit::draw(&data.interactions, SplitPart::Test, 1).expect("drawn");
    let evaluation =
        RatingEvaluation::new("generated", &split, RatingOptions { n_resamples: 50 }).expect("ready");
    let rows = RatingContender::baselines().map(|mut one| evaluation.run(&mut one).expect("measured"));
    let mut board = evaluation.leaderboard(rows.into());
    let exact = |covered| Estimate { mean: covered, se: 0.0, low: covered, high: covered };
    let level = |wanted| CoverageLevel { wanted, covered: exact(wanted - 0.02), mean_width: 2.0 * wanted };
    board.rows[0].levels = [0.5, 0.9].map(level).to_vec();
    board
}

fn report() -> Report {
    let quality = |k| GroupQuality { k, inertia: 100.0 / f64::from(k), silhouette: 0.1 };
    Report {
        leaderboards: Protocol::ALL.map(board).to_vec(),
        groups: Groups { qualities: [2, 4, 8].map(quality).to_vec(), default_k: Some(4) },
        stars: vec![stars()],
        order: vec!["by-likes".to_owned()],
    }
}

#[test]
fn the_page_is_self_contained_and_every_plot_has_text_and_numbers() {
    let page = report().render_page();
    for outside in
        ["<script", "http-equiv", "<link", "src=", "url(", "@import", "<by", "by <column>", "NaN", "inf\""]
    {
        assert!(!page.contains(outside), "{outside}");
    }
    for (id, title) in [
        ("few-ratings", "How good are lists after a few ratings?"),
        ("chart-share", "How much of a list does everybody know?"),
        ("difference-strong", "Compared with by-likes: strong"),
        ("difference-few-ratings", "Compared with by-likes: few-ratings"),
        ("stars-calibration", "Do predicted stars come true?"),
        ("stars-coverage", "Do intervals keep their promise at other levels?"),
        ("stars-widths", "Are wide intervals as honest as narrow ones?"),
        ("stars-error", "How far off are predicted stars?"),
    ] {
        assert!(page.contains(&format!("<h2 id=\"{id}-heading\">{title}</h2>")), "{id}");
    }
    let compared = board(Protocol::Strong).rows[1].difference.expect("compared");
    assert!(page.contains(&format!("{:+.4} ± {:.4} [", compared.mean, compared.se)));
    assert!(page.contains("; damped biases: RMSE ") || page.contains("; global mean: RMSE "));
    assert!(page.contains("by &lt;column&gt;") && page.contains("prefers-color-scheme:dark"));
    let n = |what: &str| page.matches(what).count();
    let n_plots = n("<section");
    assert!(n_plots >= 11, "{n_plots}");
    assert_eq!(n("<svg "), 2 * n_plots, "one wide, one narrow");
    for part in ["<title id=", "<desc id=", "role=\"img\""] {
        assert_eq!(n(part), 2 * n_plots, "{part}");
    }
    assert_eq!(n("<table>"), n_plots);
    for tag in ["g", "svg", "section", "table", "tr", "th", "td", "div", "text", "details"] {
        let opened = n(&format!("<{tag} ")) + n(&format!("<{tag}>"));
        assert_eq!(opened, n(&format!("</{tag}>")), "{tag}");
    }
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let distinct: std::collections::HashSet<&&str> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "each id once");
}

#[test]
fn a_report_is_written_as_a_folder_or_as_files_with_a_common_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = report().write(&folder.path().join("out")).expect("written");
    assert_eq!(page, folder.path().join("out/index.html"));
    let plot = std::fs::read_to_string(folder.path().join("out/few-ratings.svg")).expect("a plot");
    assert!(plot.starts_with("<svg ") && plot.contains("<style>") && plot.contains("prefers-color-scheme"));
    report().write(&folder.path().join("b.html")).expect("written");
    assert!(folder.path().join("b.html").is_file() && folder.path().join("b-elbow.svg").is_file());
    let rejected = report().write(&page.join("under-a-file")).expect_err("rejected").to_string();
    assert!(rejected.starts_with("cannot write `"), "{rejected}");
}

#[test]
fn an_empty_report_is_a_page_without_plots() {
    assert!(!Report::default().render_page().contains("<svg"));
}
