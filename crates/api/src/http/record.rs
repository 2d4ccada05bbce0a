//! A layer that counts and times requests.

use crate::state::AppState;
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;

/// The route of requests that no route matches: files of the page, and unknown addresses.
const PAGE_ROUTE: &str = "page";

/// A layer that counts and times requests by the template of their route, such as `/api/v1/movies/{id}`.
pub(crate) async fn record_request(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let http = app.metrics().http();
    let method = method_label(request.method());
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or(PAGE_ROUTE, MatchedPath::as_str).to_owned();
    let under_way = http.begin();
    let started = Instant::now();
    let response = next.run(request).await;
    let seconds = started.elapsed().as_secs_f64();
    drop(under_way);
    http.record(method, route, response.status().as_u16(), seconds);
    response
}

/// A method as a label: clients may make up methods, so unknown ones share one label.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}
