//! The page: built or not, it never hides the API.

use crate::app::TestApp;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

#[tokio::test]
async fn any_address_that_a_browser_opens_gives_a_page() {
    let app = TestApp::ready().await;
    for path in ["/", "/recommendations", "/some/deep/address?with=query"] {
        for method in [Method::GET, Method::HEAD] {
            let request = Request::builder().method(method).uri(path).header("accept", "text/html,*/*;q=0.8");
            let answer = app.send(request.body(Body::empty()).expect("a request")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(answer.header("content-type").starts_with("text/html"));
            assert_eq!(answer.header("cache-control"), "no-cache");
            assert!(!answer.header("etag").is_empty());
        }
    }
}

#[tokio::test]
async fn health_checkers_and_curl_find_the_home_page_without_asking_for_html() {
    let app = TestApp::ready().await;
    for method in [Method::GET, Method::HEAD] {
        let request = Request::builder().method(method).uri("/").header("accept", "*/*").body(Body::empty());
        assert_eq!(app.send(request.expect("a request")).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn files_that_are_not_there_are_not_a_page_in_disguise() {
    let app = TestApp::ready().await;
    for path in ["/assets/gone-1a2b.js", "/favicon-gone.ico", "/../Cargo.toml", "/..%2f..%2fCargo.toml"] {
        let request = Request::get(path).header("accept", "*/*").body(Body::empty());
        app.send(request.expect("a request")).await.problem(404, "not_found", None);
    }
    let request = Request::get("/api/v1/nothing").header("accept", "text/html").body(Body::empty());
    app.send(request.expect("a request")).await.problem(404, "not_found", None);
}
