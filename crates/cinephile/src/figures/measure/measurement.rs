//! What is measured, piece by piece: each is shown and kept as soon as it is finished.

use crate::figures::api_types::describe_lists;
use crate::figures::elbow_file::ElbowFile;
use cinephile_api::Figures;
use cinephile_eval::{Leaderboard, Protocol};
use std::fmt;

/// One thing to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measurement {
    /// Inertia and silhouette by the number of groups.
    Elbow,
    /// The leaderboard of a protocol.
    Board(Protocol),
}

impl Measurement {
    /// All leaderboards, the quickest first.
    pub(super) const BOARDS: [Self; 3] = [
        Self::Board(Protocol::FewRatings),
        Self::Board(Protocol::Strong),
        Self::Board(Protocol::StrongStars),
    ];
}

impl fmt::Display for Measurement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Elbow => f.write_str("elbow"),
            Self::Board(protocol) => protocol.fmt(f),
        }
    }
}

/// The result of a measurement.
pub(super) enum MeasuredFigures {
    Elbow(ElbowFile),
    Board(Box<Leaderboard>),
}

impl MeasuredFigures {
    /// Adds them to the figures that are shown.
    pub(super) fn show_in(&self, shown: &mut Figures) {
        match self {
            Self::Elbow(elbow) => shown.group_counts = elbow.counts(),
            Self::Board(board) => shown.evaluations.push(describe_lists(board)),
        }
    }
}
