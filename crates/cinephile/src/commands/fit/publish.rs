//! `cinephile fit --publish`: fits everything that is served, measures it and makes it current.

use crate::args::FitArgs;
use crate::learning::{FitStep, PublishOutcome, Visitors, describe, publish};
use crate::load_data;
use anyhow::{Context as _, Result, bail};
use cinephile_data::Catalogue;
use cinephile_eval::Stopwatch;
use cinephile_store::Store;
use serde_json::json;
use std::path::Path;

/// Publishes in `folder`. Models that the quality gate rejects are an error that names both figures.
pub(super) fn run(args: &FitArgs, folder: &Path) -> Result<()> {
    let plan = args.publishing.plan(folder.to_owned(), args.seed)?;
    let (dataset, _) = load_data::load(&args.source)?;
    let visitors = args.include_profiles.then(|| read_visitors(args, &dataset.catalogue)).transpose()?;
    let stopwatch = Stopwatch::start();
    let print = |step: FitStep<'_>| eprintln!("{} ({} of {}) ...", step.what, step.step, step.n_steps);
    let outcome = publish(&plan, dataset, visitors.as_ref(), &print)?;
    let used = stopwatch.usage();
    let manifest = match outcome {
        PublishOutcome::Published(manifest) => manifest,
        PublishOutcome::Rejected(gate) => bail!("not published: {}", describe(&gate)),
    };
    if let Some(gate) = &manifest.gate {
        eprintln!("{}", describe(gate));
    }
    if args.json {
        let line = json!({
            "id": manifest.id,
            "n_users": manifest.data.n_users,
            "n_items": manifest.data.n_items,
            "n_ratings": manifest.data.n_ratings,
            "n_profiles": manifest.data.n_profiles,
            "n_unknown_ratings": manifest.data.n_unknown_ratings,
            "gate": manifest.gate,
            "seconds": used.seconds,
            "cpu_seconds": used.cpu_seconds,
            "peak_memory_bytes": used.peak_memory_bytes,
        });
        sayln!("{line}");
    } else {
        sayln!("published {} in `{}` ({:.2} s)", manifest.id, folder.display(), used.seconds);
    }
    Ok(())
}

/// Reads the visitors' ratings from the database that a server would use.
fn read_visitors(args: &FitArgs, catalogue: &Catalogue) -> Result<Visitors> {
    let location = args.database.location(&args.state)?;
    let runtime = tokio::runtime::Runtime::new().context("cannot start the async runtime")?;
    let visitors = runtime.block_on(async {
        let store = Store::open(&location).await?;
        let visitors = Visitors::read(&store, catalogue).await;
        store.close().await;
        visitors
    })?;
    eprintln!(
        "learning from {} visitors as well; {} of their ratings are of movies that are not in the data",
        visitors.len(),
        visitors.n_unknown
    );
    Ok(visitors)
}
