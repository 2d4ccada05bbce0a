//! Recommendations by what a profile holds.

use crate::app::{HEAT, MATRIX, TestApp};
use axum::http::Method;
use serde_json::{Value, json};

const MINE: &str = "/api/v1/profiles/me/recommendations";

fn ids(list: &Value) -> Vec<u64> {
    let list = list["recommendations"].as_array().expect("a list");
    list.iter().map(|entry| entry["movie"]["id"].as_u64().expect("an id")).collect()
}

#[tokio::test]
async fn a_profile_gets_what_its_ratings_would_get_without_what_it_has_seen_or_does_not_want() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    let ratings = json!({"ratings": [{"movie_id": HEAT, "stars": 5}, {"movie_id": MATRIX, "stars": 2}]});
    app.as_visitor(&token, Method::POST, "/api/v1/profiles/me/ratings", &ratings.to_string()).await;
    let stateless = async |asked: &Value| app.post("/api/v1/recommendations", asked).await.ok();
    let ask = async || app.as_visitor(&token, Method::POST, MINE, "{}").await.ok();
    let before = stateless(&ratings).await;
    assert_eq!(ask().await, before);

    let before = ids(&before);
    for (list, id) in [("watched", before[0]), ("not_interested", before[1]), ("watchlist", before[2])] {
        let path = format!("/api/v1/profiles/me/lists/{list}/{id}");
        assert_eq!(app.as_visitor(&token, Method::PUT, &path, "").await.status.as_u16(), 204);
    }
    let mut same = ratings.clone();
    (same["seen"], same["exclude"]) = (json!([before[0]]), json!([before[1]]));
    let after = ask().await;
    assert_eq!(after, stateless(&same).await, "what was watched counts as seen");
    assert!(ids(&after).contains(&before[2]), "what is only to be watched stays");
}

#[tokio::test]
async fn a_profile_that_only_watched_movies_gets_a_list() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    let watched = json!({"movie_ids": [HEAT, MATRIX]}).to_string();
    app.as_visitor(&token, Method::POST, "/api/v1/profiles/me/lists/watched", &watched).await;
    let list = app.as_visitor(&token, Method::POST, MINE, "{}").await.ok();
    let same = app.post("/api/v1/recommendations", json!({"seen": [HEAT, MATRIX]})).await.ok();
    assert_eq!(list, same);
}

#[tokio::test]
async fn wishes_are_checked_as_without_a_profile() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    let ask = async |body: Value| app.as_visitor(&token, Method::POST, MINE, &body.to_string()).await;
    let detail = ask(json!({})).await.problem(400, "no_ratings", None);
    assert_eq!(
        detail,
        "the profile has neither rated nor watched any movie of the loaded data; rate at least one"
    );
    ask(json!({"genres": ["Cooking"]})).await.problem(422, "unknown_genre", Some("genres[0]"));
    ask(json!({"ratings": []})).await.problem(400, "invalid_field", Some("ratings"));
    let rated = json!({"ratings": [{"movie_id": HEAT, "stars": 5}]});
    app.as_visitor(&token, Method::POST, "/api/v1/profiles/me/ratings", &rated.to_string()).await;
    ask(json!({"limit": 101})).await.problem(400, "limit_out_of_range", Some("limit"));
    ask(json!({"algorithm": "svd"})).await.problem(422, "unknown_algorithm", Some("algorithm"));
    app.post(MINE, json!({})).await.problem(401, "unauthorized", None);
    assert_eq!(ids(&ask(json!({"limit": 3, "exclude": [MATRIX]})).await.ok()).len(), 3);
}
