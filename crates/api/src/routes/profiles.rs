//! A visitor's profile, by bearer token: made, looked at, taken away, deleted.

use super::responses::{AnyProblem, BadRequest, Unauthorized, Unavailable};
use crate::error::ApiError;
use crate::extract::{BearerToken, Query};
use crate::http::{CurrentSnapshot, ProfileBudget};
use crate::state::AppState;
use crate::transfer::export;
use crate::types::{CreatedProfile, Profile, ProfileExport};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use cinephile_files::clock::rfc3339;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// How an export is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ExportFormat {
    /// One object.
    #[default]
    Json,
    /// One row for each rating and list entry.
    Csv,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportQuery {
    /// `json` or `csv`.
    #[serde(default)]
    #[param(inline, required = false, default = "json", example = "csv")]
    format: ExportFormat,
}

/// Create a profile
///
/// Gives a token, shown this once: whoever holds it is the visitor. No name, no address.
#[utoipa::path(
    post, path = "/api/v1/profiles", operation_id = "create_profile", tag = "profiles",
    responses((status = 201, body = CreatedProfile, description = "The new profile's token."),
              Unavailable, AnyProblem)
)]
pub(crate) async fn create_profile(
    _: ProfileBudget,
    State(app): State<AppState>,
) -> Result<impl IntoResponse, ApiError> {
    let token = app.store().create_profile().await?.to_string();
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    Ok((StatusCode::CREATED, no_store, axum::Json(CreatedProfile { token })))
}

/// Get the profile
#[utoipa::path(
    get, path = "/api/v1/profiles/me", operation_id = "get_profile", tag = "profiles",
    security(("bearer" = [])),
    responses((status = 200, body = Profile, description = "What is known of the profile."),
              Unauthorized, Unavailable, AnyProblem)
)]
pub(crate) async fn get_profile(
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
) -> Result<impl IntoResponse, ApiError> {
    let found = app.store().find_profile(&token).await?;
    let profile = Profile {
        created_at: rfc3339(found.created_at),
        n_ratings: found.n_ratings,
        n_watchlist: found.n_watchlist,
        n_not_interested: found.n_not_interested,
        n_skipped: found.n_skipped,
        n_watched: found.n_watched,
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(profile)))
}

/// Delete the profile
///
/// The profile, all its ratings and lists are gone, for good.
#[utoipa::path(
    delete, path = "/api/v1/profiles/me", operation_id = "delete_profile", tag = "profiles",
    security(("bearer" = [])),
    responses((status = 204, description = "Gone."), Unauthorized, Unavailable, AnyProblem)
)]
pub(crate) async fn delete_profile(
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
) -> Result<StatusCode, ApiError> {
    app.store().delete_profile(&token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Export the profile
///
/// All that it holds but its token, as JSON or CSV. `POST /api/v1/profiles/me/imports` takes either back.
#[utoipa::path(
    get, path = "/api/v1/profiles/me/export", operation_id = "export_profile", tag = "profiles",
    params(ExportQuery), security(("bearer" = [])),
    responses((status = 200, description = "All that the profile holds.",
               content((ProfileExport = "application/json"), (String = "text/csv"))),
              BadRequest, Unauthorized, Unavailable, AnyProblem)
)]
pub(crate) async fn export_profile(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    Query(asked): Query<ExportQuery>,
) -> Result<Response, ApiError> {
    let contents = app.store().contents(&token).await?;
    let (kind, name, body) = match asked.format {
        ExportFormat::Json => ("application/json", "json", export::json(snapshot, contents).await?),
        ExportFormat::Csv => ("text/csv; charset=utf-8", "csv", export::csv(snapshot, contents).await?),
    };
    let disposition = format!("attachment; filename=\"cinephile-profile.{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, body).into_response())
}
