//! The metrics by name, and their values for one list.

use crate::metrics::{hit_rate_at, ndcg_at, recall_at, share_at};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A metric and how many ranks it looks at.
///
/// Written `recall@20`, in tables and as the key in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    /// [`recall_at`], capped: higher is better.
    Recall(usize),
    /// [`ndcg_at`]: higher is better.
    Ndcg(usize),
    /// [`hit_rate_at`]: higher is better.
    HitRate(usize),
    /// The share of the shown items that the user rated 2 stars or less: lower is better.
    Disliked(usize),
}

impl Metric {
    /// How many ranks count.
    #[must_use]
    pub fn cutoff(self) -> usize {
        match self {
            Self::Recall(k) | Self::Ndcg(k) | Self::HitRate(k) | Self::Disliked(k) => k,
        }
    }

    fn stem(self) -> &'static str {
        match self {
            Self::Recall(_) => "recall",
            Self::Ndcg(_) => "ndcg",
            Self::HitRate(_) => "hit_rate",
            Self::Disliked(_) => "disliked",
        }
    }

    /// The value for one list, whose ranks are `hits` (relevant) and `misfits` (disliked).
    pub(crate) fn value(self, hits: &[bool], misfits: &[bool], n_relevant: usize) -> f64 {
        match self {
            Self::Recall(k) => recall_at(hits, n_relevant, k),
            Self::Ndcg(k) => ndcg_at(hits, n_relevant, k),
            Self::HitRate(k) => hit_rate_at(hits, k),
            Self::Disliked(k) => share_at(misfits, k),
        }
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.stem(), self.cutoff())
    }
}

/// A name that is no metric.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{got}` is no metric; it must be `recall@K`, `ndcg@K`, `hit_rate@K` or `disliked@K` with K from 1")]
pub struct UnknownMetric {
    /// The name.
    pub got: String,
}

impl FromStr for Metric {
    type Err = UnknownMetric;

    fn from_str(name: &str) -> Result<Self, UnknownMetric> {
        let unknown = || UnknownMetric { got: name.to_owned() };
        let (stem, cutoff) = name.split_once('@').ok_or_else(unknown)?;
        let k = cutoff.parse().ok().filter(|&k| k > 0).ok_or_else(unknown)?;
        let all = [Self::Recall(k), Self::Ndcg(k), Self::HitRate(k), Self::Disliked(k)];
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
    fn names_read_back_and_wrong_names_are_refused() {
        for metric in [Metric::Recall(20), Metric::Ndcg(100), Metric::HitRate(1), Metric::Disliked(20)] {
            assert_eq!(metric.to_string().parse(), Ok(metric));
        }
        for wrong in ["recall", "recall@0", "recall@x", "precision@5", ""] {
            let message = wrong.parse::<Metric>().expect_err("refused").to_string();
            assert!(message.starts_with(&format!("`{wrong}` is no metric")), "{message}");
        }
    }
}
