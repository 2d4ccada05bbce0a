//! Which figures to measure, on which data, and the names of the files that keep them.

use super::measurement::{MeasuredFigures, Measurement};
use crate::algorithm_contender::algorithm_contender;
use crate::figures::elbow_file::ElbowFile;
use crate::figures::group_counts::group_counts;
use anyhow::{Context as _, Result, bail};
use cinephile_api::Figures;
use cinephile_data::Dataset;
use cinephile_engine::ServingData;
use cinephile_eval::{EvaluateOptions, Evaluation, HeldOut, Leaderboard, Protocol, SplitParams, StrongSplit};
use cinephile_models::{Algorithm, AlgorithmParams, KMeansParams, cluster_quality};
use std::path::{Path, PathBuf};

/// Changes whenever the same data and parameters would give other figures.
const VERSION: u32 = 2;
/// MovieLens 1M, which takes some minutes of one core, is below it.
const MAX_RATINGS: u64 = 1_100_000;
/// The matrix of all pairs of movies, which `ease` and `blend` fit, takes 400 MB for this many.
const MAX_MOVIES: usize = 10_000;
/// Draws the split: the default of `cinephile evaluate`.
const SEED: u32 = 1;
/// Algorithms on every leaderboard, served or not: the baseline, and the naive versions that do not work.
const ALWAYS: [Algorithm; 3] = [Algorithm::Popularity, Algorithm::NaiveKMeans, Algorithm::NaiveUserKnn];

/// The figures to measure on one data set.
pub(crate) struct MeasurementPlan {
    data_hash: String,
    n_users: usize,
    contenders: Vec<AlgorithmParams>,
    kmeans: KMeansParams,
    folder: PathBuf,
    measurements: Vec<Measurement>,
}

impl MeasurementPlan {
    /// Plans what `given` does not hold, for the `served` parameters. Results are kept in `folder`.
    ///
    /// # Errors
    /// Why nothing is measured, for people.
    pub(crate) fn new(
        data: &ServingData,
        given: &Figures,
        served: Vec<AlgorithmParams>,
        folder: PathBuf,
    ) -> Result<Self, String> {
        let (n_ratings, n_movies) = (data.n_ratings, data.catalogue.len());
        if n_ratings > MAX_RATINGS || n_movies > MAX_MOVIES {
            return Err(format!(
                "the data has {n_ratings} ratings of {n_movies} movies; the server measures at most {MAX_RATINGS} ratings \
                 of {MAX_MOVIES} movies itself: give files with --evaluations and --elbow"
            ));
        }
        let kmeans = served.iter().find_map(|params| match params {
            AlgorithmParams::KMeans(params) => Some(params.clone()),
            _ => None,
        });
        let needs_boards = given.evaluations.is_empty();
        let elbow = given.group_counts.is_empty().then_some(Measurement::Elbow);
        let boards = Measurement::BOARDS.into_iter().filter(|_| needs_boards);
        Ok(Self {
            data_hash: data.content_hash.clone(),
            n_users: usize::try_from(data.n_users).unwrap_or(usize::MAX),
            contenders: contenders(served),
            kmeans: kmeans.unwrap_or_default(),
            folder,
            measurements: elbow.into_iter().chain(boards).collect(),
        })
    }

    pub(super) fn data_hash(&self) -> &str {
        &self.data_hash
    }

    pub(super) fn measurements(&self) -> Vec<Measurement> {
        self.measurements.clone()
    }

    /// The file of a measurement. Its name is a hash of everything that the figures depend on.
    pub(super) fn file(&self, measurement: Measurement) -> PathBuf {
        let facts = (VERSION, env!("CARGO_PKG_VERSION"), &self.data_hash, SEED);
        let dependencies = match measurement {
            Measurement::Elbow => serde_json::to_vec(&(facts, &self.kmeans, group_counts(self.n_users))),
            Measurement::Board(_) => serde_json::to_vec(&(facts, &self.contenders)),
        };
        // Numbers and names always serialise; if they did not, the figures would be measured at every start.
        let key = blake3::hash(&dependencies.unwrap_or_default()).to_hex();
        Path::new(&self.folder).join(format!("figures-{measurement}-{}.json", &key[..16]))
    }

    /// Draws the held-out people.
    pub(super) fn split(&self, dataset: &Dataset) -> Result<StrongSplit> {
        let held_out = HeldOut::default_for(dataset.interactions.n_users());
        Ok(StrongSplit::draw(dataset, &SplitParams { seed: SEED, held_out })?)
    }

    pub(super) fn measure(
        &self,
        measurement: Measurement,
        dataset: &Dataset,
        split: &StrongSplit,
    ) -> Result<MeasuredFigures> {
        match measurement {
            Measurement::Elbow => {
                let found =
                    cluster_quality(&dataset.interactions, &self.kmeans, &group_counts(self.n_users))?;
                Ok(MeasuredFigures::Elbow(ElbowFile::new(&dataset.name, &found)))
            }
            Measurement::Board(protocol) => Ok(MeasuredFigures::Board(Box::new(self.rank(split, protocol)?))),
        }
    }

    /// Leaves out algorithms that cannot be fitted on these ratings; the log says why.
    fn rank(&self, split: &StrongSplit, protocol: Protocol) -> Result<Leaderboard> {
        let options = EvaluateOptions { protocol, seed: SEED, ..EvaluateOptions::default() };
        let evaluation = Evaluation::new(split, options)?;
        let mut rows = Vec::new();
        for params in &self.contenders {
            let name = params.algorithm().name();
            let mut contender = algorithm_contender(name, params.clone().with_seed(u64::from(SEED)));
            match evaluation.run(&mut contender).with_context(|| format!("cannot measure {name}")) {
                Ok(row) => rows.push(row),
                Err(error) => tracing::warn!("left an algorithm out of the leaderboard: {error:#}"),
            }
        }
        if rows.is_empty() {
            bail!("no algorithm can be measured with protocol `{protocol}`; the log says why");
        }
        Ok(evaluation.leaderboard(rows))
    }
}

/// The served algorithms, and those on every leaderboard.
fn contenders(served: Vec<AlgorithmParams>) -> Vec<AlgorithmParams> {
    let mut contenders = served;
    for algorithm in ALWAYS {
        if contenders.iter().all(|params| params.algorithm() != algorithm) {
            contenders.push(AlgorithmParams::default_for(algorithm));
        }
    }
    contenders
}
