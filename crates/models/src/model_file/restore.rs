//! Checked arrays into models: one function per kind.

use super::error::ModelFault;
use super::read::Tensors;
use crate::blend::BlendModel;
use crate::ease::{EaseModel, Learned as EaseLearned, Weights};
use crate::ials::{IalsModel, Learned as IalsLearned};
use crate::kmeans::{KMeansModel, Learned};
use crate::naive::{NaiveKMeansModel, NaiveUserKnnModel};
use crate::popularity::PopularityModel;
use crate::stars::{Kept as StarsKept, StarsModel, is_covariance};
use crate::user_knn::UserKnnModel;
use crate::{
    AlgorithmParams, BlendParams, EaseParams, IalsParams, KMeansParams, Model, NaiveKMeansParams,
    PopularityParams, StarsParams,
};
use bytemuck::allocation::cast_vec;
use cinephile_data::Interactions;

/// No centre's value is larger: stars reach 5, taste weights of directions 1.
const MAX_CENTRE: f32 = 5.0;

/// No item-item weight of a matrix that could be inverted is larger.
const MAX_WEIGHT: f32 = 1e9;

/// No factor of ratings that could be fitted is larger.
const MAX_FACTOR: f32 = 1e6;

/// No bias, factor, variance or width of `stars` is larger, and no variance of a user smaller.
const MAX_FACT: f32 = 1e4;
const MIN_VARIANCE: f32 = 1e-6;

/// Sums of stars may lie above 5 times their count by rounding, but not by more.
const ROUNDING: f32 = 1.0 + 1e-3;

/// The model of `params` over `n_items` items.
pub(super) fn restore(
    params: AlgorithmParams,
    n_items: usize,
    tensors: &Tensors<'_>,
) -> Result<Box<dyn Model>, ModelFault> {
    Ok(match params {
        AlgorithmParams::Popularity(params) => Box::new(popularity(params, n_items, tensors)?),
        AlgorithmParams::KMeans(params) => Box::new(kmeans(params, n_items, tensors)?),
        AlgorithmParams::UserKnn(params) => Box::new(UserKnnModel::new(params, matrix(n_items, tensors)?)),
        AlgorithmParams::Ease(params) => Box::new(ease(params, n_items, tensors)?),
        AlgorithmParams::Ials(params) => Box::new(ials(params, n_items, tensors)?),
        AlgorithmParams::Blend(params) => Box::new(blend(params, n_items, tensors)?),
        AlgorithmParams::Stars(params) => Box::new(stars(params, n_items, tensors)?),
        AlgorithmParams::NaiveKMeans(params) => Box::new(naive_kmeans(params, n_items, tensors)?),
        AlgorithmParams::NaiveUserKnn(params) => {
            Box::new(NaiveUserKnnModel::new(params, matrix(n_items, tensors)?))
        }
    })
}

fn popularity(
    params: PopularityParams,
    n_items: usize,
    tensors: &Tensors<'_>,
) -> Result<PopularityModel, ModelFault> {
    let n_ratings = tensors.counts("n_ratings", &[n_items], u32::MAX)?;
    let mean_stars = tensors.floats("mean_stars", &[n_items], 0.0..=5.0)?;
    Ok(PopularityModel::new(params, n_ratings, mean_stars))
}

fn kmeans(params: KMeansParams, n_items: usize, tensors: &Tensors<'_>) -> Result<KMeansModel, ModelFault> {
    let n_members = members(tensors)?;
    let table = [n_members.len(), n_items];
    let facts = tensors.floats("facts", &[2], 0.0..=f32::MAX)?;
    let centres = tensors.floats("centres", &table, -MAX_CENTRE..=MAX_CENTRE)?;
    let n_ratings = tensors.counts("n_ratings", &table, u32::MAX)?;
    let star_sums = tensors.floats("star_sums", &table, 0.0..=f32::MAX)?;
    if !(0.5..=5.0).contains(&facts[0]) {
        return Err(ModelFault::tensor("facts", format!("mean of {} stars, outside 0.5..=5", facts[0])));
    }
    for (cell, (&n, &sum)) in n_ratings.iter().zip(&star_sums).enumerate() {
        if n > n_members[cell / n_items] {
            let reason = format!("{n} ratings at {cell} by a group of {}", n_members[cell / n_items]);
            return Err(ModelFault::tensor("n_ratings", reason));
        }
        if sum > 5.0 * crate::taste::count(n as usize) * ROUNDING {
            return Err(ModelFault::tensor("star_sums", format!("{sum} stars at {cell} in {n} ratings")));
        }
    }
    let facts = [facts[0], facts[1]];
    Ok(KMeansModel::from_learned(
        params,
        Learned { n_items, n_members, centres, n_ratings, star_sums, facts },
    ))
}

fn ease(params: EaseParams, n_items: usize, tensors: &Tensors<'_>) -> Result<EaseModel, ModelFault> {
    let n_ratings = tensors.counts("n_ratings", &[n_items], u32::MAX)?;
    let mean_stars = tensors.floats("mean_stars", &[n_items], 0.0..=5.0)?;
    let n_rated = n_ratings.iter().filter(|n| **n > 0).count();
    let everybody = tensors.floats("everybody", &[n_rated], -MAX_CENTRE..=1.0)?;
    let weights = if params.sparse_mb.is_some() {
        sparse_weights(n_rated, tensors)?
    } else {
        Weights::Dense(tensors.floats_in_place("weights", &[n_rated, n_rated], -MAX_WEIGHT..=MAX_WEIGHT)?)
    };
    Ok(EaseModel::new(params, EaseLearned { n_ratings, mean_stars, everybody, weights }))
}

fn ials(params: IalsParams, n_items: usize, tensors: &Tensors<'_>) -> Result<IalsModel, ModelFault> {
    let n_ratings = tensors.counts("n_ratings", &[n_items], u32::MAX)?;
    let mean_stars = tensors.floats("mean_stars", &[n_items], 0.0..=5.0)?;
    let everybody = tensors.floats("everybody", &[n_items], -MAX_CENTRE..=ROUNDING)?;
    let shape = [n_items, params.n_factors as usize];
    let vectors = tensors.floats_in_place("vectors", &shape, -MAX_FACTOR..=MAX_FACTOR)?;
    Ok(IalsModel::new(params, IalsLearned { n_ratings, mean_stars, everybody, vectors }))
}

fn blend(params: BlendParams, n_items: usize, tensors: &Tensors<'_>) -> Result<BlendModel, ModelFault> {
    let ials_share = tensors.floats("ials_share", &[1], 0.0..=1.0)?[0];
    let ease = ease(params.ease.clone(), n_items, &tensors.under("ease"))?;
    let ials = ials(params.ials.clone(), n_items, &tensors.under("ials"))?;
    let of_stars = tensors.under("stars");
    if of_stars.is_empty() {
        // The first of these files had no such part, and their models held nothing back.
        return Ok(BlendModel::new(BlendParams { caution: 0.0, ..params }, ease, ials, None, ials_share));
    }
    let stars = stars(params.stars.clone(), n_items, &of_stars)?;
    Ok(BlendModel::new(params, ease, ials, Some(stars), ials_share))
}

fn stars(params: StarsParams, n_items: usize, tensors: &Tensors<'_>) -> Result<StarsModel, ModelFault> {
    let dim = params.n_factors as usize + 1;
    let packed = dim * (dim + 1) / 2;
    let facts = tensors.floats("facts", &[3], 0.0..=MAX_FACT)?;
    let facts = [facts[0], facts[1], facts[2]];
    if !(0.5..=5.0).contains(&facts[0]) || facts[1] <= 0.0 {
        let reason =
            format!("mean of {} stars, noise {}: outside 0.5..=5 or not above 0", facts[0], facts[1]);
        return Err(ModelFault::tensor("facts", reason));
    }
    let user_variance = tensors.floats("user_variance", &[dim], MIN_VARIANCE..=MAX_FACT)?;
    let item_means = tensors.floats("item_means", &[n_items + 1, dim], -MAX_FACT..=MAX_FACT)?;
    let item_covs = tensors.floats("item_covs", &[n_items + 1, packed], -MAX_FACT..=MAX_FACT)?;
    if let Some(row) = item_covs.chunks_exact(packed).position(|cov| !is_covariance(cov, dim)) {
        return Err(ModelFault::tensor("item_covs", format!("row {row} is not a covariance")));
    }
    let n_ratings = tensors.counts("n_ratings", &[n_items], u32::MAX)?;
    let mean_stars = tensors.floats("mean_stars", &[n_items], 0.0..=5.0)?;
    let kept = StarsKept { facts, user_variance, item_means, item_covs, n_ratings, mean_stars };
    Ok(StarsModel::new(params, kept))
}

/// Square weights of `n` rows in sparse form.
fn sparse_weights(n: usize, tensors: &Tensors<'_>) -> Result<Weights, ModelFault> {
    let starts = tensors.row_starts("indptr")?;
    let n_weights = tensors.first_extent("columns")?;
    let columns = tensors.counts_in_place("columns", &[n_weights], u32::MAX)?;
    let values = tensors.floats_in_place("weights", &[n_weights], -MAX_WEIGHT..=MAX_WEIGHT)?;
    let whole = starts.len() == n + 1 && starts[0] == 0 && starts[n] == n_weights;
    if !whole || starts.windows(2).any(|pair| pair[0] > pair[1]) {
        let reason = format!("row starts must be {}, begin at 0, never fall and end at {n_weights}", n + 1);
        return Err(ModelFault::tensor("indptr", reason));
    }
    for (row, ends) in starts.windows(2).enumerate() {
        let columns = &columns[ends[0]..ends[1]];
        let rise = columns.windows(2).all(|pair| pair[0] < pair[1]);
        if !rise || columns.last().is_some_and(|&last| last as usize >= n) {
            let reason = format!("columns of row {row} must rise strictly and stay below {n}");
            return Err(ModelFault::tensor("columns", reason));
        }
    }
    Ok(Weights::Sparse { starts, columns, values })
}

fn naive_kmeans(
    params: NaiveKMeansParams,
    n_items: usize,
    tensors: &Tensors<'_>,
) -> Result<NaiveKMeansModel, ModelFault> {
    let n_members = members(tensors)?;
    let table = [n_members.len(), n_items];
    let centres = tensors.floats("centres", &table, -MAX_CENTRE..=MAX_CENTRE)?;
    let n_ratings = tensors.counts("n_ratings", &table, u32::MAX)?;
    let means = tensors.floats("means", &table, 0.0..=5.0)?;
    Ok(NaiveKMeansModel::new(params, n_items, n_members, centres, n_ratings, means))
}

/// The sizes of the groups: at least one group, none of them empty.
fn members(tensors: &Tensors<'_>) -> Result<Vec<u32>, ModelFault> {
    let n_members = tensors.counts("n_members", &[tensors.first_extent("n_members")?], u32::MAX)?;
    if n_members.is_empty() || n_members.contains(&0) {
        return Err(ModelFault::tensor("n_members", "there must be at least one group, and none empty"));
    }
    Ok(n_members)
}

/// A ratings matrix with at least one rating.
fn matrix(n_items: usize, tensors: &Tensors<'_>) -> Result<Interactions, ModelFault> {
    let indptr = tensors.row_starts("indptr")?;
    let n_ratings = tensors.first_extent("items")?;
    if n_ratings == 0 {
        return Err(ModelFault::tensor("items", "holds no rating"));
    }
    let items = tensors.counts("items", &[n_ratings], u32::MAX)?;
    let stars = tensors.floats("stars", &[n_ratings], 0.5..=5.0)?;
    let n_items = u32::try_from(n_items).unwrap_or(u32::MAX);
    Interactions::from_parts(n_items, indptr, cast_vec(items), stars)
        .map_err(|e| ModelFault::tensor("items", e.to_string()))
}
