//! Which movies to rate next.

use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::bounds::{DEFAULT_LIST, MAX_ONBOARDING, RATINGS_BODY_BYTES};
use crate::checks::{check_ids, check_limit, check_ratings, parse_limit};
use crate::error::ApiError;
use crate::extract::{Json, Query};
use crate::http::CurrentSnapshot;
use crate::serving::Movies;
use crate::types::{MovieList, OnboardingRequest, RatingInput};
use cinephile_data::OwnedHistory;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OnboardingQuery {
    /// The number of movies, at most.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 50, default = 20, example = 20)]
    limit: Option<String>,
    /// The ratings so far, as `id:stars`, separated by commas; at most 2,000.
    #[serde(default)]
    #[param(required = false, example = "6:5,10:3.5")]
    rated: String,
    /// Ids of movies that the visitor has not seen, separated by commas; at most 2,000.
    #[serde(default)]
    #[param(required = false, example = "1,2")]
    skipped: String,
    /// Each seed gives another order, so that two visitors need not be asked about the same movies; 0 is the plain order.
    #[serde(default)]
    #[param(required = false, default = 0, example = 0)]
    seed: u32,
}

/// Suggest movies to rate
///
/// Well-known and informative movies first, given the ratings so far; never a rated or skipped movie. Use POST beyond a few
/// hundred ratings: long addresses are cut off on their way.
#[utoipa::path(
    get, path = "/api/v1/onboarding", operation_id = "suggest_movies", tag = "movies", params(OnboardingQuery),
    responses((status = 200, body = MovieList, description = "Movies to rate next, the most informative first."),
              BadRequest, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn suggest_movies(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    Query(asked): Query<OnboardingQuery>,
) -> Result<axum::Json<MovieList>, ApiError> {
    let limit = parse_limit(asked.limit.as_deref(), DEFAULT_LIST, MAX_ONBOARDING)?;
    let ratings = parse_list("rated", &asked.rated, "an id, a colon and stars, such as 6:4.5", parse_rating)?;
    let skipped = parse_list("skipped", &asked.skipped, "a movie's id", |entry| entry.parse().ok())?;
    suggest(&snapshot.movies, &ratings, &skipped, limit, asked.seed).map(axum::Json)
}

/// Suggest movies to rate, for many ratings
///
/// The same as GET, for ratings that do not fit into an address. Nothing is stored.
#[utoipa::path(
    post, path = "/api/v1/onboarding", operation_id = "suggest_movies_for_many", tag = "movies",
    request_body = OnboardingRequest,
    responses((status = 200, body = MovieList, description = "Movies to rate next, the most informative first."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn suggest_movies_for_many(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    Json(request): Json<OnboardingRequest, RATINGS_BODY_BYTES>,
) -> Result<axum::Json<MovieList>, ApiError> {
    let limit = check_limit(request.limit, MAX_ONBOARDING)?;
    suggest(&snapshot.movies, &request.ratings, &request.skipped, limit, request.seed).map(axum::Json)
}

fn suggest(
    movies: &Movies,
    ratings: &[RatingInput],
    skipped: &[u32],
    limit: usize,
    seed: u32,
) -> Result<MovieList, ApiError> {
    let history = match ratings {
        [] => OwnedHistory::default(),
        ratings => check_ratings(ratings, movies)?,
    };
    let skipped = check_ids("skipped", skipped, movies)?;
    let items = movies.suggest(&history, &skipped, limit, seed.into());
    Ok(MovieList { movies: movies.describe_all(&items) })
}

/// Entries separated by commas; an empty text has none.
fn parse_list<T>(
    field: &str,
    text: &str,
    allowed: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, ApiError> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let parsed = text.split(',').enumerate().map(|(i, entry)| {
        parse(entry.trim()).ok_or_else(|| {
            let field = format!("{field}[{i}]");
            ApiError::invalid_field(&field, format!("{field} is `{entry}`; it must be {allowed}"))
        })
    });
    parsed.collect()
}

fn parse_rating(entry: &str) -> Option<RatingInput> {
    let (id, stars) = entry.split_once(':')?;
    Some(RatingInput { movie_id: id.parse().ok()?, stars: stars.parse().ok()? })
}
