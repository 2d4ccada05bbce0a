//! What to rate next.

use crate::checks::{check_ids, check_ratings, parse_limit};
use crate::config::MAX_ONBOARDING;
use crate::error::ApiError;
use crate::extract::Query;
use crate::responses::{AnyProblem, BadRequest, Unavailable, Unprocessable};
use crate::state::Ready;
use crate::types::{MovieList, RatingInput};
use axum::Json;
use cinephile_data::OwnedHistory;
use serde::Deserialize;
use utoipa::IntoParams;

const DEFAULT_LIMIT: u32 = 20;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OnboardingQuery {
    /// How many movies at most.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 50, default = 20, example = 20)]
    limit: Option<String>,
    /// What is rated so far, as `id:stars` with commas between; at most 2,000.
    #[serde(default)]
    #[param(required = false, example = "6:5,10:3.5")]
    rated: String,
    /// Ids of movies that were not seen, with commas between; at most 2,000.
    #[serde(default)]
    #[param(required = false, example = "1,2")]
    skipped: String,
    /// Another number gives another order, so that two visitors need not see the same deck; 0 is the plain order.
    #[serde(default)]
    #[param(required = false, default = 0, example = 0)]
    seed: u32,
}

/// Suggest movies to rate
///
/// Well-known and informative movies first, in the light of what is rated so far; never a rated or skipped one.
#[utoipa::path(
    get, path = "/api/v1/onboarding", operation_id = "suggest_movies", tag = "movies", params(OnboardingQuery),
    responses((status = 200, body = MovieList, description = "What to rate next, most telling first."),
              BadRequest, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn suggest_movies(
    Ready(snapshot): Ready,
    Query(asked): Query<OnboardingQuery>,
) -> Result<Json<MovieList>, ApiError> {
    let limit = parse_limit(asked.limit.as_deref(), DEFAULT_LIMIT, MAX_ONBOARDING)?;
    let ratings = parse_list("rated", &asked.rated, "an id, a colon and stars, such as 6:4.5", parse_rating)?;
    let skipped = parse_list("skipped", &asked.skipped, "a movie's id", |entry| entry.parse().ok())?;
    let history = match ratings.as_slice() {
        [] => OwnedHistory::default(),
        ratings => check_ratings(ratings, &snapshot)?,
    };
    let skipped = check_ids("skipped", &skipped, &snapshot)?;
    let items = snapshot.suggest(&history, &skipped, limit, asked.seed.into());
    Ok(Json(MovieList { movies: snapshot.describe_all(&items) }))
}

/// Entries with commas between; an empty text has none.
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
