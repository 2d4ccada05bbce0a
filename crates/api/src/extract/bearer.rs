//! The bearer token of a profile.

use crate::error::ApiError;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use cinephile_store::Token;

/// The token of `Authorization: Bearer ...`; well-formed, known or not.
pub(crate) struct BearerToken(pub(crate) Token);

impl<S: Send + Sync> FromRequestParts<S> for BearerToken {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let missing =
            || ApiError::unauthorized("this call needs a profile: send `Authorization: Bearer TOKEN`");
        let value = parts.headers.get(header::AUTHORIZATION).ok_or_else(missing)?;
        let (scheme, token) =
            value.to_str().ok().and_then(|text| text.split_once(' ')).ok_or_else(missing)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(missing());
        }
        // A token that is no token is answered like one that nobody has: the form is nobody's business.
        Token::parse(token.trim())
            .map(Self)
            .ok_or_else(|| ApiError::unauthorized("no profile has this token"))
    }
}
