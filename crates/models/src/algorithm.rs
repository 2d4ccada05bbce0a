//! The models by name: the one list that command line, API and page read.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A model that can be fitted, by the name it has everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Algorithm {
    /// Damped count and mean: the floor that every other model must beat.
    Popularity,
    /// Taste groups: clusters of users.
    #[serde(rename = "kmeans")]
    KMeans,
    /// The most similar users, asked what they like.
    UserKnn,
    /// Item-item weights in closed form.
    Ease,
    /// A short vector for every user and every item.
    Ials,
    /// What `ease` and `ials` say, weighed.
    Blend,
    /// Predicted ratings: not meant as a ranking.
    Stars,
    /// The blog-post clusters, for comparison only: raw means of the visitor's cluster.
    #[serde(rename = "naive-kmeans")]
    NaiveKMeans,
    /// The blog-post neighbours, for comparison only: Pearson over any co-ratings, raw weighted means.
    NaiveUserKnn,
}

/// A name that is no model's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown algorithm `{got}`; it must be one of {}", Algorithm::names().join(", "))]
pub struct UnknownAlgorithm {
    /// What was given instead.
    pub got: String,
}

impl Algorithm {
    /// Every model, the naive comparisons last.
    pub const ALL: [Self; 9] = [
        Self::Popularity,
        Self::KMeans,
        Self::UserKnn,
        Self::Ease,
        Self::Ials,
        Self::Blend,
        Self::Stars,
        Self::NaiveKMeans,
        Self::NaiveUserKnn,
    ];

    /// The models that are meant to be served, in the order to show them; the naive comparisons are not among them.
    pub const SERVED: [Self; 6] =
        [Self::Blend, Self::Ease, Self::Ials, Self::UserKnn, Self::KMeans, Self::Popularity];

    /// The model that answers when none is named: the one that ranks best (docs/MODELS.md).
    pub const DEFAULT: Self = Self::Blend;

    /// The models that a model of this kind holds as they are by themselves (`Model::shared_parts`, in this order). The
    /// `ials` of a blend is none: it is another one than `ials` alone.
    #[must_use]
    pub const fn made_of(self) -> &'static [Self] {
        match self {
            Self::Blend => &[Self::Ease, Self::Stars],
            _ => &[],
        }
    }

    /// The name in commands, requests and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Popularity => "popularity",
            Self::KMeans => "kmeans",
            Self::UserKnn => "user-knn",
            Self::Ease => "ease",
            Self::Ials => "ials",
            Self::Blend => "blend",
            Self::Stars => "stars",
            Self::NaiveKMeans => "naive-kmeans",
            Self::NaiveUserKnn => "naive-user-knn",
        }
    }

    /// The names of [`Algorithm::ALL`], in that order.
    #[must_use]
    pub fn names() -> [&'static str; 9] {
        Self::ALL.map(Self::name)
    }

    /// Whether the fitted model also says how many stars somebody would give.
    #[must_use]
    pub const fn predicts_stars(self) -> bool {
        matches!(self, Self::Stars)
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    fn from_str(name: &str) -> Result<Self, UnknownAlgorithm> {
        let found = Self::ALL.into_iter().find(|algorithm| algorithm.name() == name);
        found.ok_or_else(|| UnknownAlgorithm { got: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_algorithm() {
        for algorithm in Algorithm::ALL {
            assert_eq!(algorithm.to_string().parse(), Ok(algorithm));
            let json = serde_json::to_string(&algorithm).expect("a name");
            assert_eq!(json, format!("\"{algorithm}\""));
            assert_eq!(serde_json::from_str::<Algorithm>(&json).expect("read back"), algorithm);
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_allowed_ones() {
        let message = "svd".parse::<Algorithm>().expect_err("not there").to_string();
        let allowed = "popularity, kmeans, user-knn, ease, ials, blend, stars, naive-kmeans, naive-user-knn";
        assert_eq!(message, format!("unknown algorithm `svd`; it must be one of {allowed}"));
    }
}
