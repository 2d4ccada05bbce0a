//! What is measured, on which data, and under which names it is kept.

use super::part::{Done, Part};
use crate::contender::{contender, held_out};
use crate::insights::figures::ElbowFile;
use anyhow::{Context as _, Result, bail};
use cinephile_api::Figures;
use cinephile_data::Dataset;
use cinephile_engine::ServingData;
use cinephile_eval::{EvaluateOptions, Evaluation, Leaderboard, Protocol, SplitParams, StrongSplit};
use cinephile_models::{Algorithm, AlgorithmParams, KMeansParams, cluster_quality};
use std::path::{Path, PathBuf};

/// Changes whenever the same data and parameters would give other figures.
const VERSION: u32 = 1;
/// Some minutes of one core in the background: MovieLens 1M is below it.
const MAX_RATINGS: u64 = 1_100_000;
/// The square of movies that `ease` and `blend` work with takes 400 MB for so many, beside what is served.
const MAX_MOVIES: usize = 10_000;
/// Draws the split, as `cinephile evaluate` does unless it is told otherwise.
const SEED: u32 = 1;
/// Numbers of groups that are tried, as far as there are people for them.
const GROUP_COUNTS: [u32; 10] = [2, 3, 5, 8, 12, 20, 33, 50, 80, 128];
/// So many people a group, or there is nothing to see.
const USERS_A_GROUP: u64 = 4;
/// What every leaderboard has, served or not: the floor, and the versions that do not work.
const ALWAYS: [Algorithm; 3] = [Algorithm::Popularity, Algorithm::NaiveKMeans, Algorithm::NaiveUserKnn];

/// What is wanted of figures.
pub(crate) struct Wanted<'a> {
    /// What the operator gave is not measured again.
    pub(crate) given: &'a Figures,
    /// The parameters of each model that is served.
    pub(crate) served: Vec<AlgorithmParams>,
    /// Where parts are kept.
    pub(crate) folder: PathBuf,
}

/// What is to be measured on a data set.
pub(crate) struct Plan {
    data_hash: String,
    n_users: u64,
    contenders: Vec<AlgorithmParams>,
    kmeans: KMeansParams,
    folder: PathBuf,
    parts: Vec<Part>,
}

impl Plan {
    /// # Errors
    /// The reason why nothing is measured, for people.
    pub(crate) fn new(data: &ServingData, wanted: Wanted<'_>) -> Result<Self, String> {
        let (n_ratings, n_movies) = (data.n_ratings, data.catalogue.len());
        if n_ratings > MAX_RATINGS || n_movies > MAX_MOVIES {
            return Err(format!(
                "the data has {n_ratings} ratings of {n_movies} movies, and at most {MAX_RATINGS} of {MAX_MOVIES} are \
                 measured by the server itself: give files by --evaluations and --elbow"
            ));
        }
        let Wanted { given, served, folder } = wanted;
        let kmeans = served.iter().find_map(|params| match params {
            AlgorithmParams::KMeans(params) => Some(params.clone()),
            _ => None,
        });
        let has_board = given.evaluations.is_empty();
        let elbow = given.group_counts.is_empty().then_some(Part::Elbow);
        Ok(Self {
            data_hash: data.content_hash.clone(),
            n_users: data.n_users,
            contenders: contenders(served),
            kmeans: kmeans.unwrap_or_default(),
            folder,
            parts: elbow.into_iter().chain(Part::BOARDS.into_iter().filter(|_| has_board)).collect(),
        })
    }

    pub(super) fn data_hash(&self) -> &str {
        &self.data_hash
    }

    pub(super) fn parts(&self) -> Vec<Part> {
        self.parts.clone()
    }

    /// Where a part is kept: named by all that its figures follow from.
    pub(super) fn file(&self, part: Part) -> PathBuf {
        let facts = (VERSION, env!("CARGO_PKG_VERSION"), &self.data_hash, SEED);
        let of_part = match part {
            Part::Elbow => serde_json::to_vec(&(facts, &self.kmeans, self.group_counts())),
            Part::Board(_) => serde_json::to_vec(&(facts, &self.contenders)),
        };
        // Numbers and names: what cannot be written would be measured at every start.
        let key = blake3::hash(&of_part.unwrap_or_default()).to_hex();
        Path::new(&self.folder).join(format!("figures-{part}-{}.json", &key[..16]))
    }

    /// The people who are held out.
    pub(super) fn split(&self, dataset: &Dataset) -> Result<StrongSplit> {
        let held_out = held_out(dataset.interactions.n_users());
        Ok(StrongSplit::draw(dataset, &SplitParams { seed: SEED, held_out })?)
    }

    pub(super) fn measure(&self, part: Part, dataset: &Dataset, split: &StrongSplit) -> Result<Done> {
        match part {
            Part::Elbow => {
                let found = cluster_quality(&dataset.interactions, &self.kmeans, &self.group_counts())?;
                Ok(Done::Elbow(ElbowFile::new(&dataset.name, &found)))
            }
            Part::Board(protocol) => Ok(Done::Board(Box::new(self.rank(split, protocol)?))),
        }
    }

    /// Who cannot be fitted on these ratings is left out, and the log says why.
    fn rank(&self, split: &StrongSplit, protocol: Protocol) -> Result<Leaderboard> {
        let options = EvaluateOptions { protocol, seed: SEED, ..EvaluateOptions::default() };
        let evaluation = Evaluation::new(split, options)?;
        let mut rows = Vec::new();
        for params in &self.contenders {
            let name = params.algorithm().name();
            let mut contender = contender(name, params.clone().with_seed(u64::from(SEED)));
            match evaluation.run(&mut contender).with_context(|| format!("cannot measure {name}")) {
                Ok(row) => rows.push(row),
                Err(error) => tracing::warn!("left out of the leaderboard: {error:#}"),
            }
        }
        if rows.is_empty() {
            bail!("no algorithm can be measured by `{protocol}`; the log says why");
        }
        Ok(evaluation.leaderboard(rows))
    }

    fn group_counts(&self) -> Vec<u32> {
        GROUP_COUNTS.into_iter().filter(|&k| u64::from(k) <= self.n_users / USERS_A_GROUP).collect()
    }
}

/// What is served, and what every leaderboard has.
fn contenders(served: Vec<AlgorithmParams>) -> Vec<AlgorithmParams> {
    let mut contenders = served;
    for algorithm in ALWAYS {
        if contenders.iter().all(|params| params.algorithm() != algorithm) {
            contenders.push(AlgorithmParams::default_for(algorithm));
        }
    }
    contenders
}
