//! Data sets that have a name here.

use crate::digest::Checksum;

/// Where GroupLens publishes MovieLens.
const GROUPLENS: &str = "https://files.grouplens.org/datasets/movielens";

/// A data set by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// As typed; also the folder's name.
    pub name: &'static str,
    /// What is in it.
    pub about: &'static str,
    /// The archive's checksum where it never changes; `ml-latest-small` is replaced from time to time.
    checksum: Option<&'static str>,
}

/// All of them.
pub const KNOWN: [Known; 3] = [
    Known { name: "ml-latest-small", about: "100,836 ratings of 9,742 movies, 1 MB", checksum: None },
    Known {
        name: "ml-25m",
        about: "25,000,095 ratings of 62,423 movies, 250 MB",
        checksum: Some("8b21cfb7eb1706b4ec0aac894368d90acf26ebdfb6aced3ebd4ad5bd1eb9c6aa"),
    },
    Known {
        name: "ml-32m",
        about: "32,000,204 ratings of 87,585 movies, 239 MB",
        checksum: Some("d472be332d4daa821edc399621853b57"),
    },
];

/// What may be done with them, in short; the whole is in each one's README.
pub const LICENCE: &str = "MovieLens data are GroupLens' (University of Minnesota): free for research and private use, not for \
     commercial use without permission; whoever passes them on does so under the same conditions (README.txt)";

impl Known {
    /// By name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        KNOWN.into_iter().find(|known| known.name == name)
    }

    /// The archive's address: GroupLens', or under a mirror's.
    #[must_use]
    pub fn address(&self, mirror: Option<&str>) -> String {
        format!("{}/{}.zip", mirror.unwrap_or(GROUPLENS).trim_end_matches('/'), self.name)
    }

    /// The archive's checksum, where it is pinned.
    #[must_use]
    pub fn checksum(&self) -> Option<Checksum> {
        self.checksum.and_then(Checksum::from_hex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pinned_checksum_is_one() {
        for known in KNOWN {
            assert_eq!(known.checksum().is_some(), known.checksum.is_some(), "{}", known.name);
            assert_eq!(Known::find(known.name), Some(known));
        }
        let known = Known::find("ml-25m").expect("known");
        assert_eq!(known.address(Some("http://mirror/ml/")), "http://mirror/ml/ml-25m.zip");
    }
}
