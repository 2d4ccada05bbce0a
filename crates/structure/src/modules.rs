//! The modules of one crate: which names each defines, which it imports, and which paths it writes.

use crate::sources::{Sources, slashed};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A position in [`CrateTree::modules`].
pub(crate) type ModuleIdx = usize;
/// A position in [`CrateTree::files`].
pub(crate) type FileIdx = usize;

/// The modules and files of one crate, from its root file (`lib.rs` or `main.rs`) downwards.
///
/// Code under `#[cfg(test)]` is left out.
#[derive(Debug)]
pub struct CrateTree {
    pub(crate) files: Vec<SourceFile>,
    pub(crate) modules: Vec<Module>,
    /// Macros under `#[macro_use]` and `#[macro_export]`, which need no import.
    pub(crate) macros: BTreeMap<String, FileIdx>,
}

/// One source file of a crate.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// Path from the workspace's root.
    pub(crate) path: String,
    /// The file that declares this one with `mod`; `None` for the root.
    pub(crate) parent: Option<FileIdx>,
    /// Every name that occurs in the code: what a glob import may bring in.
    pub(crate) names: BTreeSet<String>,
}

/// One module: a file, or an inline `mod` within a file.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) parent: Option<ModuleIdx>,
    pub(crate) file: FileIdx,
    /// What each name in the module's scope stands for: more than one thing if a module and a function share it.
    pub(crate) names: BTreeMap<String, Vec<Named>>,
    /// Modules whose names are all imported.
    pub(crate) globs: Vec<Vec<String>>,
    /// Imports and paths, which may need other files.
    pub(crate) uses: Vec<Use>,
}

/// What a name stands for.
#[derive(Debug, Clone)]
pub(crate) enum Named {
    Module(ModuleIdx),
    /// A function, type, trait, constant or macro that this module defines.
    Item,
    /// Whatever this path leads to.
    Import(Vec<String>),
}

/// An import, or a path in the code.
#[derive(Debug)]
pub(crate) struct Use {
    pub(crate) path: Vec<String>,
    pub(crate) kind: UseKind,
    pub(crate) line: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UseKind {
    /// `use a::b` or `a::b` in the code.
    Path,
    /// `use a::*`.
    Glob,
    /// `name!`, with a macro that may need no import.
    Macro,
}

impl CrateTree {
    pub(crate) fn add_file(&mut self, path: String, parent: Option<FileIdx>) -> FileIdx {
        self.files.push(SourceFile { path, parent, names: BTreeSet::new() });
        self.files.len() - 1
    }

    pub(crate) fn add_module(&mut self, parent: Option<ModuleIdx>, file: FileIdx) -> ModuleIdx {
        let (names, globs, uses) = (BTreeMap::new(), Vec::new(), Vec::new());
        self.modules.push(Module { parent, file, names, globs, uses });
        self.modules.len() - 1
    }
}

/// The file of module `name`, declared in `file`, whose child modules lie in `folder`; and the folder of its own
/// children.
pub(crate) fn find_module(
    (file, folder): (&str, &str),
    name: &str,
    path_attribute: Option<&str>,
    sources: &Sources,
) -> Option<(String, String)> {
    if let Some(path) = path_attribute {
        let found = slashed(&Path::new(file).parent().unwrap_or(Path::new("")).join(path));
        let below = slashed(Path::new(&found).parent().unwrap_or(Path::new("")));
        return Some((found, below));
    }
    let below = slashed(&Path::new(folder).join(name));
    let flat = format!("{below}.rs");
    let nested = format!("{below}/mod.rs");
    [flat, nested].into_iter().find(|file| sources.get(file).is_some()).map(|file| (file, below))
}
