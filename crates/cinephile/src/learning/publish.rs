//! Fits what a plan names and publishes it, unless the quality gate rejects it.

use super::admission::{Trust, admit};
use super::fit_plan::{FitPlan, Gate};
use super::quality_gate::{self, Verdict};
use super::visitors::Visitors;
use crate::loaded_models::to_fit;
use crate::{load_data, machine, map_file, model_cache};
use anyhow::{Context as _, Result, bail};
use cinephile_data::Dataset;
use cinephile_engine::{ItemSpace, ServingData};
use cinephile_files::clock::now_s;
use cinephile_models::{Algorithm, Model};
use cinephile_publish::{DataSummary, Draft, GateReport, Manifest, PublicationDetails};
use std::sync::Arc;

/// How an attempt to publish ended.
#[derive(Debug)]
pub(crate) enum PublishOutcome {
    /// The new publication is current.
    Published(Box<Manifest>),
    /// The new models are worse than the current ones by more than the margin.
    Rejected(Box<GateReport>),
}

/// The step that runs now: `step` of `n_steps`, counted from 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FitStep<'a> {
    pub(crate) what: &'a str,
    pub(crate) step: usize,
    pub(crate) n_steps: usize,
}

/// Learns from `base` and from what `visitors` rated, and publishes unless the gate rejects the models. Calls
/// `on_step` before each step.
pub(crate) fn publish(
    plan: &FitPlan,
    base: Dataset,
    visitors: Option<&Visitors>,
    on_step: &dyn Fn(FitStep<'_>),
) -> Result<PublishOutcome> {
    keep_sample_from_replacing_data(plan, &base)?;
    let to_fit = to_fit(&plan.algorithms);
    let n_steps = to_fit.len() + 3;
    let first = match plan.gate {
        Gate::Margin { .. } => "measuring quality on held-out people",
        Gate::Off => "publishing unmeasured",
    };
    on_step(FitStep { what: first, step: 1, n_steps });
    let (report, visitors) =
        match choose(plan, &base, visitors, &|what| on_step(FitStep { what, step: 1, n_steps }))? {
            Choice::Publish(report, visitors) => (report, visitors),
            Choice::Reject(report) => return Ok(PublishOutcome::Rejected(report)),
        };
    let visitors = visitors.as_ref();
    let base_hash = base.content_hash.clone();
    let dataset = match visitors {
        Some(visitors) => visitors.join(base).context("cannot add the visitors' ratings")?,
        None => base,
    };
    let summary = summarise(&dataset, base_hash, visitors);
    let mut draft = plan.publications.draft()?;
    let space = fit_all(plan, &to_fit, &dataset, &mut draft, &|what, at| {
        on_step(FitStep { what, step: at + 2, n_steps });
    })?;
    on_step(FitStep { what: "laying out the map of movies", step: n_steps - 1, n_steps });
    let data = ServingData::of(dataset);
    draft.add_serving_data(&data)?;
    if let Some(space) = space {
        let (map, trust) = map_file::lay_out(&data, &space).context("cannot lay out the map")?;
        let name = map_file::file_name(&data, &*space);
        draft.add_file(&name, |path| map_file::save(path, &data, &map, trust))?;
    }
    on_step(FitStep { what: "publishing", step: n_steps, n_steps });
    let names = plan.algorithms.iter().map(|algorithm| algorithm.name().to_owned()).collect();
    let details = PublicationDetails {
        data: summary,
        algorithms: names,
        default_algorithm: plan.default_algorithm.name().to_owned(),
        gate: report.map(|report| *report),
    };
    let manifest = plan.publications.publish(draft, details)?;
    plan.publications.prune(plan.keep).context("published, but old publications cannot be removed")?;
    Ok(PublishOutcome::Published(Box::new(manifest)))
}

/// What the gate lets through.
enum Choice {
    /// To learn from these visitors, if any.
    Publish(Option<Box<GateReport>>, Option<Visitors>),
    /// The models are worse even without visitors.
    Reject(Box<GateReport>),
}

/// Chooses from whom to learn: from all visitors, from established ones, or from none, whichever first passes the gate. So
/// profiles that were made to do harm can be left out, but cannot stop a fit.
fn choose(
    plan: &FitPlan,
    base: &Dataset,
    visitors: Option<&Visitors>,
    on_retry: &dyn Fn(&str),
) -> Result<Choice> {
    let measure = |visitors: Option<&Visitors>| {
        quality_gate::measure(plan, base, visitors).context("cannot measure the quality")
    };
    let Some(all) = visitors else {
        return Ok(match measure(None)? {
            Some(verdict) if !verdict.is_passed() => Choice::Reject(Box::new(verdict.report)),
            verdict => Choice::Publish(verdict.map(|verdict| Box::new(verdict.report)), None),
        });
    };
    let now = now_s();
    let with_new = admit(all, base, Trust::WithNew, now);
    let established = admit(all, base, Trust::EstablishedOnly, now);
    let levels = [
        ("measuring again without visitors of the last 30 days", established),
        ("measuring again without visitors", Visitors { profiles: Vec::new(), n_unknown: all.n_unknown }),
    ];
    let mut visitors = with_new;
    let mut verdict = measure(Some(&visitors))?;
    for (what, fewer) in levels {
        if verdict.as_ref().is_none_or(Verdict::is_passed) {
            break;
        }
        if fewer != visitors {
            tracing::warn!(
                n_profiles = visitors.len(),
                "the quality gate rejects what visitors would change: {what}"
            );
            on_retry(what);
            verdict = measure(Some(&fewer))?;
            visitors = fewer;
        }
    }
    Ok(match verdict {
        Some(verdict) if !verdict.is_passed() => Choice::Reject(Box::new(verdict.report)),
        verdict => Choice::Publish(verdict.map(|verdict| Box::new(verdict.report)), Some(visitors)),
    })
}

/// A forgotten `--data` must not replace what people rated with the built-in sample.
fn keep_sample_from_replacing_data(plan: &FitPlan, base: &Dataset) -> Result<()> {
    let Some(current) = quality_gate::current(plan) else { return Ok(()) };
    let published = &current.manifest().data.name;
    if base.name == load_data::SAMPLE && published != load_data::SAMPLE {
        bail!("the built-in sample would replace `{published}`; name the data with `--data`");
    }
    Ok(())
}

/// Fits and writes each model to `draft`, and returns the space that places movies, if one of the models has one.
/// Calls `on_fit` with each model's title and position.
fn fit_all(
    plan: &FitPlan,
    algorithms: &[Algorithm],
    dataset: &Dataset,
    draft: &mut Draft,
    on_fit: &dyn Fn(&str, usize),
) -> Result<Option<Arc<dyn ItemSpace>>> {
    let mut space = None;
    for (at, &algorithm) in algorithms.iter().enumerate() {
        on_fit(&format!("fitting {algorithm}"), at);
        let params = plan.params(algorithm, &dataset.interactions);
        machine::check_memory(&params, &dataset.interactions)?;
        let model: Arc<dyn Model> = Arc::from(params.fit(&dataset.interactions)?);
        draft.add_model(algorithm.name(), |path| model_cache::save(&*model, dataset, path))?;
        // Of several spaces take the first in the order of algorithms: servers take that one, too.
        if space.as_ref().is_none_or(|&(other, _)| algorithm < other) {
            space = model.item_space().map(|of_model| (algorithm, of_model)).or(space);
        }
    }
    Ok(space.map(|(_, space)| space))
}

fn summarise(dataset: &Dataset, base_hash: String, visitors: Option<&Visitors>) -> DataSummary {
    DataSummary {
        name: dataset.name.clone(),
        content_hash: dataset.content_hash.clone(),
        base_hash,
        n_users: dataset.interactions.n_users() as u64,
        n_items: dataset.interactions.n_items() as u64,
        n_ratings: dataset.interactions.nnz() as u64,
        n_profiles: visitors.map_or(0, Visitors::len) as u64,
        n_unknown_ratings: visitors.map_or(0, |visitors| visitors.n_unknown),
    }
}
