//! Builds the snapshot that answers requests, from loaded models and data.

use crate::loaded_models::LoadedModels;
use anyhow::{Context as _, Result};
use cinephile_api::{Figures, Insights, ServedModel, Snapshot, SnapshotParts};
use cinephile_engine::{MapTrust, ModelRecommender, ServingData, TasteMap};
use std::sync::Arc;

/// What identifies a snapshot to clients.
pub(super) struct Identity {
    pub(super) model_id: String,
    pub(super) created_at_s: i64,
    pub(super) default_algorithm: String,
}

/// Builds the snapshot; `map` and `figures` are shown beside recommendations.
pub(super) fn build_snapshot(
    identity: Identity,
    data: ServingData,
    models: LoadedModels,
    map: Option<(TasteMap, MapTrust)>,
    figures: Figures,
) -> Result<Snapshot> {
    let served = models.scorers.into_iter().map(|(algorithm, scorer)| {
        let recommender = ModelRecommender::with_rules(scorer, Arc::clone(&data.rules));
        ServedModel::new(algorithm.name(), Arc::new(recommender))
    });
    let served = served.collect();
    let parts = SnapshotParts {
        model_id: identity.model_id,
        created_at_s: identity.created_at_s,
        data,
        models: served,
        default_algorithm: identity.default_algorithm,
        stars: models.stars,
        insights: Insights { groups: models.groups, map, figures },
    };
    Snapshot::build(parts).context("the data and the models do not fit together")
}
