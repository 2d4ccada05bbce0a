//! The blog-post versions of both algorithms, kept for comparison only: what goes wrong, and by how much.
//!
//! They are done as such posts do them, on purpose: raw means, no shrinkage, no significance. docs/MODELS.md
//! shows what they recommend. Nothing outside this folder may build on them.

mod kmeans;
mod user_knn;

pub use kmeans::{NaiveKMeansModel, NaiveKMeansParams};
pub use user_knn::{NaiveUserKnnModel, NaiveUserKnnParams};
