//! The handlers of the original's three endpoints.

use super::error::OriginalError;
use super::input::{IdRating, TitleRating};
use super::output::{ClusterMovies, ClusterPick, CollabMovie, RandomMovie, RandomMovies};
use super::read::{AnyJsonList, RandomQuery, check_by_id, check_by_title, recommend, sample};
use crate::error::ApiError;
use crate::http::{CurrentSnapshot, Origin};
use crate::limits::Client;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

/// The number of movies that `/getrecomcollab` returns.
const COLLAB_ROWS: usize = 4;
/// The number of movies that `/getrecom` returns.
const CLUSTER_ROWS: usize = 5;

/// Get movies to rate
///
/// Well-known movies, different ones at each call.
#[utoipa::path(
    get, path = "/getrandom", operation_id = "get_random_movies", tag = "original", params(RandomQuery),
    responses((status = 200, body = RandomMovies, description = "Movies to rate."),
              (status = "4XX", body = OriginalError, description = "The request is invalid."),
              (status = 503, body = OriginalError, description = "Data and models are still being loaded."))
)]
pub(crate) async fn get_random_movies(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    origin: Origin,
    query: RandomQuery,
) -> Result<impl IntoResponse, ApiError> {
    let movies = sample(&snapshot.movies, query.count)?.into_iter().map(|item| {
        let movie = snapshot.movies.get(item);
        RandomMovie {
            movie_id: movie.id.to_string(),
            title: movie.title.clone(),
            actual: movie.source_title.clone(),
            imageurl: origin.poster(movie.id, &snapshot.movies),
        }
    });
    // Others are drawn the next time, and addresses of posters may follow what the client says about the host.
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(RandomMovies { ids: movies.collect() })))
}

/// Recommend by collaborative filtering
///
/// Takes ratings by title. Returns 4 movies, recommended by `user-knn`.
#[utoipa::path(
    post, path = "/getrecomcollab", operation_id = "recommend_by_titles", tag = "original",
    request_body = Vec<TitleRating>,
    responses((status = 200, body = Vec<CollabMovie>, description = "Recommendations, best first."),
              (status = "4XX", body = OriginalError, description = "The request is invalid."),
              (status = 503, body = OriginalError, description = "Data and models are still being loaded."))
)]
pub(crate) async fn recommend_by_titles(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    client: Client,
    origin: Origin,
    AnyJsonList(ratings): AnyJsonList<TitleRating>,
) -> Result<Json<Vec<CollabMovie>>, ApiError> {
    let history = check_by_title(&ratings, &snapshot.movies)?;
    let items = recommend(&app, client, &snapshot, "user-knn", history, COLLAB_ROWS).await?;
    let rows = items.into_iter().map(|item| {
        let movie = snapshot.movies.get(item);
        CollabMovie {
            movie_id: movie.id.0,
            title: movie.title.clone(),
            imageurl: origin.poster(movie.id, &snapshot.movies),
            year: movie.year.map(|year| year.to_string()).unwrap_or_default(),
        }
    });
    Ok(Json(rows.collect()))
}

/// Recommend by taste group
///
/// Takes ratings by id. Returns 5 movies, recommended by `kmeans`.
#[utoipa::path(
    post, path = "/getrecom", operation_id = "recommend_by_ids", tag = "original",
    request_body = Vec<IdRating>,
    responses((status = 200, body = ClusterMovies, description = "Recommendations, best first."),
              (status = "4XX", body = OriginalError, description = "The request is invalid."),
              (status = 503, body = OriginalError, description = "Data and models are still being loaded."))
)]
pub(crate) async fn recommend_by_ids(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    client: Client,
    origin: Origin,
    AnyJsonList(ratings): AnyJsonList<IdRating>,
) -> Result<Json<ClusterMovies>, ApiError> {
    let history = check_by_id(&ratings, &snapshot.movies)?;
    let items = recommend(&app, client, &snapshot, "kmeans", history, CLUSTER_ROWS).await?;
    let rows = items.into_iter().map(|item| {
        let movie = snapshot.movies.get(item);
        ClusterPick { title: movie.title.clone(), imageurl: origin.poster(movie.id, &snapshot.movies) }
    });
    Ok(Json(ClusterMovies { results: rows.collect() }))
}
