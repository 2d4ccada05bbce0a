//! The error of all routes: a problem code, a message for people, and the field that is wrong.
//!
//! Constructors hold the wording, so that a message says what was sent and what is allowed, wherever it comes from. Faults of
//! the server itself are logged here, once, and not shown to clients.

use crate::turns::Busy;
use crate::types::{Problem, ProblemCode};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cinephile_data::imports::ImportError;
use cinephile_store::StoreError;
use std::time::Duration;

/// Seconds after which a client may retry while models are being loaded.
const NOT_READY_RETRY_S: u16 = 2;
/// Seconds after which a client may retry when the server was busy.
const BUSY_RETRY_S: u16 = 1;
/// Seconds after which a client may retry while the store is away.
const STORE_RETRY_S: u16 = 5;

/// Why a request is rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiError {
    code: ProblemCode,
    status: StatusCode,
    detail: String,
    field: Option<String>,
    /// Some of the values that the field may have.
    choices: Vec<String>,
    retry_after_s: Option<u16>,
}

impl ApiError {
    /// A problem with its usual status.
    pub(crate) fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            status: code.status(),
            detail: detail.into(),
            field: None,
            choices: Vec::new(),
            retry_after_s: None,
        }
    }

    /// Names the part of the request that is wrong.
    pub(crate) fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// A field of the wrong kind; `detail` must name it too.
    pub(crate) fn invalid_field(field: &str, detail: impl Into<String>) -> Self {
        Self::new(ProblemCode::InvalidField, detail).at(field)
    }

    /// A movie in a body or query that the loaded data does not have.
    pub(crate) fn unknown_movie(field: &str, id: impl std::fmt::Display) -> Self {
        Self::new(
            ProblemCode::UnknownMovie,
            format!("{field} is {id}, which is not a movie in the loaded data"),
        )
        .at(field)
    }

    /// A movie in the path that the loaded data does not have.
    pub(crate) fn movie_not_found(id: u32) -> Self {
        let detail = format!("the loaded data has no movie with the id {id}");
        Self { status: StatusCode::NOT_FOUND, ..Self::new(ProblemCode::UnknownMovie, detail) }
    }

    /// A limit outside its range.
    pub(crate) fn limit_out_of_range(got: &dyn std::fmt::Display, max: u32) -> Self {
        let detail = format!("limit is {got}; it must be from 1 to {max}");
        Self::new(ProblemCode::LimitOutOfRange, detail).at("limit")
    }

    /// Models are still being loaded.
    pub(crate) fn not_ready(waiting_for: &str) -> Self {
        let detail = format!("not ready yet: {waiting_for}");
        Self { retry_after_s: Some(NOT_READY_RETRY_S), ..Self::new(ProblemCode::NotReady, detail) }
    }

    /// The client sent too many requests.
    pub(crate) fn rate_limited(budget: &str, wait: Duration) -> Self {
        let seconds = wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0)).max(1);
        let detail = format!("too many {budget} from your address; try again in {seconds} s");
        let retry_after_s = Some(u16::try_from(seconds).unwrap_or(u16::MAX));
        Self { retry_after_s, ..Self::new(ProblemCode::RateLimited, detail) }
    }

    /// There is no room for the request's work.
    pub(crate) fn busy(busy: Busy) -> Self {
        let (code, detail) = match busy {
            Busy::Client => {
                (ProblemCode::RateLimited, "too many requests at once from your address; try again in 1 s")
            }
            Busy::Everybody => {
                (ProblemCode::Overloaded, "the server is busy with other requests; try again in 1 s")
            }
        };
        Self { retry_after_s: Some(BUSY_RETRY_S), ..Self::new(code, detail) }
    }

    /// The answer to work that ended because nobody waits for it; so nobody sees it either.
    pub(crate) fn unwanted() -> Self {
        Self::new(ProblemCode::RequestTimeout, "nobody waits for the answer any more")
    }

    /// The request's token is missing or not valid.
    pub(crate) fn unauthorized(detail: &str) -> Self {
        Self::new(ProblemCode::Unauthorized, detail)
    }

    /// The request names two hosts.
    pub(crate) fn two_hosts() -> Self {
        Self::invalid_field("Host", "the request has several Host headers; send one")
    }

    /// The address does not exist.
    pub(crate) fn not_found(path: &str) -> Self {
        Self::new(ProblemCode::NotFound, format!("there is nothing at {path}"))
    }

    /// A fault of the server itself: `cause` goes to the log and not to the client.
    pub(crate) fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(error = %cause, "request failed: {cause}");
        Self::new(ProblemCode::Internal, "the server failed; its log says why")
    }

    /// The message for people.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }
}

/// Turns the error into a problem. The error is also in the response's extensions, for layers that give it another shape.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let problem = Problem {
            kind: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            code: self.code,
            detail: self.detail.clone(),
            field: self.field.clone(),
            choices: self.choices.clone(),
        };
        let mut response = (self.status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Busy> for ApiError {
    fn from(busy: Busy) -> Self {
        Self::busy(busy)
    }
}

impl From<ImportError> for ApiError {
    fn from(error: ImportError) -> Self {
        let code = match error {
            ImportError::TooLarge { .. } => ProblemCode::BodyTooLarge,
            _ => ProblemCode::UnreadableImport,
        };
        let field = error.option().map(str::to_owned);
        Self { field, choices: error.choices().to_vec(), ..Self::new(code, error.to_string()) }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::UnknownToken => Self::unauthorized("no profile has this token"),
            StoreError::Unavailable { .. } => {
                tracing::warn!(error = %error, "the store is unavailable: {error}");
                let detail = "profiles and ratings cannot be read or written at the moment; recommendations still work";
                Self {
                    retry_after_s: Some(STORE_RETRY_S),
                    ..Self::new(ProblemCode::StoreUnavailable, detail)
                }
            }
            other => Self::internal(&other),
        }
    }
}
