//! A control group that ends a server which takes more memory than it may, as an orchestrator would.

use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};

/// A control group with a limit of memory; removed when dropped.
#[derive(Debug)]
pub(super) struct Cage {
    folder: PathBuf,
}

/// The places where the two versions of control groups keep them, the name of the limit, and that of the limit of swap.
const VERSIONS: [(&str, &str, &str); 2] = [
    ("/sys/fs/cgroup", "memory.max", "memory.swap.max"),
    ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.swappiness"),
];

impl Cage {
    /// Makes a control group.
    ///
    /// # Errors
    /// If this machine does not allow it; the message says why.
    pub(super) fn make(limit_bytes: u64) -> Result<Self> {
        let mut last = None;
        for (root, limit, swap) in VERSIONS {
            match Self::make_in(Path::new(root), limit, limit_bytes) {
                Ok(cage) => {
                    // Not every machine has swap; where it does, it would only make the end slower.
                    let _ = std::fs::write(cage.folder.join(swap), "0");
                    return Ok(cage);
                }
                Err(error) => last = Some(error),
            }
        }
        last.map_or_else(|| anyhow::bail!("there are no control groups"), Err)
    }

    fn make_in(root: &Path, limit: &str, limit_bytes: u64) -> Result<Self> {
        let folder = root.join(format!("cinephile-siege-{}", std::process::id()));
        std::fs::create_dir(&folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
        let cage = Self { folder };
        let file = cage.folder.join(limit);
        std::fs::write(&file, limit_bytes.to_string())
            .with_context(|| format!("cannot write `{}`", file.display()))?;
        Ok(cage)
    }

    /// Puts a process into it.
    ///
    /// # Errors
    /// If the process has ended or may not be moved.
    pub(super) fn take(&self, process: u32) -> Result<()> {
        std::fs::write(self.folder.join("cgroup.procs"), process.to_string())
            .context("cannot move the server into its control group")
    }
}

impl Drop for Cage {
    fn drop(&mut self) {
        // It fails while a process is in it, and then an empty group is all that is left.
        let _ = std::fs::remove_dir(&self.folder);
    }
}
