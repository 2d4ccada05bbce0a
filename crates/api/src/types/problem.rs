//! What a refused request gets: problem details (RFC 9457) with a code that programs can rely on.

use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was refused, as `application/problem+json` (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "type": "about:blank", "title": "Bad Request", "status": 400, "code": "stars_out_of_range",
    "detail": "ratings[2].stars is 7; it must be one of 0.5, 1.0, ... 5.0", "field": "ratings[2].stars"
}))]
pub(crate) struct Problem {
    /// Always `about:blank`: the `code` tells problems apart.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    pub(crate) kind: &'static str,
    /// The status in words.
    #[schema(example = "Bad Request")]
    pub(crate) title: &'static str,
    /// The HTTP status, once more.
    #[schema(minimum = 400, maximum = 599, example = 400)]
    pub(crate) status: u16,
    /// What is wrong, for programs; never changes its meaning.
    pub(crate) code: ProblemCode,
    /// What is wrong, for people: what was given and what is allowed.
    #[schema(example = "ratings[2].stars is 7; it must be one of 0.5, 1.0, ... 5.0")]
    pub(crate) detail: String,
    /// The part of the body, query or path that is wrong; absent when it is not one part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "ratings[2].stars")]
    pub(crate) field: Option<String>,
}

/// The problems there are. New ones may be added; none changes its meaning.
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
    /// More than 2,000 ratings (400).
    TooManyRatings,
    /// Stars that are not one of 0.5, 1.0, ... 5.0 (400).
    StarsOutOfRange,
    /// One movie is rated twice in one request (400).
    DuplicateRating,
    /// No such movie in the loaded data: 404 in a path, 422 in a body or query.
    UnknownMovie,
    /// No such algorithm is loaded (422).
    UnknownAlgorithm,
    /// No movie of the loaded data has such a genre (422).
    UnknownGenre,
    /// A number or a list's length, other than `limit`, is outside its range (400).
    ValueOutOfRange,
    /// `limit` is outside its range (400).
    LimitOutOfRange,
    /// A search of more than 80 characters (400).
    QueryTooLong,
    /// A body of more than 64 KiB; with ratings 256 KiB, with those of a group 1 MiB; an import of more than 5 MiB (413).
    BodyTooLarge,
    /// An import that is no export that is known, or of several people (422).
    UnreadableImport,
    /// The body's content type is not what the call takes (415).
    UnsupportedMediaType,
    /// No token, or one that no profile has (401).
    Unauthorized,
    /// No such address (404).
    NotFound,
    /// The address is there, but not for this method (405).
    MethodNotAllowed,
    /// The publication cannot be served, or the fit not be started (409); `detail` says why.
    PublicationRefused,
    /// A fit is running (409); there is one at a time.
    FitRunning,
    /// The server serves no folder of publications (409).
    NoPublications,
    /// The answer took too long (408).
    RequestTimeout,
    /// The client has asked too often (429); `Retry-After` says when to come back.
    RateLimited,
    /// Data and models are still being loaded (503); `Retry-After` says when to come back.
    NotReady,
    /// Profiles and ratings cannot be read or written now (503); recommendations still work.
    StoreUnavailable,
    /// A fault of the server's own (500).
    Internal,
}

impl ProblemCode {
    /// The status that goes with the code; `UnknownMovie` is 422 here and 404 where a path names the movie.
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
            Self::NotReady | Self::StoreUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}
