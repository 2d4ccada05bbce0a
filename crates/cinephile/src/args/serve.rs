//! Options of `cinephile serve`.

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

    /// Serve this model file instead of fitting its algorithm; may be repeated
    #[arg(long = "model", env = "CINEPHILE_MODEL", value_name = "MODEL", value_delimiter = ',')]
    pub(crate) model_files: Vec<PathBuf>,

    /// Address to listen on; port 0 picks a free port
    #[arg(long, env = "CINEPHILE_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub(crate) listen: SocketAddr,

    /// Address of a listener for operators: /metrics, /api/v1/admin, /healthz and /readyz. The other listener then has
    /// only /healthz and /readyz of these
    #[arg(long, env = "CINEPHILE_OPERATIONS_LISTEN", value_name = "ADDRESS")]
    pub(crate) operations_listen: Option<SocketAddr>,

    #[command(flatten)]
    pub(crate) state: StateDir,

    #[command(flatten)]
    pub(crate) database: DatabaseArgs,

    /// Serve the models that `fit --publish` publishes in this folder, now and later, without reading ratings. The
    /// options for algorithms and for publishing then apply to the fits that `POST /api/v1/admin/fit` starts
    #[arg(long = "models", env = "CINEPHILE_MODELS", value_name = "DIR", conflicts_with = "model_files")]
    pub(crate) publications: Option<PathBuf>,

    /// Look for a new publication every N seconds
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

    /// Format of log lines
    #[arg(long, env = "CINEPHILE_LOG_FORMAT", default_value = "pretty")]
    pub(crate) log_format: LogFormat,

    /// What to log: a level, or levels for each module (the filter syntax of `tracing`)
    #[arg(long, env = "CINEPHILE_LOG", default_value = "info", value_name = "FILTER")]
    pub(crate) log: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Readable by people
    Pretty,
    /// One JSON object on each line
    Json,
}
