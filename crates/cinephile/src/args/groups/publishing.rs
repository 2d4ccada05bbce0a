//! What the next publication contains, and the quality that it needs.

use crate::args::params_file::ParamsFile;
use crate::learning::{FitPlan, Gate};
use crate::params;
use anyhow::Result;
use cinephile_models::Algorithm;
use cinephile_publish::PublicationStore;
use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What the next publication contains, and the quality that it needs.
#[derive(Debug, Clone, Args)]
pub(crate) struct PublishingArgs {
    /// Algorithms to fit and serve
    #[arg(
        long,
        env = "CINEPHILE_ALGORITHMS",
        value_name = "NAMES",
        value_delimiter = ',',
        default_values_t = Algorithm::SERVED
    )]
    pub(crate) algorithms: Vec<Algorithm>,

    /// Algorithm for requests that name none; its quality is measured before publishing
    #[arg(long, env = "CINEPHILE_DEFAULT_ALGORITHM", value_name = "NAME", default_value_t = Algorithm::DEFAULT)]
    pub(crate) default_algorithm: Algorithm,

    /// TOML file of an algorithm's hyper-parameters, such as blend=blend.toml; may be repeated
    #[arg(
        long = "params-for",
        env = "CINEPHILE_PARAMS_FOR",
        value_name = "NAME=FILE",
        value_delimiter = ','
    )]
    params_for: Vec<ParamsFile>,

    /// Keep the N newest publications, and the current one
    #[arg(long, env = "CINEPHILE_KEEP", value_name = "N", default_value_t = 5,
          value_parser = clap::value_parser!(u16).range(1..=1000))]
    keep: u16,

    /// Reject models whose NDCG@100 on held-out people is below that of the current models by more than this share
    #[arg(long, env = "CINEPHILE_GATE_MARGIN", value_name = "SHARE", default_value_t = 0.01, value_parser = share)]
    gate_margin: f64,

    /// Seed that draws the held-out people; figures of the same seed and data can be compared
    #[arg(long, env = "CINEPHILE_GATE_SEED", value_name = "N", default_value_t = 1)]
    gate_seed: u32,

    /// Publish without measuring
    #[arg(long, env = "CINEPHILE_NO_GATE", conflicts_with = "gate_margin")]
    no_gate: bool,
}

impl PublishingArgs {
    /// The plan for the next publication in `folder`. Reads the parameter files.
    pub(crate) fn plan(&self, folder: PathBuf, seed: Option<u64>) -> Result<FitPlan> {
        let mut params = BTreeMap::new();
        for file in &self.params_for {
            params.insert(file.algorithm, params::read(file.algorithm, &file.path)?);
        }
        let margin = Gate::Margin { margin: self.gate_margin, seed: self.gate_seed };
        let plan = FitPlan {
            params,
            algorithms: self.algorithms.clone(),
            default_algorithm: self.default_algorithm,
            seed,
            gate: if self.no_gate { Gate::Off } else { margin },
            publications: PublicationStore::new(folder),
            keep: usize::from(self.keep),
        };
        plan.check()?;
        Ok(plan)
    }
}

/// Parses a number from 0 to below 1.
fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..1.0).contains(share));
    share.ok_or_else(|| "it must be at least 0 and below 1, such as 0.01".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_margin_is_a_share() {
        assert_eq!((share("0"), share("0.05")), (Ok(0.0), Ok(0.05)));
        for wrong in ["1", "-0.1", "nan", "1 %", ""] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
    }
}
