//! Rings: files that need each other.

use crate::arrows::Arrow;
use crate::modules::{CrateTree, FileIdx};
use std::collections::BTreeSet;
use std::fmt;

/// Files that all need each other, directly or through one another.
///
/// A file and its one child module may need each other; any larger circle is a ring, and so are two files of which
/// neither declares the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring {
    files: Vec<String>,
    arrows: Vec<Arrow>,
}

impl Ring {
    /// The files of the ring, sorted.
    #[must_use]
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// The arrows within the ring, sorted.
    #[must_use]
    pub fn arrows(&self) -> &[Arrow] {
        &self.arrows
    }
}

impl fmt::Display for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "a ring of {} files:", self.files.len())?;
        for file in &self.files {
            writeln!(f, "  {file}")?;
            for arrow in self.arrows.iter().filter(|arrow| arrow.from == *file) {
                writeln!(f, "    line {}: `{}` needs {}", arrow.line, arrow.path, arrow.to)?;
            }
        }
        Ok(())
    }
}

impl CrateTree {
    /// The rings of this crate, sorted by their first file.
    #[must_use]
    pub fn rings(&self) -> Vec<Ring> {
        let arrows = self.arrows();
        let mut next = vec![Vec::new(); self.files.len()];
        self.edges().into_keys().for_each(|(from, to)| next[from].push(to));
        let components = Components::of(&next).into_iter().filter(|files| self.is_ring(files));
        let mut rings: Vec<_> = components
            .map(|files| {
                let paths: BTreeSet<_> = files.iter().map(|&file| self.files[file].path.clone()).collect();
                let inside = |arrow: &&Arrow| paths.contains(&arrow.from) && paths.contains(&arrow.to);
                let mut arrows: Vec<_> = arrows.iter().filter(inside).cloned().collect();
                arrows.sort();
                Ring { files: paths.into_iter().collect(), arrows }
            })
            .collect();
        rings.sort_by(|a, b| a.files.cmp(&b.files));
        rings
    }

    fn is_ring(&self, files: &[FileIdx]) -> bool {
        match files {
            [] | [_] => false,
            [a, b] => self.files[*a].parent != Some(*b) && self.files[*b].parent != Some(*a),
            _ => true,
        }
    }
}

/// Strongly connected components (Tarjan 1972).
struct Components<'a> {
    next: &'a [Vec<FileIdx>],
    /// Order of the first visit, from 1; 0 is unvisited.
    visited: Vec<usize>,
    /// The earliest file that is known to be reachable.
    lowest: Vec<usize>,
    stack: Vec<FileIdx>,
    on_stack: Vec<bool>,
    clock: usize,
    found: Vec<Vec<FileIdx>>,
}

impl<'a> Components<'a> {
    fn of(next: &'a [Vec<FileIdx>]) -> Vec<Vec<FileIdx>> {
        let n = next.len();
        let (visited, lowest, on_stack) = (vec![0; n], vec![0; n], vec![false; n]);
        let mut search =
            Self { next, visited, lowest, stack: Vec::new(), on_stack, clock: 0, found: Vec::new() };
        for file in 0..n {
            if search.visited[file] == 0 {
                search.visit(file);
            }
        }
        search.found
    }

    fn visit(&mut self, file: FileIdx) {
        self.clock += 1;
        (self.visited[file], self.lowest[file], self.on_stack[file]) = (self.clock, self.clock, true);
        self.stack.push(file);
        for &to in &self.next[file] {
            if self.visited[to] == 0 {
                self.visit(to);
                self.lowest[file] = self.lowest[file].min(self.lowest[to]);
            } else if self.on_stack[to] {
                self.lowest[file] = self.lowest[file].min(self.visited[to]);
            }
        }
        if self.lowest[file] == self.visited[file] {
            let start = self.stack.iter().rposition(|&other| other == file).unwrap_or(0);
            let component = self.stack.split_off(start);
            component.iter().for_each(|&member| self.on_stack[member] = false);
            self.found.push(component);
        }
    }
}

#[cfg(test)]
mod tests;
