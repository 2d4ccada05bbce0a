//! Which file needs which: each import and path, followed to the file that defines the item.

use crate::modules::{CrateTree, FileIdx, ModuleIdx, Named, UseKind};
use std::collections::{BTreeMap, BTreeSet};

/// One file needs another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    /// The file that needs.
    pub from: String,
    /// The first line that needs.
    pub line: usize,
    /// The path on that line.
    pub path: String,
    /// The file that defines what the path leads to.
    pub to: String,
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Module(ModuleIdx),
    /// An item that this file defines.
    Item(FileIdx),
}

/// Names being looked up, so that imports which lead to themselves end.
type Pending = BTreeSet<(ModuleIdx, String)>;

impl CrateTree {
    /// All arrows between different files of this crate: one for each pair, with its first line.
    ///
    /// An import of a module alone is no arrow: what counts is what is taken through it.
    #[must_use]
    pub fn arrows(&self) -> Vec<Arrow> {
        let name = |file: FileIdx| self.files[file].path.clone();
        let edges = self.edges().into_iter();
        edges.map(|((from, to), (line, path))| Arrow { from: name(from), line, path, to: name(to) }).collect()
    }

    /// Pairs of files with the first line that needs, and the path on it.
    pub(crate) fn edges(&self) -> BTreeMap<(FileIdx, FileIdx), (usize, String)> {
        let mut edges: BTreeMap<(FileIdx, FileIdx), (usize, String)> = BTreeMap::new();
        for (idx, module) in self.modules.iter().enumerate() {
            for used in &module.uses {
                let found = match used.kind {
                    UseKind::Path => self.resolve(idx, &used.path, &mut Pending::new()),
                    UseKind::Glob => self.resolve_glob(idx, &used.path),
                    UseKind::Macro => self.resolve_macro(idx, &used.path[0]),
                };
                let files = found.into_iter().filter_map(|target| match target {
                    Target::Item(file) if file != module.file => Some(file),
                    Target::Item(_) | Target::Module(_) => None,
                });
                for file in files {
                    let here = (used.line, used.path.join("::"));
                    let first = edges.entry((module.file, file)).or_insert_with(|| here.clone());
                    if here < *first {
                        *first = here;
                    }
                }
            }
        }
        edges
    }

    /// What `path`, written in module `at`, leads to; nothing if it leads to another crate.
    fn resolve(&self, at: ModuleIdx, path: &[String], pending: &mut Pending) -> BTreeSet<Target> {
        let mut rest = path.iter();
        let Some(first) = rest.next() else { return BTreeSet::new() };
        let mut targets = match first.as_str() {
            "crate" => BTreeSet::from([Target::Module(0)]),
            "self" => BTreeSet::from([Target::Module(at)]),
            "super" => self.modules[at].parent.into_iter().map(Target::Module).collect(),
            name => self.look_up(at, name, pending),
        };
        for name in rest {
            let step = |target| match target {
                Target::Item(file) => BTreeSet::from([Target::Item(file)]),
                Target::Module(module) if name == "super" => {
                    self.modules[module].parent.into_iter().map(Target::Module).collect()
                }
                Target::Module(module) => {
                    let found = self.look_up(module, name, pending);
                    // A macro of the module defines names that the syntax does not show.
                    let unseen = found.is_empty() && !self.modules[module].names.contains_key(name);
                    if unseen { BTreeSet::from([Target::Item(self.modules[module].file)]) } else { found }
                }
            };
            targets = targets.into_iter().flat_map(step).collect();
        }
        targets
    }

    /// What `name` stands for in the scope of `module`.
    fn look_up(&self, module: ModuleIdx, name: &str, pending: &mut Pending) -> BTreeSet<Target> {
        // Met again, a name stands for what is defined here: `pub use serve::serve` imports through its own name.
        let first_time = pending.insert((module, name.to_owned()));
        let scope = &self.modules[module];
        let mut targets = BTreeSet::new();
        for named in scope.names.get(name).into_iter().flatten() {
            match named {
                Named::Module(child) => targets.extend([Target::Module(*child)]),
                Named::Item => targets.extend([Target::Item(scope.file)]),
                Named::Import(path) if first_time => targets.extend(self.resolve(module, path, pending)),
                Named::Import(_) => {}
            }
        }
        if first_time && !scope.names.contains_key(name) {
            for glob in &scope.globs {
                for target in self.resolve(module, glob, pending) {
                    if let Target::Module(from) = target {
                        targets.extend(self.look_up(from, name, pending));
                    }
                }
            }
        }
        if first_time {
            pending.remove(&(module, name.to_owned()));
        }
        targets
    }

    /// What a glob import of `path` brings in and the importing file names.
    fn resolve_glob(&self, at: ModuleIdx, path: &[String]) -> BTreeSet<Target> {
        let used = &self.files[self.modules[at].file].names;
        let mut targets = BTreeSet::new();
        for target in self.resolve(at, path, &mut Pending::new()) {
            match target {
                Target::Item(_) => targets.extend([target]),
                Target::Module(module) => {
                    let names = self.modules[module].names.keys().filter(|name| used.contains(*name));
                    names.for_each(|name| targets.extend(self.look_up(module, name, &mut Pending::new())));
                }
            }
        }
        targets
    }

    /// The file of a macro called by its name alone. An imported macro's import is an arrow of its own.
    fn resolve_macro(&self, at: ModuleIdx, name: &str) -> BTreeSet<Target> {
        if self.modules[at].names.contains_key(name) {
            return BTreeSet::new();
        }
        self.macros.get(name).copied().map(Target::Item).into_iter().collect()
    }
}
