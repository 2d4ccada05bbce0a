//! The header of a table: the data, the options, the versions and the hardware, without which figures mean nothing.

use super::options::{Ratings, What};
use super::setup::BenchSetup;
use crate::shell::output_of;

/// One line each for options, hardware and versions.
pub(crate) fn header(setup: &BenchSetup<'_>) -> Vec<String> {
    let options = setup.options;
    let ratings = match &options.ratings {
        Ratings::Sample => "the built-in sample (generated)".to_owned(),
        Ratings::Path(path) => {
            path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
        }
        Ratings::Synth(size) => {
            format!(
                "{} generated ratings of {} movies by {} users",
                size.n_ratings, size.n_items, size.n_users
            )
        }
    };
    let seeds = options.seeds.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    let protocol = if options.stars { "strong-stars" } else { "strong" };
    let what = match options.what {
        What::Lists => {
            format!("{ratings}; `{protocol}`, seeds {seeds}; times are medians over seeds and rounds")
        }
        What::Epochs(few, many) => format!("{ratings}; difference of {many} and {few} epochs"),
        What::Clusters(k) => {
            format!(
                "{ratings}; likes of the training users in {k} groups; medians over rounds, each with its own seed"
            )
        }
        What::Visitor | What::Batch => "20,000 items".to_owned(),
        What::Load => format!("{ratings}; the file is in the page cache"),
    };
    let python = setup.python.as_ref().map_or_else(|| "no peers".to_owned(), |python| python.versions());
    vec![
        format!("{}; {what}; {} interleaved rounds", today(), options.n_rounds),
        format!("{}; {} threads", hardware(), options.n_threads),
        format!(
            "cinephile {}; {}; {python}",
            commit(),
            output_of(&["rustc", "--version"]).unwrap_or_default()
        ),
    ]
}

fn today() -> String {
    output_of(&["date", "-u", "+%Y-%m-%d"]).unwrap_or_default()
}

/// The measured commit, and whether files have changed since.
fn commit() -> String {
    let hash =
        output_of(&["git", "rev-parse", "--short=10", "HEAD"]).unwrap_or_else(|| "unknown commit".to_owned());
    let changed = output_of(&["git", "status", "--porcelain", "--untracked-files=no"])
        .is_some_and(|files| !files.is_empty());
    if changed { format!("{hash} (with changes)") } else { hash }
}

fn hardware() -> String {
    let field = |path: &str, name: &str| -> Option<String> {
        let text = std::fs::read_to_string(path).ok()?;
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let memory = field("/proc/meminfo", "MemTotal")
        .and_then(|kb| kb.trim_end_matches(" kB").parse::<f64>().ok())
        .map_or_else(String::new, |kb| format!(", {:.0} GiB memory", kb / 1024.0 / 1024.0));
    format!("{processor}, {cores} cores{memory}")
}
