//! Rows that are not imported, and why.

/// A row that is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The file, as an index of the import's files.
    pub file: usize,
    /// The row.
    pub row: u64,
    /// Its title; empty if it has none.
    pub title: String,
    /// Its year.
    pub year: Option<u16>,
    /// Why.
    pub miss: Miss,
}

/// Why a row is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// No movie of the catalogue has its id or title.
    NoSuchMovie,
    /// The catalogue has movies of that title, but of other years.
    OtherYear {
        /// Their years, at most three; that of the best-known movie first.
        years: Vec<u16>,
    },
    /// The catalogue has a movie of that title, but its id at IMDb or TMDb is another one.
    OtherMovie,
    /// The row itself shows that it is not a movie but, say, an episode, a series or a game.
    NotAMovie,
    /// The row has only a MovieLens id, and the catalogue does not use MovieLens ids.
    OtherIds,
    /// The row is about another person than the one that was asked for.
    OtherProfile,
    /// The row is of a list of the visitor's own, which does not show whether its movies were seen or liked.
    OwnList,
    /// The movie was played for less than it takes to see it.
    BrieflyPlayed,
    /// The row could not be read.
    Unreadable {
        /// What is wrong.
        reason: String,
    },
}

impl From<String> for Miss {
    fn from(reason: String) -> Self {
        Self::Unreadable { reason }
    }
}
