//! The API reference at `/api/docs`: a page that shows `openapi.json`.
//!
//! Rejected: utoipa-scalar, -swagger-ui and -redoc, which load their scripts from another host or embed megabytes of them.
//! This page has a few hundred lines, works offline, and keeps to the same content security policy as everything else (no
//! inline script, no `eval`).

use crate::caching::KeptBody;
use axum::Router;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{MethodRouter, get};

const PAGE: &str = include_str!("reference.html");
const SCRIPT: &str = include_str!("reference.js");
const STYLE: &str = include_str!("reference.css");

/// The routes of the page and its files.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/api/docs", file("text/html; charset=utf-8", PAGE))
        .route("/api/docs/reference.js", file("text/javascript; charset=utf-8", SCRIPT))
        .route("/api/docs/reference.css", file("text/css; charset=utf-8", STYLE))
}

fn file<S: Clone + Send + Sync + 'static>(content_type: &'static str, text: &'static str) -> MethodRouter<S> {
    let kept = KeptBody::of(text);
    get(async move |headers: HeaderMap| -> Response { kept.answer_as(&headers, content_type, "no-cache") })
}
