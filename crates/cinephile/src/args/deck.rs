//! Options of `cinephile deck`.

use super::groups::DataSource;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct DeckArgs {
    /// JSON file of personas: {"NAME": [{"movie_id": 1982, "title": "Halloween (1978)", "stars": 5}, ...], ...}
    #[arg(env = "CINEPHILE_PERSONAS", value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) source: DataSource,

    /// Number of cards to ask each persona about
    #[arg(long, env = "CINEPHILE_CARDS", value_name = "N", default_value_t = 40, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) cards: u16,

    /// Number of movies that each persona has seen: those that set people with the same taste apart most
    #[arg(long, env = "CINEPHILE_SEEN", value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub(crate) seen: u16,

    /// Genres that each persona names at the start
    #[arg(long, env = "CINEPHILE_GENRES", value_name = "NAMES", value_delimiter = ',')]
    pub(crate) genres: Vec<String>,

    /// Decades that each persona names at the start, such as 1940
    #[arg(long, env = "CINEPHILE_DECADES", value_name = "YEARS", value_delimiter = ',')]
    pub(crate) decades: Vec<u16>,

    /// Print one line of JSON
    #[arg(long, env = "CINEPHILE_JSON")]
    pub(crate) json: bool,
}
