//! The evaluation protocols by name, with the metrics that each reports.

use crate::metrics::Metric;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How a recommender is judged on held-out users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    /// Likes only, each as 5.0 stars: fit on the training users' likes, fold in 80 % of a held-out user's likes and
    /// rank all other items. The hidden 20 % are relevant (Liang et al. 2018).
    #[default]
    Strong,
    /// The same hidden likes, but models are fitted on every rating with its stars, and the held-out user's ratings
    /// below 4 are folded in too. Models rank the items that the user has not rated.
    StrongStars,
    /// The job of the product itself: fit on every rating with its stars, reveal a few ratings of a held-out user
    /// ([`RevealCounts`](crate::RevealCounts) says how many, and [`RevealStrategy`](crate::RevealStrategy) whether at
    /// random or as the onboarding asks) and rank all other items. Every like that was not revealed is relevant.
    FewRatings,
}

impl Protocol {
    /// All protocols, in the order in which people meet them.
    pub const ALL: [Self; 3] = [Self::Strong, Self::StrongStars, Self::FewRatings];

    /// `strong`, `strong-stars` or `few-ratings`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::StrongStars => "strong-stars",
            Self::FewRatings => "few-ratings",
        }
    }

    /// The metrics to report, in the order of the leaderboard's columns.
    #[must_use]
    pub fn metrics(self) -> &'static [Metric] {
        match self {
            Self::Strong | Self::StrongStars => &[Metric::Recall(20), Metric::Recall(50), Metric::Ndcg(100)],
            Self::FewRatings => {
                &[Metric::Ndcg(20), Metric::HitRate(20), Metric::Disliked(20), Metric::ChartShare(10)]
            }
        }
    }

    /// The metric that sorts the leaderboard; higher is better.
    #[must_use]
    pub fn main_metric(self) -> Metric {
        match self {
            Self::Strong | Self::StrongStars => Metric::Ndcg(100),
            Self::FewRatings => Metric::Ndcg(20),
        }
    }

    /// The length of the lists that a contender is asked for.
    #[must_use]
    pub fn list_length(self) -> usize {
        self.metrics().iter().map(|metric| metric.cutoff()).max().unwrap_or(1)
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Protocol {
    type Err = UnknownProtocol;

    fn from_str(name: &str) -> Result<Self, UnknownProtocol> {
        let found = Self::ALL.into_iter().find(|protocol| protocol.name() == name);
        found.ok_or_else(|| UnknownProtocol { got: name.to_owned() })
    }
}

/// A name that does not denote a protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{got}` is not a protocol; expected `strong`, `strong-stars` or `few-ratings`")]
pub struct UnknownProtocol {
    /// The rejected name.
    pub got: String,
}
