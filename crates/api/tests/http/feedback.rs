//! What became of recommendations, and experiments.

use crate::app::{Answer, HEAT, MATRIX, NOBODY, TestApp};
use crate::metrics::{figure, metrics};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use cinephile_api::{ApiConfig, serve};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

const FEEDBACK: &str = "/api/v1/feedback";

fn event(kind: &str, algorithm: &str, position: u32) -> Value {
    json!({"kind": kind, "movie_id": HEAT, "algorithm": algorithm, "position": position, "list_id": "list-1"})
}

/// As a visitor without a profile.
async fn post_as(app: &TestApp, visitor: &str, path: &str, body: Value) -> Answer {
    let request = Request::post(path).header("content-type", "application/json");
    let request = request.header("x-visitor-id", visitor).body(Body::from(body.to_string()));
    app.send(request.expect("a request")).await
}

async fn app_with(experiment: &str) -> TestApp {
    let experiment = Some(experiment.parse().expect("an experiment"));
    TestApp::with_config(ApiConfig { experiment, ..ApiConfig::default() }).await
}

#[tokio::test]
async fn feedback_is_counted_by_kind_algorithm_and_place() {
    let app = TestApp::ready().await;
    let events = json!({"events": [
        event("shown", "blend", 1), event("shown", "blend", 2), event("shown", "blend", 3),
        event("clicked", "blend", 100), event("saved", "kmeans", 1), event("dismissed", "ease", 20)
    ]});
    let taken = app.post(FEEDBACK, events).await;
    assert_eq!((taken.status, taken.json()), (StatusCode::ACCEPTED, json!({"n_accepted": 6})));
    let text = metrics(&app).await;
    let n = |kind: &str, algorithm: &str, position: &str| {
        let labels = [("kind", kind), ("algorithm", algorithm), ("position", position), ("arm", "none")];
        figure(&text, "cinephile_feedback_events_total", &labels)
    };
    assert_eq!([n("shown", "blend", "1"), n("shown", "blend", "2-3")], [Some(1.0), Some(2.0)]);
    assert_eq!([n("clicked", "blend", "51-100"), n("saved", "kmeans", "1")], [Some(1.0), Some(1.0)]);
    assert_eq!([n("dismissed", "ease", "11-20"), n("dismissed", "ease", "1")], [Some(1.0), None]);
}

#[tokio::test]
async fn impossible_feedback_is_rejected_by_its_place() {
    let app = TestApp::ready().await;
    let with = |name: &str, value: Value| {
        let mut wrong = event("shown", "blend", 1);
        wrong[name] = value;
        json!({"events": [event("shown", "blend", 1), wrong]})
    };
    let rejected = async |body: Value| app.post(FEEDBACK, body).await;
    let unknown = rejected(with("movie_id", json!(NOBODY))).await;
    unknown.problem(422, "unknown_movie", Some("events[1].movie_id"));
    let unknown = rejected(with("algorithm", json!("svd"))).await;
    unknown.problem(422, "unknown_algorithm", Some("events[1].algorithm"));
    for position in [0, 101] {
        let answer = rejected(with("position", json!(position))).await;
        let detail = answer.problem(400, "value_out_of_range", Some("events[1].position"));
        assert_eq!(detail, format!("events[1].position is {position}; it must be from 1 to 100"));
    }
    rejected(with("kind", json!("eaten"))).await.problem(400, "invalid_field", Some("events[1].kind"));
    for id in ["", "a b", "é", &"x".repeat(65)] {
        let answer = rejected(with("list_id", json!(id))).await;
        answer.problem(400, "invalid_field", Some("events[1].list_id"));
    }
    for n_events in [0, 201] {
        let events = vec![event("shown", "blend", 1); n_events];
        let answer = rejected(json!({"events": events})).await;
        answer.problem(400, "value_out_of_range", Some("events"));
    }
    let most = vec![event("shown", "blend", 1); 200];
    assert_eq!(rejected(json!({"events": most})).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn what_was_told_is_kept_by_the_time_the_service_has_stopped() {
    let app = TestApp::ready().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async move {
        let _ = stopped.await;
    };
    let serving = tokio::spawn(serve(listener, app.state.clone(), shutdown));
    for _ in 0..20 {
        let events = vec![event("shown", "blend", 1); 100];
        assert_eq!(app.post(FEEDBACK, json!({"events": events})).await.status, StatusCode::ACCEPTED);
    }
    stop.send(()).expect("the server listens");
    let ended = tokio::time::timeout(Duration::from_secs(10), serving).await.expect("in time");
    ended.expect("no panic").expect("no error");
    let text = metrics(&app).await;
    assert_eq!(figure(&text, "cinephile_feedback_kept_total", &[]), Some(2_000.0));
    assert_eq!(figure(&text, "cinephile_feedback_queued", &[]), Some(0.0));
    let late = app.post(FEEDBACK, json!({"events": [event("shown", "blend", 1)]})).await;
    assert_eq!(late.status, StatusCode::ACCEPTED);
    assert_eq!(figure(&metrics(&app).await, "cinephile_feedback_dropped_total", &[]), Some(1.0));
}

#[tokio::test]
async fn while_the_store_is_away_feedback_is_taken_and_beyond_the_queue_dropped() {
    let app = TestApp::ready().await;
    app.store.close().await;
    for _ in 0..60 {
        let events = vec![event("shown", "blend", 1); 200];
        assert_eq!(app.post(FEEDBACK, json!({"events": events})).await.status, StatusCode::ACCEPTED);
    }
    let text = metrics(&app).await;
    let queued = figure(&text, "cinephile_feedback_queued", &[]).expect("a count");
    let dropped = figure(&text, "cinephile_feedback_dropped_total", &[]).expect("a count");
    assert_eq!(queued + dropped, 12_000.0);
    assert!((10_000.0..=11_000.0).contains(&queued), "the queue and what is being tried: {queued}");
}

#[tokio::test]
async fn a_visitor_without_a_wish_of_their_own_is_answered_by_their_arm() {
    let app = app_with("autumn:kmeans=50,popularity=50").await;
    let ratings = json!({"ratings": [{"movie_id": HEAT, "stars": 5}]});
    let mut arms = Vec::new();
    for visitor in 0..24 {
        let visitor = format!("visitor-{visitor}");
        let ask = async || post_as(&app, &visitor, "/api/v1/recommendations", ratings.clone()).await.ok();
        let first = ask().await;
        assert_eq!(first["experiment"], json!({"name": "autumn", "arm": first["algorithm"]}));
        assert_eq!(ask().await, first, "always the same");
        arms.push(first["algorithm"].as_str().expect("a name").to_owned());
    }
    assert!(arms.contains(&"kmeans".to_owned()) && arms.contains(&"popularity".to_owned()), "{arms:?}");

    let nobody = app.post("/api/v1/recommendations", ratings.clone()).await.ok();
    assert_eq!((&nobody["algorithm"], nobody.get("experiment")), (&json!("blend"), None));
    let asked = json!({"ratings": ratings["ratings"], "algorithm": "ease"});
    let asked = post_as(&app, "visitor-1", "/api/v1/recommendations", asked).await.ok();
    assert_eq!((&asked["algorithm"], asked.get("experiment")), (&json!("ease"), None));
    let wrong = post_as(&app, "not an id", "/api/v1/recommendations", ratings.clone()).await;
    wrong.problem(400, "invalid_field", Some("x-visitor-id"));
}

#[tokio::test]
async fn a_profile_is_in_one_arm_whatever_id_is_sent_with_it() {
    let app = app_with("kmeans=50,popularity=50").await;
    let ratings = json!({"ratings": [{"movie_id": MATRIX, "stars": 5}]}).to_string();
    let token = app.new_visitor().await;
    let mut answers = Vec::new();
    for id in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        let request = Request::builder().method(Method::POST).uri("/api/v1/recommendations");
        let request = request.header("authorization", format!("Bearer {token}")).header("x-visitor-id", id);
        let request = request.header("content-type", "application/json").body(Body::from(ratings.clone()));
        answers.push(app.send(request.expect("a request")).await.ok());
    }
    assert!(answers.iter().all(|answer| answer["experiment"]["arm"] == answers[0]["algorithm"]));
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[tokio::test]
async fn feedback_counts_for_the_arm_whose_list_it_is_of() {
    let app = app_with("kmeans=50,popularity=50").await;
    let ratings = json!({"ratings": [{"movie_id": HEAT, "stars": 5}]});
    let list = post_as(&app, "somebody", "/api/v1/recommendations", ratings).await.ok();
    let arm = list["algorithm"].as_str().expect("a name");
    let events = json!({"events": [event("clicked", arm, 1), event("clicked", "blend", 1)]});
    assert_eq!(post_as(&app, "somebody", FEEDBACK, events.clone()).await.status, StatusCode::ACCEPTED);
    assert_eq!(app.post(FEEDBACK, events).await.status, StatusCode::ACCEPTED);
    let text = metrics(&app).await;
    let n = |algorithm: &str, arm: &str| {
        figure(&text, "cinephile_feedback_events_total", &[("algorithm", algorithm), ("arm", arm)])
    };
    assert_eq!([n(arm, arm), n(arm, "none")], [Some(1.0), Some(1.0)]);
    assert_eq!([n("blend", "none"), n("blend", arm)], [Some(2.0), None]);
}

#[tokio::test]
async fn an_arm_that_is_not_in_service_falls_to_the_default() {
    let app = app_with("gone=50,lost=50").await;
    let ratings = json!({"ratings": [{"movie_id": HEAT, "stars": 5}]});
    let list = post_as(&app, "somebody", "/api/v1/recommendations", ratings).await.ok();
    assert_eq!((&list["algorithm"], list.get("experiment")), (&json!("blend"), None));
}
