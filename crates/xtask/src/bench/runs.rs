//! One run of one competitor on one split, as processes of its own, so that nothing else uses their memory and threads.

use super::competitor::{Competitor, Runner};
use super::io::{json_line, number, write};
use super::setup::BenchSetup;
use super::splits::our_ratings;
use anyhow::{Context as _, Result};
use std::path::Path;

/// What one run cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cost {
    pub(crate) fit_s: f64,
    pub(crate) fit_cpu_s: f64,
    /// Peak memory of the process until the model is fitted: program, data and model.
    pub(crate) peak_bytes: f64,
    /// Fold-in and top 100 for all held-out users, without file access; `None` if the run only fits.
    pub(crate) lists_s: Option<f64>,
    pub(crate) lists_cpu_s: Option<f64>,
}

impl BenchSetup<'_> {
    /// Fits on the training users and makes lists for the test users.
    pub(crate) fn run(&self, competitor: &Competitor, split: &Path) -> Result<Cost> {
        match competitor.runner {
            Runner::Ours { algorithm, params } => {
                let cost = self.fit_ours(algorithm, params, split)?;
                let [lists_s, lists_cpu_s] = self.recommend_ours(split)?;
                Ok(Cost { lists_s: Some(lists_s), lists_cpu_s: Some(lists_cpu_s), ..cost })
            }
            Runner::Peer { script_name } => self.run_peer(script_name, split, &[]),
        }
    }

    /// Fits with this many epochs, without making lists.
    pub(crate) fn fit_epochs(&self, competitor: &Competitor, split: &Path, n_epochs: u32) -> Result<Cost> {
        match competitor.runner {
            Runner::Ours { algorithm, params } => {
                self.fit_ours(algorithm, &format!("{params}n_epochs = {n_epochs}\n"), split)
            }
            Runner::Peer { script_name } => {
                self.run_peer(script_name, split, &["--fit-only", "--epochs", &n_epochs.to_string()])
            }
        }
    }

    /// Whether our binary has the algorithm; an older build may not.
    pub(crate) fn knows(&self, algorithm: &str) -> Result<bool> {
        let nothing = self.folder.join("nothing");
        let mut fit = self.ours();
        fit.args(["fit", "--algorithm", algorithm, "--data"]).arg(&nothing).arg("--out").arg(&nothing);
        let output = fit.output().with_context(|| format!("cannot start `{}`", self.binary.display()))?;
        Ok(!String::from_utf8_lossy(&output.stderr).contains("unknown algorithm"))
    }

    fn fit_ours(&self, algorithm: &str, params: &str, split: &Path) -> Result<Cost> {
        let params_path = self.folder.join("params.toml");
        write(&params_path, params)?;
        let ratings = our_ratings(split, self.options.stars);
        let mut fit = self.ours();
        fit.args(["fit", "--json", "--seed", "1", "--algorithm", algorithm, "--data"]).arg(ratings);
        fit.arg("--params").arg(params_path).arg("--out").arg(self.model_path());
        let line = json_line(&mut fit)?;
        Ok(Cost {
            fit_s: number(&line, "seconds")?,
            fit_cpu_s: number(&line, "cpu_seconds")?,
            peak_bytes: number(&line, "peak_memory_bytes")?,
            lists_s: None,
            lists_cpu_s: None,
        })
    }

    fn recommend_ours(&self, split: &Path) -> Result<[f64; 2]> {
        let histories =
            split.join(if self.options.stars { "test_foldin_all.csv" } else { "test_foldin.csv" });
        let mut recommend = self.ours();
        recommend.args(["recommend", "--json", "--top", "100", "--model"]).arg(self.model_path());
        recommend.arg("--ratings").arg(histories).arg("--out").arg(self.lists_path());
        let line = json_line(&mut recommend)?;
        Ok([number(&line, "seconds")?, number(&line, "cpu_seconds")?])
    }

    fn run_peer(&self, script_name: &str, split: &Path, more: &[&str]) -> Result<Cost> {
        let mut script = self.peer("run.py")?;
        script.arg(script_name).arg("--split").arg(split).arg("--out").arg(self.lists_path());
        script.args(["--threads", &self.options.n_threads.to_string()]).args(more);
        if self.options.stars {
            script.arg("--stars");
        }
        let line = json_line(&mut script)?;
        Ok(Cost {
            fit_s: number(&line, "fit_seconds")?,
            fit_cpu_s: number(&line, "fit_cpu_seconds")?,
            peak_bytes: number(&line, "peak_memory_bytes")?,
            lists_s: number(&line, "lists_seconds").ok(),
            lists_cpu_s: number(&line, "lists_cpu_seconds").ok(),
        })
    }
}
