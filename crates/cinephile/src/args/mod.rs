//! What can be typed. Each command has a file of its own; options that several commands share, or that belong together,
//! are in `groups`. Almost every option also has an environment variable.

mod clusters;
mod completions;
mod data;
mod deck;
mod evaluate;
mod fit;
mod groups;
mod health;
mod man;
mod migrate;
mod params_file;
mod personas;
mod protocol;
mod recommend;
mod secret;
mod serve;
mod similar;
mod synth;
#[cfg(feature = "remote")]
mod transfer;

pub(crate) use clusters::ClustersArgs;
pub(crate) use completions::CompletionsArgs;
pub(crate) use data::{DataArgs, DataCommand};
pub(crate) use deck::DeckArgs;
pub(crate) use evaluate::EvaluateArgs;
pub(crate) use fit::FitArgs;
pub(crate) use groups::{DataSource, QualityArgs};
pub(crate) use health::HealthArgs;
pub(crate) use man::ManArgs;
pub(crate) use migrate::MigrateArgs;
pub(crate) use personas::PersonasArgs;
pub(crate) use protocol::AnyProtocol;
pub(crate) use recommend::RecommendArgs;
pub(crate) use serve::{LogFormat, ServeArgs};
pub(crate) use similar::SimilarArgs;
pub(crate) use synth::SynthArgs;
#[cfg(feature = "remote")]
pub(crate) use transfer::{FetchArgs, SyncArgs};

use crate::features::long_version;
use clap::{Parser, Subcommand};

/// A movie recommender: rate a few movies and get recommendations at once, each with a reason
#[derive(Debug, Parser)]
#[command(name = "cinephile", version, long_version = long_version(), max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the web page and the API; fits missing models first
    Serve(Box<ServeArgs>),
    /// Fit one model and write it to a file, or fit all served models and publish them
    Fit(Box<FitArgs>),
    /// Recommend movies with a fitted model, for one person or for a file of users
    Recommend(RecommendArgs),
    /// List the movies that are most similar to one movie
    Similar(SimilarArgs),
    /// Compare algorithms on held-out users
    Evaluate(Box<EvaluateArgs>),
    /// Print the lists of invented movie-goers after one, two, three and all of their ratings
    Personas(PersonasArgs),
    /// Print the cards that the page asks invented movie-goers about, and what they answer
    Deck(DeckArgs),
    /// Show the taste groups of a data set: their sizes, and what each loves more than the others do
    Clusters(ClustersArgs),
    /// Describe a data set, download one, or keep a copy of one up to date
    Data(DataArgs),
    /// Generate ratings of any size and write them as a MovieLens folder
    Synth(SynthArgs),
    /// Print the OpenAPI 3.1 document of the API
    Openapi,
    /// Migrate the database to this version's schema and exit
    Migrate(MigrateArgs),
    /// Check that a local server is healthy (for container health checks)
    Health(HealthArgs),
    /// Print the completions of a shell, such as `cinephile completions bash`
    Completions(CompletionsArgs),
    /// Write the manual pages of all commands to a folder
    Man(ManArgs),
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
