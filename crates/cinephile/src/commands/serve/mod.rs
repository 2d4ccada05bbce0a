//! `cinephile serve`: the page and the API.
//!
//! The listener opens first, so that a taken port is said at once and probes get an answer while data and models
//! load; the line with the address is printed when everything is ready. What is served comes from the data (`load`), or
//! from what is published in a folder (`keeper`), which is watched.

mod fitting;
mod keeper;
mod published;
#[cfg(test)]
mod tests;
mod watch;

use crate::args::ServeArgs;
use crate::insights::{self, Measuring, Plan, Wanted};
use crate::rankers::{self, Rankers};
use crate::telemetry::Telemetry;
use crate::{clock, data_source, progress};
use anyhow::{Context as _, Result, bail};
use cinephile_api::{ApiConfig, AppState, Figures, ServedModel, Snapshot, SnapshotParts};
use cinephile_data::{Dataset, Provenance};
use cinephile_engine::{ModelRecommender, ServingData};
use cinephile_models::{Algorithm, AlgorithmParams, Scorer};
use cinephile_store::Store;
use fitting::Fitting;
use keeper::Keeper;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::signal::unix::{SignalKind, signal};

/// Serves until SIGINT or SIGTERM.
pub(crate) fn run(args: ServeArgs) -> Result<()> {
    let telemetry = Telemetry::start(&args.log, args.log_format)?;
    let chosen = &args.publishing;
    if !chosen.algorithms.contains(&chosen.default_algorithm) {
        bail!("the default algorithm `{}` is not among those served", chosen.default_algorithm);
    }
    let runtime = tokio::runtime::Runtime::new().context("cannot start the async runtime")?;
    let done = runtime.block_on(serve(args));
    // A fit that is still running must not hold up the exit.
    runtime.shutdown_background();
    telemetry.finish();
    done
}

async fn serve(args: ServeArgs) -> Result<()> {
    let started = Instant::now();
    let listener =
        TcpListener::bind(args.listen).await.with_context(|| format!("cannot listen on {}", args.listen))?;
    let address = listener.local_addr().context("the listener has no address")?;
    let algorithms: Vec<String> = args.publishing.algorithms.iter().map(ToString::to_string).collect();
    let config = ApiConfig { admin_token: args.admin.token()?, ..args.service.config(&algorithms)? };
    let store = open_store(&args).await?;
    let state = AppState::new(store.clone(), config);

    let mut server = tokio::spawn(cinephile_api::serve(listener, state.clone(), shutdown_signal()?));
    let loading = match args.publications.clone() {
        Some(folder) => tokio::spawn(watch_publications(folder, args, state, store)),
        None => tokio::task::spawn_blocking(move || load(&args, &state)),
    };
    tokio::select! {
        loaded = loading => {
            let summary = loaded.context("loading stopped")??;
            let seconds = started.elapsed().as_secs_f64();
            // Whoever started this may no longer listen, which is no reason to stop.
            let _ = writeln!(std::io::stdout(), "cinephile is ready at http://{address} ({summary}, {seconds:.2} s)");
            server.await.context("the server stopped")?.context("the server failed")
        }
        served = &mut server => served.context("the server stopped")?.context("the server failed"),
    }
}

/// Serves what is published in `folder`, now and later; returns what is served first, for people.
async fn watch_publications(
    folder: PathBuf,
    args: ServeArgs,
    state: AppState,
    store: Store,
) -> Result<String> {
    let course = args.publishing.course(folder, None)?;
    let keeper =
        Arc::new(Keeper::new(course.shelf.clone(), state.clone(), insights::read_given(&args.figures)?));
    let fitting = Fitting::new(Arc::clone(&keeper), course, args.source, store, Handle::current());
    state.set_operator(Arc::new(fitting));
    watch::first(keeper, state, Duration::from_secs(args.models_poll_s)).await
}

/// A server that is away holds nothing up: recommendations need no store, and it is found when it is back.
async fn open_store(args: &ServeArgs) -> Result<Store> {
    let location = args.database.location(&args.state)?;
    let opened = Store::open_or_wait(&location, args.database.options()).await;
    let (store, away) = opened.context("cannot open the database")?;
    if let Some(reason) = away {
        let database = Store::describe(&location)?;
        tracing::warn!(database, error = %reason, "profiles have to wait: {reason}");
    }
    Ok(store)
}

/// Reads the data, opens or fits the models, and publishes them; returns what is served, for people.
fn load(args: &ServeArgs, state: &AppState) -> Result<String> {
    let given = insights::read_given(&args.figures)?;
    state.set_waiting_for("reading the data");
    let (dataset, _) = data_source::open(&args.source)?;
    let Rankers { scorers, stars, groups, space, params } =
        rankers::gather(args, &dataset, |what| state.set_waiting_for(what))?;
    let served = scorers.into_iter().map(|(algorithm, scorer)| served_model(algorithm, scorer)).collect();
    state.set_waiting_for("preparing the map, search and onboarding");
    let summary = summary(&dataset, &args.publishing.algorithms);
    let data = ServingData::of(dataset);
    let folder = args.state.models();
    let (figures, measuring) = plan_figures(args, &data, given, params);
    let insights = insights::of_models(figures, &folder, &data, groups, space)?;
    let snapshot = progress::during("preparing search and onboarding", || {
        let parts = SnapshotParts {
            model_id: format!("local-{}", clock::now().replace(['-', ':'], "")),
            created_at_s: clock::now_s(),
            data,
            models: served,
            default_algorithm: args.publishing.default_algorithm.name().to_owned(),
            stars,
        };
        Snapshot::build(parts)?.with_insights(insights)
    })?;
    let model_id = snapshot.model_id().to_owned();
    state.publish(snapshot);
    if let Some(measuring) = measuring {
        measuring.start(args.source.clone(), state.clone(), model_id)?;
    }
    Ok(summary)
}

/// What figures there are, and what is to be measured once everything is ready.
fn plan_figures(
    args: &ServeArgs,
    data: &ServingData,
    given: Figures,
    served: Vec<AlgorithmParams>,
) -> (Figures, Option<Measuring>) {
    if args.figures.no_measure {
        return (given, None);
    }
    match Plan::new(data, Wanted { given: &given, served, folder: args.state.models() }) {
        Ok(plan) => {
            let measuring = Measuring::take_up(plan, given);
            (measuring.shown(), Some(measuring))
        }
        Err(reason) => (Figures { detail: Some(reason), ..given }, None),
    }
}

fn served_model(algorithm: Algorithm, scorer: Arc<dyn Scorer>) -> ServedModel {
    ServedModel {
        algorithm: algorithm.name().to_owned(),
        title: algorithm.title().to_owned(),
        description: algorithm.description().to_owned(),
        recommender: Arc::new(ModelRecommender::new(scorer)),
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

/// Ends at the first SIGINT or SIGTERM.
fn shutdown_signal() -> Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?;
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping: finishing the requests under way");
    })
}
