//! What can be typed. Each command has a file of its own; options that several commands share, or that belong together,
//! are in `groups`. Almost every option also has an environment variable.

mod clusters;
mod data;
mod evaluate;
mod fit;
mod groups;
mod health;
mod migrate;
mod params_file;
mod protocol;
mod recommend;
mod secret;
mod serve;
mod similar;
mod synth;

pub(crate) use clusters::ClustersArgs;
pub(crate) use data::{DataArgs, DataCommand, FetchArgs, SyncArgs};
pub(crate) use evaluate::EvaluateArgs;
pub(crate) use fit::FitArgs;
pub(crate) use groups::{DataSource, QualityArgs};
pub(crate) use health::HealthArgs;
pub(crate) use migrate::MigrateArgs;
pub(crate) use protocol::AnyProtocol;
pub(crate) use recommend::RecommendArgs;
pub(crate) use serve::{LogFormat, ServeArgs};
pub(crate) use similar::SimilarArgs;
pub(crate) use synth::SynthArgs;

use clap::{Parser, Subcommand};

/// A movie recommender: rate a few movies, get recommendations at once, each with its reason.
#[derive(Debug, Parser)]
#[command(name = "cinephile", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the page and the API; fits what is missing first
    Serve(Box<ServeArgs>),
    /// Fit one model and write it to a file, or all that is served and publish them
    Fit(Box<FitArgs>),
    /// Recommend from a fitted model, for one list of ratings or a file of them
    Recommend(RecommendArgs),
    /// List movies that go with one movie
    Similar(SimilarArgs),
    /// Measure algorithms against each other on held-out users
    Evaluate(EvaluateArgs),
    /// Show the taste groups of a data set: how large, and what each loves more than the others
    Clusters(ClustersArgs),
    /// Look at a data set, download one, keep a copy of one
    Data(DataArgs),
    /// Write generated ratings of any size, as a MovieLens folder
    Synth(SynthArgs),
    /// Print the API's description (OpenAPI 3.1)
    Openapi,
    /// Bring the database to this version's schema, and stop
    Migrate(MigrateArgs),
    /// Ask a server on this machine whether it is well; for containers without another program to ask with
    Health(HealthArgs),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_options_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
