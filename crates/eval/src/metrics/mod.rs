//! Accuracy metrics: the formulas for one list, and the metrics by name (`ndcg@100`).

mod formulas;
mod metric;

pub use formulas::{hit_rate_at, ndcg_at, recall_at, share_at};
pub(crate) use metric::JudgedList;
pub use metric::{Metric, UnknownMetric};
