//! Comparisons: two algorithms on the same ratings, nothing kept.

use super::recommendations::describe;
use crate::checks::{check_limit, check_ratings};
use crate::config::{MAX_LIST, RATINGS_BODY_BYTES};
use crate::error::ApiError;
use crate::extract::Json;
use crate::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::scoring::{Scored, ScoringTask};
use crate::snapshot::{ServedModel, Snapshot};
use crate::state::{AppState, Ready};
use crate::types::{ComparedList, ComparedMovie, Comparison, ComparisonRequest, Overlap, ProblemCode};
use crate::wishes::Wishes;
use axum::extract::State;
use cinephile_data::ItemIdx;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How deep the other algorithm's ranks are told.
const MAX_RANK: usize = 1_000;

/// Compare two algorithms
///
/// Takes a visitor's ratings and asks two algorithms: both lists, what they share, what only one of them saw, and where
/// the other one places each movie. Nothing is kept.
#[utoipa::path(
    post, path = "/api/v1/comparisons", operation_id = "create_comparison", tag = "recommendations",
    request_body = ComparisonRequest,
    responses((status = 200, body = Comparison, description = "Both lists, best first, and their overlap."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn create_comparison(
    Ready(snapshot): Ready,
    State(app): State<AppState>,
    Json(request): Json<ComparisonRequest, RATINGS_BODY_BYTES>,
) -> Result<axum::Json<Comparison>, ApiError> {
    let [first, second] = check_algorithms(&request.algorithms, &snapshot)?;
    let limit = check_limit(request.limit, MAX_LIST)?;
    let first_asked = ask(&app, first, &request, limit, &snapshot).await?;
    let second_asked = ask(&app, second, &request, limit, &snapshot).await?;
    let overlap = overlap(&first_asked.list, &second_asked.list, &snapshot);
    let lists = vec![
        describe_list(first, first_asked.list, &second_asked.ranks, limit, &snapshot)?,
        describe_list(second, second_asked.list, &first_asked.ranks, limit, &snapshot)?,
    ];
    Ok(axum::Json(Comparison { lists, overlap }))
}

/// Two models that are not the same.
fn check_algorithms<'a>(names: &[String], snapshot: &'a Snapshot) -> Result<[&'a ServedModel; 2], ApiError> {
    let [first, second] = names else {
        let detail = format!("algorithms has {} entries; it must have two", names.len());
        return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at("algorithms"));
    };
    let find = |i: usize, name: &str| {
        snapshot.find_model(Some(name)).map_err(|error| error.at(format!("algorithms[{i}]")))
    };
    let models = [find(0, first)?, find(1, second)?];
    if first == second {
        let detail = format!("algorithms[1] is `{second}`, which is the first one too; name two");
        return Err(ApiError::invalid_field("algorithms[1]", detail));
    }
    Ok(models)
}

/// What one model answers.
struct Asked {
    list: Vec<Scored>,
    /// The place, from 1, of each of its best [`MAX_RANK`].
    ranks: BTreeMap<ItemIdx, u32>,
}

async fn ask(
    app: &AppState,
    model: &ServedModel,
    request: &ComparisonRequest,
    limit: usize,
    snapshot: &Arc<Snapshot>,
) -> Result<Asked, ApiError> {
    let task = ScoringTask {
        recommender: Arc::clone(&model.recommender),
        snapshot: Arc::clone(snapshot),
        history: check_ratings(&request.ratings, snapshot)?,
        wishes: Wishes::excluding(&request.exclude, snapshot)?,
        k: MAX_RANK,
        explain: false,
    };
    let work = move || {
        task.ask(|visit| {
            let mut ranked = task.rank(visit)?;
            let ranks = ranked.iter().map(|found| found.item).zip(1..).collect();
            ranked.truncate(limit);
            Ok(Asked { list: task.describe(visit, ranked)?, ranks })
        })
    };
    app.metrics().models().time_list(&model.algorithm, app.scoring().run(work)).await
}

fn describe_list(
    model: &ServedModel,
    list: Vec<Scored>,
    other_ranks: &BTreeMap<ItemIdx, u32>,
    limit: usize,
    snapshot: &Snapshot,
) -> Result<ComparedList, ApiError> {
    let mut only_here = Vec::new();
    let mut recommendations = Vec::with_capacity(limit);
    for (rank, scored) in (1..).zip(list) {
        let item = scored.found.item;
        let rank_in_other = other_ranks.get(&item).copied();
        if rank_in_other.is_none_or(|other| other as usize > limit) {
            only_here.push(snapshot.movie(item).id.0);
        }
        let recommendation = describe(rank, scored, snapshot)?;
        recommendations.push(ComparedMovie { recommendation, rank_in_other });
    }
    Ok(ComparedList { algorithm: model.algorithm.clone(), recommendations, only_here })
}

/// What both lists have in common.
fn overlap(first: &[Scored], second: &[Scored], snapshot: &Snapshot) -> Overlap {
    let in_second: BTreeSet<ItemIdx> = second.iter().map(|scored| scored.found.item).collect();
    let shared = first.iter().map(|scored| scored.found.item).filter(|item| in_second.contains(item));
    let movie_ids: Vec<u32> = shared.map(|item| snapshot.movie(item).id.0).collect();
    let n_shared = movie_ids.len();
    let n_either = first.len() + second.len() - n_shared;
    let share = if n_either == 0 { 0.0 } else { n_shared as f64 / n_either as f64 };
    Overlap { movie_ids, n_shared, share }
}
