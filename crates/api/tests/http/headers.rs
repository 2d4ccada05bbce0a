//! What surrounds every answer, whatever it is: security headers, origins, what may be kept.

use crate::app::{HEAT, TestApp};
use crate::fake_omdb::{FakeOmdb, KEY, Mood};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode};
use cinephile_api::{ApiConfig, PosterConfig, RateLimits, Secret};
use serde_json::json;
use std::net::SocketAddr;

const PAGE: &str = "https://page.example";

async fn app() -> (TestApp, FakeOmdb) {
    let omdb = FakeOmdb::start(Mood::Picture("/pictures/jpeg")).await;
    let address = format!("http://{}/", omdb.address).parse().expect("an address");
    let posters = PosterConfig {
        image_hosts: vec!["127.0.0.1".to_owned()],
        allow_private: true,
        wait: std::time::Duration::from_secs(8),
        ..PosterConfig::new(Secret::new(KEY).expect("a key"), address)
    };
    let config = ApiConfig {
        cors_origins: vec![PAGE.parse().expect("an origin")],
        posters: Some(posters),
        rate_limits: RateLimits { profiles_per_minute: 1, ..RateLimits::default() },
        ..ApiConfig::default()
    };
    (TestApp::with_config(config).await, omdb)
}

fn request(method: &str, path: &str, body: &str, origin: &str) -> Request<Body> {
    let request = Request::builder().method(method).uri(path).header("origin", origin);
    let request = request.header("content-type", "application/json");
    let mut request = request.body(Body::from(body.to_owned())).expect("a request");
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([203, 0, 113, 7], 4711))));
    request
}

#[tokio::test]
async fn every_kind_of_answer_has_the_security_headers_and_names_its_request() {
    let (app, _omdb) = app().await;
    let ratings = json!({"ratings": [{"movie_id": HEAT, "stars": 5}]}).to_string();
    let large = " ".repeat(1_100_000);
    let original = json!([{"title": "Heat", "rating": 5}]).to_string();
    let recommendations = "/api/v1/recommendations";
    let poster = format!("/api/v1/posters/{HEAT}");
    let answers = [
        ("GET", "/", "", 200),
        ("GET", "/api/docs", "", 200),
        ("GET", "/api/docs/reference.js", "", 200),
        ("GET", "/api/openapi.json", "", 200),
        ("GET", "/healthz", "", 200),
        ("GET", "/readyz", "", 200),
        ("GET", "/metrics", "", 200),
        ("GET", "/api/v1/movies", "", 200),
        ("HEAD", "/api/v1/movies", "", 200),
        ("GET", &poster, "", 200),
        ("POST", recommendations, &ratings, 200),
        ("POST", recommendations, "{", 400),
        ("GET", "/api/v1/profiles/me", "", 401),
        ("GET", "/api/v1/posters/4000000000", "", 404),
        ("GET", "/api/v1/nothing", "", 404),
        ("DELETE", recommendations, "", 405),
        ("POST", recommendations, &large, 413),
        ("POST", "/api/v1/profiles", "", 201),
        ("POST", "/api/v1/profiles", "", 429),
        ("POST", "/getrecomcollab", &original, 200),
        ("POST", "/getrecomcollab", "[]", 400),
    ];
    for (method, path, body, status) in answers {
        let answer = app.send(request(method, path, body, PAGE)).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path}: {}", answer.text());
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src ") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe-eval") && !policy.contains("script-src 'self' 'unsafe-inline'"));
        let expected = [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("access-control-allow-origin", PAGE),
        ];
        for (name, value) in expected {
            assert_eq!(answer.header(name), value, "{name} of {method} {path}");
        }
        assert!(answer.header("permissions-policy").contains("camera=()"));
        assert_eq!(answer.header("x-request-id").len(), 36, "{method} {path}");
        assert_eq!(answer.header("server"), "", "nobody needs to know");
    }
}

#[tokio::test]
async fn browsers_are_bound_to_https_only_where_the_public_address_has_it() {
    for (url, expected) in
        [(Some("https://api.example"), "max-age=31536000"), (Some("http://api.example"), ""), (None, "")]
    {
        let public_url = url.map(|url| url.parse().expect("an address"));
        let app = TestApp::with_config(ApiConfig { public_url, ..ApiConfig::default() }).await;
        for path in ["/", "/api/v1/models", "/nothing", "/healthz"] {
            assert_eq!(app.get(path).await.header("strict-transport-security"), expected, "{url:?} {path}");
        }
    }
}

#[tokio::test]
async fn other_origins_get_no_leave_to_read_or_write() {
    let (app, _omdb) = app().await;
    for origin in ["https://evil.example", "https://page.example.evil.example", "http://page.example", "null"]
    {
        let answer = app.send(request("GET", "/api/v1/models", "", origin)).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
        let preflight = Request::options("/api/v1/profiles/me")
            .header("origin", origin)
            .header("access-control-request-method", "DELETE");
        let answer = app.send(preflight.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
        assert_ne!(answer.header("access-control-allow-credentials"), "true");
    }
    let preflight = Request::options("/api/v1/recommendations")
        .header("origin", PAGE)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "x-visitor-id");
    let answer = app.send(preflight.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.header("access-control-allow-origin"), PAGE);
    assert!(answer.header("access-control-allow-headers").contains("x-visitor-id"));
    for method in ["GET", "POST", "PUT", "DELETE"] {
        assert!(answer.header("access-control-allow-methods").contains(method));
    }
    assert!(!answer.header("access-control-allow-methods").contains("PATCH"));
}

#[tokio::test]
async fn what_does_not_change_is_not_sent_twice() {
    let app = TestApp::ready().await;
    let poster = format!("/api/v1/posters/{HEAT}");
    let movie = format!("/api/v1/movies/{HEAT}");
    let similar = format!("/api/v1/movies/{HEAT}/similar");
    let paths = [
        "/api/v1/movies?query=matrix",
        &movie,
        &similar,
        "/api/v1/models",
        "/api/v1/onboarding",
        "/api/openapi.json",
        "/api/docs",
        "/api/docs/reference.js",
        "/api/docs/reference.css",
        &poster,
    ];
    for path in paths {
        let first = app.get(path).await;
        assert_eq!((first.status, first.header("cache-control")), (StatusCode::OK, "no-cache"), "{path}");
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{path}");
        let again = Request::get(path).header("if-none-match", &tag).header("accept-encoding", "gzip");
        let again = app.send(again.body(Body::empty()).expect("a request")).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        assert_eq!(again.header("etag"), tag);
        let other = Request::get(path).header("if-none-match", "W/\"other\"").body(Body::empty());
        assert_eq!(app.send(other.expect("a request")).await.body, first.body, "{path}");
    }
    assert_ne!(app.get(&movie).await.header("etag"), app.get("/api/v1/models").await.header("etag"));
}

#[tokio::test]
async fn what_is_somebodys_own_or_wrong_or_of_the_moment_is_not_kept() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    for path in ["/api/v1/profiles/me", "/api/v1/profiles/me/ratings", "/api/v1/profiles/me/export"] {
        let answer = app.as_visitor(&token, Method::GET, path, "").await;
        assert_eq!((answer.header("cache-control"), answer.header("etag")), ("no-store", ""), "{path}");
    }
    for path in ["/healthz", "/readyz", "/metrics", "/api/v1/movies/4000000000", "/api/v1/nothing"] {
        let answer = app.get(path).await;
        assert_eq!((answer.header("cache-control"), answer.header("etag")), ("no-store", ""), "{path}");
    }
}

#[tokio::test]
async fn the_reference_needs_nothing_but_this_server() {
    let app = TestApp::ready().await;
    let page = app.get("/api/docs").await;
    assert!(page.header("content-type").starts_with("text/html"));
    let script = app.get("/api/docs/reference.js").await;
    assert!(script.header("content-type").starts_with("text/javascript"));
    let style = app.get("/api/docs/reference.css").await;
    assert!(style.header("content-type").starts_with("text/css"));
    for file in [&page, &script, &style] {
        let text = file.text();
        for elsewhere in
            ["http://", "https://", "//cdn", "@import", "eval(", "innerHTML", "onclick=", "style="]
        {
            assert!(!text.contains(elsewhere), "{elsewhere}");
        }
    }
    let linked = page.text();
    for path in ["/api/docs/reference.js", "/api/docs/reference.css", "/api/openapi.json"] {
        assert!(linked.contains(path) && app.get(path).await.status == StatusCode::OK, "{path}");
    }
}
