//! Exports of other services: read, or imported into a profile.

use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unauthorized, Unavailable, UnreadableImport, UnsupportedMediaType,
};
use crate::error::ApiError;
use crate::extract::{BearerToken, Query, Upload};
use crate::http::{CurrentSnapshot, ImportBudget};
use crate::limits::Client;
use crate::state::AppState;
use crate::transfer::import::{self, Asked};
use crate::types::{ImportResult, ListName, ProfileImport};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use cinephile_data::Scale;
use cinephile_data::imports::{Accepted, ImportOptions};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportQuery {
    /// The file's name. It shows which list a file without ratings holds, such as Letterboxd's watched.csv and watchlist.csv,
    /// which look alike.
    #[param(required = false, nullable = false, example = "watchlist.csv")]
    file_name: Option<String>,
    /// What rows without a rating are, if neither the file nor its name shows it.
    #[param(required = false, nullable = false, inline, example = "watched")]
    list: Option<ListName>,
    /// The scale of the ratings, from the lowest to the highest, if it is not the service's own.
    #[param(required = false, nullable = false, example = "1..10")]
    scale: Option<String>,
    /// Whose rows are read, in a file of several people.
    #[param(required = false, nullable = false, example = "Ann")]
    profile: Option<String>,
    /// The proposed rows to import: their numbers (`2:17` in the second file), or `all`. Other proposed rows are not imported.
    #[param(required = false, nullable = false, example = "3,17")]
    accept: Option<String>,
}

impl ImportQuery {
    /// # Errors
    /// `invalid_field`.
    fn check(self) -> Result<Asked, ApiError> {
        let scale = self.scale.map(|scale| scale.parse::<Scale>()).transpose();
        let accepted = self.accept.map(|rows| rows.parse::<Accepted>()).transpose();
        let options = ImportOptions {
            file_name: self.file_name,
            list: self.list.map(import::mark),
            scale: scale.map_err(|error| ApiError::invalid_field("scale", error.to_string()))?,
            profile: self.profile,
            ..ImportOptions::default()
        };
        let accepted = accepted.map_err(|reason| ApiError::invalid_field("accept", reason))?;
        Ok(Asked { options, accepted })
    }
}

/// Read an export
///
/// Takes an export of Letterboxd, IMDb, Netflix, Trakt, MovieLens, TMDB, Simkl, Criticker, Douban, Prime Video, Yamtrack, Movary,
/// Jellyfin, Tautulli, Kodi or Cinephile as the body, at most 50 MiB. A zip archive is read whole, as Letterboxd and Trakt give it;
/// several files come as a form (`multipart/form-data`), each under any name. They are one import: each movie once, with the latest
/// rating. Returns the ratings
/// and list entries, matched with this server's movies, and a report of the rows that may mean another movie (`proposed`) and of
/// those that were not matched and why. Nothing is stored.
///
/// A file that leaves something open is answered with 422: the problem's `field` is `list`, `scale` or `profile`, and the same
/// call with this parameter reads the file.
#[utoipa::path(
    post, path = "/api/v1/imports", operation_id = "read_import", tag = "profiles", params(ImportQuery),
    request_body(content((String = "text/csv", example = "Date,Name,Year,Letterboxd URI,Rating\n2024-05-01,Heat,1995,https://boxd.it/2a,4.5\n"),
                         (Object = "application/json"), (Vec<u8> = "application/zip"),
                         (Object = "multipart/form-data")), description = "The file itself, or a form of several files."),
    responses((status = 200, body = ImportResult, description = "The contents of the file."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, UnreadableImport, Unavailable, AnyProblem)
)]
pub(crate) async fn read_import(
    _: ImportBudget,
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    client: Client,
    Query(asked): Query<ImportQuery>,
    Upload(sent): Upload,
) -> Result<impl IntoResponse, ApiError> {
    let asked = asked.check()?;
    let turn = app.readers().take(client, 1).await?;
    let report = import::read_and_match(turn, Arc::clone(&snapshot), sent, asked).await?;
    let found = import::describe_all(&report, &snapshot.movies);
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(found)))
}

/// Import into the profile
///
/// Takes what `POST /api/v1/imports` takes and adds it to the profile, all or nothing. Rows that may mean another movie are added
/// only if `accept` names them. Of two ratings of a movie, the later one counts. Answered once the change is durable.
#[utoipa::path(
    post, path = "/api/v1/profiles/me/imports", operation_id = "create_import", tag = "profiles",
    params(ImportQuery), security(("bearer" = [])),
    request_body(content((String = "text/csv", example = "Date,Name,Year,Letterboxd URI,Rating\n2024-05-01,Heat,1995,https://boxd.it/2a,4.5\n"),
                         (Object = "application/json"), (Vec<u8> = "application/zip"),
                         (Object = "multipart/form-data")), description = "The file itself, or a form of several files."),
    responses((status = 200, body = ProfileImport, description = "What was added."),
              BadRequest, Unauthorized, BodyTooLarge, UnsupportedMediaType, UnreadableImport, Unavailable, AnyProblem)
)]
pub(crate) async fn create_import(
    _: ImportBudget,
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    client: Client,
    BearerToken(token): BearerToken,
    Query(asked): Query<ImportQuery>,
    Upload(sent): Upload,
) -> Result<impl IntoResponse, ApiError> {
    let asked = asked.check()?;
    let turn = app.readers().take(client, 1).await?;
    let report = import::read_and_match(turn, Arc::clone(&snapshot), sent, asked).await?;
    let written = app.store().add_contents(&token, import::contents(&report, &snapshot.movies)).await?;
    let added = ProfileImport {
        report: import::describe(&report, &snapshot.movies),
        n_ratings_written: written.n_ratings,
        n_ratings_kept: import::n_ratings_kept(&report, written.n_ratings),
        n_listed: written.n_listed,
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(added)))
}
