//! Whatever is sent, the fault is the sender's: no body gives a 5xx.

use crate::app::{HEAT, TestApp};
use axum::body::Body;
use axum::http::Request;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

/// JSON that is often almost right: the fields' own names, with anything in them.
fn almost_right() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..3_000u32).prop_map(Value::from),
        (0..12u8).prop_map(|half| json!(f64::from(half) / 2.0)),
        Just(json!(HEAT)),
        Just(json!("Heat")),
        Just(json!("kmeans")),
        ".{0,12}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        "ratings|liked|seen|movie_id|movie_ids|stars|limit|exclude|only|exclude_genres|algorithm|title|rating|movieId|genres|years|from|to|popularity|diversity|algorithms|people|strategy".prop_map(|name| name),
        ".{0,6}".prop_map(|name| name),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner.clone()), 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            (inner.clone(), inner.clone()).prop_map(|(id, stars)| json!([{"movie_id": id, "stars": stars}])),
            (inner.clone(), inner.clone()).prop_map(|(id, stars)| json!([{"movieId": id, "rating": stars}])),
            (inner.clone(), inner.clone(), inner).prop_map(
                |(ratings, limit, exclude)| json!({"ratings": ratings, "limit": limit, "exclude": exclude})
            ),
        ]
    })
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => almost_right().prop_map(|value| value.to_string().into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 0..200),
    ]
}

/// So many cases, unless `PROPTEST_CASES` asks for another number.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

#[test]
fn no_body_gives_a_5xx() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let app = runtime.block_on(TestApp::with_insights());
    let token = runtime.block_on(app.new_visitor());
    let rating = format!("/api/v1/profiles/me/ratings/{HEAT}");
    let calls = [
        ("POST", "/api/v1/recommendations"),
        ("POST", "/api/v1/comparisons"),
        ("POST", "/api/v1/groups/recommendations"),
        ("POST", "/api/v1/onboarding"),
        ("POST", "/api/v1/clusters/assignments"),
        ("POST", "/api/v1/map/position"),
        ("POST", "/api/v1/profiles/me/recommendations"),
        ("POST", "/getrecom"),
        ("POST", "/getrecomcollab"),
        ("PUT", rating.as_str()),
        ("POST", "/api/v1/profiles/me/ratings"),
        ("POST", "/api/v1/profiles/me/lists/watchlist"),
        ("POST", "/api/v1/profiles/me/imports"),
    ];
    let mut runner =
        TestRunner::new(Config { cases: cases(400), failure_persistence: None, ..Config::default() });
    let checked = runner.run(&(any_body(), 0..calls.len()), |(body, call)| {
        let (method, path) = calls[call];
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .body(Body::from(body));
        let answer = runtime.block_on(app.send(request.expect("a request")));
        prop_assert!(answer.status.as_u16() < 500, "{} {path}: {}", answer.status, answer.text());
        Ok(())
    });
    if let Err(failed) = checked {
        panic!("{failed}");
    }
}

#[test]
fn no_query_gives_a_5xx() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let app = runtime.block_on(TestApp::ready());
    let mut runner =
        TestRunner::new(Config { cases: cases(200), failure_persistence: None, ..Config::default() });
    let value = prop_oneof!["[a-zA-Z%0-9:,. -]{0,20}", "[0-9]{1,12}"];
    let name = "query|limit|rated|skipped|count|v|x|genres|year_from|year_to|sort|cursor";
    let path =
        "/api/v1/movies|/api/v1/onboarding|/getrandom|/api/v1/posters/162|/api/v1/movies/[0-9a-z]{1,9}";
    let checked = runner.run(&(path, name, value), |(path, name, value)| {
        let encoded: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        let answer = runtime.block_on(app.get(&format!("{path}?{name}={encoded}")));
        prop_assert!(answer.status.as_u16() < 500, "{path} {name}={value}: {}", answer.text());
        Ok(())
    });
    if let Err(failed) = checked {
        panic!("{failed}");
    }
}
