//! The competitors: our algorithms and the peers, by kind of model.

use super::options::{Options, Ratings};
use anyhow::{Result, bail};

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Competitor {
    pub(crate) name: &'static str,
    /// Rows of the same kind are compared with each other.
    pub(crate) kind: Kind,
    pub(crate) runner: Runner,
    /// Dense in users x items, or a loop in Python: too slow for ML-20M.
    small_only: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Naive,
    Popularity,
    KMeans,
    UserKnn,
    Ease,
    Factors64,
    Factors128,
    Blend,
}

impl Kind {
    /// Whether a fit is a number of equal epochs.
    pub(crate) const fn has_epochs(self) -> bool {
        matches!(self, Self::Factors64 | Self::Factors128)
    }
}

/// How to run a competitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Runner {
    /// `cinephile fit` and `cinephile recommend`, with these parameters (TOML) over the defaults.
    Ours { algorithm: &'static str, params: &'static str },
    /// `bench/run.py`, with its name for the competitor.
    Peer { script_name: &'static str },
}

const ALL: [Competitor; 22] = [
    peer("naive-kmeans (pandas)", Kind::Naive, "naive-kmeans").small(),
    peer("naive-pearson (pandas)", Kind::Naive, "naive-pearson").small(),
    peer("numpy-popularity", Kind::Popularity, "popularity"),
    ours("popularity", Kind::Popularity, "popularity", ""),
    peer("sklearn-kmeans", Kind::KMeans, "sklearn-kmeans"),
    peer("faiss-kmeans", Kind::KMeans, "faiss-kmeans").small(),
    ours("kmeans", Kind::KMeans, "kmeans", ""),
    peer("scipy-user-knn", Kind::UserKnn, "scipy-user-knn"),
    ours("user-knn", Kind::UserKnn, "user-knn", ""),
    peer("irspack-ease", Kind::Ease, "irspack-ease"),
    peer("irspack-edlae", Kind::Ease, "irspack-edlae"),
    peer("numpy-ease", Kind::Ease, "numpy-ease"),
    peer("numpy-edlae", Kind::Ease, "numpy-edlae"),
    ours("ease", Kind::Ease, "ease", ""),
    peer("implicit-als-64", Kind::Factors64, "implicit-als-64"),
    peer("irspack-ials-64", Kind::Factors64, "irspack-ials-64"),
    ours("ials-64", Kind::Factors64, "ials", "n_factors = 64\n"),
    peer("implicit-als-128", Kind::Factors128, "implicit-als-128"),
    peer("irspack-ials-128", Kind::Factors128, "irspack-ials-128"),
    ours("ials-128", Kind::Factors128, "ials", "n_factors = 128\n"),
    ours("ials", Kind::Factors128, "ials", ""),
    ours("blend", Kind::Blend, "blend", ""),
];

const fn ours(name: &'static str, kind: Kind, algorithm: &'static str, params: &'static str) -> Competitor {
    Competitor { name, kind, runner: Runner::Ours { algorithm, params }, small_only: false }
}

const fn peer(name: &'static str, kind: Kind, script_name: &'static str) -> Competitor {
    Competitor { name, kind, runner: Runner::Peer { script_name }, small_only: false }
}

impl Competitor {
    const fn small(self) -> Self {
        Self { small_only: true, ..self }
    }

    pub(crate) const fn is_ours(&self) -> bool {
        matches!(self.runner, Runner::Ours { .. })
    }
}

/// The competitors that take part, in the table's order. An unknown name is an error.
pub(crate) fn chosen(options: &Options, epochs_only: bool) -> Result<Vec<Competitor>> {
    if let Some(unknown) = options.names().find(|name| ALL.iter().all(|competitor| competitor.name != *name))
    {
        bail!(
            "unknown competitor `{unknown}`: it must be one of {}",
            ALL.map(|competitor| competitor.name).join(", ")
        );
    }
    let large = matches!(options.ratings, Ratings::Synth(size) if size.n_ratings > 5_000_000);
    let takes_part = |competitor: &Competitor| {
        options.wants(competitor.name)
            && (options.python || competitor.is_ours())
            && !(large && competitor.small_only)
            && (!epochs_only || competitor.kind.has_epochs())
    };
    Ok(ALL.into_iter().filter(takes_part).collect())
}
