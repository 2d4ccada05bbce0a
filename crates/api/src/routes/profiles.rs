//! A visitor's profile, by bearer token: create, get, export, delete.

use super::responses::{AnyProblem, BadRequest, Unauthorized, Unavailable};
use crate::error::ApiError;
use crate::extract::{BearerToken, Query};
use crate::http::{CurrentSnapshot, ProfileBudget};
use crate::limits::Client;
use crate::state::AppState;
use crate::transfer::export::{self, Exported, FileFormat};
use crate::types::{CreatedProfile, Profile, ProfileExport};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use cinephile_files::clock::rfc3339;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// What an export costs, in requests: as many pages of the store are read for a profile of 10,000 entries.
const EXPORT_COST: u32 = 20;

/// The format of an export.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ExportFormat {
    /// One JSON object.
    #[default]
    Json,
    /// CSV: one row for each rating and list entry.
    Csv,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportQuery {
    /// The format: `json` or `csv`.
    #[serde(default)]
    #[param(inline, required = false, default = "json", example = "csv")]
    format: ExportFormat,
}

/// Create a profile
///
/// Returns a token, which is shown only once and gives full access to the profile. No name or address is needed.
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
    responses((status = 200, body = Profile, description = "The profile."),
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
/// Deletes the profile with all its ratings and lists for good.
#[utoipa::path(
    delete, path = "/api/v1/profiles/me", operation_id = "delete_profile", tag = "profiles",
    security(("bearer" = [])),
    responses((status = 204, description = "The profile is deleted."), Unauthorized, Unavailable, AnyProblem)
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
/// Everything in it except its token, as JSON or CSV. `POST /api/v1/profiles/me/imports` accepts both.
#[utoipa::path(
    get, path = "/api/v1/profiles/me/export", operation_id = "export_profile", tag = "profiles",
    params(ExportQuery), security(("bearer" = [])),
    responses((status = 200, description = "Everything in the profile.",
               content((ProfileExport = "application/json"), (String = "text/csv"))),
              BadRequest, Unauthorized, Unavailable, AnyProblem)
)]
pub(crate) async fn export_profile(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    client: Client,
    BearerToken(token): BearerToken,
    Query(asked): Query<ExportQuery>,
) -> Result<Response, ApiError> {
    app.charge(client, EXPORT_COST)?;
    let (kind, name, format) = match asked.format {
        ExportFormat::Json => ("application/json", "json", FileFormat::Json),
        ExportFormat::Csv => ("text/csv; charset=utf-8", "csv", FileFormat::Csv),
    };
    let exported = Exported { store: app.store().clone(), token, snapshot };
    let body = export::file(exported, format).await?;
    let disposition = format!("attachment; filename=\"cinephile-profile.{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, body).into_response())
}
