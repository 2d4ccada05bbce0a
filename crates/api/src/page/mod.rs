//! The web page: files of `web/dist`, in the binary.
//!
//! Release builds embed them. Debug builds read them from that folder, so that the page can be rebuilt while the server runs.
//! The folder may be missing, since a plain `cargo build` needs no Node; the server then says how to build the page.

use crate::caching::{self, KeptBody};
use crate::error::ApiError;
use crate::http::Origin;
use crate::types::ProblemCode;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
#[allow_missing = true]
#[exclude = "*.map"]
struct Files;

const INDEX: &str = "index.html";
/// The picture that other sites show for the page. They need its whole address, which no build can know.
const CARD: &str = "content=\"/share-card.png\"";
/// For files in `assets/`, whose names hold a hash of their content.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// For all other files: clients ask each time, and the ETag makes the answer short.
const REVALIDATE: &str = "no-cache";
/// Shown if the page has not been built.
const NOT_BUILT: &str = include_str!("not_built.html");

/// Answers with a file of the page, with the page itself for addresses that its own router handles, or with `not_found`.
pub(crate) async fn serve_page(origin: Origin, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_read || path == "api" || path.starts_with("api/") {
        return not_found(&request).into_response();
    }
    if path != INDEX
        && let Some(response) = file(path, request.headers())
    {
        return response;
    }
    // `/` always gets the page: health checkers and `curl` do not ask for HTML.
    if !path.is_empty() && path != INDEX && !wants_html(request.headers()) {
        return not_found(&request).into_response();
    }
    let index =
        Files::get(INDEX).map(|file| name_card(&String::from_utf8_lossy(&file.data), origin.as_str()));
    let html = index.unwrap_or_else(|| NOT_BUILT.to_owned());
    let hash = caching::hash(html.as_bytes());
    caching::answer(request.headers(), &content_type("text/html"), REVALIDATE, hash, html)
}

/// The page with the whole address of its picture, if the host is known. The host is checked and escaped, since a client
/// sent it.
fn name_card(html: &str, origin: &str) -> String {
    let origin = origin.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    html.replacen(CARD, &format!("content=\"{origin}/share-card.png\""), 1)
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let file = Files::get(path)?;
    let cache_control = if path.starts_with("assets/") { FOREVER } else { REVALIDATE };
    let kept = kept(file.metadata.sha256_hash(), file.data);
    Some(kept.answer_as(headers, &content_type(file.metadata.mimetype()), cache_control))
}

/// A file with its compressed form, which is made when the file is first asked for. In a debug build files may change; then the
/// earlier ones stay here until the end, too.
fn kept(hash: [u8; 32], data: Cow<'static, [u8]>) -> KeptBody {
    static KEPT: LazyLock<Mutex<HashMap<[u8; 32], KeptBody>>> = LazyLock::new(Mutex::default);
    if let Some(kept) = KEPT.lock().unwrap_or_else(PoisonError::into_inner).get(&hash) {
        return kept.clone();
    }
    let content = match data {
        Cow::Borrowed(embedded) => Bytes::from_static(embedded),
        Cow::Owned(read) => Bytes::from(read),
    };
    // Not under the lock, since it takes milliseconds; two clients may do it twice.
    let kept = KeptBody::of(content);
    KEPT.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, kept.clone());
    kept
}

/// Adds UTF-8 to text types, which browsers would otherwise guess.
fn content_type(mime: &str) -> String {
    if mime.starts_with("text/") { format!("{mime}; charset=utf-8") } else { mime.to_owned() }
}

/// Whether the client asks for HTML, as browsers do; scripts that look for data must not get a page in its place.
fn wants_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.contains("text/html")
}

/// Answers that there is nothing, for listeners without a page.
pub(crate) async fn nothing_here(request: Request) -> Response {
    not_found(&request).into_response()
}

fn not_found(request: &Request) -> ApiError {
    let detail = format!("there is nothing at {}", request.uri().path());
    ApiError::new(ProblemCode::NotFound, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_its_picture_by_its_whole_address_and_no_client_writes_into_it() {
        let source = include_str!("../../../../web/index.html");
        let named = name_card(source, "https://films.example");
        assert!(
            named.contains("<meta property=\"og:image\" content=\"https://films.example/share-card.png\" />")
        );
        assert_eq!(name_card(source, ""), source, "a path where nobody says where it is");
        let odd = name_card(source, "http://a&b\"><script>");
        assert!(odd.contains("content=\"http://a&amp;b&quot;>&lt;script>/share-card.png\""), "{odd}");
    }
}
