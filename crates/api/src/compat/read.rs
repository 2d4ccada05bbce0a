//! Checks what the original page sends, and makes its lists.

use super::input::{IdRating, TitleRating};
use crate::bounds::BODY_LIMIT_BYTES;
use crate::checks::{check_count, check_stars};
use crate::error::ApiError;
use crate::extract::{Query, parse_json, read_body};
use crate::limits::Client;
use crate::lists::ListRequest;
use crate::serving::{Movies, Snapshot};
use crate::state::AppState;
use crate::types::ProblemCode;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use cinephile_data::Object;
use cinephile_data::{ItemId, ItemIdx, OwnedHistory};
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use utoipa::IntoParams;

/// The most movies that `/getrandom` returns, and the number if the request does not say.
const MAX_RANDOM: u32 = 50;
const DEFAULT_RANDOM: u32 = 10;
/// `/getrandom` draws from this many of the best-known movies, so that visitors have seen some of them.
const N_WELL_KNOWN: usize = 300;
/// The most unknown titles that one message names.
const MAX_NAMED: usize = 5;

/// How many movies to draw.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RandomQuery {
    /// The number of movies.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 50, default = 10, example = 10)]
    pub(crate) count: usize,
}

impl<S: Send + Sync> FromRequestParts<S> for RandomQuery {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        #[derive(Deserialize)]
        struct Raw {
            count: Option<String>,
        }
        let Query(Raw { count }) = Query::from_request_parts(parts, state).await?;
        let count = match count.as_deref().map(str::trim) {
            None => Some(DEFAULT_RANDOM),
            Some(text) => text.parse().ok().filter(|count| (1..=MAX_RANDOM).contains(count)),
        };
        let count = count.ok_or_else(|| {
            let detail = format!("count must be a whole number from 1 to {MAX_RANDOM}");
            ApiError::invalid_field("count", detail)
        })?;
        Ok(Self { count: count as usize })
    }
}

/// A JSON list of objects with any content type.
pub(crate) struct AnyJsonList<T>(pub(crate) Vec<T>);

impl<T: DeserializeOwned> FromRequest<AppState> for AnyJsonList<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, ApiError> {
        let body = read_body(request, app, BODY_LIMIT_BYTES).await?;
        let list: Vec<Object<T>> = parse_json(&body.bytes)?;
        Ok(Self(list.into_iter().map(|Object(value)| value).collect()))
    }
}

/// Ratings by title as a history; of two ratings of one movie, the later one counts.
///
/// # Errors
/// If the list is empty or too long, stars are not on the scale, or titles are unknown; the message names them.
pub(crate) fn check_by_title(ratings: &[TitleRating], movies: &Movies) -> Result<OwnedHistory, ApiError> {
    check_length(ratings.len())?;
    let mut pairs = Vec::with_capacity(ratings.len());
    let mut unknown = Vec::new();
    for (i, rating) in ratings.iter().enumerate() {
        let stars = check_stars(&format!("[{i}].rating"), rating.rating)?;
        match movies.find_title(&rating.title) {
            Some(item) => pairs.push((item, stars.value())),
            None => unknown.push(format!("`{}`", shortened(&rating.title))),
        }
    }
    if unknown.is_empty() { Ok(OwnedHistory::from_pairs(pairs)) } else { Err(unknown_titles(&unknown)) }
}

/// Ratings by id as a history; of two ratings of one movie, the later one counts.
///
/// # Errors
/// If the list is empty or too long, stars are not on the scale, or an id is unknown.
pub(crate) fn check_by_id(ratings: &[IdRating], movies: &Movies) -> Result<OwnedHistory, ApiError> {
    check_length(ratings.len())?;
    let pairs = ratings.iter().enumerate().map(|(i, rating)| {
        let stars = check_stars(&format!("[{i}].rating"), rating.rating)?;
        let item = movies.find(ItemId(rating.movie_id));
        let item = item.ok_or_else(|| ApiError::unknown_movie(&format!("[{i}].movieId"), rating.movie_id))?;
        Ok((item, stars.value()))
    });
    Ok(OwnedHistory::from_pairs(pairs.collect::<Result<_, ApiError>>()?))
}

/// The best `k` movies by one algorithm.
///
/// # Errors
/// `unknown_algorithm` if this service was started without it.
pub(crate) async fn recommend(
    app: &AppState,
    client: Client,
    snapshot: &Arc<Snapshot>,
    algorithm: &str,
    history: OwnedHistory,
    k: usize,
) -> Result<Vec<ItemIdx>, ApiError> {
    let list = ListRequest::plain(snapshot.models.find(Some(algorithm))?, k, snapshot);
    let found = app.recommend(client, list, history.into()).await?;
    Ok(found.into_iter().map(|entry| entry.found.item).collect())
}

/// `count` different movies out of the best-known ones, new ones at each call; fewer if there are fewer.
///
/// # Errors
/// `internal` if the system has no random numbers.
pub(crate) fn sample(movies: &Movies, count: usize) -> Result<Vec<ItemIdx>, ApiError> {
    let well_known = movies.best_known(N_WELL_KNOWN);
    let mut seed = [0; 16];
    getrandom::fill(&mut seed).map_err(|e| ApiError::internal(&e))?;
    let mut rng = Pcg64Mcg::from_seed(seed);
    let drawn = rand::seq::index::sample(&mut rng, well_known.len(), count.min(well_known.len()));
    Ok(drawn.into_iter().map(|at| well_known[at]).collect())
}

fn check_length(n_ratings: usize) -> Result<(), ApiError> {
    if n_ratings == 0 {
        return Err(ApiError::new(ProblemCode::NoRatings, "the list is empty; rate at least one movie"));
    }
    check_count("the list", n_ratings)
}

fn unknown_titles(titles: &[String]) -> ApiError {
    let named = titles[..titles.len().min(MAX_NAMED)].join(", ");
    let more = match titles.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        n_more => format!(" and {n_more} more"),
    };
    let detail = format!("there is no movie with the title {named}{more}");
    ApiError::new(ProblemCode::UnknownMovie, detail)
}

/// At most 80 characters of what was sent.
fn shortened(title: &str) -> String {
    title.chars().take(80).collect()
}
