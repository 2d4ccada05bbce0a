//! Figures of quality that `serve` shows: read from files that the operator names, or measured by the server.

mod api_types;
mod elbow_file;
mod evaluation_file;
mod file;
mod given;
mod group_counts;
mod measure;

pub(crate) use elbow_file::ElbowFile;
pub(crate) use evaluation_file::{Board, EvaluationFile};
pub(crate) use given::read_given;
pub(crate) use group_counts::group_counts;
pub(crate) use measure::{MeasurementPlan, Measuring};
