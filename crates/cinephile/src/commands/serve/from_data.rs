//! Serves models of the data that the operator names: reads the data, opens or fits the models.

use super::served::{Identity, build_snapshot};
use crate::args::ServeArgs;
use crate::figures::{MeasurementPlan, Measuring, read_given};
use crate::loaded_models::LoadedModels;
use crate::{load_data, map_file, progress};
use anyhow::Result;
use cinephile_api::{AppState, Figures};
use cinephile_data::{Dataset, Provenance};
use cinephile_engine::ServingData;
use cinephile_files::clock;
use cinephile_models::{Algorithm, AlgorithmParams};

/// Loads everything and starts to serve it. Returns one line for people that says what is served.
pub(super) fn load(args: &ServeArgs, state: &AppState) -> Result<String> {
    let given = read_given(&args.quality)?;
    state.set_waiting_for("reading the data");
    let (dataset, _) = load_data::load(&args.source)?;
    let (algorithms, cache) = (&args.publishing.algorithms, args.state.models());
    let mut models = LoadedModels::open_or_fit(algorithms, &args.model_files, &cache, &dataset, |what| {
        state.set_waiting_for(what);
    })?;
    state.set_waiting_for("preparing the map, search and onboarding");
    let summary = summary(&dataset, algorithms);
    let data = ServingData::of(dataset);
    let (figures, measuring) = plan_figures(args, &data, given, std::mem::take(&mut models.params));
    let map =
        models.space.as_ref().map(|space| map_file::open_or_lay_out(&cache, &data, space)).transpose()?;
    let snapshot = progress::during("preparing search and onboarding", || {
        let identity = Identity {
            model_id: format!("local-{}", clock::now_rfc3339().replace(['-', ':'], "")),
            created_at_s: clock::now_s(),
            default_algorithm: args.publishing.default_algorithm.name().to_owned(),
        };
        build_snapshot(identity, data, models, map, figures)
    })?;
    let model_id = snapshot.model_id().to_owned();
    state.publish(snapshot);
    if let Some(measuring) = measuring {
        measuring.start(args.source.clone(), state.clone(), model_id)?;
    }
    Ok(summary)
}

/// The figures to show now, and what to measure once the server is ready.
fn plan_figures(
    args: &ServeArgs,
    data: &ServingData,
    given: Figures,
    served: Vec<AlgorithmParams>,
) -> (Figures, Option<Measuring>) {
    if args.quality.no_measure {
        return (given, None);
    }
    match MeasurementPlan::new(data, &given, served, args.state.models()) {
        Ok(plan) => {
            let measuring = Measuring::resume(plan, given);
            (measuring.shown(), Some(measuring))
        }
        Err(reason) => (Figures { detail: Some(reason), ..given }, None),
    }
}

fn summary(dataset: &Dataset, algorithms: &[Algorithm]) -> String {
    let kind = match dataset.provenance {
        Provenance::Real => "",
        Provenance::Generated => "generated ",
    };
    let names: Vec<_> = algorithms.iter().map(ToString::to_string).collect();
    format!("{}: {} {kind}ratings by {}", dataset.name, dataset.interactions.nnz(), names.join(", "))
}
