//! A visitor's profile and ratings.

use crate::app::{GOLDENEYE, HEAT, JUMANJI, NOBODY, TestApp};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::json;

const ME: &str = "/api/v1/profiles/me";
const RATINGS: &str = "/api/v1/profiles/me/ratings";

async fn rate(app: &TestApp, token: &str, id: u32, stars: f64) {
    let body = json!({"stars": stars}).to_string();
    let answer = app.as_visitor(token, Method::PUT, &format!("{RATINGS}/{id}"), &body).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text());
}

#[tokio::test]
async fn a_visitor_rates_changes_their_mind_and_leaves() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    rate(&app, &token, HEAT, 5.0).await;
    rate(&app, &token, JUMANJI, 2.0).await;
    rate(&app, &token, HEAT, 4.5).await;

    let profile = app.as_visitor(&token, Method::GET, ME, "").await;
    assert_eq!(profile.ok()["n_ratings"], 2);
    assert_eq!(profile.header("cache-control"), "no-store");
    let created_at = profile.json()["created_at"].as_str().expect("a time").to_owned();
    assert!(
        created_at.len() == 20 && created_at.ends_with('Z') && created_at.starts_with("20"),
        "{created_at}"
    );

    let list = app.as_visitor(&token, Method::GET, RATINGS, "").await.ok();
    assert_eq!(list["next_cursor"], json!(null));
    let heat = list["ratings"].as_array().expect("ratings").iter().find(|r| r["movie_id"] == HEAT);
    let heat = heat.expect("Heat is rated");
    assert_eq!((heat["stars"].clone(), heat["movie"]["title"].clone()), (json!(4.5), json!("Heat")));

    for _ in 0..2 {
        let gone = app.as_visitor(&token, Method::DELETE, &format!("{RATINGS}/{HEAT}"), "").await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(app.as_visitor(&token, Method::GET, ME, "").await.ok()["n_ratings"], 1);
    assert_eq!(app.as_visitor(&token, Method::DELETE, ME, "").await.status, StatusCode::NO_CONTENT);
    app.as_visitor(&token, Method::GET, ME, "").await.problem(401, "unauthorized", None);
    assert_eq!(app.store.counts().await.expect("counts").n_ratings, 0, "nothing is left behind");
}

#[tokio::test]
async fn ratings_come_in_pages_without_gaps_or_repeats() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    for id in 1..=7 {
        rate(&app, &token, id, 3.0).await;
    }
    let (mut seen, mut path) = (Vec::new(), format!("{RATINGS}?limit=3"));
    let mut n_pages = 0;
    loop {
        let page = app.as_visitor(&token, Method::GET, &path, "").await.ok();
        seen.extend(page["ratings"].as_array().expect("ratings").iter().map(|r| r["movie_id"].as_u64()));
        n_pages += 1;
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("{RATINGS}?limit=3&cursor={cursor}"),
            None => break,
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, (1..=7).map(Some).collect::<Vec<_>>());
    assert_eq!(n_pages, 3);
    let wrong = app.as_visitor(&token, Method::GET, &format!("{RATINGS}?cursor=x"), "").await;
    wrong.problem(400, "invalid_field", Some("cursor"));
    let wrong = app.as_visitor(&token, Method::GET, &format!("{RATINGS}?limit=101"), "").await;
    wrong.problem(400, "limit_out_of_range", Some("limit"));
}

#[tokio::test]
async fn without_a_good_token_nothing_is_told() {
    let app = TestApp::ready().await;
    let nobody = "0".repeat(64);
    let rating = format!("{RATINGS}/{HEAT}");
    let calls = [
        (Method::GET, ME),
        (Method::DELETE, ME),
        (Method::GET, RATINGS),
        (Method::PUT, rating.as_str()),
        (Method::DELETE, rating.as_str()),
        (Method::GET, "/api/v1/profiles/me/export"),
        (Method::GET, "/api/v1/profiles/me/lists/watchlist"),
    ];
    for (method, path) in calls {
        for token in [nobody.as_str(), "short", "not hexadecimal at all"] {
            let answer = app.as_visitor(token, method.clone(), path, "{\"stars\": 4}").await;
            assert_eq!(
                answer.problem(401, "unauthorized", None),
                "no profile has this token",
                "{method} {path}"
            );
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
        for authorization in ["", "Basic eDp5", "Bearer"] {
            let request =
                Request::builder().method(method.clone()).uri(path).header("authorization", authorization);
            let request =
                request.header("content-type", "application/json").body(Body::from("{\"stars\": 4}"));
            app.send(request.expect("a request")).await.problem(401, "unauthorized", None);
        }
    }
}

#[tokio::test]
async fn a_wrong_rating_is_rejected_and_not_stored() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    let put = async |id: &str, body: &str| {
        app.as_visitor(&token, Method::PUT, &format!("{RATINGS}/{id}"), body).await
    };
    put(&NOBODY.to_string(), "{\"stars\": 4}").await.problem(404, "unknown_movie", None);
    put("heat", "{\"stars\": 4}").await.problem(400, "invalid_field", Some("id"));
    let heat = HEAT.to_string();
    let detail = put(&heat, "{\"stars\": 5.5}").await.problem(400, "stars_out_of_range", Some("stars"));
    assert_eq!(detail, "stars is 5.5; it must be one of 0.5, 1.0, ... 5.0");
    put(&heat, "{\"stars\": null}").await.problem(400, "invalid_field", Some("stars"));
    put(&heat, "{\"stars\": 4, \"why\": 1}").await.problem(400, "invalid_field", Some("why"));
    put(&heat, "{}").await.problem(400, "invalid_field", None);
    put(&heat, "").await.problem(400, "malformed_json", None);
    assert_eq!(app.as_visitor(&token, Method::GET, ME, "").await.ok()["n_ratings"], 0);
}

#[tokio::test]
async fn when_the_store_is_away_recommendations_still_work() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    app.store.close().await;
    let put = app.as_visitor(&token, Method::PUT, &format!("{RATINGS}/{GOLDENEYE}"), "{\"stars\": 4}").await;
    put.problem(503, "store_unavailable", None);
    assert_eq!(put.header("retry-after"), "5");
    app.post("/api/v1/profiles", "").await.problem(503, "store_unavailable", None);
    app.as_visitor(&token, Method::GET, RATINGS, "").await.problem(503, "store_unavailable", None);
    let asked = json!({"ratings": [{"movie_id": HEAT, "stars": 5}]});
    app.post("/api/v1/recommendations", asked).await.ok();
}
