//! Movies that are similar to one movie.

use super::responses::{AnyProblem, BadRequest, MovieNotFound, Unavailable, Unprocessable};
use crate::bounds::{DEFAULT_LIST, MAX_LIST};
use crate::checks::parse_limit;
use crate::error::ApiError;
use crate::extract::{MovieIdPath, Query};
use crate::http::CurrentSnapshot;
use crate::limits::Client;
use crate::lists::cost;
use crate::state::AppState;
use crate::types::{ProblemCode, SimilarMovie, SimilarMovieList};
use crate::work::Wanted;
use axum::Json;
use axum::extract::State;
use cinephile_engine as engine;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SimilarQuery {
    /// The number of movies, at most.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<String>,
    /// An algorithm whose scores are sums over ratings (`blend`, `ease` or `ials`); the default one if omitted.
    #[param(required = false, example = "blend")]
    algorithm: Option<String>,
}

/// List similar movies
///
/// Movies that people who like this one like more than others do, the most similar first.
#[utoipa::path(
    get, path = "/api/v1/movies/{id}/similar", operation_id = "list_similar_movies", tag = "movies",
    params(("id" = u32, Path, description = "The movie's id.", example = 6), SimilarQuery),
    responses((status = 200, body = SimilarMovieList, description = "Similar movies; there may be none."),
              BadRequest, MovieNotFound, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn list_similar_movies(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    client: Client,
    MovieIdPath(id): MovieIdPath,
    Query(asked): Query<SimilarQuery>,
) -> Result<Json<SimilarMovieList>, ApiError> {
    let item = snapshot.movies.find(id).ok_or_else(|| ApiError::movie_not_found(id.0))?;
    let limit = parse_limit(asked.limit.as_deref(), DEFAULT_LIST, MAX_LIST)?;
    let served = snapshot.models.find(asked.algorithm.as_deref())?;
    let recommender = Arc::clone(&served.recommender);
    app.charge(client, cost::SIMILAR)?;
    let work = move |_: &Wanted| engine::similar_items(&*recommender, item, limit);
    let similar =
        app.scoring().run(client, cost::SIMILAR, work).await?.ok_or_else(|| no_sums(&served.algorithm))?;
    let describe = |(item, score)| SimilarMovie { movie: snapshot.movies.describe(item), score };
    let similar = similar.into_iter().map(describe).collect();
    let algorithm = served.algorithm.clone();
    Ok(Json(SimilarMovieList { movie: snapshot.movies.describe(item), algorithm, similar }))
}

fn no_sums(algorithm: &str) -> ApiError {
    let detail = format!(
        "algorithm is `{algorithm}`, whose scores are not sums over ratings; name one whose scores are"
    );
    ApiError::new(ProblemCode::UnknownAlgorithm, detail).at("algorithm")
}
