//! Health, readiness, headers, swaps, the end.

use crate::app::{HEAT, TestApp, models, served, snapshot, snapshot_called};
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode};
use cinephile_api::{ApiConfig, SnapshotError, serve};
use cinephile_engine::{Query, QueryVisit, RecommendError, Recommender};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

const RECOMMENDATIONS: &str = "/api/v1/recommendations";

fn ratings() -> serde_json::Value {
    json!({"ratings": [{"movie_id": HEAT, "stars": 5}]})
}

#[tokio::test]
async fn while_models_load_the_service_answers_and_says_what_it_waits_for() {
    let app = TestApp::starting(ApiConfig::default()).await;
    assert_eq!(app.get("/healthz").await.ok(), json!({"status": "ok"}));
    app.state.set_waiting_for("fitting kmeans");
    let readiness = app.get("/readyz").await;
    assert_eq!(readiness.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        readiness.json(),
        json!({"status": "starting", "waiting_for": "fitting kmeans", "store": "ok"})
    );
    let paths =
        ["/api/v1/movies", "/api/v1/movies/6", "/api/v1/models", "/api/v1/onboarding", "/api/v1/posters/6"];
    for path in paths {
        let answer = app.get(path).await;
        assert_eq!(answer.problem(503, "not_ready", None), "not ready yet: fitting kmeans");
        assert_eq!(answer.header("retry-after"), "2");
    }
    app.post(RECOMMENDATIONS, "not even JSON").await.problem(503, "not_ready", None);
    assert_eq!(app.new_visitor().await.len(), 64, "the store needs no models");

    app.state.publish(snapshot(models(), "kmeans").expect("a snapshot"));
    assert_eq!(app.get("/readyz").await.ok(), json!({"status": "ready", "store": "ok"}));
    assert_eq!(app.post(RECOMMENDATIONS, ratings()).await.ok()["algorithm"], "kmeans");
}

#[tokio::test]
async fn parts_that_do_not_belong_together_are_not_served() {
    let rejection = |models, default: &str| snapshot(models, default).err().expect("rejected");
    let unknown = rejection(models(), "svd");
    assert_eq!(
        unknown.to_string(),
        "the default algorithm `svd` is not among the models: blend, ease, ials, user-knn, kmeans, popularity"
    );
    let mut twice = models();
    twice.extend(models());
    assert_eq!(rejection(twice, "kmeans"), SnapshotError::DuplicateModel { algorithm: "blend".to_owned() });
    let foreign = served("foreign", Arc::new(Broken { n_items: 3 }));
    assert_eq!(
        rejection(vec![foreign], "foreign").to_string(),
        "`foreign` is for 3 movies, but the data has 1730"
    );
}

/// A model that panics.
struct Broken {
    n_items: usize,
}

impl Recommender for Broken {
    fn visit<'a>(&'a self, _: &Query<'a>) -> Result<Box<dyn QueryVisit + 'a>, RecommendError> {
        panic!("the secret cause")
    }

    fn n_items(&self) -> usize {
        self.n_items
    }
}

#[tokio::test]
async fn a_model_that_panics_is_a_500_without_details_and_the_service_lives() {
    let app = TestApp::ready().await;
    let broken = served("broken", Arc::new(Broken { n_items: 1_730 }));
    app.state.publish(snapshot(vec![broken], "broken").expect("a snapshot"));
    let detail = app.post(RECOMMENDATIONS, ratings()).await.problem(500, "internal", None);
    assert_eq!(detail, "the server failed; its log says why");
    app.get("/healthz").await.ok();
}

#[tokio::test]
async fn every_answer_says_which_models_made_it() {
    let app = TestApp::starting(ApiConfig::default()).await;
    assert_eq!(app.get("/api/v1/movies").await.header("x-model-id"), "", "there are none yet");
    for id in ["fit-1", "fit-2"] {
        app.state.publish(snapshot_called(id, models(), "blend").expect("a snapshot"));
        assert_eq!(app.get("/api/v1/movies").await.header("x-model-id"), id);
        assert_eq!(app.post(RECOMMENDATIONS, ratings()).await.header("x-model-id"), id);
        assert_eq!(app.get("/getrandom?count=1").await.header("x-model-id"), id);
        let published = app.get("/api/v1/models").await.ok()["published"].clone();
        assert_eq!(published, json!({"id": id, "created_at": "2025-11-23T01:30:00Z"}));
        assert_eq!(app.state.model_id().as_deref(), Some(id));
    }
    let rejected = snapshot_called("two\nlines", models(), "blend").err().expect("rejected");
    assert_eq!(rejected, SnapshotError::ModelId { got: "two\nlines".to_owned() });
}

#[tokio::test]
async fn the_document_is_served_with_an_etag() {
    let app = TestApp::starting(ApiConfig::default()).await;
    let document = app.get("/api/openapi.json").await;
    assert_eq!(document.ok()["openapi"], "3.1.0");
    assert_eq!(document.text(), cinephile_api::openapi_json());
    let tag = document.header("etag").to_owned();
    for tags in [tag.clone(), format!("\"other\", {tag}"), "*".to_owned(), tag.replace("W/", "")] {
        let again = Request::get("/api/openapi.json").header("if-none-match", tags).body(Body::empty());
        assert_eq!(app.send(again.expect("a request")).await.status, StatusCode::NOT_MODIFIED);
    }
}

#[tokio::test]
async fn every_answer_carries_security_headers_and_a_request_id() {
    let app = TestApp::ready().await;
    for path in ["/", "/healthz", "/api/v1/movies", "/api/v1/nothing", "/api/v1/posters/2"] {
        let answer = app.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("x-request-id").len(), 36);
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    let request = Request::get("/healthz").header("x-request-id", "from-the-proxy").body(Body::empty());
    assert_eq!(app.send(request.expect("a request")).await.header("x-request-id"), "from-the-proxy");
    for odd in ["a".repeat(65), "two words".to_owned(), "ä".to_owned()] {
        let id = HeaderValue::from_bytes(odd.as_bytes()).expect("a value");
        let request = Request::get("/healthz").header("x-request-id", id).body(Body::empty());
        let id = app.send(request.expect("a request")).await.header("x-request-id").to_owned();
        assert!(id.len() == 36 && id != odd, "a new one: {id}");
    }
}

#[tokio::test]
async fn large_answers_are_compressed_for_those_who_ask() {
    let app = TestApp::ready().await;
    let request =
        Request::get("/api/v1/movies?limit=100").header("accept-encoding", "gzip, br").body(Body::empty());
    let answer = app.send(request.expect("a request")).await;
    assert_eq!(answer.header("content-encoding"), "gzip");
    let asked = |path: &str, encoding: &str| {
        Request::get(path).header("accept-encoding", encoding).body(Body::empty()).expect("a request")
    };
    for path in ["/api/openapi.json", "/api/docs/reference.js"] {
        let (small, large) = (app.send(asked(path, "gzip")).await, app.send(asked(path, "identity")).await);
        assert_eq!(
            (small.header("content-encoding"), large.header("content-encoding")),
            ("gzip", ""),
            "{path}"
        );
        assert_eq!((small.header("vary"), large.header("vary")), ("accept-encoding", "accept-encoding"));
        assert!(small.body.starts_with(b"\x1f\x8b") && small.body.len() * 2 < large.body.len());
        assert_eq!(small.header("etag"), large.header("etag"));
    }
    assert!(answer.body.len() * 4 < app.get("/api/v1/movies?limit=100").await.body.len());
    let request = Request::get("/api/v1/posters/2").header("accept-encoding", "gzip").body(Body::empty());
    assert_eq!(
        app.send(request.expect("a request")).await.header("content-encoding"),
        "gzip",
        "posters are text"
    );
}

#[tokio::test]
async fn only_listed_origins_may_call_from_elsewhere() {
    let config = ApiConfig {
        cors_origins: vec!["https://page.example".parse().expect("an origin")],
        ..ApiConfig::default()
    };
    let app = TestApp::with_config(config).await;
    let preflight = async |origin: &str| {
        let request = Request::options(RECOMMENDATIONS)
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type,authorization");
        app.send(request.body(Body::empty()).expect("a request")).await
    };
    let allowed = preflight("https://page.example").await;
    assert_eq!(allowed.status, StatusCode::OK);
    assert_eq!(allowed.header("access-control-allow-origin"), "https://page.example");
    assert!(allowed.header("access-control-allow-headers").contains("authorization"));
    assert_eq!(preflight("https://evil.example").await.header("access-control-allow-origin"), "");
    let request = Request::get("/api/v1/models").header("origin", "https://page.example").body(Body::empty());
    let answer = app.send(request.expect("a request")).await;
    assert_eq!(answer.header("access-control-allow-origin"), "https://page.example");
    assert!(answer.headers.get_all("vary").iter().any(|value| value.as_bytes().starts_with(b"origin")));
}

#[tokio::test]
async fn serving_ends_when_it_is_told_to() {
    let app = TestApp::ready().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async move {
        let _ = stopped.await;
    };
    let serving = tokio::spawn(serve(listener, app.state.clone(), shutdown));
    stop.send(()).expect("the server listens");
    let ended = tokio::time::timeout(Duration::from_secs(5), serving).await.expect("it ends in time");
    ended.expect("no panic").expect("no error");
    assert!(app.store.counts().await.is_err(), "the store is closed");
}
