//! The HTTP service: JSON under `/api/v1`, the original project's endpoints, posters, and the web page.
//!
//! [`AppState`] holds what handlers share. Its heart is a [`Snapshot`]: movies, models and insights as one immutable value,
//! which [`AppState::publish`] swaps as a whole. Each request is pinned to one snapshot. [`router`] is the table of contents,
//! and [`serve`] runs it until it is asked to stop. The service answers from its first moment: until a snapshot is published,
//! routes that need one answer 503 and report what they wait for.
//!
//! ```no_run
//! use cinephile_api::{ApiConfig, AppState, Insights, ServedModel, Snapshot, SnapshotParts, serve};
//! use cinephile_engine::{Recommender, ServingData, StarsPredictor};
//! use cinephile_store::Store;
//! use std::sync::Arc;
//!
//! # async fn example(
//! #     data: ServingData,
//! #     blend: Arc<dyn Recommender>,
//! #     stars: Arc<dyn StarsPredictor>,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! let state = AppState::new(Store::open("cinephile.db").await?, ApiConfig::default());
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//! let server = tokio::spawn(serve(listener, state.clone(), std::future::pending()));
//! state.set_waiting_for("fitting blend"); // `/readyz` reports this with 503.
//!
//! let snapshot = Snapshot::build(SnapshotParts {
//!     model_id: "example-1".to_owned(), // Every answer carries it in `x-model-id`.
//!     created_at_s: 1_795_397_400,
//!     data,
//!     models: vec![ServedModel::new("blend", blend)],
//!     default_algorithm: "blend".to_owned(),
//!     stars,
//!     insights: Insights::default(),
//! })?;
//! state.publish(snapshot); // From here on, every route answers.
//! server.await??;
//! # Ok(())
//! # }
//! ```
//!
//! The rooms, from the ground up: `types` (what goes over the wire), `serving` (the snapshot), `lists` (from a checked request
//! to a list), the state, `extract` and `http` (extractors and middleware above the state), then `routes` and `compat` (the
//! handlers: extract, call, map).
//!
//! Nothing here trains, evaluates or reads a data file, and only a profile's own answers depend on the store. The contract is
//! `openapi.json`, which [`openapi_json`] writes; `docs/API.md` describes it for people.

mod addresses;
mod admin;
mod bounds;
mod caching;
mod checks;
mod compat;
mod config;
mod connection_limits;
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
mod turns;
mod types;
mod work;

pub use addresses::{CorsOrigin, InvalidAddress, PublicUrl};
pub use admin::{AdminToken, InvalidToken, MIN_TOKEN_CHARS, Operator, OperatorError, Reloaded};
pub use config::ApiConfig;
pub use connection_limits::ConnectionLimits;
pub use experiment::{Experiment, ExperimentError};
pub use limits::RateLimits;
pub use metrics::FitOutcome;
pub use poster_source::{OmdbAddress, OmdbAddressError, PosterConfig};
pub use router::{openapi_json, router};
pub use secret::Secret;
pub use serve::{Listeners, serve};
pub use serving::{Figures, Insights, ServedModel, Snapshot, SnapshotError, SnapshotParts};
pub use spans::SPANS;
pub use state::AppState;
pub use types::{ClusterCount, Contender, Evaluation, EvaluationRound, FiguresState, Interval, MetricValue};
pub use types::{FitQuality, FitRequest, FitState, FitStatus};
