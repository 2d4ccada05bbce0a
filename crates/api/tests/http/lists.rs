//! Watchlist, not interested, skipped, watched.

use crate::app::{GOLDENEYE, HEAT, JUMANJI, MATRIX, NOBODY, TestApp};
use axum::http::{Method, StatusCode};
use serde_json::json;

const ME: &str = "/api/v1/profiles/me";
const LISTS: &str = "/api/v1/profiles/me/lists";

#[tokio::test]
async fn a_visitor_keeps_lists_and_takes_movies_out_again() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    for list in ["watchlist", "not_interested", "skipped", "watched"] {
        for _ in 0..2 {
            let put = app.as_visitor(&token, Method::PUT, &format!("{LISTS}/{list}/{HEAT}"), "").await;
            assert_eq!(put.status, StatusCode::NO_CONTENT, "{}", put.text());
        }
    }
    let many = json!({"movie_ids": [JUMANJI, MATRIX, GOLDENEYE, HEAT, MATRIX]}).to_string();
    let post = app.as_visitor(&token, Method::POST, &format!("{LISTS}/watchlist"), &many).await;
    assert_eq!(post.status, StatusCode::NO_CONTENT, "{}", post.text());
    for _ in 0..2 {
        let gone = app.as_visitor(&token, Method::DELETE, &format!("{LISTS}/skipped/{HEAT}"), "").await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
    }
    let profile = app.as_visitor(&token, Method::GET, ME, "").await.ok();
    let counts =
        ["n_watchlist", "n_not_interested", "n_skipped", "n_watched"].map(|name| profile[name].clone());
    assert_eq!(counts, [json!(4), json!(1), json!(0), json!(1)]);

    let (mut seen, mut path) = (Vec::new(), format!("{LISTS}/watchlist?limit=3"));
    loop {
        let page = app.as_visitor(&token, Method::GET, &path, "").await.ok();
        assert_eq!(page["list"], "watchlist");
        for movie in page["movies"].as_array().expect("movies") {
            assert_eq!(movie["movie"]["id"], movie["movie_id"]);
            seen.push(movie["movie_id"].as_u64().expect("an id"));
        }
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("{LISTS}/watchlist?limit=3&cursor={cursor}"),
            None => break,
        }
    }
    seen.sort_unstable();
    let mut expected = [JUMANJI, MATRIX, GOLDENEYE, HEAT].map(u64::from);
    expected.sort_unstable();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_list_or_movie_that_is_none_is_named() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    let send = async |method, path: &str, body: &str| {
        app.as_visitor(&token, method, &format!("{LISTS}/{path}"), body).await
    };
    let detail = send(Method::GET, "wishes", "").await.problem(400, "invalid_field", Some("list"));
    assert_eq!(detail, "list is `wishes`; it must be one of watchlist, not_interested, skipped, watched");
    send(Method::PUT, &format!("wishes/{HEAT}"), "").await.problem(400, "invalid_field", Some("list"));
    send(Method::PUT, "watchlist/heat", "").await.problem(400, "invalid_field", Some("id"));
    send(Method::PUT, &format!("watchlist/{NOBODY}"), "").await.problem(404, "unknown_movie", None);
    send(Method::GET, "watchlist?cursor=x", "").await.problem(400, "invalid_field", Some("cursor"));
    let body = json!({"movie_ids": [HEAT, NOBODY]}).to_string();
    send(Method::POST, "watchlist", &body).await.problem(422, "unknown_movie", Some("movie_ids[1]"));
    let body = json!({"movie_ids": vec![HEAT; 2001]}).to_string();
    send(Method::POST, "watchlist", &body).await.problem(400, "too_many_ratings", Some("movie_ids"));
    assert_eq!(app.as_visitor(&token, Method::GET, ME, "").await.ok()["n_watchlist"], 0, "nothing was kept");
}
