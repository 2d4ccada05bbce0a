//! Which movies to rate next.

use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::bounds::{DEFAULT_LIST, MAX_ONBOARDING, RATINGS_BODY_BYTES};
use crate::checks::{check_decades, check_genres, check_ids, check_limit, check_ratings, parse_limit};
use crate::error::ApiError;
use crate::extract::{Json, Query};
use crate::http::CurrentSnapshot;
use crate::serving::Movies;
use crate::types::{MovieList, MovieRef, OnboardingRequest, RatingInput};
use cinephile_data::{Label, OwnedHistory};
use cinephile_engine::VisitorAnswers;
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
    /// Genres that the visitor knows most about, separated by commas, in upper or lower case; at most 50. Movies of one of
    /// them come first.
    #[serde(default)]
    #[param(required = false, example = "Horror,Thriller")]
    genres: String,
    /// Decades that the visitor knows most about, each by its first year, separated by commas; at most 50. Movies of one of
    /// them come first. With genres, movies of both come before the others.
    #[serde(default)]
    #[param(required = false, example = "1970,1980")]
    decades: String,
    /// Each seed gives another order, so that two visitors need not be asked about the same movies; 0 is the plain order.
    #[serde(default)]
    #[param(required = false, default = 0, example = 0)]
    seed: u32,
}

/// Suggest movies to rate
///
/// Movies that this visitor is likely to have seen, and that tell most, come first. That is judged by the ratings and the
/// skipped movies so far, and by genres and decades that the visitor names; none of them is needed. Never a rated or skipped
/// movie. Use POST beyond a few hundred ratings: long addresses are cut off on their way.
#[utoipa::path(
    get, path = "/api/v1/onboarding", operation_id = "suggest_movies", tag = "movies", params(OnboardingQuery),
    responses((status = 200, body = MovieList, description = "Movies to rate next, the most telling first."),
              BadRequest, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn suggest_movies(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    Query(asked): Query<OnboardingQuery>,
) -> Result<axum::Json<MovieList>, ApiError> {
    let limit = parse_limit(asked.limit.as_deref(), DEFAULT_LIST, MAX_ONBOARDING)?;
    let decade = "the first year of a decade, such as 1980";
    let answers = Answers {
        ratings: &parse_list("rated", &asked.rated, "an id, a colon and stars, such as 6:4.5", parse_rating)?,
        skipped: &parse_list("skipped", &asked.skipped, "a movie's id", MovieRef::parse)?,
        genres: &parse_list("genres", &asked.genres, "a genre", |entry| Some(entry.to_owned()))?,
        decades: &parse_list("decades", &asked.decades, decade, |entry| entry.parse().ok())?,
    };
    suggest(&snapshot.movies, &answers, limit, asked.seed).map(axum::Json)
}

/// Suggest movies to rate, for many ratings
///
/// The same as GET, for ratings that do not fit into an address. Nothing is stored.
#[utoipa::path(
    post, path = "/api/v1/onboarding", operation_id = "suggest_movies_for_many", tag = "movies",
    request_body = OnboardingRequest,
    responses((status = 200, body = MovieList, description = "Movies to rate next, the most telling first."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn suggest_movies_for_many(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    Json(request): Json<OnboardingRequest, RATINGS_BODY_BYTES>,
) -> Result<axum::Json<MovieList>, ApiError> {
    let OnboardingRequest { ratings, skipped, genres, decades, limit, seed } = &request;
    let limit = check_limit(*limit, MAX_ONBOARDING)?;
    suggest(&snapshot.movies, &Answers { ratings, skipped, genres, decades }, limit, *seed).map(axum::Json)
}

/// What a visitor has answered, unchecked.
struct Answers<'a> {
    ratings: &'a [RatingInput],
    skipped: &'a [MovieRef],
    genres: &'a [String],
    decades: &'a [u16],
}

fn suggest(movies: &Movies, answers: &Answers<'_>, limit: usize, seed: u32) -> Result<MovieList, ApiError> {
    let rated = match answers.ratings {
        [] => OwnedHistory::default(),
        ratings => check_ratings(ratings, movies)?,
    };
    let not_seen = check_ids("skipped", answers.skipped, movies)?;
    let genres = check_genres("genres", answers.genres, movies)?;
    check_decades(answers.decades, movies)?;
    let genres = genres.into_iter().map(|genre| Label::Genre(&movies.genres()[genre]));
    let named: Vec<Label<'_>> = genres.chain(answers.decades.iter().copied().map(Label::Decade)).collect();
    let answers = VisitorAnswers { rated: rated.as_history(), not_seen: &not_seen, named: &named };
    let items = movies.suggest(&answers, limit, seed.into());
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
    let (id, stars) = entry.rsplit_once(':')?;
    Some(RatingInput { movie_id: MovieRef::parse(id)?, stars: stars.parse().ok()? })
}
