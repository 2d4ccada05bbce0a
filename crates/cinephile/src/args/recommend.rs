//! Options of `cinephile recommend`.

use super::groups::DataSource;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct RecommendArgs {
    /// Fitted model file
    #[arg(long, env = "CINEPHILE_MODEL", value_name = "MODEL")]
    pub(crate) model: PathBuf,

    /// File of histories in any form that `--data` takes, or `-` for standard input; writes user,rank,item,score. `--scale`,
    /// `--columns`, `--ids` and `--skip-bad-rows` are about it and about `--data`
    #[arg(long, env = "CINEPHILE_RATINGS", value_name = "FILE", conflicts_with = "rate")]
    pub(crate) ratings: Option<PathBuf>,

    /// A rating as TITLE=STARS or id:ID=STARS, for one list on the terminal; may be repeated
    #[arg(long, value_name = "MOVIE=STARS", required_unless_present_any = ["ratings", "liked", "seen"])]
    pub(crate) rate: Vec<String>,

    /// A movie that the visitor liked, by title or id; weighs as an average like. May be repeated
    #[arg(long, value_name = "MOVIE", conflicts_with = "ratings")]
    pub(crate) liked: Vec<String>,

    /// A movie that the visitor saw, by title or id; weighs as an average rating. May be repeated
    #[arg(long, value_name = "MOVIE", conflicts_with = "ratings")]
    pub(crate) seen: Vec<String>,

    /// Model file of `stars`, which predicts the stars for each movie. Default: fit it for this list
    #[arg(long, env = "CINEPHILE_STARS", value_name = "MODEL", conflicts_with = "ratings")]
    pub(crate) stars: Option<PathBuf>,

    /// For each movie, show what every rating adds to its score, and its rank without that rating
    #[arg(long, conflicts_with = "ratings")]
    pub(crate) explain: bool,

    /// Recommend only movies of this file: one id a line, or a table with a column of ids; `-` for standard input
    #[arg(long, env = "CINEPHILE_ONLY", value_name = "FILE")]
    pub(crate) only: Option<PathBuf>,

    /// Leave out the movies of this file, which is like that of `--only`
    #[arg(long, env = "CINEPHILE_EXCLUDE", value_name = "FILE")]
    pub(crate) exclude: Option<PathBuf>,

    /// Leave out movies of these genres, separated by commas
    #[arg(long, env = "CINEPHILE_EXCLUDE_GENRES", value_name = "GENRE,...", value_delimiter = ',')]
    pub(crate) exclude_genres: Vec<String>,

    #[command(flatten)]
    pub(crate) source: DataSource,

    /// Most items in a list
    #[arg(long, env = "CINEPHILE_TOP", default_value_t = 20, value_name = "N",
          value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) top: u32,

    /// File to write the lists to. Default: standard output
    #[arg(long, env = "CINEPHILE_OUT", value_name = "FILE", requires = "ratings")]
    pub(crate) out: Option<PathBuf>,

    /// Print one visitor's list as JSON; with `--out`, print seconds, CPU seconds and peak memory of the lists as one line of
    /// JSON at the end
    #[arg(long, env = "CINEPHILE_JSON")]
    pub(crate) json: bool,
}
