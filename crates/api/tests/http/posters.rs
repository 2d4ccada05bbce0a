//! Posters from elsewhere, and what is drawn when elsewhere fails.

use crate::app::{Answer, GOLDENEYE, HEAT, JUMANJI, MATRIX, TestApp};
use crate::fake_omdb::{FakeOmdb, JPEG, KEY, Mood};
use crate::metrics::{figure, metrics};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use cinephile_api::{ApiConfig, PosterConfig, Secret};
use std::time::Duration;

fn config(omdb: &FakeOmdb) -> PosterConfig {
    let address = format!("http://{}/", omdb.address).parse().expect("an address");
    PosterConfig {
        image_hosts: vec!["127.0.0.1".to_owned()],
        allow_private: true,
        // Longer than any of these tests: none of them is about the clock unless it says so.
        wait: Duration::from_secs(30),
        timeout: Duration::from_secs(30),
        ..PosterConfig::new(Secret::new(KEY).expect("a key"), address)
    }
}

async fn app_with(posters: PosterConfig) -> TestApp {
    TestApp::with_config(ApiConfig {
        posters: Some(posters),
        request_timeout: Duration::from_secs(60),
        ..ApiConfig::default()
    })
    .await
}

/// As the page asks: by the version that the movie names.
async fn poster(app: &TestApp, movie: u32) -> Answer {
    let url = app.get(&format!("/api/v1/movies/{movie}")).await.ok()["poster_url"].clone();
    let answer = app.get(url.as_str().expect("an address")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-security-policy").contains("sandbox"));
    answer
}

#[track_caller]
fn check_drawn(answer: &Answer, life: &str) {
    assert_eq!(answer.header("content-type"), "image/svg+xml");
    assert!(answer.text().starts_with("<svg"));
    assert_eq!(answer.header("cache-control"), life);
}

const A_DAY: &str = "public, max-age=86400";
const A_MOMENT: &str = "public, max-age=30";

#[tokio::test]
async fn a_picture_is_fetched_once_and_then_comes_from_the_store() {
    let omdb = FakeOmdb::start(Mood::Picture("/pictures/jpeg")).await;
    let app = app_with(config(&omdb)).await;
    for _ in 0..3 {
        let answer = poster(&app, HEAT).await;
        assert_eq!(answer.header("content-type"), "image/jpeg", "by its bytes, not by what is said of it");
        assert_eq!(answer.body, JPEG);
        assert_eq!(answer.header("cache-control"), A_DAY);
        let again =
            Request::get(format!("/api/v1/posters/{HEAT}")).header("if-none-match", answer.header("etag"));
        let again = app.send(again.body(Body::empty()).expect("a request")).await;
        assert_eq!((again.status, again.header("cache-control")), (StatusCode::NOT_MODIFIED, "no-cache"));
    }
    assert_eq!((omdb.asked().len(), omdb.n_pictures()), (1, 1));
    let asked = &omdb.asked()[0];
    assert_eq!((asked["t"].as_str(), asked["y"].as_str(), asked["type"].as_str()), ("Heat", "1995", "movie"));
    let text = metrics(&app).await;
    let n = |name: &str, outcome: &str| figure(&text, name, &[("outcome", outcome)]);
    assert_eq!(n("cinephile_posters_total", "picture"), Some(6.0));
    assert_eq!(n("cinephile_poster_cache_lookups_total", "hit"), Some(5.0));
    assert_eq!(n("cinephile_poster_fetches_total", "found"), Some(1.0));

    let restarted = app.restarted();
    assert_eq!(poster(&restarted, HEAT).await.body, JPEG);
    assert_eq!(omdb.asked().len(), 1);
}

#[tokio::test]
async fn what_has_no_picture_is_drawn_and_not_asked_for_again() {
    for mood in [Mood::NotFound, Mood::NoPicture] {
        let omdb = FakeOmdb::start(mood).await;
        let app = app_with(config(&omdb)).await;
        check_drawn(&poster(&app, HEAT).await, A_DAY);
        check_drawn(&poster(&app, HEAT).await, A_DAY);
        assert_eq!(omdb.asked().len(), 1);
    }
}

#[tokio::test]
async fn many_who_ask_for_one_poster_cost_one_request() {
    let omdb = FakeOmdb::start(Mood::Hangs).await;
    let app = app_with(config(&omdb)).await;
    let path = format!("/api/v1/posters/{HEAT}");
    let asking = async { tokio::join!(app.get(&path), app.get(&path), app.get(&path), app.get(&path)) };
    let letting_go = async {
        while omdb.asked().is_empty() {
            tokio::task::yield_now().await;
        }
        omdb.let_go();
    };
    let ((a, b, c, d), ()) = tokio::join!(asking, letting_go);
    assert!([a, b, c, d].iter().all(|answer| answer.body == JPEG));
    assert_eq!((omdb.asked().len(), omdb.n_pictures()), (1, 1));
}

#[tokio::test]
async fn a_visitor_does_not_wait_and_the_next_one_finds_the_picture() {
    let omdb = FakeOmdb::start(Mood::Hangs).await;
    let app = app_with(PosterConfig { wait: Duration::from_millis(20), ..config(&omdb) }).await;
    check_drawn(&poster(&app, HEAT).await, A_MOMENT);
    omdb.let_go();
    let arrives = async {
        while poster(&app, HEAT).await.body != JPEG {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), arrives).await.expect("the fetch goes on");
    assert_eq!(omdb.asked().len(), 1);
}

#[tokio::test]
async fn an_omdb_that_does_not_answer_in_time_is_left_alone_after_a_few_tries() {
    let omdb = FakeOmdb::start(Mood::Hangs).await;
    let app = app_with(PosterConfig { timeout: Duration::from_millis(20), ..config(&omdb) }).await;
    for _ in 0..8 {
        check_drawn(&poster(&app, HEAT).await, A_MOMENT);
    }
    let text = metrics(&app).await;
    let n = |outcome: &str| figure(&text, "cinephile_poster_fetches_total", &[("outcome", outcome)]);
    assert_eq!([n("failed"), n("left_alone")], [Some(5.0), Some(3.0)], "the breaker is open");
}

#[tokio::test]
async fn html_and_server_errors_are_no_answer_and_open_the_breaker() {
    for mood in [Mood::Html, Mood::ServerError] {
        let omdb = FakeOmdb::start(mood).await;
        let app = app_with(config(&omdb)).await;
        for movie in [HEAT, MATRIX, JUMANJI, GOLDENEYE, HEAT, MATRIX, JUMANJI] {
            check_drawn(&poster(&app, movie).await, A_MOMENT);
        }
        assert_eq!(omdb.asked().len(), 5);
    }
}

#[tokio::test]
async fn a_spent_limit_and_a_wrong_key_are_believed_at_once() {
    let omdb = FakeOmdb::start(Mood::LimitReached).await;
    let app = app_with(config(&omdb)).await;
    check_drawn(&poster(&app, HEAT).await, A_MOMENT);
    omdb.set_mood(Mood::Picture("/pictures/jpeg"));
    check_drawn(&poster(&app, MATRIX).await, A_MOMENT);
    assert_eq!(omdb.asked().len(), 1);

    let key = Secret::new("another").expect("a key");
    let app = app_with(PosterConfig { key, ..config(&omdb) }).await;
    check_drawn(&poster(&app, HEAT).await, A_MOMENT);
    check_drawn(&poster(&app, MATRIX).await, A_MOMENT);
    assert_eq!(omdb.asked().len(), 2);
}

#[tokio::test]
async fn the_days_budget_holds_over_restarts() {
    let omdb = FakeOmdb::start(Mood::Picture("/pictures/jpeg")).await;
    let app = app_with(PosterConfig { requests_per_day: 2, ..config(&omdb) }).await;
    assert_eq!(poster(&app, HEAT).await.body, JPEG);
    assert_eq!(poster(&app, MATRIX).await.body, JPEG);
    check_drawn(&poster(&app, JUMANJI).await, A_MOMENT);
    let restarted = app.restarted();
    check_drawn(&poster(&restarted, JUMANJI).await, A_MOMENT);
    assert_eq!(poster(&restarted, HEAT).await.body, JPEG, "what is kept costs nothing");
    assert_eq!(omdb.asked().len(), 2);
}

#[tokio::test]
async fn what_is_no_picture_or_too_large_or_moved_is_drawn_for_good() {
    let paths = [
        "/pictures/large",
        "/pictures/large-and-silent-about-it",
        "/pictures/page",
        "/pictures/svg",
        "/pictures/gone",
        "/pictures/to-itself",
        "/pictures/to-this-machine",
        "/pictures/to-metadata",
    ];
    let omdb = FakeOmdb::start(Mood::NotFound).await;
    let app = app_with(config(&omdb)).await;
    let movies = app.get("/api/v1/movies?limit=8").await.movie_ids();
    for ((movie, path), n_pictures) in movies.into_iter().zip(paths).zip(1..) {
        omdb.set_mood(Mood::Picture(path));
        check_drawn(&poster(&app, u32::try_from(movie).expect("an id")).await, A_DAY);
        assert_eq!(omdb.n_pictures(), n_pictures, "{path}: no redirect is followed");
        let outcome =
            figure(&metrics(&app).await, "cinephile_poster_fetches_total", &[("outcome", "refused")]);
        assert_eq!(outcome, Some(n_pictures as f64), "{path}");
    }
}

#[tokio::test]
async fn omdb_cannot_lead_the_server_into_its_own_network() {
    let omdb = FakeOmdb::start(Mood::NoPicture).await;
    let port = omdb.address.port();
    let movies = [HEAT, MATRIX, JUMANJI, GOLDENEYE];
    let addresses = [
        format!("http://127.0.0.1:{port}/pictures/jpeg"),
        format!("https://127.0.0.1:{port}/pictures/jpeg"),
        format!("https://localhost:{port}/pictures/jpeg"),
        "https://169.254.169.254/latest/meta-data".to_owned(),
    ];
    let image_hosts = ["127.0.0.1", "localhost", "169.254.169.254"].map(str::to_owned).to_vec();
    let app = app_with(PosterConfig { image_hosts, allow_private: false, ..config(&omdb) }).await;
    for (movie, address) in movies.into_iter().zip(addresses) {
        omdb.set_mood(Mood::PictureAt(address.clone()));
        assert_eq!(poster(&app, movie).await.header("content-type"), "image/svg+xml", "{address}");
    }
    omdb.set_mood(Mood::Picture("/pictures/jpeg"));
    let app = app_with(PosterConfig { image_hosts: vec!["m.example".to_owned()], ..config(&omdb) }).await;
    check_drawn(&poster(&app, HEAT).await, A_DAY);
    assert_eq!(omdb.n_pictures(), 0);
}

#[tokio::test]
async fn while_the_store_is_away_posters_are_drawn_and_omdb_is_not_asked() {
    let omdb = FakeOmdb::start(Mood::Picture("/pictures/jpeg")).await;
    let app = app_with(config(&omdb)).await;
    app.store.close().await;
    check_drawn(&poster(&app, HEAT).await, A_MOMENT);
    assert!(omdb.asked().is_empty());
}
