//! How often each client may ask.

use crate::app::{Answer, HEAT, TestApp};
use crate::metrics::{figure, metrics};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode};
use cinephile_api::{ApiConfig, RateLimits};
use serde_json::json;
use std::net::SocketAddr;

async fn app_with(rate_limits: RateLimits) -> TestApp {
    let cors_origins = vec!["https://page.example".parse().expect("an origin")];
    TestApp::with_config(ApiConfig { rate_limits, cors_origins, ..ApiConfig::default() }).await
}

/// From an address, with what proxies wrote.
async fn ask(app: &TestApp, method: Method, path: &str, from: &str, forwarded: Option<&str>) -> Answer {
    let request = Request::builder().method(method).uri(path).header("origin", "https://page.example");
    let request = forwarded.into_iter().fold(request, |request, by| request.header("x-forwarded-for", by));
    let mut request = request.body(Body::empty()).expect("a request");
    let peer: SocketAddr = format!("{from}:4711").parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    app.send(request).await
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back() {
    let app = app_with(RateLimits { requests_per_minute: 6, ..RateLimits::default() }).await;
    let get = async |path: &str, from: &str| ask(&app, Method::GET, path, from, None).await;
    for _ in 0..6 {
        get("/api/v1/models", "203.0.113.7").await.ok();
    }
    let rejected = get("/api/v1/models", "203.0.113.7").await;
    let detail = rejected.problem(429, "rate_limited", None);
    assert!(detail.starts_with("too many requests from your address; try again in "), "{detail}");
    let retry_after: u32 = rejected.header("retry-after").parse().expect("seconds");
    assert!((1..=10).contains(&retry_after));
    assert_eq!(
        rejected.header("access-control-allow-origin"),
        "https://page.example",
        "its page may read why"
    );
    assert_eq!(rejected.header("x-content-type-options"), "nosniff");
    let original = get("/getrandom", "203.0.113.7").await;
    assert_eq!(original.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(original.json()["error"].as_str().is_some_and(|error| error.starts_with("too many requests")));
    assert_eq!(get("/", "203.0.113.7").await.status, StatusCode::TOO_MANY_REQUESTS);

    get("/api/v1/models", "203.0.113.8").await.ok();
    for _ in 0..20 {
        get("/healthz", "203.0.113.7").await.ok();
        get("/readyz", "203.0.113.7").await.ok();
        get("/api/v1/models", "127.0.0.1").await.ok();
    }
    let text = metrics(&app).await;
    assert_eq!(figure(&text, "cinephile_rate_limited_total", &[("budget", "requests")]), Some(3.0));
}

#[tokio::test]
async fn behind_proxies_each_visitor_has_a_budget_and_cannot_make_up_another() {
    let limits = RateLimits { requests_per_minute: 2, trusted_hops: 1, ..RateLimits::default() };
    let app = app_with(limits).await;
    let get = async |forwarded: &str| {
        ask(&app, Method::GET, "/api/v1/models", "127.0.0.1", Some(forwarded)).await.status
    };
    for made_up in 0..2 {
        assert_eq!(get(&format!("6.6.6.{made_up}, 198.51.100.1")).await, StatusCode::OK);
    }
    assert_eq!(get("6.6.6.9, 198.51.100.1").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(get("198.51.100.2").await, StatusCode::OK);
    for host in 0..2 {
        assert_eq!(get(&format!("2001:db8:0:1::{host}")).await, StatusCode::OK);
    }
    assert_eq!(get("2001:db8:0:1::77").await, StatusCode::TOO_MANY_REQUESTS, "one customer's network");
    assert_eq!(get("2001:db8:0:2::77").await, StatusCode::OK);
}

#[tokio::test]
async fn profiles_and_imports_have_smaller_budgets() {
    let limits = RateLimits { imports_per_minute: 2, profiles_per_minute: 3, ..RateLimits::default() };
    let app = app_with(limits).await;
    let post = async |path: &str| ask(&app, Method::POST, path, "203.0.113.7", None).await;
    for _ in 0..3 {
        assert_eq!(post("/api/v1/profiles").await.status, StatusCode::CREATED);
    }
    let detail = post("/api/v1/profiles").await.problem(429, "rate_limited", None);
    assert!(detail.starts_with("too many profiles"), "{detail}");
    for path in ["/api/v1/imports", "/api/v1/profiles/me/imports"] {
        assert_ne!(post(path).await.status, StatusCode::TOO_MANY_REQUESTS);
    }
    post("/api/v1/imports").await.problem(429, "rate_limited", None);
    ask(&app, Method::GET, "/api/v1/models", "203.0.113.7", None).await.ok();
}

/// With a body.
async fn post(app: &TestApp, path: &str, from: &str, body: serde_json::Value) -> Answer {
    let request = Request::post(path).header("content-type", "application/json");
    let mut request = request.body(Body::from(body.to_string())).expect("a request");
    let peer: SocketAddr = format!("{from}:4711").parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    app.send(request).await
}

#[tokio::test]
async fn dear_requests_count_as_many() {
    let app = app_with(RateLimits { requests_per_minute: 100, ..RateLimits::default() }).await;
    let ratings: Vec<_> = (1..=200).map(|id| json!({"movie_id": id, "stars": 4})).collect();
    let dear = json!({"ratings": ratings, "limit": 100, "explain": true});
    let cheap = json!({"ratings": [{"movie_id": HEAT, "stars": 5}]});
    let recommend = async |from, body: &serde_json::Value| {
        post(&app, "/api/v1/recommendations", from, body.clone()).await
    };
    recommend("203.0.113.7", &dear).await.ok();
    recommend("203.0.113.7", &dear).await.problem(429, "rate_limited", None);
    for _ in 0..100 {
        recommend("203.0.113.8", &cheap).await.ok();
    }
    recommend("203.0.113.8", &cheap).await.problem(429, "rate_limited", None);
    let people: Vec<_> = (0..8).map(|_| json!({"ratings": ratings})).collect();
    let group = json!({"people": people, "limit": 100});
    let n_groups = async {
        let mut n = 0;
        while post(&app, "/api/v1/groups/recommendations", "203.0.113.9", group.clone()).await.status == 200 {
            n += 1;
        }
        n
    };
    assert!((1..=5).contains(&n_groups.await));
}

#[tokio::test]
async fn feedback_has_a_budget_by_events() {
    let app = app_with(RateLimits { feedback_per_minute: 50, ..RateLimits::default() }).await;
    let event = json!({"kind": "shown", "movie_id": HEAT, "algorithm": "blend", "position": 1});
    let report = async |n: usize| {
        post(&app, "/api/v1/feedback", "203.0.113.7", json!({"events": vec![event.clone(); n]})).await
    };
    assert_eq!(report(40).await.status, StatusCode::ACCEPTED);
    let detail = report(20).await.problem(429, "rate_limited", None);
    assert!(detail.starts_with("too many feedback events"), "{detail}");
    assert_eq!(report(10).await.status, StatusCode::ACCEPTED, "what was rejected cost nothing");
}

#[tokio::test]
async fn zero_is_no_limit_and_preflights_cost_nothing() {
    let off = RateLimits { requests_per_minute: 0, ..RateLimits::default() };
    let app = app_with(off).await;
    for _ in 0..1_300 {
        ask(&app, Method::GET, "/api/v1/models", "203.0.113.7", None).await.ok();
    }
    let app = app_with(RateLimits { requests_per_minute: 1, ..RateLimits::default() }).await;
    for _ in 0..5 {
        let request = Request::options("/api/v1/models")
            .header("origin", "https://page.example")
            .header("access-control-request-method", "GET")
            .extension(ConnectInfo(SocketAddr::from(([203, 0, 113, 7], 4711))));
        let answer = app.send(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
}
