//! The file that `cinephile evaluate --json` writes and `cinephile serve --evaluations` reads.

use super::file::{MAX_SHOWN, read};
use anyhow::{Context as _, Result, bail};
use cinephile_eval::Leaderboard;
use cinephile_eval::rating::RatingLeaderboard;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// One leaderboard in the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Board {
    /// Algorithms ranked by the lists that they recommend.
    Lists(Box<Leaderboard>),
    /// Algorithms ranked by the stars that they predict.
    Stars(Box<RatingLeaderboard>),
}

/// The whole file: one leaderboard, or an array of several.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum EvaluationFile {
    Several(Vec<Board>),
    One(Board),
}

impl EvaluationFile {
    /// The file of these leaderboards.
    pub(crate) fn new(mut boards: Vec<Board>) -> Self {
        match (boards.pop(), boards.is_empty()) {
            (Some(only), true) => Self::One(only),
            (last, _) => {
                boards.extend(last);
                Self::Several(boards)
            }
        }
    }

    /// Reads the file at `path`.
    pub(super) fn read(path: &Path) -> Result<Vec<Board>> {
        let name = path.display();
        let file = serde_json::from_slice(&read(path)?)
            .with_context(|| format!("`{name}` is not a file of `cinephile evaluate --json`"))?;
        let boards = match file {
            Self::Several(boards) => boards,
            Self::One(board) => vec![board],
        };
        if boards.len() > MAX_SHOWN || boards.iter().any(|board| board.largest_count() > MAX_SHOWN) {
            bail!("`{name}` has more than {MAX_SHOWN} leaderboards, contenders or rounds");
        }
        Ok(boards)
    }
}

impl Board {
    /// The number of its contenders, or of the rounds of one of them, whichever is larger.
    fn largest_count(&self) -> usize {
        match self {
            Self::Lists(board) => {
                board.rows.iter().map(|row| row.rounds.len()).max().unwrap_or(0).max(board.rows.len())
            }
            Self::Stars(board) => board.rows.len(),
        }
    }
}
