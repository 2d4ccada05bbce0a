//! The parts of what is measured, each shown and kept by itself.

use crate::insights::figures::{self, ElbowFile};
use cinephile_api::Figures;
use cinephile_eval::{Leaderboard, Protocol};
use std::fmt;

/// One part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Inertia and silhouette over the number of groups.
    Elbow,
    /// The leaderboard of a protocol.
    Board(Protocol),
}

impl Part {
    /// What is soonest there comes first, then the product's own job.
    pub(super) const BOARDS: [Self; 3] = [
        Self::Board(Protocol::FewRatings),
        Self::Board(Protocol::Strong),
        Self::Board(Protocol::StrongStars),
    ];
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Elbow => f.write_str("elbow"),
            Self::Board(protocol) => protocol.fmt(f),
        }
    }
}

/// A part that is there.
pub(super) enum Done {
    Elbow(ElbowFile),
    Board(Box<Leaderboard>),
}

impl Done {
    /// Adds it to what is shown.
    pub(super) fn show_in(&self, shown: &mut Figures) {
        match self {
            Self::Elbow(elbow) => shown.group_counts = elbow.counts(),
            Self::Board(board) => shown.evaluations.push(figures::describe_lists(board)),
        }
    }
}
