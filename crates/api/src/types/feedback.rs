//! What became of what was recommended, and who takes part in which experiment.

use super::objects;
use cinephile_store::FeedbackKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a visitor did with the movies of lists.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"events": [
    {"kind": "shown", "movie_id": 6, "algorithm": "blend", "position": 1, "list_id": "c0ffee-1"},
    {"kind": "clicked", "movie_id": 6, "algorithm": "blend", "position": 1, "list_id": "c0ffee-1"}
]}))]
pub(crate) struct FeedbackRequest {
    /// 1 to 200 events.
    #[serde(deserialize_with = "objects")]
    #[schema(min_items = 1, max_items = 200)]
    pub(crate) events: Vec<FeedbackEvent>,
}

/// One thing that was done with one movie of a list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FeedbackEvent {
    /// What was done.
    pub(crate) kind: FeedbackEventKind,
    /// With which movie.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// The algorithm that the list named.
    #[schema(example = "blend")]
    pub(crate) algorithm: String,
    /// The movie's place in the list, from 1.
    #[schema(minimum = 1, maximum = 100, example = 1)]
    pub(crate) position: u32,
    /// The client's own name for the list, so that events of one list can be told together: 1 to 64 letters, digits,
    /// `-` or `_`.
    #[serde(default)]
    #[schema(nullable = false, max_length = 64, pattern = "^[A-Za-z0-9_-]+$", example = "c0ffee-1")]
    pub(crate) list_id: Option<String>,
}

/// What can be done with a movie of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FeedbackEventKind {
    /// It came into view.
    Shown,
    /// It was opened.
    Clicked,
    /// It was put on the watchlist.
    Saved,
    /// It was declared of no interest.
    Dismissed,
}

impl From<FeedbackEventKind> for FeedbackKind {
    fn from(kind: FeedbackEventKind) -> Self {
        match kind {
            FeedbackEventKind::Shown => Self::Shown,
            FeedbackEventKind::Clicked => Self::Clicked,
            FeedbackEventKind::Saved => Self::Saved,
            FeedbackEventKind::Dismissed => Self::Dismissed,
        }
    }
}

/// The events were taken; they are kept soon after.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FeedbackReceipt {
    /// How many.
    #[schema(example = 2)]
    pub(crate) n_accepted: u32,
}

/// The visitor's place in an experiment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ExperimentArm {
    /// The experiment.
    #[schema(example = "default")]
    pub(crate) name: String,
    /// The visitor's arm of it, which bears the name of its algorithm.
    #[schema(example = "ease")]
    pub(crate) arm: String,
}
