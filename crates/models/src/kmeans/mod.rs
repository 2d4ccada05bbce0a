//! `kmeans`: groups of users by taste; a visitor is assigned to the groups that explain their ratings.
//!
//! The blog-post version clusters again for each request and ranks by the raw mean of a cluster's few ratings.
//! Here the clusters are learned once (`rows` -> `seeding` -> `lloyd`), a visitor's weights over them come
//! from the ratings ([`KMeansModel::weights`]), and a score is a cluster's *evidence* for a movie, shrunk towards
//! everybody's. The formulas are in docs/MODELS.md.

mod centres;
mod clustering;
mod elbow;
mod fit;
mod kernel;
mod lloyd;
mod model;
mod params;
mod profile;
mod row;
mod rows;
mod seeding;
mod silhouette;
mod sums;
mod visit;

pub use clustering::Clustering;
pub use elbow::{ClusterQuality, cluster_quality};
pub use model::KMeansModel;
pub use params::KMeansParams;

pub(crate) use centres::Centres;
pub(crate) use clustering::cluster;
pub(crate) use model::{MAX_CENTRE, restore_members};
pub(crate) use row::SparseRow;
pub(crate) use rows::SparseRows;
