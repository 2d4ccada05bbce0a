//! Receiving a body, within the memory that there is for bodies.

use crate::bounds::BODY_LIMIT_BYTES;
use crate::error::ApiError;
use crate::limits::Client;
use crate::state::AppState;
use crate::turns::Turn;
use crate::types::ProblemCode;
use axum::body::{Bytes, HttpBody as _};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;

/// A body that was received as a whole.
pub(crate) struct ReceivedBody {
    pub(crate) bytes: Bytes,
    /// The memory that it takes, as long as it does.
    pub(crate) room: Option<Turn>,
}

/// The whole body, if it is within the route's limit; `limit` is that limit.
///
/// # Errors
/// `body_too_large` beyond the limit; `malformed_json` when the connection breaks off; `rate_limited` or `overloaded` if there is no
/// memory for it.
pub(crate) async fn read_body(
    request: Request,
    app: &AppState,
    limit: usize,
) -> Result<ReceivedBody, ApiError> {
    let room = match room_for(&request, limit) {
        Some((client, n_kib)) => Some(app.bodies().take(client, n_kib).await?),
        None => None,
    };
    let bytes = Bytes::from_request(request, app).await.map_err(|rejection| {
        let text = rejection.body_text();
        if rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
            let detail = format!("the body is larger than the limit of {limit} bytes");
            ApiError::new(ProblemCode::BodyTooLarge, detail)
        } else {
            ApiError::new(ProblemCode::MalformedJson, format!("cannot read the body: {text}"))
        }
    })?;
    Ok(ReceivedBody { bytes, room })
}

/// The client and the KiB that its body needs, unless it is small. A body of unknown length counts as one of the largest.
pub(super) fn room_for(request: &Request, limit: usize) -> Option<(Client, u32)> {
    let declared = request.body().size_hint().upper();
    let n_bytes = declared.and_then(|n| usize::try_from(n).ok()).map_or(limit, |n| n.min(limit));
    if n_bytes <= BODY_LIMIT_BYTES {
        return None;
    }
    let client = request.extensions().get().copied().unwrap_or(Client::LOCAL);
    Some((client, u32::try_from(n_bytes.div_ceil(1024)).unwrap_or(u32::MAX)))
}
