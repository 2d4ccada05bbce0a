//! Who asks, as far as experiments are concerned: always the same key, and nobody's name.

use crate::error::ApiError;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header;
use axum::http::request::Parts;
use cinephile_store::Token;

/// The header in which a visitor without a profile says which one they are.
pub(crate) const VISITOR_ID: &str = "x-visitor-id";
/// The longest id, in characters.
const MAX_ID_CHARS: usize = 64;

/// What tells one visitor from another; never shown, as it may hold a token.
#[derive(Clone)]
pub(crate) struct VisitorKey(String);

/// The visitor, where the request tells: by the profile's token, or else by an id of the client's own making in
/// `x-visitor-id`.
pub(crate) struct Visitor(pub(crate) Option<VisitorKey>);

impl VisitorKey {
    /// The key of a visitor without a profile.
    pub(crate) fn of_id(id: &str) -> Self {
        Self(format!("id:{id}"))
    }

    /// The key of a profile; known or not, since that makes no difference to who asks.
    fn of_profile(headers: &HeaderMap) -> Option<Self> {
        let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
        let token = Token::parse(token.trim()).filter(|_| scheme.eq_ignore_ascii_case("bearer"))?;
        Some(Self(format!("profile:{token}")))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        if let Some(key) = VisitorKey::of_profile(&parts.headers) {
            return Ok(Self(Some(key)));
        }
        let Some(value) = parts.headers.get(VISITOR_ID) else { return Ok(Self(None)) };
        let id = value.to_str().ok().filter(|id| is_plain(id));
        let id = id.ok_or_else(|| {
            let detail = format!("{VISITOR_ID} must be 1 to {MAX_ID_CHARS} letters, digits, `-` or `_`");
            ApiError::invalid_field(VISITOR_ID, detail)
        })?;
        Ok(Self(Some(VisitorKey::of_id(id))))
    }
}

/// Whether a client may use this as an id: short, and the same in every log, table and header.
pub(crate) fn is_plain(id: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=MAX_ID_CHARS).contains(&id.len()) && id.chars().all(is_plain)
}
