//! Data sets that can be downloaded by name.

use crate::digest::Checksum;

/// Where GroupLens publishes MovieLens.
const GROUPLENS: &str = "https://files.grouplens.org/datasets/movielens";

/// A data set that can be downloaded by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownDataset {
    /// The name on the command line and of the folder.
    pub name: &'static str,
    /// Its contents and size, for people.
    pub about: &'static str,
    /// The archive's checksum, if it never changes; `ml-latest-small` is replaced from time to time.
    checksum: Option<&'static str>,
}

/// All known data sets.
pub const KNOWN_DATASETS: [KnownDataset; 3] = [
    KnownDataset { name: "ml-latest-small", about: "100,836 ratings of 9,742 movies, 1 MB", checksum: None },
    KnownDataset {
        name: "ml-25m",
        about: "25,000,095 ratings of 62,423 movies, 250 MB",
        checksum: Some("8b21cfb7eb1706b4ec0aac894368d90acf26ebdfb6aced3ebd4ad5bd1eb9c6aa"),
    },
    KnownDataset {
        name: "ml-32m",
        about: "32,000,204 ratings of 87,585 movies, 239 MB",
        checksum: Some("d472be332d4daa821edc399621853b57"),
    },
];

/// A summary of the licence; the full text is in the README of each data set.
pub const MOVIELENS_LICENCE: &str = "MovieLens data belongs to GroupLens (University of Minnesota): free for research and private use; commercial use \
     needs permission; redistribution only under the same conditions (README.txt)";

impl KnownDataset {
    /// The data set with this name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        KNOWN_DATASETS.into_iter().find(|known| known.name == name)
    }

    /// The address of the archive, at GroupLens or on a mirror.
    #[must_use]
    pub fn address(&self, mirror: Option<&str>) -> String {
        format!("{}/{}.zip", mirror.unwrap_or(GROUPLENS).trim_end_matches('/'), self.name)
    }

    /// The pinned checksum of the archive, if any.
    #[must_use]
    pub fn checksum(&self) -> Option<Checksum> {
        self.checksum.and_then(Checksum::from_hex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pinned_checksum_is_valid() {
        for known in KNOWN_DATASETS {
            assert_eq!(known.checksum().is_some(), known.checksum.is_some(), "{}", known.name);
            assert_eq!(KnownDataset::find(known.name), Some(known));
        }
        let known = KnownDataset::find("ml-25m").expect("known");
        assert_eq!(known.address(Some("http://mirror/ml/")), "http://mirror/ml/ml-25m.zip");
    }
}
