//! Movies: search and browse, and one by its id.

use crate::browsing::{MAX_FOUND, MovieCursor, MovieOrder};
use crate::checks::parse_limit;
use crate::config::{MAX_LIST, MAX_QUERY_CHARS};
use crate::error::ApiError;
use crate::extract::{MovieIdPath, Object, Query};
use crate::responses::{AnyProblem, BadRequest, MovieNotFound, Unavailable, Unprocessable};
use crate::snapshot::Snapshot;
use crate::state::Ready;
use crate::types::{Movie, MoviePage, ProblemCode, YearRange};
use crate::wishes::Wishes;
use axum::Json;
use cinephile_data::ItemIdx;
use serde::Deserialize;
use utoipa::IntoParams;

const DEFAULT_LIMIT: u32 = 20;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MovieQuery {
    /// What to look for in titles: at most 80 characters; typos, prefixes, accents and articles are forgiven. All
    /// movies when empty or left out. A search finds at most 1,000 movies.
    #[serde(default)]
    #[param(required = false, max_length = 80, example = "matrix the")]
    query: String,
    /// Only movies of any of these genres, with commas between, upper and lower case alike; at most 50.
    #[serde(default)]
    #[param(required = false, example = "Action,Sci-Fi")]
    genres: String,
    /// Only movies of this year or later.
    #[param(value_type = u16, required = false, nullable = false, example = 1990)]
    year_from: Option<String>,
    /// Only movies of this year or before.
    #[param(value_type = u16, required = false, nullable = false, example = 1999)]
    year_to: Option<String>,
    /// `popularity` (most ratings first), `title`, `year` (newest first) or `stars` (highest damped mean first). Left
    /// out: a search gives the best match first, and all movies come by popularity.
    #[param(required = false, nullable = false, example = "popularity")]
    sort: Option<String>,
    /// How many movies at most.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<String>,
    /// The `next_cursor` of the page before, with everything else as it was but `limit`.
    #[param(required = false, nullable = false)]
    cursor: Option<String>,
}

/// Search and browse movies
///
/// By title, genres and years, in pages. With a query the best match first, without one the best-known movies.
#[utoipa::path(
    get, path = "/api/v1/movies", operation_id = "search_movies", tag = "movies", params(MovieQuery),
    responses((status = 200, body = MoviePage, description = "A page of the movies found, perhaps none."),
              BadRequest, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn search_movies(
    Ready(snapshot): Ready,
    Query(asked): Query<MovieQuery>,
) -> Result<Json<MoviePage>, ApiError> {
    let limit = parse_limit(asked.limit.as_deref(), DEFAULT_LIMIT, MAX_LIST)?;
    let sort = asked.sort.as_deref().map(parse_order).transpose()?;
    let wishes = asked.wishes(&snapshot)?;
    let query = asked.checked_query()?;
    let cursor = asked.question();
    let last = asked.cursor.as_deref().map(|text| asked.last_item(&cursor, text, &snapshot)).transpose()?;
    // One more than is shown, to know whether there is a next page.
    let mut items = if query.is_empty() {
        let behind = snapshot.orders().behind(sort.unwrap_or(MovieOrder::Popularity), last);
        filtered(behind, &wishes, &snapshot).take(limit + 1).collect()
    } else {
        let mut found = snapshot.search(query, MAX_FOUND);
        if let Some(order) = sort {
            snapshot.orders().sort(order, &mut found);
        }
        let behind = asked.behind(&found, last)?;
        filtered(behind, &wishes, &snapshot).take(limit + 1).collect::<Vec<_>>()
    };
    let has_more = items.len() > limit;
    items.truncate(limit);
    let end = items.last().filter(|_| has_more).map(|&item| cursor.write(snapshot.movie(item).id));
    Ok(Json(MoviePage { movies: snapshot.describe_all(&items), next_cursor: end }))
}

impl MovieQuery {
    fn checked_query(&self) -> Result<&str, ApiError> {
        let n_chars = self.query.chars().count();
        if n_chars > MAX_QUERY_CHARS {
            let detail = format!("query has {n_chars} characters; at most {MAX_QUERY_CHARS} are taken");
            return Err(ApiError::new(ProblemCode::QueryTooLong, detail).at("query"));
        }
        Ok(self.query.trim())
    }

    /// What may be in the list.
    fn wishes(&self, snapshot: &Snapshot) -> Result<Wishes, ApiError> {
        let genres = self.genres.split(',').map(str::trim).filter(|genre| !genre.is_empty());
        let genres: Vec<String> = genres.map(str::to_owned).collect();
        let from = parse_year("year_from", self.year_from.as_deref())?;
        let to = parse_year("year_to", self.year_to.as_deref())?;
        if let (Some(first), Some(last)) = (from, to)
            && first > last
        {
            let detail = format!("year_from is {first}; it must not be after year_to, which is {last}");
            return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at("year_from"));
        }
        let years = (from.is_some() || to.is_some()).then_some(Object(YearRange { from, to }));
        Wishes::default().of_genres(&genres, snapshot)?.of_years(years.as_ref())
    }

    /// What a cursor belongs to: everything but the page's length.
    fn question(&self) -> MovieCursor {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let (from, to, sort) = (text(&self.year_from), text(&self.year_to), text(&self.sort));
        MovieCursor::of_question(&[self.query.trim(), &self.genres, &from, &to, &sort])
    }

    fn last_item(&self, cursor: &MovieCursor, text: &str, snapshot: &Snapshot) -> Result<ItemIdx, ApiError> {
        snapshot.find_item(cursor.read(text)?).ok_or_else(|| MovieCursor::outdated(text))
    }

    /// What was found, from behind the last movie on.
    fn behind<'a>(&self, found: &'a [ItemIdx], last: Option<ItemIdx>) -> Result<&'a [ItemIdx], ApiError> {
        let Some(last) = last else { return Ok(found) };
        let place = found.iter().position(|&item| item == last);
        let place = place.ok_or_else(|| MovieCursor::outdated(self.cursor.as_deref().unwrap_or_default()))?;
        Ok(&found[place + 1..])
    }
}

fn filtered<'a>(
    items: &'a [ItemIdx],
    wishes: &'a Wishes,
    snapshot: &'a Snapshot,
) -> impl Iterator<Item = ItemIdx> + 'a {
    let all = wishes.lets_all_pass();
    items.iter().copied().filter(move |&item| all || wishes.passes(item, snapshot))
}

fn parse_order(text: &str) -> Result<MovieOrder, ApiError> {
    MovieOrder::ALL.into_iter().find(|order| order.name() == text).ok_or_else(|| {
        let known = MovieOrder::ALL.map(MovieOrder::name).join(", ");
        ApiError::invalid_field("sort", format!("sort is `{text}`; it must be one of {known}"))
    })
}

fn parse_year(field: &str, text: Option<&str>) -> Result<Option<u16>, ApiError> {
    let year = |text: &str| {
        let detail = format!("{field} is `{text}`; it must be a year from 0 to 9999");
        let year = text.parse().ok().filter(|year| *year <= 9999);
        year.ok_or_else(|| ApiError::new(ProblemCode::ValueOutOfRange, detail).at(field))
    };
    text.map(year).transpose()
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
