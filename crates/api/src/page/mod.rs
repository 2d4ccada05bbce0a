//! The web page: files of `web/dist`, in the binary.
//!
//! In release builds they are embedded; in debug builds they are read from that folder, so that the page can be
//! rebuilt while the server runs. The folder may be missing: a plain `cargo build` needs no Node, and the server
//! then says how to build the page.

use crate::cached;
use crate::error::ApiError;
use crate::types::ProblemCode;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use std::borrow::Cow;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
#[allow_missing = true]
#[exclude = "*.map"]
struct Files;

const INDEX: &str = "index.html";
/// Names in `assets/` hold a hash of their content.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Ask each time; the ETag makes the answer short.
const REVALIDATE: &str = "no-cache";
/// Shown while there is no built page.
const NOT_BUILT: &str = include_str!("not_built.html");

/// A file of the page; or the page itself, for addresses that its own router knows; or `not_found`.
pub(crate) async fn serve_page(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_read || path == "api" || path.starts_with("api/") {
        return not_found(&request).into_response();
    }
    if let Some(response) = file(path, request.headers()) {
        return response;
    }
    // The address itself is the page's, whoever asks: health checkers and `curl` accept anything.
    if !path.is_empty() && !wants_html(request.headers()) {
        return not_found(&request).into_response();
    }
    file(INDEX, request.headers()).unwrap_or_else(|| {
        let hash = cached::hash(NOT_BUILT.as_bytes());
        cached::answer(request.headers(), &content_type("text/html"), REVALIDATE, hash, NOT_BUILT)
    })
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let file = Files::get(path)?;
    let cache_control = if path.starts_with("assets/") { FOREVER } else { REVALIDATE };
    let hash = file.metadata.sha256_hash();
    let body = match file.data {
        Cow::Borrowed(embedded) => Body::from(embedded),
        Cow::Owned(read) => Body::from(read),
    };
    Some(cached::answer(headers, &content_type(file.metadata.mimetype()), cache_control, hash, body))
}

/// Text says that it is UTF-8, which a browser would otherwise guess.
fn content_type(mime: &str) -> String {
    if mime.starts_with("text/") { format!("{mime}; charset=utf-8") } else { mime.to_owned() }
}

/// Browsers that open an address ask for HTML; scripts that look for data do not get a page in its place.
fn wants_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.contains("text/html")
}

fn not_found(request: &Request) -> ApiError {
    let detail = format!("there is nothing at {}", request.uri().path());
    ApiError::new(ProblemCode::NotFound, detail)
}
