//! Checks that several routes share: ids, stars, limits, lists of ratings.

use crate::bounds::{MAX_ID_CHARS, MAX_RATINGS};
use crate::error::ApiError;
use crate::serving::Movies;
use crate::types::{ProblemCode, RatingInput};
use cinephile_data::{ItemId, ItemIdx, OwnedHistory, Stars};

/// Stars as a rating has them.
///
/// # Errors
/// `stars_out_of_range`, naming `field`.
pub(crate) fn check_stars(field: &str, stars: f64) -> Result<Stars, ApiError> {
    half_stars(stars).ok_or_else(|| {
        let detail = format!("{field} is {stars}; it must be one of 0.5, 1.0, ... 5.0");
        ApiError::new(ProblemCode::StarsOutOfRange, detail).at(field)
    })
}

fn half_stars(stars: f64) -> Option<Stars> {
    (1..=10u8).find(|&half| f64::from(half) / 2.0 == stars).and_then(Stars::from_half_stars)
}

/// A limit of `1..=max`.
///
/// # Errors
/// `limit_out_of_range`.
pub(crate) fn check_limit(limit: u32, max: u32) -> Result<usize, ApiError> {
    if (1..=max).contains(&limit) {
        Ok(limit as usize)
    } else {
        Err(ApiError::limit_out_of_range(&limit, max))
    }
}

/// A limit as a query writes it; `default` if it is omitted.
///
/// # Errors
/// `limit_out_of_range`, also if it is not a number.
pub(crate) fn parse_limit(limit: Option<&str>, default: u32, max: u32) -> Result<usize, ApiError> {
    let Some(text) = limit else { return check_limit(default, max) };
    let limit = text.parse().map_err(|_| ApiError::limit_out_of_range(&format_args!("`{text}`"), max))?;
    check_limit(limit, max)
}

/// A visitor's ratings as models take them.
///
/// # Errors
/// `no_ratings`, `too_many_ratings`, or what is wrong with the first wrong rating: `stars_out_of_range`,
/// `unknown_movie`, `duplicate_rating`.
pub(crate) fn check_ratings(ratings: &[RatingInput], movies: &Movies) -> Result<OwnedHistory, ApiError> {
    check_ratings_at("ratings", ratings, movies)
}

/// A visitor's ratings as models take them, from the list that `field` names.
///
/// # Errors
/// As [`check_ratings`].
pub(crate) fn check_ratings_at(
    field: &str,
    ratings: &[RatingInput],
    movies: &Movies,
) -> Result<OwnedHistory, ApiError> {
    if ratings.is_empty() {
        let detail = format!("{field} is empty; rate at least one movie");
        return Err(ApiError::new(ProblemCode::NoRatings, detail).at(field));
    }
    check_count(field, ratings.len())?;
    let mut pairs = Vec::with_capacity(ratings.len());
    for (i, rating) in ratings.iter().enumerate() {
        // Fields are named only once something is wrong with them.
        let stars = match half_stars(rating.stars) {
            Some(stars) => stars,
            None => check_stars(&format!("{field}[{i}].stars"), rating.stars)?,
        };
        let item = find_movie(|| format!("{field}[{i}].movie_id"), rating.movie_id, movies)?;
        pairs.push((item, stars.value()));
    }
    let history = OwnedHistory::from_pairs(pairs);
    if history.as_history().len() == ratings.len() { Ok(history) } else { Err(duplicate(field, ratings)) }
}

/// Known movies, rising, without duplicates.
///
/// # Errors
/// `too_many_ratings` or `unknown_movie`.
pub(crate) fn check_ids(field: &str, ids: &[u32], movies: &Movies) -> Result<Vec<ItemIdx>, ApiError> {
    check_count(field, ids.len())?;
    let found = ids.iter().enumerate().map(|(i, &id)| find_movie(|| format!("{field}[{i}]"), id, movies));
    let mut items = found.collect::<Result<Vec<_>, _>>()?;
    items.sort_unstable();
    items.dedup();
    Ok(items)
}

/// Whether a client may use this as an id: short, and the same in every log, table and header.
pub(crate) fn is_plain_id(id: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=MAX_ID_CHARS).contains(&id.len()) && id.chars().all(is_plain)
}

/// At most [`MAX_RATINGS`] entries.
///
/// # Errors
/// `too_many_ratings`.
pub(crate) fn check_count(field: &str, n_entries: usize) -> Result<(), ApiError> {
    if n_entries <= MAX_RATINGS {
        return Ok(());
    }
    let detail = format!("{field} has {n_entries} entries; at most {MAX_RATINGS} are allowed");
    Err(ApiError::new(ProblemCode::TooManyRatings, detail).at(field))
}

fn find_movie(field: impl Fn() -> String, id: u32, movies: &Movies) -> Result<ItemIdx, ApiError> {
    movies.find(ItemId(id)).ok_or_else(|| ApiError::unknown_movie(&field(), id))
}

/// The first rating whose movie came before.
fn duplicate(field: &str, ratings: &[RatingInput]) -> ApiError {
    let mut seen = std::collections::HashSet::new();
    let again = ratings.iter().enumerate().find(|(_, rating)| !seen.insert(rating.movie_id));
    let (i, id) = again.map_or((0, 0), |(i, rating)| (i, rating.movie_id));
    let field = format!("{field}[{i}].movie_id");
    let detail = format!("{field} is {id}, which the same list already rates; rate each movie once");
    ApiError::new(ProblemCode::DuplicateRating, detail).at(field)
}
