//! The leaderboards: how well each algorithm did on held-out users, as data.
//!
//! Unlike the other types these are public: whoever starts the service reads or measures the figures and hands them over
//! as they are to be shown.

use serde::Serialize;
use utoipa::ToSchema;

/// Every leaderboard that there is; empty while there is none.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationList {
    /// Whether more is to come.
    pub(crate) state: FiguresState,
    /// What is being measured, or why nothing is; `null` once everything is there.
    #[schema(required, example = "few-ratings (4 of 4)")]
    pub(crate) detail: Option<String>,
    /// In the operator's order, or in that of the measuring.
    #[schema(max_items = 100)]
    pub(crate) evaluations: Vec<Evaluation>,
}

/// Whether figures are there: leaderboards, and how good other numbers of groups would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FiguresState {
    /// All that will be there is there.
    Measured,
    /// They are being measured; what is done is shown.
    Measuring,
    /// Nothing is measured by the service itself; what the operator gave is shown.
    #[default]
    NotMeasured,
}

/// How well each algorithm did under one protocol.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Evaluation {
    /// `strong`, `strong-stars`, `few-ratings` or `rating` (docs/EVALUATION.md).
    #[schema(example = "strong")]
    pub protocol: String,
    /// The data's name; `null` when the split did not know it.
    #[schema(required, example = "ml-latest-small")]
    pub data: Option<String>,
    /// Which held-out users: `val` or `test`.
    #[schema(example = "test")]
    pub part: String,
    /// The seeds of the splits that the figures are means over; empty when unknown.
    #[schema(example = json!([1, 2, 3]))]
    pub seeds: Vec<u32>,
    /// Users who were learned from; with `rating` all users.
    #[schema(example = 487)]
    pub n_train_users: u64,
    /// Movies to choose from.
    #[schema(example = 9742)]
    pub n_items: u64,
    /// Ratings that were learned from.
    #[schema(example = 80_000)]
    pub n_train_ratings: u64,
    /// What was judged: held-out users; with `rating`, hidden ratings.
    #[schema(example = 61)]
    pub n_judged: u64,
    /// What `score` is: `ndcg@100`, `ndcg@20` or `rmse`.
    #[schema(example = "ndcg@100")]
    pub score_metric: String,
    /// Whether a higher score is better; not so with `rmse`.
    #[schema(example = true)]
    pub higher_is_better: bool,
    /// The contenders, best first.
    #[schema(max_items = 100)]
    pub contenders: Vec<Contender>,
}

/// One algorithm's figures.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Contender {
    /// Its name, such as `blend`; the name of another program where one was scored.
    #[schema(example = "blend")]
    pub algorithm: String,
    /// The main metric, over all rounds.
    pub score: Interval,
    /// The best contender's score less this one's, user by user; `null` for the best and with `rating`.
    #[schema(required)]
    pub behind_best: Option<Interval>,
    /// One round, or one for each number of revealed ratings.
    #[schema(max_items = 100)]
    pub rounds: Vec<EvaluationRound>,
    /// Wall seconds of the fit.
    #[schema(minimum = 0, example = 1.9)]
    pub fit_s: f64,
    /// CPU seconds of the fit.
    #[schema(minimum = 0, example = 3.4)]
    pub fit_cpu_s: f64,
    /// Median milliseconds for one list; `null` with `rating`.
    #[schema(required, minimum = 0, example = 0.4)]
    pub list_ms: Option<f64>,
    /// Megabytes (2^20 bytes) of the fitted model; `null` where they are not known.
    #[schema(required, minimum = 0, example = 12.5)]
    pub model_mb: Option<f64>,
}

/// The figures with so many ratings revealed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct EvaluationRound {
    /// How many ratings were revealed; `null` for all that the protocol gives.
    #[schema(required, example = 5)]
    pub n_revealed: Option<u64>,
    /// Accuracy, and what is looked at beside it.
    #[schema(max_items = 100)]
    pub metrics: Vec<MetricValue>,
}

/// One metric.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"metric": "recall@20", "value": 0.31, "low": 0.27, "high": 0.35}))]
pub struct MetricValue {
    /// Its name: `recall@20`, `ndcg@100`, `hit_rate@20`, `disliked@20`, `coverage`, `novelty_bits`, `popularity`,
    /// `diversity`, `rmse`, `mae` or `interval_coverage`.
    #[schema(example = "recall@20")]
    pub metric: String,
    /// The mean over users.
    #[schema(example = 0.31)]
    pub value: f64,
    /// Where its 95 % interval starts; `null` where none was measured.
    #[schema(required, example = 0.27)]
    pub low: Option<f64>,
    /// Where it ends.
    #[schema(required, example = 0.35)]
    pub high: Option<f64>,
}

/// A mean over users with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"mean": 0.31, "low": 0.27, "high": 0.35}))]
pub struct Interval {
    /// The mean.
    #[schema(example = 0.31)]
    pub mean: f64,
    /// The 2.5th percentile over resampled users.
    #[schema(example = 0.27)]
    pub low: f64,
    /// The 97.5th.
    #[schema(example = 0.35)]
    pub high: f64,
}
