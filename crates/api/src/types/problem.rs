//! The answer to a rejected request: problem details (RFC 9457) with a code that programs can rely on.

use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was rejected, as `application/problem+json` (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "type": "about:blank", "title": "Bad Request", "status": 400, "code": "stars_out_of_range",
    "detail": "ratings[2].stars is 7; it must be one of 0.5, 1.0, ... 5.0", "field": "ratings[2].stars"
}))]
pub(crate) struct Problem {
    /// Always `about:blank`: the `code` identifies the problem.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    pub(crate) kind: &'static str,
    /// The HTTP status in words.
    #[schema(example = "Bad Request")]
    pub(crate) title: &'static str,
    /// The HTTP status code.
    #[schema(minimum = 400, maximum = 599, example = 400)]
    pub(crate) status: u16,
    /// The problem, for programs. A code never changes its meaning.
    pub(crate) code: ProblemCode,
    /// The problem, for people: what was sent and what is allowed.
    #[schema(example = "ratings[2].stars is 7; it must be one of 0.5, 1.0, ... 5.0")]
    pub(crate) detail: String,
    /// The part of the body, query or path that is wrong; absent if the problem is not in one part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "ratings[2].stars")]
    pub(crate) field: Option<String>,
    /// Some of the values that `field` may have, if the file that was sent shows them; absent otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 12)]
    pub(crate) choices: Vec<String>,
}

/// All problems. New ones may be added; none changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "stars_out_of_range")]
pub(crate) enum ProblemCode {
    /// The body is not JSON (400).
    MalformedJson,
    /// A field, parameter or path part is missing, unknown or of the wrong kind (400).
    InvalidField,
    /// The list of ratings is empty (400).
    NoRatings,
    /// The list has more than 2,000 entries (400).
    TooManyRatings,
    /// The stars are not one of 0.5, 1.0, ... 5.0 (400).
    StarsOutOfRange,
    /// The request rates one movie twice (400).
    DuplicateRating,
    /// The loaded data has no such movie: 404 in a path, 422 in a body or query.
    UnknownMovie,
    /// No such algorithm is loaded, or it cannot do what was asked (422).
    UnknownAlgorithm,
    /// No movie in the loaded data has this genre (422).
    UnknownGenre,
    /// A number or a list's length, other than `limit`, is outside its range (400).
    ValueOutOfRange,
    /// `limit` is outside its range (400).
    LimitOutOfRange,
    /// The search query has more than 80 characters (400).
    QueryTooLong,
    /// The body is larger than 64 KiB; with ratings, 256 KiB; with a group's ratings, 1 MiB; an import, 50 MiB (413).
    BodyTooLarge,
    /// The file is not a recognised export, or covers several people (422).
    UnreadableImport,
    /// The call does not accept the body's content type (415).
    UnsupportedMediaType,
    /// The token is missing, or no profile has it (401).
    Unauthorized,
    /// The address does not exist (404).
    NotFound,
    /// The address does not allow this method (405).
    MethodNotAllowed,
    /// The publication cannot be served, or the fit cannot be started (409); `detail` says why.
    PublicationRefused,
    /// A fit is already running (409).
    FitRunning,
    /// The server does not serve a folder of publications (409).
    NoPublications,
    /// The answer took too long (408).
    RequestTimeout,
    /// The client sent too many requests (429); `Retry-After` says when to retry.
    RateLimited,
    /// The server is busy with other requests (503); `Retry-After` says when to retry.
    Overloaded,
    /// Data and models are still being loaded (503); `Retry-After` says when to retry.
    NotReady,
    /// Profiles and ratings cannot be read or written at the moment (503); recommendations still work.
    StoreUnavailable,
    /// The server failed (500).
    Internal,
}

impl ProblemCode {
    /// The usual status of a code: `UnknownMovie` is 422 here, and 404 if the movie is in the path.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::MalformedJson
            | Self::InvalidField
            | Self::NoRatings
            | Self::TooManyRatings
            | Self::StarsOutOfRange
            | Self::DuplicateRating
            | Self::ValueOutOfRange
            | Self::LimitOutOfRange
            | Self::QueryTooLong => StatusCode::BAD_REQUEST,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::PublicationRefused | Self::FitRunning | Self::NoPublications => StatusCode::CONFLICT,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::UnknownMovie | Self::UnknownAlgorithm | Self::UnknownGenre | Self::UnreadableImport => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Self::Overloaded | Self::NotReady | Self::StoreUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}
