//! Movies, what to rate next, posters.

use crate::app::{GOLDENEYE, HEAT, JUMANJI, MATRIX, NOBODY, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;

#[tokio::test]
async fn a_movie_is_described_in_full() {
    let app = TestApp::ready().await;
    let movie = app.get(&format!("/api/v1/movies/{HEAT}")).await.ok();
    let poster_url = movie["poster_url"].clone();
    assert!(poster_url.as_str().is_some_and(|url| url.starts_with("/api/v1/posters/162?v=")), "{poster_url}");
    let expected = json!({"id": HEAT, "title": "Heat", "year": 1995, "genres": ["Action", "Crime", "Thriller"],
        "imdb_id": null, "poster_url": poster_url});
    assert_eq!(movie, expected);
}

#[tokio::test]
async fn a_movie_that_is_not_there_is_not_found() {
    let app = TestApp::ready().await;
    for path in ["/api/v1/movies", "/api/v1/posters"] {
        let answer = app.get(&format!("{path}/{NOBODY}")).await;
        assert_eq!(
            answer.problem(404, "unknown_movie", None),
            "there is no movie 4000000000 in the loaded data"
        );
        for wrong in ["heat", "-1", "1.5", "99999999999", "%20", "%FF"] {
            let detail = app.get(&format!("{path}/{wrong}")).await.problem(400, "invalid_field", Some("id"));
            assert!(detail.contains("id") || detail.contains("UTF-8"), "{detail}");
        }
    }
}

#[tokio::test]
async fn titles_are_found_with_typos_prefixes_and_turned_articles() {
    let app = TestApp::ready().await;
    for (query, id) in
        [("heat", HEAT), ("matrix%20the", MATRIX), ("matirx", MATRIX), ("juman", JUMANJI), ("L%C3%A9on", 87)]
    {
        let found = app.get(&format!("/api/v1/movies?query={query}&limit=5")).await.movie_ids();
        assert_eq!(found.first(), Some(&u64::from(id)), "{query}: {found:?}");
        assert!(found.len() <= 5);
    }
    assert!(app.get("/api/v1/movies?query=qqqqqqqqzzzz").await.movie_ids().is_empty());
}

#[tokio::test]
async fn without_a_query_the_best_known_movies_come() {
    let app = TestApp::ready().await;
    let known = app.get("/api/v1/movies").await.movie_ids();
    assert_eq!(known.len(), 20);
    assert_eq!(app.get("/api/v1/movies?query=%20&limit=3").await.movie_ids(), known[..3]);
    assert_eq!(app.get("/api/v1/movies?limit=100").await.movie_ids().len(), 100);
}

#[tokio::test]
async fn a_wrong_search_is_refused_by_name() {
    let app = TestApp::ready().await;
    for limit in ["0", "101", "-1", "many", "1.5", ""] {
        let answer = app.get(&format!("/api/v1/movies?limit={limit}")).await;
        let detail = answer.problem(400, "limit_out_of_range", Some("limit"));
        assert!(detail.ends_with("it must be from 1 to 100"), "{detail}");
    }
    let detail = app.get(&format!("/api/v1/movies?query={}", "x".repeat(81))).await;
    let detail = detail.problem(400, "query_too_long", Some("query"));
    assert_eq!(detail, "query has 81 characters; at most 80 are taken");
    let detail = app.get("/api/v1/movies?qurey=heat").await.problem(400, "invalid_field", Some("qurey"));
    assert!(detail.contains("unknown field `qurey`, expected `query` or `limit`"), "{detail}");
    app.get("/api/v1/movies?limit=2&limit=3").await.problem(400, "invalid_field", None);
}

#[tokio::test]
async fn what_to_rate_next_never_holds_what_was_rated_or_skipped() {
    let app = TestApp::ready().await;
    let first = app.get("/api/v1/onboarding?limit=50").await.movie_ids();
    assert_eq!(first.len(), 50);
    assert_eq!(app.get("/api/v1/onboarding").await.movie_ids().len(), 20);
    let (rated, skipped) = (first[0], first[1]);
    let path =
        format!("/api/v1/onboarding?limit=50&rated={rated}:4.5,{HEAT}:5&skipped={skipped},%20{JUMANJI}");
    let next = app.get(&path).await.movie_ids();
    assert_eq!(next.len(), 50);
    for gone in [rated, skipped, u64::from(HEAT), u64::from(JUMANJI)] {
        assert!(!next.contains(&gone), "{gone}");
    }
}

#[tokio::test]
async fn another_seed_gives_another_deck_and_the_same_seed_the_same() {
    let app = TestApp::ready().await;
    let plain = app.get("/api/v1/onboarding").await.movie_ids();
    assert_eq!(app.get("/api/v1/onboarding?seed=0").await.movie_ids(), plain);
    let other = app.get("/api/v1/onboarding?seed=7").await.movie_ids();
    assert_ne!(other, plain);
    assert_eq!(app.get("/api/v1/onboarding?seed=7").await.movie_ids(), other);
    app.get("/api/v1/onboarding?seed=x").await.problem(400, "invalid_field", Some("seed"));
}

#[tokio::test]
async fn a_wrong_question_for_what_to_rate_next_is_refused_by_name() {
    let app = TestApp::ready().await;
    let ask = async |query: String| app.get(&format!("/api/v1/onboarding?{query}")).await;
    ask("limit=51".into()).await.problem(400, "limit_out_of_range", Some("limit"));
    let detail = ask("rated=6".into()).await.problem(400, "invalid_field", Some("rated[0]"));
    assert_eq!(detail, "rated[0] is `6`; it must be an id, a colon and stars, such as 6:4.5");
    ask(format!("rated={HEAT}:7")).await.problem(400, "stars_out_of_range", Some("ratings[0].stars"));
    ask(format!("rated={NOBODY}:4")).await.problem(422, "unknown_movie", Some("ratings[0].movie_id"));
    ask(format!("rated={HEAT}:4,{HEAT}:5")).await.problem(
        400,
        "duplicate_rating",
        Some("ratings[1].movie_id"),
    );
    ask("skipped=1,x".into()).await.problem(400, "invalid_field", Some("skipped[1]"));
    ask(format!("skipped={NOBODY}")).await.problem(422, "unknown_movie", Some("skipped[0]"));
    let many = format!("{HEAT},").repeat(2_001);
    ask(format!("skipped={}", many.trim_end_matches(','))).await.problem(
        400,
        "too_many_ratings",
        Some("skipped"),
    );
}

#[tokio::test]
async fn a_poster_is_drawn_and_kept_by_clients() {
    let app = TestApp::ready().await;
    let url = app.get(&format!("/api/v1/movies/{GOLDENEYE}")).await.ok()["poster_url"].clone();
    let url = url.as_str().expect("a URL");
    let poster = app.get(url).await;
    assert_eq!(poster.status, StatusCode::OK);
    assert_eq!(poster.header("content-type"), "image/svg+xml");
    assert_eq!(poster.header("cache-control"), "public, max-age=86400");
    assert!(poster.text().starts_with("<svg ") && poster.text().contains("GoldenEye (1995)"));
    let unversioned = app.get(&format!("/api/v1/posters/{GOLDENEYE}")).await;
    assert_eq!(unversioned.header("cache-control"), "no-cache");
    assert_eq!(unversioned.body, poster.body);
    let again = Request::get(url).header("if-none-match", poster.header("etag")).body(Body::empty());
    let again = app.send(again.expect("a request")).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}
