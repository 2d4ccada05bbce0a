//! `user-knn`: the people whose ratings agree most with the visitor's, and what they like.
//!
//! The blog-post version correlates stars over whatever two people share, and averages. Two shared movies
//! correlate perfectly half of the time, so its neighbours are strangers, and an average of one 5.0 beats an
//! average of thirty 4.5s. Here agreement counts only as far as it is shared
//! ([`UserKnnModel::neighbours`]), and a movie's score grows with every neighbour who liked it. The formulas are in
//! docs/MODELS.md.

mod fit;
mod index;
mod model;
mod neighbours;
mod params;
mod visit;

pub use model::UserKnnModel;
pub use neighbours::Neighbour;
pub use params::UserKnnParams;
