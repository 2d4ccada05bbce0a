//! The metrics by name, and their values for one list.

use super::formulas::{hit_rate_at, ndcg_at, recall_at, share_at};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A ranking metric and its cutoff, the number of ranks it looks at.
///
/// Displayed as `recall@20`, both in tables and as a JSON key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    /// Capped recall ([`recall_at`]); higher is better.
    Recall(usize),
    /// NDCG with binary relevance ([`ndcg_at`]); higher is better.
    Ndcg(usize),
    /// Share of users with at least one hit ([`hit_rate_at`]); higher is better.
    HitRate(usize),
    /// Share of the listed items that the user rated 2 stars or less; lower is better.
    Disliked(usize),
    /// Share of the listed items among everybody's best-known items ([`Chart`](crate::Chart)); a list with a low share is
    /// more about its user.
    ChartShare(usize),
}

/// What is known about the item at each rank of one list.
pub(crate) struct JudgedList {
    /// Whether it is relevant.
    pub(crate) hits: Vec<bool>,
    /// Whether the user dislikes it.
    pub(crate) dislikes: Vec<bool>,
    /// Whether it is among everybody's best-known items.
    pub(crate) is_charted: Vec<bool>,
    /// The number of relevant items, in the list or not.
    pub(crate) n_relevant: usize,
}

impl Metric {
    /// The number of ranks that count.
    #[must_use]
    pub fn cutoff(self) -> usize {
        match self {
            Self::Recall(k) | Self::Ndcg(k) | Self::HitRate(k) | Self::Disliked(k) | Self::ChartShare(k) => k,
        }
    }

    fn stem(self) -> &'static str {
        match self {
            Self::Recall(_) => "recall",
            Self::Ndcg(_) => "ndcg",
            Self::HitRate(_) => "hit_rate",
            Self::Disliked(_) => "disliked",
            Self::ChartShare(_) => "chart_share",
        }
    }

    /// The value for one list.
    pub(crate) fn value(self, list: &JudgedList) -> f64 {
        match self {
            Self::Recall(k) => recall_at(&list.hits, list.n_relevant, k),
            Self::Ndcg(k) => ndcg_at(&list.hits, list.n_relevant, k),
            Self::HitRate(k) => hit_rate_at(&list.hits, k),
            Self::Disliked(k) => share_at(&list.dislikes, k),
            Self::ChartShare(k) => share_at(&list.is_charted, k),
        }
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.stem(), self.cutoff())
    }
}

/// A name that does not denote a metric.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{got}` is not a metric; expected `recall@K`, `ndcg@K`, `hit_rate@K`, `disliked@K` or `chart_share@K` with K of at least 1"
)]
pub struct UnknownMetric {
    /// The rejected name.
    pub got: String,
}

impl FromStr for Metric {
    type Err = UnknownMetric;

    fn from_str(name: &str) -> Result<Self, UnknownMetric> {
        let unknown = || UnknownMetric { got: name.to_owned() };
        let (stem, cutoff) = name.split_once('@').ok_or_else(unknown)?;
        let k = cutoff.parse().ok().filter(|&k| k > 0).ok_or_else(unknown)?;
        let all = [Self::Recall(k), Self::Ndcg(k), Self::HitRate(k), Self::Disliked(k), Self::ChartShare(k)];
        all.into_iter().find(|metric| metric.stem() == stem).ok_or_else(unknown)
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Metric {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parse_back_and_unknown_names_are_rejected() {
        for metric in [
            Metric::Recall(20),
            Metric::Ndcg(100),
            Metric::HitRate(1),
            Metric::Disliked(20),
            Metric::ChartShare(10),
        ] {
            assert_eq!(metric.to_string().parse(), Ok(metric));
        }
        for wrong in ["recall", "recall@0", "recall@x", "precision@5", ""] {
            let message = wrong.parse::<Metric>().expect_err("rejected").to_string();
            assert!(message.starts_with(&format!("`{wrong}` is not a metric")), "{message}");
        }
    }
}
