//! Feedback on recommendations, and a visitor's arm in an experiment.

use super::objects;
use cinephile_store::FeedbackKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a visitor did with recommended movies.
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

/// Something that a visitor did with one movie of a list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FeedbackEvent {
    /// What the visitor did.
    pub(crate) kind: FeedbackEventKind,
    /// The movie's id.
    #[schema(example = 6)]
    pub(crate) movie_id: u32,
    /// The algorithm that made the list, as the list gave it.
    #[schema(example = "blend")]
    pub(crate) algorithm: String,
    /// The movie's rank in the list, from 1.
    #[schema(minimum = 1, maximum = 100, example = 1)]
    pub(crate) position: u32,
    /// The client's own id for the list, which groups the events of one list: 1 to 64 letters, digits, `-` or `_`.
    #[serde(default)]
    #[schema(nullable = false, max_length = 64, pattern = "^[A-Za-z0-9_-]+$", example = "c0ffee-1")]
    pub(crate) list_id: Option<String>,
}

/// What a visitor can do with a movie of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FeedbackEventKind {
    /// The movie came into view.
    Shown,
    /// The movie was opened.
    Clicked,
    /// The movie was put on the watchlist.
    Saved,
    /// The movie was marked as not interesting.
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

/// The events were accepted; they are stored soon after.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FeedbackReceipt {
    /// The number of accepted events.
    #[schema(example = 2)]
    pub(crate) n_accepted: u32,
}

/// The visitor's arm in an experiment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ExperimentArm {
    /// The name of the experiment.
    #[schema(example = "default")]
    pub(crate) name: String,
    /// The visitor's arm, which has the name of its algorithm.
    #[schema(example = "ease")]
    pub(crate) arm: String,
}
