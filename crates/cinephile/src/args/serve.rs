//! `cinephile serve`.

use super::groups::{
    AdminArgs, DataSource, DatabaseArgs, PublishingArgs, QualityArgs, ServiceArgs, StateDir,
};
use clap::{Args, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) source: DataSource,

    /// A fitted model file to serve, in place of fitting its algorithm; may be given several times
    #[arg(long = "model", env = "CINEPHILE_MODEL", value_name = "MODEL", value_delimiter = ',')]
    pub(crate) model_files: Vec<PathBuf>,

    /// Where to listen; port 0 picks a free one
    #[arg(long, env = "CINEPHILE_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub(crate) listen: SocketAddr,

    #[command(flatten)]
    pub(crate) state: StateDir,

    #[command(flatten)]
    pub(crate) database: DatabaseArgs,

    /// Serve what is published in this folder (by `fit --publish`), and whatever is published there later; no ratings are
    /// read. The published algorithms are served; the options below are for the fits that `POST /api/v1/admin/fit` starts
    #[arg(long = "models", env = "CINEPHILE_MODELS", value_name = "DIR", conflicts_with = "model_files")]
    pub(crate) publications: Option<PathBuf>,

    /// Look for another publication every so many seconds
    #[arg(long, env = "CINEPHILE_MODELS_POLL_S", value_name = "N", default_value_t = 5,
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) models_poll_s: u64,

    #[command(flatten)]
    pub(crate) publishing: PublishingArgs,

    #[command(flatten)]
    pub(crate) admin: AdminArgs,

    #[command(flatten)]
    pub(crate) quality: QualityArgs,

    #[command(flatten)]
    pub(crate) service: ServiceArgs,

    /// How log lines look
    #[arg(long, env = "CINEPHILE_LOG_FORMAT", default_value = "pretty")]
    pub(crate) log_format: LogFormat,

    /// What is logged: a level, or levels by module (tracing's filter syntax)
    #[arg(long, env = "CINEPHILE_LOG", default_value = "info", value_name = "FILTER")]
    pub(crate) log: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people
    Pretty,
    /// One JSON object a line, for machines
    Json,
}
