//! The address that clients reach this API at.

use crate::serving::Movies;
use crate::state::AppState;
use crate::types::poster_path;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};
use cinephile_data::ItemId;
use std::convert::Infallible;

/// Scheme, host and port, such as `https://api.example`; empty if neither configuration nor request says, and addresses are
/// then relative.
///
/// The original page may be hosted elsewhere and puts `imageurl` into its images as it is, so a path would be looked for on
/// the page's own host. Sites that show a link to the page need its picture's whole address, too.
pub(crate) struct Origin(String);

impl Origin {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The whole address of a movie's poster.
    pub(crate) fn poster(&self, id: ItemId, movies: &Movies) -> String {
        format!("{}{}", self.0, poster_path(id, movies.poster_version()))
    }
}

impl FromRequestParts<AppState> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Infallible> {
        if let Some(url) = &app.config().public_url {
            return Ok(Self(url.as_str().to_owned()));
        }
        let host = text(&parts.headers, header::HOST.as_str())
            .and_then(|host| host.parse::<Authority>().ok())
            // An authority may hold a name and a password, which are not part of a host.
            .filter(|host| !host.as_str().contains('@'));
        // Anybody may send it; a proxy of the operator's own replaces it.
        let is_behind_proxy = app.limits().trusted_hops() > 0;
        let scheme = match text(&parts.headers, "x-forwarded-proto") {
            Some("https") if is_behind_proxy => "https",
            _ => "http",
        };
        let origin = host.map(|host| format!("{scheme}://{host}"));
        Ok(Self(origin.unwrap_or_default()))
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
