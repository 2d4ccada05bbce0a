//! The HTTP service: how programs ask, and where the page comes from.
//!
//! [`AppState`] holds an immutable [`Snapshot`] (catalogue, models, title index) behind an atomic pointer and the
//! store beside it; [`router`] is the table of contents; a handler is extract -> call -> map. The service answers
//! from its first moment: until a snapshot is published, what needs one gets 503 and is told what is awaited.
//!
//! Nothing here trains, evaluates or reads a data file, and no answer depends on the store but a profile's own.

mod admin;
mod browsing;
mod cached;
mod charts;
mod checks;
mod compat;
mod config;
mod english;
mod error;
mod experiment;
mod exporting;
mod extract;
mod facts;
mod feedback;
mod importing;
mod insights;
mod layers;
mod limits;
mod metrics;
mod openapi;
mod origin;
mod page;
mod paging;
mod poster_source;
mod posters;
mod reference;
mod responses;
mod router;
mod routes;
mod scoring;
mod secret;
mod serve;
mod snapshot;
mod spans;
mod state;
#[cfg(feature = "telemetry")]
mod trace_parent;
mod types;
mod wishes;

pub use admin::{AdminToken, InvalidToken, MIN_TOKEN_CHARS, Operator, OperatorError, Reloaded};
pub use config::{ApiConfig, RateLimits};
pub use experiment::{Experiment, ExperimentError};
pub use insights::{Figures, Insights};
pub use openapi::openapi_json;
pub use poster_source::{OmdbAddress, OmdbAddressError, PosterConfig};
pub use router::router;
pub use secret::Secret;
pub use serve::serve;
pub use snapshot::{ServedModel, Snapshot, SnapshotError, SnapshotParts};
pub use spans::SPANS;
pub use state::AppState;
pub use types::{ClusterCount, Contender, Evaluation, EvaluationRound, FiguresState, Interval, MetricValue};
pub use types::{FitQuality, FitRequest, FitState, FitStatus};
