//! What is too much, too slow or nowhere.

use crate::app::{HEAT, TestApp, served, snapshot};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode};
use cinephile_api::ApiConfig;
use cinephile_engine::{Query, QueryVisit, RecommendError, Recommendation, Recommender};
use serde_json::json;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinSet;

const RECOMMENDATIONS: &str = "/api/v1/recommendations";

#[tokio::test]
async fn a_body_over_the_limit_is_rejected_whatever_its_length_says() {
    let app = TestApp::ready().await;
    for n_bytes in [1_048_577, 10 * 1024 * 1024] {
        let answer = app.post(RECOMMENDATIONS, " ".repeat(n_bytes)).await;
        let detail = answer.problem(413, "body_too_large", None);
        assert_eq!(detail, "the body is larger than the limit of 1048576 bytes");
    }
    let ratings: Vec<_> = (0..40_000).map(|id| json!({"movie_id": id, "stars": 4})).collect();
    app.post(RECOMMENDATIONS, json!({"ratings": ratings})).await.problem(413, "body_too_large", None);
    let padded = format!("{}{}", json!({"ratings": [{"movie_id": HEAT, "stars": 5}]}), " ".repeat(60_000));
    app.post(RECOMMENDATIONS, padded).await.ok();
}

#[tokio::test]
async fn only_json_is_taken() {
    let app = TestApp::ready().await;
    let body = json!({"ratings": [{"movie_id": HEAT, "stars": 5}]}).to_string();
    let send = async |content_type: Option<&str>| {
        let request = Request::post(RECOMMENDATIONS);
        let request =
            content_type.into_iter().fold(request, |request, value| request.header("content-type", value));
        app.send(request.body(Body::from(body.clone())).expect("a request")).await
    };
    for wrong in [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("")] {
        send(wrong).await.problem(415, "unsupported_media_type", None);
    }
    for right in
        ["application/json", "application/json; charset=utf-8", "Application/JSON", "application/ld+json"]
    {
        assert_eq!(send(Some(right)).await.status, StatusCode::OK, "{right}");
    }
}

#[tokio::test]
async fn an_address_that_is_nowhere_and_a_wrong_method_are_problems() {
    let app = TestApp::ready().await;
    let detail = app.get("/api/v1/nothing").await.problem(404, "not_found", None);
    assert_eq!(detail, "there is nothing at /api/v1/nothing");
    for path in ["/api", "/api/", "/api/v2/movies", "/nothing.js"] {
        app.get(path).await.problem(404, "not_found", None);
    }
    app.post("/nothing", "{}").await.problem(404, "not_found", None);
    for (method, path) in [
        (Method::GET, RECOMMENDATIONS),
        (Method::POST, "/api/v1/movies"),
        (Method::PATCH, "/api/v1/profiles/me"),
        (Method::OPTIONS, "/api/v1/models"),
    ] {
        let request = Request::builder().method(method.clone()).uri(path).body(Body::empty());
        let answer = app.send(request.expect("a request")).await;
        assert_eq!(
            answer.problem(405, "method_not_allowed", None),
            format!("{path} does not allow the method {method}")
        );
        assert!(!answer.header("allow").is_empty());
    }
}

/// A model that takes until it is let go.
struct Slow {
    let_go: Mutex<Receiver<()>>,
}

impl Recommender for Slow {
    fn visit<'a>(&'a self, query: &Query<'a>) -> Result<Box<dyn QueryVisit + 'a>, RecommendError> {
        let _ = self.let_go.lock().unwrap_or_else(PoisonError::into_inner).recv();
        Ok(Box::new(NoList(*query)))
    }

    fn n_items(&self) -> usize {
        1_730
    }
}

struct NoList<'a>(Query<'a>);

impl QueryVisit for NoList<'_> {
    fn query(&self) -> Query<'_> {
        self.0
    }

    fn n_items(&self) -> usize {
        1_730
    }

    fn top(&self, _k: usize) -> Vec<Recommendation> {
        Vec::new()
    }
}

#[tokio::test]
async fn what_takes_too_long_is_answered_in_time_and_blocks_nobody() {
    let app =
        TestApp::starting(ApiConfig { request_timeout: Duration::from_millis(50), ..ApiConfig::default() })
            .await;
    let (release, let_go): (Sender<()>, _) = channel();
    let slow = served("slow", Arc::new(Slow { let_go: Mutex::new(let_go) }));
    app.state.publish(snapshot(vec![slow], "slow").expect("a snapshot"));
    let answer = app.post(RECOMMENDATIONS, json!({"ratings": [{"movie_id": HEAT, "stars": 5}]})).await;
    answer.problem(408, "request_timeout", None);
    app.get("/healthz").await.ok();
    drop(release);
}

/// A model that takes until it is let go for histories of more than a hundred ratings, and no time for others.
struct SlowForMany(Slow);

impl Recommender for SlowForMany {
    fn visit<'a>(&'a self, query: &Query<'a>) -> Result<Box<dyn QueryVisit + 'a>, RecommendError> {
        if query.history.items().len() > 100 { self.0.visit(query) } else { Ok(Box::new(NoList(*query))) }
    }

    fn n_items(&self) -> usize {
        1_730
    }
}

#[tokio::test]
async fn one_clients_heavy_requests_delay_nobody_elses_plain_list() {
    let app = Arc::new(TestApp::starting(ApiConfig::default()).await);
    let (release, let_go): (Sender<()>, _) = channel();
    let slow = SlowForMany(Slow { let_go: Mutex::new(let_go) });
    let served = served("slow", Arc::new(slow));
    app.state.publish(snapshot(vec![served], "slow").expect("a snapshot"));
    let ratings: Vec<_> = (1..=1_700).map(|id| json!({"movie_id": id, "stars": 4})).collect();
    let heavy = json!({"ratings": ratings, "limit": 100}).to_string();
    let ask = |app: Arc<TestApp>, from: [u8; 4], body: String| async move {
        let request = Request::post(RECOMMENDATIONS)
            .header("content-type", "application/json")
            .extension(ConnectInfo(SocketAddr::from((from, 4711))));
        app.send(request.body(Body::from(body)).expect("a request")).await
    };
    let mut attack = JoinSet::new();
    for _ in 0..30 {
        attack.spawn(ask(Arc::clone(&app), [203, 0, 113, 7], heavy.clone()));
    }
    // Its queue is short: what does not fit is turned away at once, while the first ones still run.
    let turned_away = attack.join_next().await.expect("some").expect("no panic");
    let detail = turned_away.problem(429, "rate_limited", None);
    assert_eq!(
        (detail.as_str(), turned_away.header("retry-after")),
        ("too many requests at once from your address; try again in 1 s", "1")
    );
    for _ in 0..20 {
        let plain = json!({"ratings": [{"movie_id": HEAT, "stars": 5}]}).to_string();
        ask(Arc::clone(&app), [203, 0, 113, 8], plain).await.ok();
    }
    drop(release);
    while attack.join_next().await.is_some() {}
}
