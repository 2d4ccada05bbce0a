//! Middleware: the layers around the routes, and what they add to requests and answers.
//!
//! This room stands above the state; nothing that the state owns imports it.

mod etag;
mod layers;
mod origin;
mod pinned;
mod rate_limit;
mod record;
mod trace;
#[cfg(feature = "telemetry")]
mod trace_parent;

pub(crate) use layers::{Group, with_layers};
pub(crate) use origin::Origin;
pub(crate) use pinned::{CurrentFigures, CurrentSnapshot, pin_snapshot};
pub(crate) use rate_limit::{ImportBudget, ProfileBudget};
