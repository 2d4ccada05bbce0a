//! From ratings to a publication: measured, fitted, written, made current.
//!
//! One way for `cinephile fit --publish` and for the fits of a running server. What is measured comes first: models that
//! are refused are not worth the time of fitting.

mod gate;
mod visitors;

pub(crate) use gate::Gate;
pub(crate) use visitors::Visitors;

use crate::insights::{lay_out_map, map_file_name, save_map};
use crate::{data_source, machine, model_cache, rankers};
use anyhow::{Context as _, Result, bail};
use cinephile_data::{Dataset, Interactions};
use cinephile_engine::ServingData;
use cinephile_models::{Algorithm, AlgorithmParams, Model};
use cinephile_publish::{DataSummary, GateReport, Manifest, Shelf};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is to be learned, and where it goes.
#[derive(Debug, Clone)]
pub(crate) struct Course {
    /// What is served, in the order to show it.
    pub(crate) algorithms: Vec<Algorithm>,
    /// What answers when none is named.
    pub(crate) default_algorithm: Algorithm,
    /// Parameters other than the defaults.
    pub(crate) params: BTreeMap<Algorithm, AlgorithmParams>,
    /// Of the models' random choices; the defaults' own if left out.
    pub(crate) seed: Option<u64>,
    /// What must hold before anything is published.
    pub(crate) gate: Gate,
    /// Where publications are.
    pub(crate) shelf: Shelf,
    /// How many publications stay.
    pub(crate) keep: usize,
}

/// How it ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It is current now.
    Published(Box<Manifest>),
    /// It is worse than what is current, by more than the margin.
    Refused(Box<GateReport>),
}

/// Where the work is: `step` of `n_steps`, counted from 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stage<'a> {
    pub(crate) what: &'a str,
    pub(crate) step: usize,
    pub(crate) n_steps: usize,
}

impl Course {
    /// Checks before any work what can be.
    pub(crate) fn check(&self) -> Result<()> {
        if !self.algorithms.contains(&self.default_algorithm) {
            bail!("the default algorithm `{}` is not among those to fit", self.default_algorithm);
        }
        Ok(())
    }

    /// A forgotten `--data` must not put the built-in sample in place of what people rated.
    fn refuse_sample_for_data(&self, base: &Dataset) -> Result<()> {
        let Some(current) = gate::current(self) else { return Ok(()) };
        let published = &current.manifest().data.name;
        if base.name == data_source::SAMPLE && published != data_source::SAMPLE {
            bail!("the built-in sample would take the place of `{published}`; name the data (`--data`)");
        }
        Ok(())
    }

    /// The parameters that an algorithm is fitted with.
    fn params(&self, algorithm: Algorithm, train: &Interactions) -> AlgorithmParams {
        let given = self.params.get(&algorithm).cloned();
        let params = given.unwrap_or_else(|| machine::default_params(algorithm, train));
        match self.seed {
            Some(seed) => params.with_seed(seed),
            None => params,
        }
    }

    /// Learns from `base` and what `visitors` rated, and publishes, unless the gate refuses; `say` hears each stage.
    pub(crate) fn publish(
        &self,
        base: Dataset,
        visitors: Option<&Visitors>,
        say: &dyn Fn(Stage<'_>),
    ) -> Result<Outcome> {
        self.refuse_sample_for_data(&base)?;
        let to_fit = rankers::to_fit(&self.algorithms);
        let n_steps = to_fit.len() + 3;
        let first = match self.gate {
            Gate::Margin { .. } => "measuring quality on held-out people",
            Gate::Off => "publishing unmeasured",
        };
        say(Stage { what: first, step: 1, n_steps });
        let report = gate::measure(self, &base, visitors).context("cannot measure the quality")?;
        if let Some(report) = report.as_ref().filter(|report| !report.is_passed()) {
            return Ok(Outcome::Refused(Box::new(report.clone())));
        }
        let (base_hash, n_profiles) = (base.content_hash.clone(), visitors.map_or(0, Visitors::len));
        let dataset = match visitors {
            Some(visitors) => visitors.join(base).context("cannot add the visitors' ratings")?,
            None => base,
        };
        let summary = DataSummary {
            name: dataset.name.clone(),
            content_hash: dataset.content_hash.clone(),
            base_hash,
            n_users: dataset.interactions.n_users() as u64,
            n_items: dataset.interactions.n_items() as u64,
            n_ratings: dataset.interactions.nnz() as u64,
            n_profiles: n_profiles as u64,
            n_unknown_ratings: visitors.map_or(0, |visitors| visitors.n_unknown),
        };
        let mut draft = self.shelf.draft()?;
        let mut space = None;
        for (at, &algorithm) in to_fit.iter().enumerate() {
            say(Stage { what: &format!("fitting {algorithm}"), step: at + 2, n_steps });
            let params = self.params(algorithm, &dataset.interactions);
            machine::check_memory(&params, &dataset.interactions)?;
            let model: Arc<dyn Model> = Arc::from(params.fit(&dataset.interactions)?);
            draft.add_model(algorithm.name(), |path| model_cache::save(&*model, &dataset, path))?;
            // Of several the first in the order of algorithms, which is the one that servers take.
            if space.as_ref().is_none_or(|&(other, _)| algorithm < other) {
                space = model.item_space().map(|of_model| (algorithm, of_model)).or(space);
            }
        }
        say(Stage { what: "laying out the map of movies", step: n_steps - 1, n_steps });
        let data = ServingData::of(dataset);
        draft.add_serving_data(&data)?;
        if let Some((_, space)) = space {
            let (map, trust) = lay_out_map(&data, &space).context("cannot lay out the map")?;
            let name = map_file_name(&data, &*space);
            draft.add_file(&name, |path| save_map(path, &data, &map, trust))?;
        }
        say(Stage { what: "publishing", step: n_steps, n_steps });
        let names = self.algorithms.iter().map(|algorithm| algorithm.name().to_owned()).collect();
        let manifest = draft.publish(summary, names, self.default_algorithm.name().to_owned(), report)?;
        self.shelf.prune(self.keep).context("published, but old publications cannot be removed")?;
        Ok(Outcome::Published(Box::new(manifest)))
    }
}

/// What the gate found, for people: both figures.
pub(crate) fn describe(gate: &GateReport) -> String {
    let GateReport { metric, protocol, n_users, new, current, margin, .. } = gate;
    let asked = format!("{metric} ({protocol}, {n_users} held-out people)");
    match current {
        None => format!("{asked} is {:.4}; there is nothing to compare it with", new.mean),
        Some(current) => {
            let whose = current.id.as_ref().map_or_else(|| "the current one".to_owned(), ToString::to_string);
            let share = (new.mean / current.mean - 1.0) * 100.0;
            format!(
                "{asked} is {:.4}, that of {whose} {:.4} ({share:+.2} %, and at most {:.2} % less is let pass)",
                new.mean,
                current.mean,
                margin * 100.0
            )
        }
    }
}
