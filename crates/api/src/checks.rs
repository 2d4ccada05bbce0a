//! Checks that several routes share: ids, stars, limits, lists of ratings.

use crate::bounds::{MAX_CHOSEN, MAX_DECADES, MAX_GENRES, MAX_ID_CHARS, MAX_RATINGS};
use crate::error::ApiError;
use crate::serving::Movies;
use crate::types::{MovieRef, ProblemCode, RatingInput, VisitorFields};
use cinephile_data::{ItemIdx, OwnedHistory, Stars};
use cinephile_engine::Taste;
use std::collections::HashSet;

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

/// Ratings as models take them.
///
/// # Errors
/// `no_ratings`, `too_many_ratings`, or what is wrong with the first wrong rating: `stars_out_of_range`,
/// `unknown_movie`, `duplicate_rating`.
pub(crate) fn check_ratings(ratings: &[RatingInput], movies: &Movies) -> Result<OwnedHistory, ApiError> {
    if ratings.is_empty() {
        let detail = "ratings is empty; rate at least one movie";
        return Err(ApiError::new(ProblemCode::NoRatings, detail).at("ratings"));
    }
    check_count("ratings", ratings.len())?;
    Ok(OwnedHistory::from_pairs(check_pairs("ratings", ratings, movies)?))
}

/// The ratings of the list that `field` names, each of another movie.
fn check_pairs(
    field: &str,
    ratings: &[RatingInput],
    movies: &Movies,
) -> Result<Vec<(ItemIdx, f32)>, ApiError> {
    let mut pairs = Vec::with_capacity(ratings.len());
    for (i, rating) in ratings.iter().enumerate() {
        // Fields are named only once something is wrong with them.
        let stars = match half_stars(rating.stars) {
            Some(stars) => stars,
            None => check_stars(&format!("{field}[{i}].stars"), rating.stars)?,
        };
        let item = find_movie(|| format!("{field}[{i}].movie_id"), &rating.movie_id, movies)?;
        pairs.push((item, stars.value()));
    }
    match first_duplicate(&pairs) {
        None => Ok(pairs),
        Some(i) => Err(duplicate(field, i, &ratings[i].movie_id)),
    }
}

/// What a visitor said about movies, as models take it.
///
/// # Errors
/// `no_ratings`, `too_many_ratings`, or what is wrong with the first wrong entry: `stars_out_of_range`, `unknown_movie`,
/// `duplicate_rating`.
pub(crate) fn check_visitor(visitor: &VisitorFields<'_>, movies: &Movies) -> Result<Taste, ApiError> {
    check_visitor_at("", visitor, movies)
}

/// What a visitor said about movies, as models take it, from fields whose names begin with `prefix`.
///
/// # Errors
/// As [`check_visitor`].
pub(crate) fn check_visitor_at(
    prefix: &str,
    visitor: &VisitorFields<'_>,
    movies: &Movies,
) -> Result<Taste, ApiError> {
    let VisitorFields { ratings, liked, seen } = *visitor;
    let field = |name: &str| format!("{prefix}{name}");
    let n_entries = ratings.len() + liked.len() + seen.len();
    if n_entries == 0 {
        let detail =
            format!("{} is empty, and so are liked and seen; name at least one movie", field("ratings"));
        return Err(ApiError::new(ProblemCode::NoRatings, detail).at(field("ratings")));
    }
    if n_entries > MAX_RATINGS {
        let fields = format!("{}, liked and seen have {n_entries} entries", field("ratings"));
        let detail = format!("{fields}; together, at most {MAX_RATINGS} are allowed");
        return Err(ApiError::new(ProblemCode::TooManyRatings, detail).at(field("ratings")));
    }
    let rated = check_pairs(&field("ratings"), ratings, movies)?;
    let liked = check_ids(&field("liked"), liked, movies)?;
    let seen = check_ids(&field("seen"), seen, movies)?;
    Ok(Taste::new(rated, &liked, &seen, movies.everybodys_stars()))
}

/// Known movies, rising, without duplicates.
///
/// # Errors
/// `too_many_ratings` or `unknown_movie`.
pub(crate) fn check_ids(field: &str, ids: &[MovieRef], movies: &Movies) -> Result<Vec<ItemIdx>, ApiError> {
    check_count(field, ids.len())?;
    let found = ids.iter().enumerate().map(|(i, id)| find_movie(|| format!("{field}[{i}]"), id, movies));
    let mut items = found.collect::<Result<Vec<_>, _>>()?;
    items.sort_unstable();
    items.dedup();
    Ok(items)
}

/// The movies among `ids`, and how many different ids the loaded data does not have. A list that a program keeps for itself
/// holds such ids, and would be useless if one of them were an error.
///
/// # Errors
/// `too_many_ratings`.
pub(crate) fn find_chosen(
    field: &str,
    ids: &[MovieRef],
    movies: &Movies,
) -> Result<(Vec<ItemIdx>, usize), ApiError> {
    if ids.len() > MAX_CHOSEN {
        let detail = format!("{field} has {} entries; at most {MAX_CHOSEN} are allowed", ids.len());
        return Err(ApiError::new(ProblemCode::TooManyRatings, detail).at(field));
    }
    let (mut found, mut unknown) = (Vec::with_capacity(ids.len()), Vec::new());
    for id in ids {
        match movies.find_ref(id) {
            Some(item) => found.push(item),
            None => unknown.push(id),
        }
    }
    unknown.sort_unstable();
    unknown.dedup();
    Ok((found, unknown.len()))
}

/// The positions of the genres that `field` gives, in upper or lower case, among all genres; in the order in which they are
/// given.
///
/// # Errors
/// `value_out_of_range` if there are too many, or `unknown_genre`.
pub(crate) fn check_genres(field: &str, genres: &[String], movies: &Movies) -> Result<Vec<usize>, ApiError> {
    if genres.len() > MAX_GENRES {
        let detail = format!("{field} has {} entries; at most {MAX_GENRES} are allowed", genres.len());
        return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at(field));
    }
    let all = movies.genres();
    let find = |(i, genre): (usize, &String)| {
        let in_lower_case = genre.to_lowercase();
        let position = all.iter().position(|known| known.to_lowercase() == in_lower_case);
        position.ok_or_else(|| {
            let field = format!("{field}[{i}]");
            let detail = format!("{field} is `{genre}`; it must be one of {}", all.join(", "));
            ApiError::new(ProblemCode::UnknownGenre, detail).at(field)
        })
    };
    genres.iter().enumerate().map(find).collect()
}

/// Decades that movies are of, each by its first year.
///
/// # Errors
/// `value_out_of_range`.
pub(crate) fn check_decades(decades: &[u16], movies: &Movies) -> Result<(), ApiError> {
    let all = movies.decades();
    if decades.len() > MAX_DECADES {
        let detail = format!("decades has {} entries; at most {MAX_DECADES} are allowed", decades.len());
        return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at("decades"));
    }
    match decades.iter().enumerate().find(|(_, decade)| !all.contains(decade)) {
        None => Ok(()),
        Some((i, decade)) => {
            let field = format!("decades[{i}]");
            let known: Vec<String> = all.iter().map(u16::to_string).collect();
            let detail = format!("{field} is {decade}; it must be one of {}", known.join(", "));
            Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at(field))
        }
    }
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

fn find_movie(field: impl Fn() -> String, id: &MovieRef, movies: &Movies) -> Result<ItemIdx, ApiError> {
    movies.find_ref(id).ok_or_else(|| ApiError::unknown_movie(&field(), id))
}

/// The position of the first rating whose movie came before.
fn first_duplicate(pairs: &[(ItemIdx, f32)]) -> Option<usize> {
    let mut rated = HashSet::with_capacity(pairs.len());
    pairs.iter().position(|(item, _)| !rated.insert(*item))
}

fn duplicate(field: &str, i: usize, id: &MovieRef) -> ApiError {
    let field = format!("{field}[{i}].movie_id");
    let detail = format!("{field} is {id}, which the same list already rates; rate each movie once");
    ApiError::new(ProblemCode::DuplicateRating, detail).at(field)
}
