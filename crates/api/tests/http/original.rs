//! The original three endpoints, as their page expects them.

use crate::app::{GOLDENEYE, HEAT, MATRIX, NOBODY, TestApp, models, snapshot};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use cinephile_api::{ApiConfig, RateLimits};
use serde_json::{Value, json};
use std::collections::HashSet;

#[track_caller]
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn by_title() -> Value {
    json!([{"title": "Heat", "rating": 5}, {"title": "GoldenEye (1995)", "rating": 3.5},
        {"title": "Jumanji", "rating": "2"}, {"title": "sabrina", "rating": 5},
        {"title": "Sudden Death", "rating": 4.5, "imageurl": "more than is read"}])
}

#[tokio::test]
async fn getrandom_gives_distinct_known_movies_in_the_original_shape() {
    let app = TestApp::ready().await;
    let request = Request::get("/getrandom?count=50").header("host", "api.example:8080").body(Body::empty());
    let answer = app.send(request.expect("a request")).await.ok();
    assert_eq!(keys(&answer), ["ids"]);
    let rows = answer["ids"].as_array().expect("rows");
    assert_eq!(rows.len(), 50);
    assert_eq!(
        rows.iter().map(|row| row["movieId"].as_str().expect("text")).collect::<HashSet<_>>().len(),
        50
    );
    for row in rows {
        assert_eq!(keys(row), ["actual", "imageurl", "movieId", "title"]);
        let image = row["imageurl"].as_str().expect("a URL");
        assert!(image.starts_with("http://api.example:8080/api/v1/posters/"), "{image}");
        assert!(row["actual"].as_str().is_some_and(|actual| actual.ends_with(')')));
    }
    assert_ne!(app.get("/getrandom?count=50").await.ok(), app.get("/getrandom?count=50").await.ok());
    assert_eq!(app.get("/getrandom").await.ok()["ids"].as_array().map(Vec::len), Some(10));
}

#[tokio::test]
async fn getrandom_rejects_a_count_out_of_range() {
    let app = TestApp::ready().await;
    for count in ["0", "51", "-1", "x", "1.5", ""] {
        let answer = app.get(&format!("/getrandom?count={count}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.json(), json!({"error": "count must be a whole number from 1 to 50"}));
    }
}

#[tokio::test]
async fn getrecomcollab_gives_four_rows_in_the_original_shape() {
    let app = TestApp::ready().await;
    let rows = app.post("/getrecomcollab", by_title()).await.ok();
    let rows = rows.as_array().expect("a list");
    assert_eq!(rows.len(), 4);
    for row in rows {
        assert_eq!(keys(row), ["imageurl", "movieId", "title", "year"]);
        assert!(row["movieId"].is_u64() && row["year"].is_string());
    }
}

#[tokio::test]
async fn getrecomcollab_finds_titles_however_they_are_written() {
    let app = TestApp::ready().await;
    let rows =
        async |title: &str| app.post("/getrecomcollab", json!([{"title": title, "rating": 5}])).await.ok();
    let expected = rows("Matrix, The (1999)").await;
    assert!(expected.as_array().is_some_and(|rows| rows.iter().all(|row| row["movieId"] != MATRIX)));
    for title in ["The Matrix", "Matrix, The", "the matrix (1999)", "Matrix", " THE MATRIX "] {
        assert_eq!(rows(title).await, expected, "{title}");
    }
}

#[tokio::test]
async fn unknown_titles_are_named() {
    let app = TestApp::ready().await;
    let body =
        json!([{"title": "Heat", "rating": 5}, {"title": "Heta 2", "rating": 5}, {"title": "", "rating": 1}]);
    let answer = app.post("/getrecomcollab", body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.json(), json!({"error": "there is no movie with the title `Heta 2`, ``"}));
    let many: Vec<_> = (0..7).map(|i| json!({"title": format!("Nothing {i}"), "rating": 1})).collect();
    let error = app.post("/getrecomcollab", json!(many)).await.json()["error"].to_string();
    assert!(error.contains("`Nothing 4` and 2 more"), "{error}");
}

#[tokio::test]
async fn getrecom_gives_five_rows_and_takes_numbers_as_text() {
    let app = TestApp::ready().await;
    let rows = app
        .post("/getrecom", json!([{"movieId": HEAT, "rating": 5}, {"movieId": GOLDENEYE, "rating": 3.5}]))
        .await
        .ok();
    assert_eq!(keys(&rows), ["results"]);
    assert_eq!(rows["results"].as_array().map(Vec::len), Some(5));
    assert_eq!(keys(&rows["results"][0]), ["imageurl", "title"]);
    let text = json!([{"movieId": HEAT.to_string(), "rating": "5"}, {"movieId": "164", "rating": 3.5}]);
    assert_eq!(app.post("/getrecom", text).await.ok(), rows);
}

#[tokio::test]
async fn any_content_type_is_taken() {
    let app = TestApp::ready().await;
    for content_type in ["text/plain", "application/x-www-form-urlencoded"] {
        let request = Request::post("/getrecomcollab").header("content-type", content_type);
        let answer = app.send(request.body(Body::from(by_title().to_string())).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn bad_input_is_an_error_in_the_original_shape_and_never_a_500() {
    let app = TestApp::ready().await;
    let long: Vec<_> = (0..2_001).map(|_| json!({"movieId": HEAT, "rating": 5})).collect();
    let cases = [
        ("/getrecom", "not json".to_owned(), 400, "the body is not JSON"),
        ("/getrecom", "[]".to_owned(), 400, "the list is empty; rate at least one movie"),
        ("/getrecom", "{}".to_owned(), 400, "expected a list"),
        ("/getrecom", json!(long).to_string(), 400, "at most 2000"),
        (
            "/getrecom",
            json!([{"movieId": NOBODY, "rating": 5}]).to_string(),
            422,
            "[0].movieId is 4000000000",
        ),
        ("/getrecom", json!([{"movieId": -6, "rating": 5}]).to_string(), 400, "[0].movieId is invalid: `-6`"),
        (
            "/getrecom",
            json!([{"movieId": 6.5, "rating": 5}]).to_string(),
            400,
            "`6.5` is not a number in the allowed range",
        ),
        (
            "/getrecom",
            json!([{"movieId": HEAT, "rating": 9}]).to_string(),
            400,
            "[0].rating is 9; it must be one of",
        ),
        (
            "/getrecom",
            json!([{"movieId": HEAT, "rating": "NaN"}]).to_string(),
            400,
            "[0].rating is NaN; it must be",
        ),
        ("/getrecom", json!([{"movieId": HEAT}]).to_string(), 400, "missing field `rating`"),
        ("/getrecomcollab", json!([{"title": 5, "rating": 5}]).to_string(), 400, "[0].title is invalid"),
        (
            "/getrecomcollab",
            json!([{"title": "Heat", "rating": null}]).to_string(),
            400,
            "[0].rating is invalid",
        ),
        ("/getrecomcollab", "x".repeat(70_000), 413, "larger than the limit of 65536 bytes"),
    ];
    for (path, body, status, message) in cases {
        let answer = app.post(path, &body).await;
        assert_eq!(answer.status.as_u16(), status, "{body:.60}: {}", answer.text());
        assert_eq!(keys(&answer.json()), ["error"]);
        let error = answer.json()["error"].as_str().expect("text").to_owned();
        assert!(error.contains(message), "{body:.60}: {error}");
    }
}

#[tokio::test]
async fn a_wrong_method_and_an_early_call_are_errors_in_the_original_shape() {
    let app = TestApp::starting(ApiConfig::default()).await;
    for path in ["/getrecom", "/getrecomcollab"] {
        let answer = app.get(path).await;
        assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "POST"));
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(keys(&answer.json()), ["error"]);
        let answer = app.post(path, "[]").await;
        assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "2"));
        assert_eq!(keys(&answer.json()), ["error"]);
    }
    let request = Request::builder().method(Method::POST).uri("/getrandom").body(Body::empty());
    assert_eq!(keys(&app.send(request.expect("a request")).await.json()), ["error"]);
}

#[tokio::test]
async fn poster_addresses_follow_the_configured_or_asked_origin() {
    let config = ApiConfig {
        public_url: Some("https://api.example/".parse().expect("an address")),
        ..ApiConfig::default()
    };
    let image = async |app: &TestApp, headers: &[(&str, &str)]| {
        let request = headers.iter().fold(Request::get("/getrandom?count=1"), |r, (k, v)| r.header(*k, *v));
        let answer = app.send(request.body(Body::empty()).expect("a request")).await.ok();
        answer["ids"][0]["imageurl"].as_str().expect("a URL").to_owned()
    };
    let app = TestApp::with_config(config).await;
    assert!(
        image(&app, &[("host", "evil.example")]).await.starts_with("https://api.example/api/v1/posters/")
    );
    let app = TestApp::ready().await;
    let proxied = [("host", "a.example"), ("x-forwarded-proto", "https")];
    assert!(image(&app, &proxied).await.starts_with("http://a.example/api/"), "anybody may claim it");
    assert!(image(&app, &[]).await.starts_with("/api/v1/posters/"));
    let rate_limits = RateLimits { trusted_hops: 1, ..RateLimits::default() };
    let app = TestApp::with_config(ApiConfig { rate_limits, ..ApiConfig::default() }).await;
    assert!(image(&app, &proxied).await.starts_with("https://a.example/api/"));
}

/// Others are drawn each time, and the addresses follow what a client says: a shared cache must not keep them.
#[tokio::test]
async fn movies_to_rate_are_of_the_moment() {
    let app = TestApp::ready().await;
    assert_eq!(app.get("/getrandom").await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn without_the_models_it_needs_an_endpoint_says_so() {
    let app = TestApp::ready().await;
    let only_popularity = models().into_iter().filter(|model| model.algorithm == "popularity").collect();
    app.state.publish(snapshot(only_popularity, "popularity").expect("a snapshot"));
    let answer = app.post("/getrecomcollab", by_title()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.json()["error"], "algorithm is `user-knn`; it must be one of popularity");
}
