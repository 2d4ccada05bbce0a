//! Taste groups, the map, leaderboards, charts.

use crate::app::{HEAT, JUMANJI, MATRIX, NOBODY, TestApp, snapshot_with};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use cinephile_api::{
    ApiConfig, ClusterCount, Contender, Evaluation, EvaluationRound, Figures, FiguresState, Insights,
    Interval, MetricValue,
};
use serde_json::{Value, json};

/// With these insights instead of the usual ones.
async fn app_with(insights: Insights) -> TestApp {
    let app = TestApp::starting(ApiConfig::default()).await;
    app.state.publish(snapshot_with(insights).expect("of the same data"));
    app
}

fn sum(list: &Value, field: &str) -> f64 {
    list.as_array().expect("a list").iter().map(|entry| entry[field].as_f64().expect("a number")).sum()
}

fn ratings() -> Value {
    json!({"ratings": [{"movie_id": HEAT, "stars": 5}, {"movie_id": MATRIX, "stars": 4}, {"movie_id": JUMANJI, "stars": 1.5}]})
}

#[tokio::test]
async fn every_person_is_in_one_group_that_has_a_name_of_its_own() {
    let app = TestApp::with_insights().await;
    let body = app.get("/api/v1/clusters").await.ok();
    let clusters = body["clusters"].as_array().expect("groups");
    assert!(clusters.len() > 1 && (sum(&body["clusters"], "share") - 1.0).abs() < 1e-9);
    assert_eq!(sum(&body["clusters"], "n_members"), body["n_users"].as_f64().expect("a count"));
    let mut names: Vec<&str> =
        clusters.iter().map(|cluster| cluster["name"].as_str().expect("a name")).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), clusters.len());
    for (number, cluster) in clusters.iter().enumerate() {
        assert_eq!(cluster["cluster"], number);
        let parts = cluster["name_parts"].as_object().expect("the parts of its name");
        assert!(["decade", "avoided"].iter().all(|part| parts.contains_key(*part)), "{cluster}");
        assert!(parts["number"].as_u64() >= Some(1), "{cluster}");
        let name = cluster["name"].as_str().expect("a name");
        let genres = parts["genres"].as_array().expect("genres");
        assert!(genres.iter().all(|genre| name.contains(genre.as_str().expect("a genre"))), "{cluster}");
        for (side, above) in [("loves", true), ("avoids", false)] {
            let movies = cluster[side]["movies"].as_array().expect("movies");
            assert!((1..=10).contains(&movies.len()), "{side}: {cluster}");
            let is_right = |movie: &Value| (movie["lift"].as_f64() > Some(1.0)) == above;
            assert!(movies.iter().all(is_right), "{side}: {cluster}");
        }
    }
}

#[tokio::test]
async fn a_visitor_is_some_of_each_group_and_somewhere_on_the_map() {
    let app = TestApp::with_insights().await;
    let body = app.post("/api/v1/clusters/assignments", ratings()).await.ok();
    assert!((sum(&body["shares"], "share") - 1.0).abs() < 1e-5, "{body}");
    let shares: Vec<f64> = body["shares"]
        .as_array()
        .expect("shares")
        .iter()
        .filter_map(|share| share["share"].as_f64())
        .collect();
    assert!(shares.is_sorted_by(|a, b| a >= b), "the largest first");
    let clusters = app.get("/api/v1/clusters").await.ok()["clusters"].clone();
    for share in body["shares"].as_array().expect("shares") {
        let number = share["cluster"].as_u64().and_then(|number| usize::try_from(number).ok());
        let cluster = &clusters[number.expect("a number")];
        assert_eq!((&share["name"], &share["name_parts"]), (&cluster["name"], &cluster["name_parts"]));
    }
    let place = app.post("/api/v1/map/position", ratings()).await.ok();
    for axis in ["x", "y"] {
        assert!(place[axis].as_f64().is_some_and(|value| (-1.0..=1.0).contains(&value)), "{place}");
    }
    assert_eq!(place["nearest"].as_array().map(Vec::len), Some(15));
}

#[tokio::test]
async fn the_map_holds_known_movies_within_its_square_and_says_how_true_it_is() {
    let app = TestApp::with_insights().await;
    let answer = app.get("/api/v1/map").await;
    let body = answer.ok();
    let movies = body["movies"].as_array().expect("movies");
    let n_clusters = app.get("/api/v1/clusters").await.ok()["clusters"].as_array().map_or(0, Vec::len) as u64;
    assert_eq!(movies.len(), 400);
    for movie in movies {
        let inside = |axis: &str| movie[axis].as_f64().is_some_and(|value| (-1.0..=1.0).contains(&value));
        assert!(inside("x") && inside("y") && movie["cluster"].as_u64() < Some(n_clusters), "{movie}");
    }
    let trust = &body["trustworthiness"];
    assert!(trust["map"].as_f64() > trust["plane"].as_f64(), "{trust}");

    let again =
        Request::get("/api/v1/map").header("if-none-match", answer.header("etag")).body(Body::empty());
    let again = app.send(again.expect("a request")).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn without_insights_lists_are_empty_and_questions_say_what_is_missing() {
    let app = TestApp::ready().await;
    assert_eq!(app.get("/api/v1/clusters").await.ok(), json!({"n_users": 0, "clusters": [], "quality": []}));
    assert_eq!(app.get("/api/v1/map").await.ok(), json!({"movies": [], "trustworthiness": null}));
    assert_eq!(
        app.get("/api/v1/evaluations").await.ok(),
        json!({"state": "not_measured", "detail": null, "evaluations": []})
    );
    let detail =
        app.post("/api/v1/clusters/assignments", ratings()).await.problem(422, "unknown_algorithm", None);
    assert!(detail.contains("`kmeans` is not among"), "{detail}");
    let detail = app.post("/api/v1/map/position", ratings()).await.problem(422, "unknown_algorithm", None);
    assert!(detail.contains("`ials` is not among"), "{detail}");
}

#[tokio::test]
async fn wrong_ratings_are_rejected_by_name() {
    let app = TestApp::with_insights().await;
    for path in ["/api/v1/clusters/assignments", "/api/v1/map/position"] {
        app.post(path, json!({"ratings": []})).await.problem(400, "no_ratings", Some("ratings"));
        let unknown = json!({"ratings": [{"movie_id": NOBODY, "stars": 5}]});
        app.post(path, unknown).await.problem(422, "unknown_movie", Some("ratings[0].movie_id"));
        app.post(path, json!({"ratings": [], "limit": 3})).await.problem(400, "invalid_field", Some("limit"));
    }
}

/// One leaderboard, and one number of groups.
fn figures() -> Figures {
    let score = Interval { mean: 0.4, low: 0.3, high: 0.5 };
    let metric = MetricValue { metric: "ndcg@100".into(), value: 0.4, low: Some(0.3), high: Some(0.5) };
    let evaluation = Evaluation {
        protocol: "strong".into(),
        data: Some("ml-latest-small".into()),
        part: "test".into(),
        seeds: vec![1, 2],
        n_train_users: 487,
        n_items: 9742,
        n_train_ratings: 80_000,
        n_judged: 61,
        score_metric: "ndcg@100".into(),
        higher_is_better: true,
        contenders: vec![Contender {
            algorithm: "blend".into(),
            score,
            behind_best: None,
            rounds: vec![EvaluationRound { n_revealed: None, metrics: vec![metric] }],
            fit_s: 1.5,
            fit_cpu_s: 2.5,
            list_ms: Some(0.4),
            model_mb: Some(1.25),
        }],
    };
    let count = ClusterCount { n_clusters: 12, inertia: 400.0, silhouette: 0.03 };
    Figures { group_counts: vec![count], evaluations: vec![evaluation], ..Figures::default() }
}

#[tokio::test]
async fn figures_are_shown_as_the_operator_gave_them() {
    let app = app_with(Insights { figures: figures(), ..Insights::default() }).await;
    let body = app.get("/api/v1/evaluations").await.ok();
    let contender = &body["evaluations"][0]["contenders"][0];
    assert_eq!((&contender["algorithm"], &contender["score"]["mean"]), (&json!("blend"), &json!(0.4)));
    assert_eq!(contender["behind_best"], Value::Null);
    let quality = app.get("/api/v1/clusters").await.ok()["quality"].clone();
    assert_eq!(quality, json!([{"n_clusters": 12, "inertia": 400.0, "silhouette": 0.03}]));
}

#[tokio::test]
async fn figures_that_come_later_are_shown_with_the_models_that_they_are_of_and_with_no_others() {
    let app = TestApp::with_insights().await;
    let before = app.get("/api/v1/clusters").await;
    let id = app.state.model_id().expect("an id");
    assert_eq!(app.state.show_figures("others", figures()), Ok(false));
    assert_eq!(app.get("/api/v1/clusters").await.body, before.body);

    let under_way = Figures {
        state: FiguresState::Measuring,
        detail: Some("strong (2 of 4)".to_owned()),
        ..Figures::default()
    };
    assert_eq!(app.state.show_figures(&id, under_way), Ok(true));
    let told = json!({"state": "measuring", "detail": "strong (2 of 4)", "evaluations": []});
    assert_eq!(app.get("/api/v1/evaluations").await.ok(), told);

    assert_eq!(app.state.show_figures(&id, Figures { state: FiguresState::Measured, ..figures() }), Ok(true));
    let body = app.get("/api/v1/evaluations").await.ok();
    assert_eq!((&body["state"], &body["detail"]), (&json!("measured"), &Value::Null));
    assert_eq!(body["evaluations"][0]["contenders"][0]["model_mb"], json!(1.25));
    let after = app.get("/api/v1/clusters").await;
    assert_ne!(after.header("etag"), before.header("etag"), "who has the old answer is sent the new");
    let (before, after) = (before.ok(), after.ok());
    assert_eq!(after["clusters"], before["clusters"], "the groups stay");
    assert_eq!(after["quality"].as_array().map(Vec::len), Some(1));
    assert_eq!(app.state.model_id(), Some(id), "and so do the models");
}

#[tokio::test]
async fn every_rating_is_in_each_chart() {
    let app = TestApp::ready().await;
    let body = app.get("/api/v1/statistics").await.ok();
    let data = app.get("/api/v1/models").await.ok()["data"].clone();
    let n_ratings = data["n_ratings"].as_f64().expect("a count");
    assert_eq!(sum(&body["by_stars"], "n_ratings"), n_ratings);
    assert_eq!(sum(&body["decades"], "n_ratings"), n_ratings, "every movie of the sample has a year");
    assert_eq!(sum(&body["ratings_per_movie"], "n"), data["n_movies"].as_f64().expect("a count"));
    assert_eq!(sum(&body["ratings_per_user"], "n"), data["n_users"].as_f64().expect("a count"));
    let last = body["popularity"].as_array().expect("points").last().expect("one").clone();
    assert_eq!(last, json!({"share_of_movies": 1.0, "share_of_ratings": 1.0}));
}
