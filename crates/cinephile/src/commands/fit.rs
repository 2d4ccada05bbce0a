//! `cinephile fit`: one model, from ratings to a file.

use crate::args::FitArgs;
use crate::{data_source, model_cache, params_file, progress};
use anyhow::Result;
use cinephile_eval::Stopwatch;
use cinephile_models::AlgorithmParams;
use serde_json::json;

/// Fits the algorithm on all ratings and writes the model.
pub(crate) fn run(args: &FitArgs) -> Result<()> {
    let params = read_params(args)?;
    let (dataset, _) = data_source::open(&args.source)?;
    let stopwatch = Stopwatch::start();
    let estimate = params.peak_bytes(&dataset.interactions);
    let (n_ratings, megabytes) = (dataset.interactions.nnz(), estimate.div_ceil(1 << 20));
    let what = format!("fitting {} on {n_ratings} ratings, in {megabytes} MB beside them", args.algorithm);
    let model = progress::during(&what, || params.fit(&dataset.interactions))?;
    let used = stopwatch.used();
    model_cache::save(&*model, &dataset, &args.out)?;
    if args.json {
        let line = json!({
            "algorithm": args.algorithm.name(),
            "n_users": dataset.interactions.n_users(),
            "n_items": dataset.interactions.n_items(),
            "n_ratings": dataset.interactions.nnz(),
            "seconds": used.seconds,
            "cpu_seconds": used.cpu_seconds,
            "peak_memory_bytes": used.peak_memory_bytes,
            "estimated_memory_bytes": estimate,
            "model": args.out,
        });
        println!("{line}");
    } else {
        println!("wrote `{}` ({:.2} s)", args.out.display(), used.seconds);
    }
    Ok(())
}

fn read_params(args: &FitArgs) -> Result<AlgorithmParams> {
    let params = match &args.params {
        None => AlgorithmParams::default_for(args.algorithm),
        Some(path) => params_file::read(args.algorithm, path)?,
    };
    Ok(match args.seed {
        Some(seed) => params.with_seed(seed),
        None => params,
    })
}
