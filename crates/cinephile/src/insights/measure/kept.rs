//! Parts in the state folder: read by later starts, in the form of `evaluate --json` and `clusters --elbow --json`.

use super::part::{Done, Part};
use crate::insights::figures::read as read_bytes;
use anyhow::{Context as _, Result};
use std::io::Write as _;
use std::path::Path;

/// The part that was kept, if it was and reads; what does not read is measured again.
pub(super) fn read(path: &Path, part: Part) -> Option<Done> {
    if !path.exists() {
        return None;
    }
    let parsed = read_bytes(path).and_then(|bytes| {
        let done = match part {
            Part::Elbow => serde_json::from_slice(&bytes).map(Done::Elbow),
            Part::Board(_) => serde_json::from_slice(&bytes).map(Done::Board),
        };
        done.with_context(|| format!("`{}` is no file of figures", path.display()))
    });
    parsed.inspect_err(|error| tracing::warn!("measuring {part} again: {error:#}")).ok()
}

/// Written whole or not at all.
pub(super) fn write(path: &Path, done: &Done) -> Result<()> {
    let folder = path.parent().context("a file in a folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    let mut draft = tempfile::NamedTempFile::new_in(folder).context("cannot write figures")?;
    match done {
        Done::Elbow(elbow) => serde_json::to_writer(&mut draft, elbow),
        Done::Board(board) => serde_json::to_writer(&mut draft, board),
    }
    .context("cannot write figures")?;
    draft.flush().context("cannot write figures")?;
    draft.as_file().sync_all().context("cannot write figures")?;
    draft.persist(path).with_context(|| format!("cannot write `{}`", path.display()))?;
    Ok(())
}
