//! What surrounds every route: request ids, traces, headers, CORS, compression, time limit, panics.

use super::etag::tag_answer;
use super::pinned::MODEL_ID;
use super::rate_limit::limit_rate;
use super::record::record_request;
use super::trace::trace_request;
use crate::addresses::{CorsOrigin, PublicUrl};
use crate::bounds::{BODY_LIMIT_BYTES, MAX_ID_CHARS};
use crate::compat::in_original_shape;
use crate::config::ApiConfig;
use crate::error::ApiError;
use crate::extract::VISITOR_ID;
use crate::state::AppState;
use crate::types::ProblemCode;
use axum::Router;
use axum::body::HttpBody;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::time::Duration;
use tower::ServiceBuilder;
use tower::util::option_layer;
use tower_http::ServiceBuilderExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::request_id::MakeRequestUuid;
use tower_http::trace::TraceLayer;

/// A body that may take longer than the usual time to arrive: a large import.
const LARGE_BODY_BYTES: u64 = 5 * 1024 * 1024;
/// How many times the usual time such a request may take: 50 MiB in a minute are 7 Mbit/s.
const LARGE_BODY_TIMES: u32 = 6;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The content security policy of the page: scripts and data come from this origin only. Images may be inline (drawn
/// posters, icons); so may styles, which the page's components set as they move.
const PAGE_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// The most of a path that is logged. Paths are ASCII, and none of the service's own is as long.
const MAX_LOGGED_PATH_BYTES: usize = 256;

/// Browser features that the page does not use.
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// How long a request may take, its body included.
#[derive(Debug, Clone, Copy)]
struct TimeLimit {
    usual: Duration,
    of_large: Duration,
}

impl TimeLimit {
    fn of(group: Group, usual: Duration) -> Self {
        let of_large = if group == Group::Imports { usual * LARGE_BODY_TIMES } else { usual };
        Self { usual, of_large }
    }
}

/// A group of routes that have the same layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    /// The API and the page.
    Api,
    /// The API's calls that take whole files.
    Imports,
    /// The original project's endpoints, whose errors have a shape of their own.
    Original,
    /// How the service is. These are always answered, above all when it is busy.
    Probes,
}

/// Puts every layer around the routes of one group. The first is the outermost.
pub(crate) fn with_layers(routes: Router, app: &AppState, group: Group) -> Router {
    let config = app.config();
    let is_https = config.public_url.as_ref().is_some_and(PublicUrl::is_https);
    let in_shape = (group == Group::Original).then(|| from_fn(in_original_shape));
    let limited = (group != Group::Probes).then(|| from_fn_with_state(app.clone(), limit_rate));
    let layers = ServiceBuilder::new()
        .map_request(without_odd_request_id)
        .set_request_id(REQUEST_ID, MakeRequestUuid)
        .layer(from_fn(trace_request))
        .layer(TraceLayer::new_for_http().make_span_with(request_span).on_failure(()))
        .propagate_request_id(REQUEST_ID)
        .layer(from_fn_with_state(app.clone(), record_request))
        .map_response(move |response| with_default_headers(response, is_https))
        .layer(option_layer(cors(config)))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(WholeAnswers)))
        .layer(from_fn(tag_answer))
        .layer(option_layer(in_shape))
        .layer(option_layer(limited))
        .map_response(into_response)
        .layer(CatchPanicLayer::custom(answer_panic))
        .layer(from_fn_with_state(TimeLimit::of(group, config.request_timeout), limit_time))
        .layer(DefaultBodyLimit::max(BODY_LIMIT_BYTES));
    routes.method_not_allowed_fallback(reject_method).layer(layers)
}

/// One type of answer, whether or not the optional layers are there.
fn into_response<R: IntoResponse>(response: R) -> Response {
    response.into_response()
}

/// `None` if no other origin is allowed: browsers then keep other pages out by themselves.
fn cors(config: &ApiConfig) -> Option<CorsLayer> {
    if config.cors_origins.is_empty() {
        return None;
    }
    let layer = CorsLayer::new()
        .allow_origin(AllowOrigin::list(config.cors_origins.iter().map(CorsOrigin::header)))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, HeaderName::from_static(VISITOR_ID)])
        .expose_headers([REQUEST_ID, MODEL_ID, header::RETRY_AFTER, header::ETAG])
        .max_age(Duration::from_secs(3600));
    Some(layer)
}

/// Compresses answers that are whole. A stream would keep its encoder, 0.3 MB, for as long as its client takes to read it.
#[derive(Clone, Copy)]
struct WholeAnswers;

impl Predicate for WholeAnswers {
    fn should_compress<B: HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        response.body().size_hint().exact().is_some()
    }
}

/// Headers for responses that do not set them themselves.
const DEFAULT_HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
];

/// Sent only where the service's own address is encrypted: a browser then never asks for it in clear text.
const ONE_YEAR_OF_HTTPS: &str = "max-age=31536000";

/// Sets all of them in one step: with a layer each, every request would clone as many services more.
fn with_default_headers<B>(mut response: axum::http::Response<B>, is_https: bool) -> axum::http::Response<B> {
    let headers = response.headers_mut();
    headers.reserve(DEFAULT_HEADERS.len());
    for (name, value) in DEFAULT_HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONE_YEAR_OF_HTTPS));
    }
    response
}

/// Drops an id that a log line or another service could not take, or that would fill the log; the request then gets a new one.
fn without_odd_request_id(mut request: Request) -> Request {
    let is_plain = |id: &HeaderValue| {
        (1..=MAX_ID_CHARS).contains(&id.len()) && id.as_bytes().iter().all(u8::is_ascii_graphic)
    };
    if request.headers().get(REQUEST_ID).is_some_and(|id| !is_plain(id)) {
        request.headers_mut().remove(REQUEST_ID);
    }
    request
}

/// The span of a request. It holds only the path of the address: a query may hold what a visitor searches for.
fn request_span(request: &Request) -> tracing::Span {
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    let path = beginning(request.uri().path());
    tracing::info_span!("request", method = %request.method(), path, request_id = id)
}

/// As much of a path as a log line needs.
fn beginning(path: &str) -> &str {
    path.get(..MAX_LOGGED_PATH_BYTES).unwrap_or(path)
}

/// Answers `request_timeout` if the routes take too long, and drops their work.
async fn limit_time(State(limit): State<TimeLimit>, request: Request, next: Next) -> Response {
    let is_large = request.body().size_hint().upper().is_some_and(|n| n > LARGE_BODY_BYTES);
    let limit = if is_large { limit.of_large } else { limit.usual };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let detail = format!("no answer within {} seconds; try again", limit.as_secs());
            ApiError::new(ProblemCode::RequestTimeout, detail).into_response()
        }
    }
}

fn answer_panic(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text =
        text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("panic with a non-string payload");
    ApiError::internal(&text).into_response()
}

async fn reject_method(request: Request) -> ApiError {
    let detail = format!("{} does not allow the method {}", request.uri().path(), request.method());
    ApiError::new(ProblemCode::MethodNotAllowed, detail)
}
