//! What answers are made from: one immutable [`Snapshot`] of movies, models and insights.
//!
//! Each part has its own duty: `Movies` finds and describes movies, `Models` finds the model that answers,
//! `ShownInsights` holds what is shown beside recommendations. Nothing here knows a request.

mod charts;
mod error;
mod insights;
mod models;
mod movies;
mod orders;
mod other_ids;
mod pace;
mod snapshot;

pub use error::SnapshotError;
pub use insights::{Figures, Insights};
pub use models::ServedModel;
pub use snapshot::{Snapshot, SnapshotParts};

pub(crate) use insights::{ShownFigures, number_of};
pub(crate) use models::Models;
pub(crate) use movies::Movies;
pub(crate) use orders::MovieOrder;
pub(crate) use other_ids::OtherService;
pub(crate) use pace::Pace;
pub(crate) use snapshot::Served;
