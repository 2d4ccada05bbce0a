//! The figures that operators watch.

use crate::app::{HEAT, TestApp, models, snapshot};
use axum::http::{Method, StatusCode};
use cinephile_api::ApiConfig;
use serde_json::json;

/// The value of the one series of that name and those labels, in any order; `None` if there is no such series.
pub(crate) fn figure(text: &str, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
    let wanted: Vec<_> = labels.iter().map(|(key, value)| format!("{key}=\"{value}\"")).collect();
    let line = text.lines().find(|line| {
        let of_name = line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['{', ' ']));
        of_name && wanted.iter().all(|label| line.contains(label))
    })?;
    line.rsplit(' ').next()?.parse().ok()
}

pub(crate) async fn metrics(app: &TestApp) -> String {
    let answer = app.get("/metrics").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.text()
}

#[tokio::test]
async fn requests_are_counted_by_the_template_of_their_route_and_never_by_what_was_asked() {
    let app = TestApp::ready().await;
    for id in [HEAT, HEAT + 2, 4_000_000_000] {
        app.get(&format!("/api/v1/movies/{id}?secret=1")).await;
    }
    app.get("/api/v1/movies?query=shibboleth").await.ok();
    app.get("/shibboleth").await.problem(404, "not_found", None);
    app.post("/api/v1/recommendations", "shibboleth").await;
    app.as_visitor("", Method::from_bytes(b"SHIBBOLETH").expect("a method"), "/healthz", "").await;
    let text = metrics(&app).await;
    let one = [("route", "/api/v1/movies/{id}"), ("method", "GET")];
    let requests = |labels: &[(&str, &str)]| figure(&text, "cinephile_http_requests_total", labels);
    assert_eq!(requests(&[one[0], one[1], ("status", "200")]), Some(2.0));
    assert_eq!(requests(&[one[0], one[1], ("status", "404")]), Some(1.0));
    assert_eq!(requests(&[("route", "page"), ("status", "404")]), Some(1.0));
    assert_eq!(requests(&[("method", "other"), ("route", "/healthz"), ("status", "405")]), Some(1.0));
    assert_eq!(figure(&text, "cinephile_http_request_duration_seconds_count", &one), Some(3.0));
    let all = [one[0], one[1], ("le", "+Inf")];
    assert_eq!(figure(&text, "cinephile_http_request_duration_seconds_bucket", &all), Some(3.0));
    assert_eq!(figure(&text, "cinephile_http_requests_in_flight", &[]), Some(1.0), "this one");
    assert!(!text.contains("ibboleth") && !text.contains("secret") && text.ends_with("# EOF\n"), "{text}");
}

#[tokio::test]
async fn lists_are_timed_by_algorithm() {
    let app = TestApp::ready().await;
    let ratings = json!([{"movie_id": HEAT, "stars": 5}]);
    app.post("/api/v1/recommendations", json!({"ratings": ratings})).await.ok();
    app.post("/api/v1/recommendations", json!({"ratings": ratings, "algorithm": "kmeans"})).await.ok();
    let two = json!({"ratings": ratings, "algorithms": ["kmeans", "ease"]});
    app.post("/api/v1/comparisons", two).await.ok();
    let people = json!({"people": [{"ratings": ratings}, {"ratings": ratings}]});
    app.post("/api/v1/groups/recommendations", people).await.ok();
    app.post("/getrecom", json!([{"movieId": HEAT, "rating": 5}])).await.ok();
    let rejected = json!({"ratings": ratings, "algorithm": "made-up"});
    app.post("/api/v1/recommendations", rejected).await.problem(422, "unknown_algorithm", Some("algorithm"));
    let text = metrics(&app).await;
    let lists = |algorithm: &str| {
        figure(&text, "cinephile_recommendation_duration_seconds_count", &[("algorithm", algorithm)])
    };
    assert_eq!([lists("blend"), lists("kmeans"), lists("ease")], [Some(2.0), Some(3.0), Some(1.0)]);
    assert_eq!([lists("made-up"), lists("popularity")], [None, None]);
}

#[tokio::test]
async fn what_is_in_service_is_told_and_changes_with_a_swap() {
    let app = TestApp::starting(ApiConfig::default()).await;
    let before = metrics(&app).await;
    assert_eq!(figure(&before, "cinephile_models_published_total", &[]), Some(0.0));
    assert_eq!(figure(&before, "cinephile_data_movies", &[]), None);
    app.state.publish(snapshot(models(), "blend").expect("a snapshot"));
    let only_two = models().into_iter().skip(1).take(2).collect();
    app.state.publish(snapshot(only_two, "ease").expect("a snapshot"));
    let text = metrics(&app).await;
    assert_eq!(figure(&text, "cinephile_models_published_total", &[]), Some(2.0));
    assert_eq!(figure(&text, "cinephile_data_movies", &[("data", "sample")]), Some(1_730.0));
    assert!(figure(&text, "cinephile_models_published_at_seconds", &[]).expect("a time") > 1.7e9);
    assert!(figure(&text, "cinephile_models_created_at_seconds", &[]).expect("a time") > 1.7e9);
    assert_eq!(figure(&text, "cinephile_build_info", &[("version", env!("CARGO_PKG_VERSION"))]), Some(1.0));
    let ease = [("algorithm", "ease"), ("is_default", "true")];
    assert_eq!(figure(&text, "cinephile_model_info", &ease), Some(1.0));
    assert_eq!(figure(&text, "cinephile_model_info", &[("algorithm", "blend")]), None, "it is gone");
}

#[tokio::test]
async fn the_store_and_the_process_are_watched() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    app.as_visitor(&token, Method::GET, "/api/v1/profiles/me", "").await.ok();
    app.as_visitor(&"0".repeat(64), Method::DELETE, "/api/v1/profiles/me", "").await;
    let text = metrics(&app).await;
    let calls = |call: &str| figure(&text, "cinephile_store_call_duration_seconds_count", &[("call", call)]);
    assert_eq!([calls("write"), calls("read")], [Some(2.0), Some(1.0)]);
    assert!(figure(&text, "cinephile_store_connections_open", &[]).expect("a count") >= 1.0);
    assert_eq!(figure(&text, "cinephile_store_connections_max", &[]), Some(9.0));
    assert!(figure(&text, "process_cpu_seconds_total", &[]).expect("a time") > 0.0);
    assert!(figure(&text, "process_resident_memory_bytes", &[]).expect("a size") > 1e6);
    let open = figure(&text, "process_open_fds", &[]).expect("a count");
    assert!(open >= 3.0 && figure(&text, "process_max_fds", &[]).expect("a count") > open);
    assert!(figure(&text, "process_start_time_seconds", &[]).expect("a time") > 1.7e9);
    for error in ["unavailable", "unknown_token", "corrupt", "other"] {
        let labels = [("call", "read"), ("error", error)];
        assert_eq!(figure(&text, "cinephile_store_errors_total", &labels), Some(0.0), "{error}");
    }
    assert_eq!(figure(&text, "cinephile_fits_total", &[("outcome", "failed")]), Some(0.0));
    assert_eq!(figure(&text, "cinephile_publications_rejected_total", &[]), Some(0.0));

    app.store.close().await;
    app.post("/api/v1/profiles", "").await.problem(503, "store_unavailable", None);
    let errors = [("call", "write"), ("error", "unavailable")];
    assert_eq!(figure(&metrics(&app).await, "cinephile_store_errors_total", &errors), Some(1.0));
    let readiness = app.get("/readyz").await.ok();
    assert_eq!(readiness, json!({"status": "ready", "store": "away"}), "recommendations need no store");
}
