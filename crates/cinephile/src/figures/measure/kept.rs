//! Measured figures in the state folder, for later starts. The files have the formats of `evaluate --json` and of
//! `clusters --elbow --json`.

use super::measurement::{MeasuredFigures, Measurement};
use crate::figures::file::read as read_bytes;
use anyhow::{Context as _, Result};
use cinephile_files::{Access, make_folder, write_whole};
use std::io;
use std::path::Path;

/// The figures in the file at `path`, if it exists and is valid. Figures of an invalid file are measured again.
pub(super) fn read(path: &Path, measurement: Measurement) -> Option<MeasuredFigures> {
    if !path.exists() {
        return None;
    }
    let parsed = read_bytes(path).and_then(|bytes| {
        let figures = match measurement {
            Measurement::Elbow => serde_json::from_slice(&bytes).map(MeasuredFigures::Elbow),
            Measurement::Board(_) => serde_json::from_slice(&bytes).map(MeasuredFigures::Board),
        };
        figures.with_context(|| format!("`{}` is not a file of figures", path.display()))
    });
    parsed.inspect_err(|error| tracing::warn!("measuring {measurement} again: {error:#}")).ok()
}

/// Writes a whole file, or none.
pub(super) fn write(path: &Path, figures: &MeasuredFigures) -> Result<()> {
    let folder = path.parent().context("a file in a folder")?;
    make_folder(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    let written = write_whole(path, Access::Group, |draft| match figures {
        MeasuredFigures::Elbow(elbow) => serde_json::to_writer(draft, elbow).map_err(io::Error::from),
        MeasuredFigures::Board(board) => serde_json::to_writer(draft, board).map_err(io::Error::from),
    });
    written.with_context(|| format!("cannot write `{}`", path.display()))
}
