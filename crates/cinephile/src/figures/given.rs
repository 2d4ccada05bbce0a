//! Figures from the files that the operator names.

use super::api_types::{describe_lists, describe_stars};
use super::elbow_file::ElbowFile;
use super::evaluation_file::{Board, EvaluationFile};
use crate::args::QualityArgs;
use anyhow::Result;
use cinephile_api::Figures;

/// Reads the files of `--evaluations` and `--elbow`. Called before the data is read, so that a wrong path fails at
/// once.
pub(crate) fn read_given(args: &QualityArgs) -> Result<Figures> {
    let mut given = Figures::default();
    for path in &args.evaluations {
        let described = |board: &Board| match board {
            Board::Lists(board) => describe_lists(board),
            Board::Stars(board) => describe_stars(board),
        };
        given.evaluations.extend(EvaluationFile::read(path)?.iter().map(described));
    }
    if let Some(path) = &args.elbow {
        given.group_counts = ElbowFile::read(path)?.counts();
    }
    Ok(given)
}
