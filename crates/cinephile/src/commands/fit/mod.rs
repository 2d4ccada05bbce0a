//! `cinephile fit`: fits one model and writes its file, or fits everything that is served and publishes it.

mod publish;

use crate::args::FitArgs;
use crate::{load_data, machine, model_cache, params, progress};
use anyhow::{Result, bail};
use cinephile_eval::Stopwatch;
use cinephile_models::{Algorithm, AlgorithmParams};
use serde_json::json;
use std::path::Path;

/// Fits one algorithm on all ratings and writes the model, or fits and publishes everything that is served.
pub(crate) fn run(args: &FitArgs) -> Result<()> {
    match (&args.publish, args.algorithm, &args.out) {
        (Some(folder), ..) => publish::run(args, folder),
        (None, Some(algorithm), Some(out)) => fit_one(args, algorithm, out),
        // The command line parser has already rejected this.
        (None, ..) => bail!("give `--algorithm` and `--out`, or `--publish`"),
    }
}

fn fit_one(args: &FitArgs, algorithm: Algorithm, out: &Path) -> Result<()> {
    let params = read_params(args, algorithm)?;
    let (dataset, _) = load_data::load(&args.source)?;
    machine::check_memory(&params, &dataset.interactions)?;
    let stopwatch = Stopwatch::start();
    let estimate = params.peak_bytes(&dataset.interactions);
    let (n_ratings, megabytes) = (dataset.interactions.nnz(), estimate.div_ceil(1 << 20));
    let what = format!("fitting {algorithm} on {n_ratings} ratings, which takes another {megabytes} MB");
    let model = progress::during(&what, || params.fit(&dataset.interactions))?;
    let used = stopwatch.usage();
    model_cache::save(&*model, &dataset, out)?;
    if args.json {
        let line = json!({
            "algorithm": algorithm.name(),
            "n_users": dataset.interactions.n_users(),
            "n_items": dataset.interactions.n_items(),
            "n_ratings": dataset.interactions.nnz(),
            "seconds": used.seconds,
            "cpu_seconds": used.cpu_seconds,
            "peak_memory_bytes": used.peak_memory_bytes,
            "estimated_memory_bytes": estimate,
            "model": out,
        });
        sayln!("{line}");
    } else {
        sayln!("wrote `{}` ({:.2} s)", out.display(), used.seconds);
    }
    Ok(())
}

fn read_params(args: &FitArgs, algorithm: Algorithm) -> Result<AlgorithmParams> {
    let params = match &args.params {
        None => AlgorithmParams::default_for(algorithm),
        Some(path) => params::read(algorithm, path)?,
    };
    Ok(match args.seed {
        Some(seed) => params.with_seed(seed),
        None => params,
    })
}
