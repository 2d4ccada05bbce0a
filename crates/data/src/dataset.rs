//! A whole data set: what a reader hands to the rest of the house.

use crate::{Catalogue, Interactions, UserId};

/// Where ratings come from; shown wherever they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// Ratings that people gave.
    Real,
    /// Ratings from the seeded generator: sample data, for trying things out.
    Generated,
}

impl Provenance {
    /// A file of this name beside the ratings says that they are generated; the generator writes it.
    pub const GENERATED_MARK: &str = "GENERATED.txt";
}

/// Movies, ratings, and where they came from. Immutable once read.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// A short name for people: the folder's or file's name, or `sample`.
    pub name: String,
    /// Real or generated.
    pub provenance: Provenance,
    /// The movies; position = column of `interactions`.
    pub catalogue: Catalogue,
    /// The ratings, `n_users x catalogue.len()`.
    pub interactions: Interactions,
    /// The source's user id of each row, rising strictly; length `n_users`.
    pub user_ids: Vec<UserId>,
    /// BLAKE3 of the content that models learn from, in hex: equal content, equal hash.
    pub content_hash: String,
}
