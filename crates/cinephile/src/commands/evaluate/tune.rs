//! `cinephile evaluate --tune`: better parameters, chosen on validation users.

use super::json_file;
use super::splits::Splits;
use super::tuning_ranges::ranges;
use crate::algorithm_contender::algorithm_contender;
use crate::args::EvaluateArgs;
use anyhow::{Context as _, Result, bail};
use cinephile_eval::tune::{SearchSpace, Setting, Trial, TuneOptions, Tuning, ValidationSplit, tune};
use cinephile_eval::{Estimate, EvaluateOptions, Protocol};
use cinephile_models::{Algorithm, AlgorithmParams, ParamsError};

/// Rejects what cannot be tuned, before the data is read. Returns the protocol whose figure is optimised.
pub(super) fn check(args: &EvaluateArgs) -> Result<Protocol> {
    let [protocol] = args.list_protocols()[..] else {
        bail!("`--tune` needs exactly one protocol: the one whose figure it optimises");
    };
    if let Some(fixed) = args.tune.iter().find(|&&algorithm| ranges(algorithm).is_empty()) {
        let tunable = Algorithm::ALL.into_iter().filter(|&algorithm| !ranges(algorithm).is_empty());
        let names: Vec<&str> = tunable.map(Algorithm::name).collect();
        bail!("`{fixed}` has no parameters to tune; these algorithms have: {}", names.join(", "));
    }
    if let Some(twice) = args.tune.iter().enumerate().find(|(at, one)| args.tune[..*at].contains(one)) {
        bail!("`--tune` names {} twice", twice.1);
    }
    Ok(protocol)
}

/// Tunes one algorithm after the other.
pub(super) fn run(args: &EvaluateArgs, splits: &Splits) -> Result<()> {
    let protocol = check(args)?;
    // Drops the test users before anything is tried.
    let splits: Vec<ValidationSplit> = args
        .seeds()
        .into_iter()
        .map(|seed| Ok(splits.get(seed)?.into_owned().without_test()))
        .collect::<Result<_>>()?;
    let options = TuneOptions {
        protocol,
        seed: args.seeds()[0],
        n_trials: args.trials,
        budget: args.budget.map(|budget| budget / u32::try_from(args.tune.len()).unwrap_or(u32::MAX)),
        n_resamples: EvaluateOptions::default().n_resamples,
    };
    let mut found = Vec::new();
    for &algorithm in &args.tune {
        let tuning = tune_one(algorithm, options, &splits)?;
        say!("{}{}", if found.is_empty() { "" } else { "\n" }, rendered(algorithm, &tuning));
        found.push(tuning);
    }
    json_file::write(args.json.as_deref(), &found)
}

fn tune_one(algorithm: Algorithm, options: TuneOptions, splits: &[ValidationSplit]) -> Result<Tuning> {
    let space = SearchSpace::new(ranges(algorithm))?;
    // An error is kept until the search ends. A test of the ranges makes sure that there is none.
    let mut invalid: Option<ParamsError> = None;
    let mut make = |name: &str, settings: &[Setting]| {
        let params = AlgorithmParams::from_toml(algorithm, &toml(settings)).unwrap_or_else(|error| {
            invalid.get_or_insert(error);
            AlgorithmParams::default_for(algorithm)
        });
        algorithm_contender(name, params.with_seed(u64::from(options.seed)))
    };
    let mut on_trial = |rung: usize, trial: &Trial| {
        let score = trial.scores.last().map_or_else(|| "failed".to_owned(), |score| format!("{score:.4}"));
        let settings = described(&trial.settings);
        eprintln!("{algorithm}, split {} of {}: {score}  {settings}", rung + 1, splits.len());
    };
    let tuning = tune(splits, options, algorithm.name(), &space, &mut make, &mut on_trial)
        .with_context(|| format!("cannot tune {algorithm}"))?;
    match invalid {
        Some(error) => {
            Err(error).context("the ranges of `--tune` contain a value that the algorithm rejects")
        }
        None => Ok(tuning),
    }
}

/// The trials, best first, then the best parameters as a file for `--params`.
fn rendered(algorithm: Algorithm, tuning: &Tuning) -> String {
    let mut trials: Vec<&Trial> = tuning.trials.iter().collect();
    trials.sort_by(|a, b| {
        let by_reach = b.scores.len().cmp(&a.scores.len());
        by_reach.then(b.score().unwrap_or(-1.0).total_cmp(&a.score().unwrap_or(-1.0)))
    });
    let mut text = format!(
        "{algorithm}: {} trials on validation users of {} splits ({})\n\
         trial  splits  {:>10}  fit cpu s  parameters\n",
        trials.len(),
        tuning.split_seeds.len(),
        tuning.protocol,
        tuning.metric.to_string(),
    );
    for trial in trials {
        let score = trial.score().map_or_else(|| "-".to_owned(), |score| format!("{score:.4}"));
        let cpu_s = trial.fit_cpu_s.iter().sum::<f64>() / trial.fit_cpu_s.len().max(1) as f64;
        let what = trial.failure.clone().unwrap_or_else(|| described(&trial.settings));
        text += &format!("{:5}  {:6}  {score:>10}  {cpu_s:9.3}  {what}\n", trial.number, trial.scores.len());
    }
    let figure = |number: u32| tuning.finalist(number).map(|row| interval(&row.estimate)).unwrap_or_default();
    text += &format!("\ndefaults  {} {}\n", tuning.metric, figure(0));
    let best = tuning.best_trial().filter(|trial| trial.number > 0);
    let Some(best) = best else {
        return text + "# the defaults are best: no parameter file is needed\n";
    };
    let gain = tuning.finalist(0).and_then(|row| row.behind_best);
    text += &format!("best      {} {}\n", tuning.metric, figure(best.number));
    if let Some(gain) = gain {
        text += &format!("gain      {} {}", tuning.metric, interval(&gain));
        text +=
            if gain.low > 0.0 { "\n" } else { ", which may be chance: the defaults are as good a choice\n" };
    }
    text + &format!("\n# for `cinephile fit --algorithm {algorithm} --params FILE`\n{}", toml(&best.settings))
}

fn toml(settings: &[Setting]) -> String {
    settings.iter().map(|setting| format!("{setting}\n")).collect()
}

fn described(settings: &[Setting]) -> String {
    if settings.is_empty() {
        return "defaults".to_owned();
    }
    settings.iter().map(Setting::to_string).collect::<Vec<_>>().join(", ")
}

fn interval(estimate: &Estimate) -> String {
    format!("{:.4} [{:.4}, {:.4}]", estimate.mean, estimate.low, estimate.high)
}
