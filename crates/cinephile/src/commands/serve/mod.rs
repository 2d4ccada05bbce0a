//! `cinephile serve`: the page and the API.
//!
//! The listener opens first, so that a taken port is reported at once and probes get an answer while data and models
//! load. The line with the address is printed when everything is ready. Models come from the data (`from_data`), or
//! from a folder of publications (`published`) that is watched for new ones (`watcher`, `polling`).

mod fit_runner;
mod from_data;
mod open_files;
mod polling;
mod published;
mod retention;
mod served;
#[cfg(test)]
mod tests;
mod watcher;

use crate::args::{LogFormat, ServeArgs};
use crate::figures::read_given;
use crate::progress;
use crate::telemetry::Telemetry;
use anyhow::{Context as _, Result, bail};
use cinephile_api::{ApiConfig, AppState, Listeners};
use cinephile_store::Store;
use fit_runner::FitRunner;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::signal::unix::{SignalKind, signal};
use watcher::PublicationWatcher;

/// Serves until SIGINT or SIGTERM.
pub(crate) fn run(args: ServeArgs) -> Result<()> {
    let telemetry = Telemetry::start(&args.log, args.log_format)?;
    if args.log_format == LogFormat::Json {
        progress::write_to_log();
    }
    let chosen = &args.publishing;
    if !chosen.algorithms.contains(&chosen.default_algorithm) {
        bail!("the default algorithm `{}` is not among the served algorithms", chosen.default_algorithm);
    }
    let runtime = tokio::runtime::Runtime::new().context("cannot start the async runtime")?;
    let done = runtime.block_on(serve(args));
    // A fit that is still running must not delay the exit.
    runtime.shutdown_background();
    telemetry.finish();
    done
}

async fn serve(args: ServeArgs) -> Result<()> {
    let started = Instant::now();
    let listeners = listen(&args).await?;
    let address = listeners.public.local_addr().context("the listener has no address")?;
    let algorithms: Vec<String> = args.publishing.algorithms.iter().map(ToString::to_string).collect();
    let mut config = ApiConfig { admin_token: args.admin.token()?, ..args.service.config(&algorithms)? };
    limit_connections(&mut config);
    let store = open_store(&args).await?;
    let state = AppState::new(store.clone(), config);

    if let Some(n_days) = args.service.profile_days() {
        tokio::spawn(retention::delete_unused_profiles(store.clone(), n_days));
    }

    let mut server = tokio::spawn(cinephile_api::serve(listeners, state.clone(), shutdown_signal()?));
    let loading = match args.publications.clone() {
        Some(folder) => tokio::spawn(serve_publications(folder, args, state, store)),
        None => tokio::task::spawn_blocking(move || from_data::load(&args, &state)),
    };
    tokio::select! {
        loaded = loading => {
            let summary = loaded.context("loading stopped")??;
            let seconds = started.elapsed().as_secs_f64();
            // The program that started this one may have closed the pipe, which is no reason to stop.
            let _ = writeln!(std::io::stdout(), "cinephile is ready at http://{address} ({summary}, {seconds:.2} s)");
            server.await.context("the server stopped")?.context("the server failed")
        }
        served = &mut server => served.context("the server stopped")?.context("the server failed"),
    }
}

async fn listen(args: &ServeArgs) -> Result<Listeners> {
    let bind = async |address: SocketAddr| {
        TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
    };
    let operations = match args.operations_listen {
        Some(address) => Some(bind(address).await?),
        None => None,
    };
    Ok(Listeners { public: bind(args.listen).await?, operations })
}

/// Lowers the number of connections to what the system allows: beyond that nobody could be told so.
fn limit_connections(config: &mut ApiConfig) {
    let (wanted, possible) = (config.connections.total, open_files::make_room_for_connections());
    if possible < wanted {
        tracing::warn!(
            wanted,
            possible,
            "the system allows fewer open files than connections: at most {possible}"
        );
        config.connections.total = possible;
    }
}

/// Serves the publications in `folder`, now and later. Returns one line for people that says what is served first.
async fn serve_publications(
    folder: PathBuf,
    args: ServeArgs,
    state: AppState,
    store: Store,
) -> Result<String> {
    let plan = args.publishing.plan(folder, None)?;
    let figures = read_given(&args.quality)?;
    let watcher = Arc::new(PublicationWatcher::new(plan.publications.clone(), state.clone(), figures));
    let runner = FitRunner::new(Arc::clone(&watcher), plan, args.source, store, Handle::current());
    state.set_operator(Arc::new(runner));
    polling::wait_for_first(watcher, state, Duration::from_secs(args.models_poll_s)).await
}

/// Opens the store, or goes on without it while its server is away: recommendations do not need it, and it is found
/// again once it is back.
async fn open_store(args: &ServeArgs) -> Result<Store> {
    let location = args.database.location(&args.state)?;
    let opened = Store::open_or_wait(&location, args.database.options()).await;
    let (store, away) = opened.context("cannot open the database")?;
    if let Some(reason) = away {
        let database = Store::describe(&location)?;
        tracing::warn!(database, error = %reason, "profiles are unavailable until the database is back: {reason}");
    }
    Ok(store)
}

/// Completes at the first SIGINT or SIGTERM. SIGHUP, which would end the process, is ignored: nothing is read again.
fn shutdown_signal() -> Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?;
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let mut hangup = signal(SignalKind::hangup()).context("cannot listen for SIGHUP")?;
    Ok(async move {
        let ignored = async {
            while hangup.recv().await.is_some() {
                tracing::info!("ignoring SIGHUP: a restart reads secrets and options again");
            }
            std::future::pending::<()>().await;
        };
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            () = ignored => {}
        }
        tracing::info!("stopping: finishing the requests in progress");
    })
}
