//! Movies that go with one movie.
//!
//! Asked as a visitor would be who loves this movie and told nothing else, and ranked by what that one rating adds to
//! each score. Refused: the scores themselves, which also hold what everybody likes, so that the same blockbusters
//! would be like everything.

use crate::checks::parse_limit;
use crate::config::MAX_LIST;
use crate::error::ApiError;
use crate::extract::{MovieIdPath, Query};
use crate::responses::{AnyProblem, BadRequest, MovieNotFound, Unavailable, Unprocessable};
use crate::state::{AppState, Ready};
use crate::types::{ProblemCode, SimilarMovie, SimilarMovieList};
use axum::Json;
use axum::extract::State;
use cinephile_data::{ItemIdx, OwnedHistory};
use cinephile_engine::{self as engine, Explanation};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

const DEFAULT_LIMIT: u32 = 20;
/// How many of the best for a lover of the movie are looked through.
const N_CANDIDATES: usize = 500;
/// What the movie is rated with.
const LOVED: f32 = 5.0;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SimilarQuery {
    /// How many movies at most.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<String>,
    /// An algorithm whose scores are sums over ratings (`blend`, `ease` or `ials`); the default one when left out.
    #[param(required = false, example = "blend")]
    algorithm: Option<String>,
}

/// List similar movies
///
/// Movies that whoever likes this one likes more than others do, the nearest first.
#[utoipa::path(
    get, path = "/api/v1/movies/{id}/similar", operation_id = "list_similar_movies", tag = "movies",
    params(("id" = u32, Path, description = "The movie's id.", example = 6), SimilarQuery),
    responses((status = 200, body = SimilarMovieList, description = "The nearest movies, perhaps none."),
              BadRequest, MovieNotFound, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn list_similar_movies(
    Ready(snapshot): Ready,
    State(app): State<AppState>,
    MovieIdPath(id): MovieIdPath,
    Query(asked): Query<SimilarQuery>,
) -> Result<Json<SimilarMovieList>, ApiError> {
    let item = snapshot.find_item(id).ok_or_else(|| ApiError::movie_not_found(id.0))?;
    let limit = parse_limit(asked.limit.as_deref(), DEFAULT_LIMIT, MAX_LIST)?;
    let served = snapshot.find_model(asked.algorithm.as_deref())?;
    let recommender = Arc::clone(&served.recommender);
    let work = move || {
        let history = OwnedHistory::from_pairs(vec![(item, LOVED)]);
        let query = engine::Query::new(history.as_history(), N_CANDIDATES);
        let list = recommender.recommend(&query)?;
        let items: Vec<ItemIdx> = list.into_iter().map(|found| found.item).collect();
        let mut explanations = recommender.explain(&query, &items)?.into_iter().flatten();
        Ok(items.into_iter().map(|item| (item, explanations.next())).collect())
    };
    let found = nearest(app.scoring().run(work).await?, &served.algorithm)?;
    let similar = found.into_iter().take(limit);
    let similar =
        similar.map(|(item, score)| SimilarMovie { movie: snapshot.describe(item), score }).collect();
    let algorithm = served.algorithm.clone();
    Ok(Json(SimilarMovieList { movie: snapshot.describe(item), algorithm, similar }))
}

/// What the one rating speaks for, the most first, equal parts in the list's order.
///
/// # Errors
/// `unknown_algorithm` if the algorithm's scores are no sums.
fn nearest(
    candidates: Vec<(ItemIdx, Option<Explanation>)>,
    algorithm: &str,
) -> Result<Vec<(ItemIdx, f32)>, ApiError> {
    let mut found = Vec::with_capacity(candidates.len());
    for (item, explanation) in candidates {
        let Some(explanation) = explanation else {
            let detail = format!(
                "algorithm is `{algorithm}`, whose scores are no sums over ratings; name one whose scores are"
            );
            return Err(ApiError::new(ProblemCode::UnknownAlgorithm, detail).at("algorithm"));
        };
        let part: f32 = explanation.by_rating.iter().map(|effect| effect.contribution).sum();
        if part > 0.0 {
            found.push((item, part));
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    Ok(found)
}
