//! `cinephile recommend`.

use super::groups::DataSource;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct RecommendArgs {
    /// The fitted model
    #[arg(long, env = "CINEPHILE_MODEL", value_name = "MODEL")]
    pub(crate) model: PathBuf,

    /// Histories as CSV user,item[,rating]; writes user,rank,item,score
    #[arg(long, env = "CINEPHILE_RATINGS", value_name = "FILE", conflicts_with = "rate")]
    pub(crate) ratings: Option<PathBuf>,

    /// One rating as TITLE=STARS or ID=STARS, for one list on the terminal; may be given several times
    #[arg(long, value_name = "MOVIE=STARS", required_unless_present = "ratings")]
    pub(crate) rate: Vec<String>,

    /// A fitted model of stars, for what would be given to each movie; left out, it is fitted for the one list
    #[arg(long, env = "CINEPHILE_STARS", value_name = "MODEL", conflicts_with = "ratings")]
    pub(crate) stars: Option<PathBuf>,

    /// Say of each movie what every rating adds to its score, and where it would stand without that rating
    #[arg(long, conflicts_with = "ratings")]
    pub(crate) explain: bool,

    #[command(flatten)]
    pub(crate) source: DataSource,

    /// How many items a list holds at the most
    #[arg(long, env = "CINEPHILE_TOP", default_value_t = 20, value_name = "N",
          value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) top: u32,

    /// Where to write the lists; left out: standard output
    #[arg(long, env = "CINEPHILE_OUT", value_name = "FILE", requires = "ratings")]
    pub(crate) out: Option<PathBuf>,

    /// Print a JSON line of seconds, CPU seconds and peak memory of the lists at the end
    #[arg(long, env = "CINEPHILE_JSON", requires = "out")]
    pub(crate) json: bool,
}
