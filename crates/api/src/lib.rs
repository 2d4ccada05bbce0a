//! The HTTP service: how programs ask, and where the page comes from.
//!
//! [`AppState`] holds an immutable [`Snapshot`] (catalogue, models, title index) behind an atomic pointer and the
//! store beside it; [`router`] is the table of contents; a handler is extract -> call -> map. The service answers
//! from its first moment: until a snapshot is published, what needs one gets 503 and is told what is awaited.
//!
//! Nothing here trains, evaluates or reads a data file, and no answer depends on the store but a profile's own.

mod admin;
mod bounds;
mod caching;
mod checks;
mod compat;
mod config;
mod english;
mod error;
mod experiment;
mod extract;
mod feedback;
mod http;
mod limits;
mod lists;
mod metrics;
mod openapi;
mod page;
mod paging;
mod poster_source;
mod posters;
mod reference;
mod router;
mod routes;
mod secret;
mod serve;
mod serving;
mod spans;
mod state;
mod transfer;
mod types;

pub use admin::{AdminToken, InvalidToken, MIN_TOKEN_CHARS, Operator, OperatorError, Reloaded};
pub use config::ApiConfig;
pub use experiment::{Experiment, ExperimentError};
pub use limits::RateLimits;
pub use poster_source::{OmdbAddress, OmdbAddressError, PosterConfig};
pub use router::{openapi_json, router};
pub use secret::Secret;
pub use serve::serve;
pub use serving::{Figures, Insights, ServedModel, Snapshot, SnapshotError, SnapshotParts};
pub use spans::SPANS;
pub use state::AppState;
pub use types::{ClusterCount, Contender, Evaluation, EvaluationRound, FiguresState, Interval, MetricValue};
pub use types::{FitQuality, FitRequest, FitState, FitStatus};
