//! Movies: search, browse, and one by its id.

use super::responses::{AnyProblem, BadRequest, MovieNotFound, Unavailable, Unprocessable};
use crate::bounds::{DEFAULT_LIST, MAX_FOUND, MAX_LIST, MAX_OTHER_IDS, MAX_QUERY_CHARS};
use crate::checks::parse_limit;
use crate::error::ApiError;
use crate::extract::{MovieIdPath, Query};
use crate::http::CurrentSnapshot;
use crate::lists::ListOptions;
use crate::paging::MovieCursor;
use crate::serving::{MovieOrder, Movies, OtherService};
use crate::types::{ListFields, Movie, MoviePage, ProblemCode, YearRange};
use axum::Json;
use cinephile_data::ItemIdx;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MovieQuery {
    /// Text to search for in titles, at most 80 characters. Typos, prefixes, accents and articles are tolerated. All movies if
    /// empty or omitted. A search finds at most 1,000 movies.
    #[serde(default)]
    #[param(required = false, max_length = 80, example = "matrix the")]
    query: String,
    /// Only movies with at least one of these genres, separated by commas, in upper or lower case; at most 50.
    #[serde(default)]
    #[param(required = false, example = "Action,Sci-Fi")]
    genres: String,
    /// Only movies from this year or later.
    #[param(value_type = u16, required = false, nullable = false, example = 1990)]
    year_from: Option<String>,
    /// Only movies from this year or earlier.
    #[param(value_type = u16, required = false, nullable = false, example = 1999)]
    year_to: Option<String>,
    /// Only movies with one of these IMDb ids (`tt0113277`, or the number alone), separated by commas; at most 100 together with
    /// `tmdb_id` and `source_id`. Ids that no movie has are passed over.
    #[serde(default)]
    #[param(required = false, example = "tt0113277,tt0114709")]
    imdb_id: String,
    /// Only movies with one of these TMDb ids, separated by commas. With `imdb_id`, movies that have an id of either list.
    #[serde(default)]
    #[param(required = false, example = "949,862")]
    tmdb_id: String,
    /// Only movies with one of these ids of the source data, if ids there are text, separated by commas. Counts among the 100.
    #[serde(default)]
    #[param(required = false, example = "B000067JF3")]
    source_id: String,
    /// `popularity` (most ratings first), `title`, `year` (newest first) or `stars` (highest damped mean first). If omitted, a
    /// search returns the best match first, and all movies are sorted by popularity.
    #[param(required = false, nullable = false, example = "popularity")]
    sort: Option<String>,
    /// The number of movies, at most; 20 if omitted, or 100 with `imdb_id` or `tmdb_id`.
    #[param(value_type = u32, required = false, nullable = false, minimum = 1, maximum = 100, example = 20)]
    limit: Option<String>,
    /// The `next_cursor` of the previous page. All other parameters but `limit` must be the same as for that page.
    #[param(required = false, nullable = false)]
    cursor: Option<String>,
}

/// Search and browse movies
///
/// By title, genres, years, and ids of IMDb and TMDb, in pages: with a query, the best match first; without one, the best-known movies first.
#[utoipa::path(
    get, path = "/api/v1/movies", operation_id = "search_movies", tag = "movies", params(MovieQuery),
    responses((status = 200, body = MoviePage, description = "A page of the movies that were found; it may be empty."),
              BadRequest, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn search_movies(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    Query(asked): Query<MovieQuery>,
) -> Result<Json<MoviePage>, ApiError> {
    let movies = &snapshot.movies;
    let default = if asked.has_other_ids() { MAX_LIST } else { DEFAULT_LIST };
    let limit = parse_limit(asked.limit.as_deref(), default, MAX_LIST)?;
    let items = asked.find(movies, limit + 1)?;
    // One more than is shown was asked for, to know whether there is a next page.
    let shown = &items[..limit.min(items.len())];
    let last = shown.last().filter(|_| items.len() > limit);
    let next_cursor = last.map(|&item| asked.cursors().write(movies.get(item).id));
    Ok(Json(MoviePage { movies: movies.describe_all(shown), next_cursor }))
}

impl MovieQuery {
    /// At most `n` movies of the page that is wanted, and of those after it.
    fn find(&self, movies: &Movies, n: usize) -> Result<Vec<ItemIdx>, ApiError> {
        let order = self.sort.as_deref().map(parse_order).transpose()?;
        let options = self.options(movies)?;
        let query = self.checked_query()?;
        let last = self.cursor.as_deref().map(|text| self.last_item(text, movies)).transpose()?;
        if query.is_empty() {
            let behind = movies.orders().behind(order.unwrap_or(MovieOrder::Popularity), last);
            return Ok(filtered(behind, &options, movies).take(n).collect());
        }
        let mut found = movies.search(query, MAX_FOUND);
        if let Some(order) = order {
            movies.orders().sort(order, &mut found);
        }
        Ok(filtered(self.behind(&found, last)?, &options, movies).take(n).collect())
    }

    fn checked_query(&self) -> Result<&str, ApiError> {
        let n_chars = self.query.chars().count();
        if n_chars > MAX_QUERY_CHARS {
            let detail = format!("query has {n_chars} characters; at most {MAX_QUERY_CHARS} are allowed");
            return Err(ApiError::new(ProblemCode::QueryTooLong, detail).at("query"));
        }
        Ok(self.query.trim())
    }

    /// What passes into the list.
    fn options(&self, movies: &Movies) -> Result<ListOptions, ApiError> {
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
        let years = (from.is_some() || to.is_some()).then_some(YearRange { from, to });
        let fields = ListFields { genres: &genres, years, ..ListFields::default() };
        let mut options = ListOptions::checked(&fields, movies)?;
        if self.has_other_ids() {
            options.only(&self.with_other_ids(movies)?, movies);
        }
        Ok(options)
    }

    fn has_other_ids(&self) -> bool {
        [&self.imdb_id, &self.tmdb_id, &self.source_id].iter().any(|ids| !ids.is_empty())
    }

    /// The movies with any of the ids of `imdb_id`, `tmdb_id` and `source_id`.
    fn with_other_ids(&self, movies: &Movies) -> Result<Vec<ItemIdx>, ApiError> {
        let fields = [("imdb_id", &self.imdb_id), ("tmdb_id", &self.tmdb_id), ("source_id", &self.source_id)];
        let (mut items, mut n_ids) = (Vec::new(), 0);
        for (field, text) in fields {
            for id in text.split(',').map(str::trim).filter(|id| !id.is_empty()) {
                n_ids += 1;
                if n_ids > MAX_OTHER_IDS {
                    let detail =
                        format!("imdb_id, tmdb_id and source_id have more than {MAX_OTHER_IDS} ids together");
                    return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at(field));
                }
                match field {
                    "source_id" => items.extend(movies.find_text_id(id)),
                    "imdb_id" => {
                        items.extend(movies.find_other(OtherService::Imdb, parse_imdb_id(id)?));
                    }
                    _ => items.extend(movies.find_other(OtherService::Tmdb, parse_tmdb_id(id)?)),
                }
            }
        }
        Ok(items)
    }

    /// The cursors of this query: everything but the page's length.
    fn cursors(&self) -> MovieCursor {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let (from, to, sort) = (text(&self.year_from), text(&self.year_to), text(&self.sort));
        let parts = [
            self.query.trim(),
            &self.genres,
            &from,
            &to,
            &sort,
            &self.imdb_id,
            &self.tmdb_id,
            &self.source_id,
        ];
        MovieCursor::of_query(&parts)
    }

    /// The last movie of the previous page, which the cursor `text` names.
    fn last_item(&self, text: &str, movies: &Movies) -> Result<ItemIdx, ApiError> {
        movies.find(self.cursors().read(text)?).ok_or_else(|| MovieCursor::outdated(text))
    }

    /// The movies found that come after the last one of the previous page.
    fn behind<'a>(&self, found: &'a [ItemIdx], last: Option<ItemIdx>) -> Result<&'a [ItemIdx], ApiError> {
        let Some(last) = last else { return Ok(found) };
        let place = found.iter().position(|&item| item == last);
        let place = place.ok_or_else(|| MovieCursor::outdated(self.cursor.as_deref().unwrap_or_default()))?;
        Ok(&found[place + 1..])
    }
}

fn filtered<'a>(
    items: &'a [ItemIdx],
    options: &'a ListOptions,
    movies: &'a Movies,
) -> impl Iterator<Item = ItemIdx> + 'a {
    let all = options.lets_all_pass();
    items.iter().copied().filter(move |&item| all || options.passes(item, movies))
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

/// `tt0113277`, or the number alone.
fn parse_imdb_id(text: &str) -> Result<u32, ApiError> {
    let allowed = "`tt` and a number, such as `tt0113277`";
    parse_other_id("imdb_id", text.strip_prefix("tt").unwrap_or(text), text, allowed)
}

fn parse_tmdb_id(text: &str) -> Result<u32, ApiError> {
    parse_other_id("tmdb_id", text, text, "a whole number, such as `949`")
}

fn parse_other_id(field: &str, number: &str, text: &str, allowed: &str) -> Result<u32, ApiError> {
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|_| is_number).ok_or_else(|| {
        let detail = format!("{field} has `{}`; an id must be {allowed}", shorten(text));
        ApiError::invalid_field(field, detail)
    })
}

/// At most 40 characters of what a client sent.
fn shorten(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Get one movie
#[utoipa::path(
    get, path = "/api/v1/movies/{id}", operation_id = "get_movie", tag = "movies",
    params(("id" = u32, Path, description = "The movie's id.", example = 6)),
    responses((status = 200, body = Movie, description = "The movie."),
              BadRequest, MovieNotFound, Unavailable, AnyProblem)
)]
pub(crate) async fn get_movie(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    MovieIdPath(id): MovieIdPath,
) -> Result<Json<Movie>, ApiError> {
    let item = snapshot.movies.find(id).ok_or_else(|| ApiError::movie_not_found(id.0))?;
    Ok(Json(snapshot.movies.describe(item)))
}
