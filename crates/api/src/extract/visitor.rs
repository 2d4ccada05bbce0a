//! The visitor, as far as experiments need to know: always the same key, and no name.

use super::bearer::bearer_text;
use crate::bounds::MAX_ID_CHARS;
use crate::checks::is_plain_id;
use crate::error::ApiError;
use crate::experiment::VisitorKey;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use cinephile_store::Token;

/// The header in which a visitor without a profile identifies itself.
pub(crate) const VISITOR_ID: &str = "x-visitor-id";

/// The visitor's key, if the request has one: from the profile's token, or else from an id that the client made up and sends
/// in `x-visitor-id`.
pub(crate) struct Visitor(pub(crate) Option<VisitorKey>);

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        if let Some(token) = bearer_text(parts).and_then(Token::parse) {
            return Ok(Self(Some(VisitorKey::of_profile(&token))));
        }
        let Some(value) = parts.headers.get(VISITOR_ID) else { return Ok(Self(None)) };
        let id = value.to_str().ok().filter(|id| is_plain_id(id));
        let id = id.ok_or_else(|| {
            let detail = format!("{VISITOR_ID} must be 1 to {MAX_ID_CHARS} letters, digits, `-` or `_`");
            ApiError::invalid_field(VISITOR_ID, detail)
        })?;
        Ok(Self(Some(VisitorKey::of_id(id))))
    }
}
