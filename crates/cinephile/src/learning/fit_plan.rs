//! What is to be fitted, with which parameters, and where it is published.

use crate::params;
use anyhow::{Result, bail};
use cinephile_data::Interactions;
use cinephile_models::{Algorithm, AlgorithmParams};
use cinephile_publish::PublicationStore;
use std::collections::BTreeMap;

/// Everything that decides what the next publication holds.
#[derive(Debug, Clone)]
pub(crate) struct FitPlan {
    /// The algorithms to serve, in the order in which they are shown.
    pub(crate) algorithms: Vec<Algorithm>,
    /// The algorithm for requests that name none.
    pub(crate) default_algorithm: Algorithm,
    /// Parameters that replace the defaults.
    pub(crate) params: BTreeMap<Algorithm, AlgorithmParams>,
    /// Seed for the models' random choices; `None` keeps the seed of each model's defaults.
    pub(crate) seed: Option<u64>,
    /// The condition for publishing.
    pub(crate) gate: Gate,
    /// The folder of publications.
    pub(crate) publications: PublicationStore,
    /// How many publications to keep.
    pub(crate) keep: usize,
}

/// The condition for publishing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Gate {
    /// The figure may fall below the current one by at most this share.
    Margin {
        /// `0..1`.
        margin: f64,
        /// Draws the held-out people.
        seed: u32,
    },
    /// Nothing is measured.
    Off,
}

impl FitPlan {
    /// Checks what can be checked before any work.
    pub(crate) fn check(&self) -> Result<()> {
        if !self.algorithms.contains(&self.default_algorithm) {
            bail!("the default algorithm `{}` is not among the algorithms to fit", self.default_algorithm);
        }
        Ok(())
    }

    /// The parameters to fit an algorithm with.
    pub(super) fn params(&self, algorithm: Algorithm, train: &Interactions) -> AlgorithmParams {
        let given = self.params.get(&algorithm).cloned();
        let params = given.unwrap_or_else(|| params::default_within_memory(algorithm, train));
        match self.seed {
            Some(seed) => params.with_seed(seed),
            None => params,
        }
    }
}
