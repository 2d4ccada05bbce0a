//! The API reference at `/api/docs`: a page that shows `openapi.json`.
//!
//! Rejected: utoipa-scalar, -swagger-ui and -redoc, which load their scripts from another host or embed megabytes of them.
//! This page has a few hundred lines, works offline, and keeps to the same content security policy as everything else (no
//! inline script, no `eval`).

use crate::caching;
use axum::Router;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;

const PAGE: &str = include_str!("reference.html");
const SCRIPT: &str = include_str!("reference.js");
const STYLE: &str = include_str!("reference.css");

/// The routes of the page and its files.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/api/docs", get(async |headers: HeaderMap| file(&headers, "text/html", PAGE)))
        .route(
            "/api/docs/reference.js",
            get(async |headers: HeaderMap| file(&headers, "text/javascript", SCRIPT)),
        )
        .route("/api/docs/reference.css", get(async |headers: HeaderMap| file(&headers, "text/css", STYLE)))
}

fn file(headers: &HeaderMap, mime: &str, text: &'static str) -> Response {
    let content_type = format!("{mime}; charset=utf-8");
    caching::answer(headers, &content_type, "no-cache", caching::hash(text.as_bytes()), text)
}
