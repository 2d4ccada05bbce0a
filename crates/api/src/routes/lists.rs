//! A profile's lists: watchlist, not interested, skipped, watched.

use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, MovieNotFound, Unauthorized, Unavailable, Unprocessable,
    UnsupportedMediaType,
};
use crate::checks::check_ids;
use crate::error::ApiError;
use crate::extract::{BearerToken, Json, ListPath, ListedMoviePath, Query};
use crate::http::CurrentSnapshot;
use crate::paging::PageQuery;
use crate::state::AppState;
use crate::types::{ListName, ListUpdate, ListedMovie, ListedMovieList};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use cinephile_files::clock::rfc3339;

/// List the movies on a list
///
/// Newest first, in pages.
#[utoipa::path(
    get, path = "/api/v1/profiles/me/lists/{list}", operation_id = "get_list", tag = "profiles",
    params(("list" = ListName, Path, description = "The list."), PageQuery), security(("bearer" = [])),
    responses((status = 200, body = ListedMovieList, description = "A page of the list."),
              BadRequest, Unauthorized, Unavailable, AnyProblem)
)]
pub(crate) async fn get_list(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    ListPath(list): ListPath,
    Query(asked): Query<PageQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let page = asked.check()?;
    let stored = app.store().listed_movies(&token, list, page.after, page.n_asked()).await?;
    let (shown, next_cursor) = page.cut(stored);
    let describe = |movie: cinephile_store::ListedMovie| ListedMovie {
        movie_id: movie.item.0,
        movie: snapshot.movies.find(movie.item).map(|item| snapshot.movies.describe(item)),
        added_at: rfc3339(movie.added_at),
    };
    let movies = shown.into_iter().map(describe).collect();
    let body = ListedMovieList { list: list.into(), movies, next_cursor };
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(body)))
}

/// Put movies on a list
///
/// All or none. A movie that is on the list already keeps its place. Answered once the change is durable.
#[utoipa::path(
    post, path = "/api/v1/profiles/me/lists/{list}", operation_id = "put_movies_on_list", tag = "profiles",
    params(("list" = ListName, Path, description = "The list.")),
    request_body = ListUpdate, security(("bearer" = [])),
    responses((status = 204, description = "The movies are on the list."),
              BadRequest, Unauthorized, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn put_movies_on_list(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    ListPath(list): ListPath,
    Json(update): Json<ListUpdate>,
) -> Result<StatusCode, ApiError> {
    let movies = &snapshot.movies;
    let found = check_ids("movie_ids", &update.movie_ids, movies)?;
    let items: Vec<_> = found.into_iter().map(|item| movies.get(item).id).collect();
    app.store().put_movies_on_list(&token, list, &items).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put a movie on a list
#[utoipa::path(
    put, path = "/api/v1/profiles/me/lists/{list}/{movie_id}", operation_id = "put_movie_on_list", tag = "profiles",
    params(("list" = ListName, Path, description = "The list."),
           ("movie_id" = u32, Path, description = "The movie's id.", example = 6)),
    security(("bearer" = [])),
    responses((status = 204, description = "The movie is on the list."),
              BadRequest, Unauthorized, MovieNotFound, Unavailable, AnyProblem)
)]
pub(crate) async fn put_movie_on_list(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    ListedMoviePath(list, id): ListedMoviePath,
) -> Result<StatusCode, ApiError> {
    snapshot.movies.find(id).ok_or_else(|| ApiError::movie_not_found(id.0))?;
    app.store().put_movies_on_list(&token, list, &[id]).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a movie off a list
///
/// Succeeds if the movie is not on the list, too.
#[utoipa::path(
    delete, path = "/api/v1/profiles/me/lists/{list}/{movie_id}", operation_id = "unlist_movie", tag = "profiles",
    params(("list" = ListName, Path, description = "The list."),
           ("movie_id" = u32, Path, description = "The movie's id.", example = 6)),
    security(("bearer" = [])),
    responses((status = 204, description = "The movie is not on the list."),
              BadRequest, Unauthorized, Unavailable, AnyProblem)
)]
pub(crate) async fn unlist_movie(
    State(app): State<AppState>,
    BearerToken(token): BearerToken,
    ListedMoviePath(list, id): ListedMoviePath,
) -> Result<StatusCode, ApiError> {
    app.store().unlist_movie(&token, list, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
