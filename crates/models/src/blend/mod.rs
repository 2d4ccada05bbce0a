//! `blend`: a weighted sum of `ease` and `ials`, cautious about movies that the visitor would not like.
//!
//! Item-item weights see pairs of movies, vectors see taste as a whole; each finds what the other misses. Their scores
//! have different units, so each visitor's are divided by their own spread before they are added (stacking; Wolpert
//! 1992). How much either counts is learned on users who were held out from both, and then both are fitted on all.
//! Both parts rank what people watch, and some of what they watch they dislike. So where `stars` predicts less than a
//! like for a visitor who has rated little, the item's score is lowered.
//!
//! Rejected: also using `stars` to separate liked from well liked. It surfaces fewer disliked movies, but ranks one
//! person's five-star pick above crowd favourites. Rejected: `user-knn` and `kmeans` as further parts; with these two
//! in, they gained nothing (docs/MODELS.md).

mod fit;
mod model;
mod params;
mod share;
mod spread;
#[cfg(test)]
mod tests;
mod visit;
mod weigh;

pub use model::BlendModel;
pub use params::BlendParams;
