//! Ratings in, catalogue and matrix out: the first room of the house.
//!
//! Everything that comes from outside (files, archives, ids, titles, stars) is checked here, once; what leaves
//! is immutable and carries the proof: a [`Catalogue`] of movies and an [`Interactions`] matrix whose columns
//! are the catalogue's positions. Nothing here knows of models or HTTP.

mod catalogue;
mod dataset;
mod features;
mod history;
mod ids;
pub mod imports;
mod interactions;
mod known_movies;
mod labels;
mod movie;
mod popularity;
mod ranking;
pub mod read;
pub mod sample;
pub mod search;
mod stars;
mod statistics;
pub mod synth;

pub use catalogue::{Catalogue, CatalogueError};
pub use dataset::{Dataset, Provenance};
pub use features::ItemFeatures;
pub use history::{History, OwnedHistory};
pub use ids::{ItemId, ItemIdx, UserId, UserIdx};
pub use interactions::{Interactions, InteractionsError};
pub use labels::{Label, Labels};
pub use movie::{Movie, ParsedTitle, parse_title};
pub use popularity::Popularity;
pub use ranking::{Score, best_first};
pub use stars::{InvalidStars, Rating, Stars};
pub use statistics::{RatingStatistics, count_ranges};
