//! Figures that were measured before, as `evaluate --json` and `clusters --elbow --json` write them.

use anyhow::{Context as _, Result, bail};
use cinephile_api::{ClusterCount, Contender, Evaluation, EvaluationRound, Interval, MetricValue};
use cinephile_eval::rating::{RatingLeaderboard, RatingRound, RatingRow};
use cinephile_eval::{Estimate, Leaderboard, Round, Row};
use cinephile_models::ClusterQuality;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// No such file is larger: a guard against a wrong path.
const MAX_BYTES: u64 = 16 << 20;
/// The most leaderboards, contenders and rounds that are shown, of each.
const MAX_SHOWN: usize = 100;

#[derive(Deserialize)]
#[serde(untagged)]
enum Board {
    Lists(Box<Leaderboard>),
    Stars(Box<RatingLeaderboard>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Boards {
    Several(Vec<Board>),
    One(Board),
}

/// What `clusters --elbow --json` prints.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ElbowFile {
    #[serde(default)]
    data: String,
    elbow: Vec<Quality>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Quality {
    k: usize,
    inertia: f64,
    silhouette: f64,
    #[serde(default)]
    n_judged: usize,
}

impl ElbowFile {
    /// Of the data of that name.
    pub(crate) fn new(data: &str, qualities: &[ClusterQuality]) -> Self {
        let quality = |&ClusterQuality { k, inertia, silhouette, n_judged }: &ClusterQuality| Quality {
            k,
            inertia,
            silhouette,
            n_judged,
        };
        Self { data: data.to_owned(), elbow: qualities.iter().map(quality).collect() }
    }

    /// The curve, fewest groups first.
    pub(super) fn counts(&self) -> Vec<ClusterCount> {
        let count = |&Quality { k, inertia, silhouette, .. }: &Quality| ClusterCount {
            n_clusters: u32::try_from(k).unwrap_or(u32::MAX),
            inertia,
            silhouette,
        };
        let mut counts: Vec<ClusterCount> = self.elbow.iter().map(count).collect();
        counts.sort_by_key(|count| count.n_clusters);
        counts
    }
}

/// The leaderboards of a file that `cinephile evaluate --json` wrote.
pub(super) fn read_evaluations(path: &Path) -> Result<Vec<Evaluation>> {
    let text = read(path)?;
    let boards = serde_json::from_slice(&text)
        .with_context(|| format!("`{}` is no file of `cinephile evaluate --json`", path.display()))?;
    let boards = match boards {
        Boards::Several(boards) => boards,
        Boards::One(board) => vec![board],
    };
    let largest = |board: &Board| match board {
        Board::Lists(board) => {
            board.rows.iter().map(|row| row.rounds.len()).max().unwrap_or(0).max(board.rows.len())
        }
        Board::Stars(board) => board.rows.len(),
    };
    if boards.len() > MAX_SHOWN || boards.iter().any(|board| largest(board) > MAX_SHOWN) {
        bail!("`{}` has more than {MAX_SHOWN} leaderboards, contenders or rounds", path.display());
    }
    Ok(boards.iter().map(describe).collect())
}

/// The curve of a file that `cinephile clusters --elbow --json` wrote, fewest groups first.
pub(super) fn read_elbow(path: &Path) -> Result<Vec<ClusterCount>> {
    let text = read(path)?;
    let file: ElbowFile = serde_json::from_slice(&text).with_context(|| {
        format!("`{}` is no output of `cinephile clusters --elbow --json`", path.display())
    })?;
    let n_counts = file.elbow.len();
    if n_counts > MAX_SHOWN {
        bail!("`{}` has {n_counts} numbers of groups; at most {MAX_SHOWN} are shown", path.display());
    }
    Ok(file.counts())
}

/// The bytes of a file of figures.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    let name = path.display();
    let length = std::fs::metadata(path).with_context(|| format!("cannot read `{name}`"))?.len();
    if length > MAX_BYTES {
        bail!("`{name}` has {length} bytes; figures have at most {MAX_BYTES}");
    }
    std::fs::read(path).with_context(|| format!("cannot read `{name}`"))
}

fn describe(board: &Board) -> Evaluation {
    match board {
        Board::Lists(board) => describe_lists(board),
        Board::Stars(board) => describe_stars(board),
    }
}

/// A leaderboard as it is shown.
pub(super) fn describe_lists(board: &Leaderboard) -> Evaluation {
    let header = &board.header;
    let seeds =
        if header.seeds.is_empty() { header.split_seed.into_iter().collect() } else { header.seeds.clone() };
    let contender = |row: &Row| Contender {
        algorithm: row.name.clone(),
        score: interval(row.estimate),
        behind_best: row.behind_best.map(interval),
        rounds: row.rounds.iter().map(describe_round).collect(),
        fit_s: row.costs.fit_s,
        fit_cpu_s: row.costs.fit_cpu_s,
        list_ms: Some(row.costs.list_ms),
        model_mb: row.costs.model_mb,
    };
    Evaluation {
        protocol: header.protocol.to_string(),
        data: header.data.clone(),
        part: header.part.to_string(),
        seeds,
        n_train_users: header.n_train_users as u64,
        n_items: header.n_items as u64,
        n_train_ratings: header.n_train_ratings as u64,
        n_judged: header.n_users as u64,
        score_metric: header.protocol.main_metric().to_string(),
        higher_is_better: true,
        contenders: board.rows.iter().map(contender).collect(),
    }
}

fn describe_round(round: &Round) -> EvaluationRound {
    let accuracy = round.metrics.iter().map(|(metric, &estimate)| measured(&metric.to_string(), estimate));
    let beyond = [
        ("coverage", round.beyond.coverage),
        ("novelty_bits", round.beyond.novelty_bits),
        ("popularity", round.beyond.popularity),
        ("diversity", round.beyond.diversity),
    ];
    let beyond = beyond.map(|(metric, value)| plain(metric, value));
    EvaluationRound {
        n_revealed: round.n_revealed.map(|n| n as u64),
        metrics: accuracy.chain(beyond).collect(),
    }
}

fn describe_stars(board: &RatingLeaderboard) -> Evaluation {
    let header = &board.header;
    let contender = |row: &RatingRow| Contender {
        algorithm: row.name.clone(),
        score: interval(row.all.rmse),
        behind_best: None,
        rounds: row.few.iter().chain([&row.all]).map(describe_stars_round).collect(),
        fit_s: row.fit.seconds,
        fit_cpu_s: row.fit.cpu_seconds,
        list_ms: None,
        model_mb: None,
    };
    Evaluation {
        protocol: header.protocol.clone(),
        data: Some(header.data.clone()),
        part: header.part.to_string(),
        seeds: vec![header.seed],
        n_train_users: header.n_users as u64,
        n_items: header.n_items as u64,
        n_train_ratings: header.n_train_ratings as u64,
        n_judged: header.n_ratings as u64,
        score_metric: "rmse".to_owned(),
        higher_is_better: false,
        contenders: board.rows.iter().map(contender).collect(),
    }
}

fn describe_stars_round(round: &RatingRound) -> EvaluationRound {
    let metrics = vec![
        measured("rmse", round.rmse),
        measured("mae", round.mae),
        plain("interval_coverage", round.calibration.covered),
    ];
    EvaluationRound { n_revealed: round.n_revealed.map(|n| n as u64), metrics }
}

fn interval(estimate: Estimate) -> Interval {
    Interval { mean: estimate.mean, low: estimate.low, high: estimate.high }
}

fn measured(metric: &str, estimate: Estimate) -> MetricValue {
    let Estimate { mean, low, high, .. } = estimate;
    MetricValue { metric: metric.to_owned(), value: mean, low: Some(low), high: Some(high) }
}

fn plain(metric: &str, value: f64) -> MetricValue {
    MetricValue { metric: metric.to_owned(), value, low: None, high: None }
}
