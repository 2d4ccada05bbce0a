//! The bearer token of a profile.

use crate::error::ApiError;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use cinephile_store::Token;

/// The token of `Authorization: Bearer ...`: well-formed, but perhaps not of any profile.
pub(crate) struct BearerToken(pub(crate) Token);

impl<S: Send + Sync> FromRequestParts<S> for BearerToken {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let missing = || {
            ApiError::unauthorized("this call needs a profile's token; send `Authorization: Bearer TOKEN`")
        };
        let token = bearer_text(parts).ok_or_else(missing)?;
        // A malformed token gets the same answer as an unknown one, so that answers do not reveal the form of tokens.
        Token::parse(token).map(Self).ok_or_else(|| ApiError::unauthorized("no profile has this token"))
    }
}

/// The text after `Authorization: Bearer`.
pub(super) fn bearer_text(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}
