//! Source text by path: from a workspace on disk, or made up by a test.

use crate::error::StructureError;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// Source files by their path from the workspace's root, with `/` between folders.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: BTreeMap<String, String>,
}

impl Sources {
    /// Reads every `.rs` file below `folder`, a path from `root`; folders named `target` are left out.
    ///
    /// # Errors
    ///
    /// [`StructureError::Read`] if a file or folder cannot be read.
    pub fn below(root: &Path, folder: &str) -> Result<Self, StructureError> {
        let mut sources = Self::default();
        sources.read_folder(root, &root.join(folder))?;
        Ok(sources)
    }

    /// The text of the file at `path`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    fn read_folder(&mut self, root: &Path, folder: &Path) -> Result<(), StructureError> {
        let failed = |path: &Path| {
            let path = path.to_path_buf();
            move |source| StructureError::Read { path, source }
        };
        for entry in std::fs::read_dir(folder).map_err(failed(folder))? {
            let path = entry.map_err(failed(folder))?.path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "target") {
                    self.read_folder(root, &path)?;
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).map_err(failed(&path))?;
                self.files.insert(slashed(path.strip_prefix(root).unwrap_or(&path)), text);
            }
        }
        Ok(())
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Sources {
    fn from(files: [(&str, &str); N]) -> Self {
        let owned = |(path, text): (&str, &str)| (path.to_owned(), text.to_owned());
        Self { files: files.into_iter().map(owned).collect() }
    }
}

/// `path` with `/` between its parts and without `.` and `..`, as far as the text alone allows.
pub(crate) fn slashed(path: &Path) -> String {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if parts.pop() => {}
            Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts.to_string_lossy().replace('\\', "/")
}
