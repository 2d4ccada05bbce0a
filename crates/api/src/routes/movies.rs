//! Movies: search, and one by its id.

use crate::checks::parse_limit;
use crate::config::{MAX_LIST, MAX_QUERY_CHARS};
use crate::error::ApiError;
use crate::extract::{MovieIdPath, Query};
use crate::responses::{AnyProblem, BadRequest, MovieNotFound, Unavailable};
use crate::state::Ready;
use crate::types::{Movie, MovieList, ProblemCode};
use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

const DEFAULT_LIMIT: u32 = 20;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MovieQuery {
    /// What to look for in titles: at most 80 characters; typos, prefixes, accents and articles are forgiven.
    /// The best-known movies when empty or left out.
    #[serde(default)]
    #[param(required = false, max_length = 80, example = "matrix the")]
    query: String,
    /// How many movies at most.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<String>,
}

/// Search movies
///
/// Best match first; without a query the best-known movies.
#[utoipa::path(
    get, path = "/api/v1/movies", operation_id = "search_movies", tag = "movies", params(MovieQuery),
    responses((status = 200, body = MovieList, description = "The movies found, perhaps none."),
              BadRequest, Unavailable, AnyProblem)
)]
pub(crate) async fn search_movies(
    Ready(snapshot): Ready,
    Query(asked): Query<MovieQuery>,
) -> Result<Json<MovieList>, ApiError> {
    let limit = parse_limit(asked.limit.as_deref(), DEFAULT_LIMIT, MAX_LIST)?;
    let n_chars = asked.query.chars().count();
    if n_chars > MAX_QUERY_CHARS {
        let detail = format!("query has {n_chars} characters; at most {MAX_QUERY_CHARS} are taken");
        return Err(ApiError::new(ProblemCode::QueryTooLong, detail).at("query"));
    }
    let items = match asked.query.trim() {
        "" => snapshot.best_known(limit).to_vec(),
        query => snapshot.search(query, limit),
    };
    Ok(Json(MovieList { movies: snapshot.describe_all(&items) }))
}

/// Get one movie
#[utoipa::path(
    get, path = "/api/v1/movies/{id}", operation_id = "get_movie", tag = "movies",
    params(("id" = u32, Path, description = "The movie's id.", example = 6)),
    responses((status = 200, body = Movie, description = "The movie."),
              BadRequest, MovieNotFound, Unavailable, AnyProblem)
)]
pub(crate) async fn get_movie(
    Ready(snapshot): Ready,
    MovieIdPath(id): MovieIdPath,
) -> Result<Json<Movie>, ApiError> {
    let item = snapshot.find_item(id).ok_or_else(|| ApiError::movie_not_found(id.0))?;
    Ok(Json(snapshot.describe(item)))
}
