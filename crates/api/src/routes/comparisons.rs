//! Comparisons: two algorithms on the same ratings, nothing stored.

use super::describe::describe_entry;
use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::bounds::LIST_BODY_BYTES;
use crate::checks::check_visitor;
use crate::error::ApiError;
use crate::extract::Json;
use crate::http::CurrentSnapshot;
use crate::limits::Client;
use crate::lists::{ListEntry, ListRequest, ListTask, cost};
use crate::serving::{Models, Movies, ServedModel};
use crate::state::AppState;
use crate::types::{ComparedList, ComparedMovie, Comparison, ComparisonRequest, Overlap, ProblemCode};
use axum::extract::State;
use cinephile_data::ItemIdx;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Compare two algorithms
///
/// Takes what a visitor said about movies and asks two algorithms. Returns both lists, the movies they share, the movies that only one of
/// them has, and the rank that the other algorithm gives each movie. Nothing is stored.
#[utoipa::path(
    post, path = "/api/v1/comparisons", operation_id = "create_comparison", tag = "recommendations",
    request_body = ComparisonRequest,
    responses((status = 200, body = Comparison, description = "Both lists, best first, and their overlap."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn create_comparison(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    client: Client,
    Json(request): Json<ComparisonRequest, LIST_BODY_BYTES>,
) -> Result<axum::Json<Comparison>, ApiError> {
    let [first, second] = check_algorithms(&request.algorithms, &snapshot.models)?;
    let taste = check_visitor(&request.visitor(), &snapshot.movies)?;
    let list = ListRequest::checked(&request.list(), first, &snapshot)?;
    let (limit, unknown_ids) = (list.k, list.options.unknown());
    let cost = cost::comparison(taste.as_history().len(), limit) + cost::chosen(list.options.n_chosen());
    app.charge(client, cost)?;
    let by_second = ListTask { request: list.to_model(second), taste: taste.clone() };
    let by_first = ListTask { request: list, taste };
    let (first_list, first_ranks) = make_list(&app, client, by_first).await?;
    let (second_list, second_ranks) = make_list(&app, client, by_second).await?;
    let overlap = overlap(&first_list, &second_list, &snapshot.movies);
    let lists = vec![
        describe_list(first, first_list, &second_ranks, limit, &snapshot.movies)?,
        describe_list(second, second_list, &first_ranks, limit, &snapshot.movies)?,
    ];
    Ok(axum::Json(Comparison { lists, overlap, unknown_ids }))
}

/// Two different models.
fn check_algorithms<'a>(names: &[String], models: &'a Models) -> Result<[&'a Arc<ServedModel>; 2], ApiError> {
    let [first, second] = names else {
        let detail = format!("algorithms has {} entries; it must have two", names.len());
        return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at("algorithms"));
    };
    let find =
        |i: usize, name: &str| models.find(Some(name)).map_err(|error| error.at(format!("algorithms[{i}]")));
    let found = [find(0, first)?, find(1, second)?];
    if first == second {
        let detail = format!("algorithms[1] is `{second}`, like the first; name two different algorithms");
        return Err(ApiError::invalid_field("algorithms[1]", detail));
    }
    Ok(found)
}

/// The rank, from 1, of each of a model's best movies.
type Ranks = BTreeMap<ItemIdx, u32>;

async fn make_list(
    app: &AppState,
    client: Client,
    task: ListTask,
) -> Result<(Vec<ListEntry>, Ranks), ApiError> {
    let (model, cost) = (Arc::clone(&task.request.model), task.cost());
    let work = app.scoring().run(client, cost, move |wanted| task.make_with_ranks(wanted));
    app.metrics().models().time_list(&model.algorithm, work).await
}

fn describe_list(
    model: &ServedModel,
    list: Vec<ListEntry>,
    other_ranks: &Ranks,
    limit: usize,
    movies: &Movies,
) -> Result<ComparedList, ApiError> {
    let mut only_here = Vec::new();
    let mut recommendations = Vec::with_capacity(limit);
    for (rank, entry) in (1..).zip(list) {
        let item = entry.found.item;
        let rank_in_other = other_ranks.get(&item).copied();
        if rank_in_other.is_none_or(|other| other as usize > limit) {
            only_here.push(movies.get(item).id.0);
        }
        let recommendation = describe_entry(rank, entry, movies)?;
        recommendations.push(ComparedMovie { recommendation, rank_in_other });
    }
    Ok(ComparedList { algorithm: model.algorithm.clone(), recommendations, only_here })
}

/// The movies that both lists have in common.
fn overlap(first: &[ListEntry], second: &[ListEntry], movies: &Movies) -> Overlap {
    let in_second: BTreeSet<ItemIdx> = second.iter().map(|entry| entry.found.item).collect();
    let shared = first.iter().map(|entry| entry.found.item).filter(|item| in_second.contains(item));
    let movie_ids: Vec<u32> = shared.map(|item| movies.get(item).id.0).collect();
    let n_shared = movie_ids.len();
    let n_either = first.len() + second.len() - n_shared;
    let share = if n_either == 0 { 0.0 } else { n_shared as f64 / n_either as f64 };
    Overlap { movie_ids, n_shared, share }
}
