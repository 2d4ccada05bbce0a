//! Leaderboards: how well each algorithm did on held-out users.
//!
//! Most of these types are public: the program that starts the service reads or measures the figures and hands them over.

use serde::Serialize;
use utoipa::ToSchema;

/// All leaderboards; there may be none.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationList {
    /// Whether more leaderboards will follow.
    pub(crate) state: FiguresState,
    /// What is being measured, or why nothing is; `null` once everything is measured.
    #[schema(required, example = "few-ratings (4 of 4)")]
    pub(crate) detail: Option<String>,
    /// The leaderboards, in the operator's order or in the order in which they were measured.
    #[schema(max_items = 100)]
    pub(crate) evaluations: Vec<Evaluation>,
}

/// Whether the figures are measured: leaderboards, and how good other numbers of taste groups would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FiguresState {
    /// Everything is measured.
    Measured,
    /// Measuring is in progress; what is finished is shown.
    Measuring,
    /// The service does not measure; only figures that the operator provided are shown.
    #[default]
    NotMeasured,
}

/// How well each algorithm did under one protocol.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Evaluation {
    /// The protocol: `strong`, `strong-stars`, `few-ratings` or `rating` (docs/EVALUATION.md).
    #[schema(example = "strong")]
    pub protocol: String,
    /// The name of the data; `null` if the split does not record it.
    #[schema(required, example = "ml-latest-small")]
    pub data: Option<String>,
    /// The held-out users: `val` or `test`.
    #[schema(example = "test")]
    pub part: String,
    /// The seeds of the splits that the figures are averaged over; empty if unknown.
    #[schema(example = json!([1, 2, 3]))]
    pub seeds: Vec<u32>,
    /// The number of users that the algorithms learned from; for `rating`, all users.
    #[schema(example = 487)]
    pub n_train_users: u64,
    /// The number of movies to choose from.
    #[schema(example = 9742)]
    pub n_items: u64,
    /// The number of ratings that the algorithms learned from.
    #[schema(example = 80_000)]
    pub n_train_ratings: u64,
    /// The number of held-out users that were judged; for `rating`, of hidden ratings.
    #[schema(example = 61)]
    pub n_judged: u64,
    /// The metric of `score`: `ndcg@100`, `ndcg@20` or `rmse`.
    #[schema(example = "ndcg@100")]
    pub score_metric: String,
    /// Whether a higher score is better; `false` for `rmse`.
    #[schema(example = true)]
    pub higher_is_better: bool,
    /// The algorithms that were evaluated, best first.
    #[schema(max_items = 100)]
    pub contenders: Vec<Contender>,
}

/// The figures of one algorithm.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Contender {
    /// The name of the algorithm, such as `blend`, or of another program that was evaluated.
    #[schema(example = "blend")]
    pub algorithm: String,
    /// The main metric over all rounds.
    pub score: Interval,
    /// The score of the best algorithm minus this one, user by user; `null` for the best one and for `rating`.
    #[schema(required)]
    pub behind_best: Option<Interval>,
    /// One round, or one for each number of revealed ratings.
    #[schema(max_items = 100)]
    pub rounds: Vec<EvaluationRound>,
    /// Wall-clock seconds that the fit took.
    #[schema(minimum = 0, example = 1.9)]
    pub fit_s: f64,
    /// CPU seconds that the fit took.
    #[schema(minimum = 0, example = 3.4)]
    pub fit_cpu_s: f64,
    /// Median milliseconds for one list; `null` for `rating`.
    #[schema(required, minimum = 0, example = 0.4)]
    pub list_ms: Option<f64>,
    /// Size of the fitted model in MiB; `null` if unknown.
    #[schema(required, minimum = 0, example = 12.5)]
    pub model_mb: Option<f64>,
}

/// The figures for one number of revealed ratings.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct EvaluationRound {
    /// The number of ratings that were revealed; `null` if the protocol reveals all.
    #[schema(required, example = 5)]
    pub n_revealed: Option<u64>,
    /// Accuracy and other metrics.
    #[schema(max_items = 100)]
    pub metrics: Vec<MetricValue>,
}

/// The value of one metric.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"metric": "recall@20", "value": 0.31, "low": 0.27, "high": 0.35}))]
pub struct MetricValue {
    /// The name of the metric: `recall@20`, `ndcg@100`, `hit_rate@20`, `disliked@20`, `chart_share@10`, `coverage`,
    /// `novelty_bits`, `popularity`, `diversity`, `rmse`, `mae` or `interval_coverage`.
    #[schema(example = "recall@20")]
    pub metric: String,
    /// The mean over users.
    #[schema(example = 0.31)]
    pub value: f64,
    /// Lower bound of the 95 % confidence interval; `null` if it was not measured.
    #[schema(required, example = 0.27)]
    pub low: Option<f64>,
    /// Upper bound of the interval.
    #[schema(required, example = 0.35)]
    pub high: Option<f64>,
}

/// A mean over users with its 95 % confidence interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"mean": 0.31, "low": 0.27, "high": 0.35}))]
pub struct Interval {
    /// The mean over users.
    #[schema(example = 0.31)]
    pub mean: f64,
    /// Lower bound: the 2.5th percentile over resampled users.
    #[schema(example = 0.27)]
    pub low: f64,
    /// Upper bound: the 97.5th percentile.
    #[schema(example = 0.35)]
    pub high: f64,
}
