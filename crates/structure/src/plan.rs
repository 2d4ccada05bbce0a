//! The crate plan: which crate may import which.

use crate::error::StructureError;
use std::path::Path;
use toml::{Table, Value};

/// One crate of the workspace imports another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    /// The crate that imports.
    pub from: String,
    /// The crate that is imported.
    pub to: String,
}

/// What crates in `root/crates` import from each other against `plan`: pairs of a crate and all that it may import.
///
/// Dependencies of tests do not count.
///
/// # Errors
///
/// [`StructureError::UnknownCrate`] if the plan misses a crate, [`StructureError::MissingCrate`] if it lists one that
/// does not exist; [`StructureError::Read`] and [`StructureError::Manifest`] for manifests.
pub fn upward_dependencies(root: &Path, plan: &[(&str, &[&str])]) -> Result<Vec<Dependency>, StructureError> {
    let dependencies = workspace_dependencies(root)?;
    let is_missing = |name: &str| dependencies.iter().all(|(existing, _)| existing != name);
    if let Some((name, _)) = plan.iter().find(|(name, _)| is_missing(name)) {
        return Err(StructureError::MissingCrate { name: (*name).to_owned() });
    }
    let mut wrong = Vec::new();
    for (from, imports) in dependencies {
        let Some((_, allowed)) = plan.iter().find(|(name, _)| *name == from) else {
            return Err(StructureError::UnknownCrate { name: from });
        };
        let upward = imports.into_iter().filter(|to| !allowed.contains(&to.as_str()));
        wrong.extend(upward.map(|to| Dependency { from: from.clone(), to }));
    }
    wrong.sort();
    Ok(wrong)
}

/// Each crate of the workspace, with those of the others that it imports.
fn workspace_dependencies(root: &Path) -> Result<Vec<(String, Vec<String>)>, StructureError> {
    let folder = root.join("crates");
    let failed = |source| StructureError::Read { path: folder.clone(), source };
    let mut crates = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path().join("Cargo.toml");
        if path.is_file() {
            let text =
                std::fs::read_to_string(&path).map_err(|source| StructureError::Read { path, source })?;
            crates.push(text);
        }
    }
    let parsed = crates.iter().map(|text| read_manifest(text)).collect::<Result<Vec<_>, _>>()?;
    let names: Vec<_> = parsed.iter().map(|(name, _)| name.clone()).collect();
    let internal = |(name, imports): (String, Vec<String>)| {
        (name, imports.into_iter().filter(|import| names.contains(import)).collect())
    };
    Ok(parsed.into_iter().map(internal).collect())
}

/// The package's name and the packages that its library or binary imports.
fn read_manifest(text: &str) -> Result<(String, Vec<String>), StructureError> {
    let manifest: Table = text.parse().map_err(|source| StructureError::Manifest {
        file: "Cargo.toml".to_owned(),
        source: Box::new(source),
    })?;
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str);
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let tables = targets.filter_map(Value::as_table).chain([&manifest]);
    let sections = tables.flat_map(|table| [table.get("dependencies"), table.get("build-dependencies")]);
    let entries = sections.flatten().filter_map(Value::as_table).flatten();
    let package = |(key, value): (&String, &Value)| {
        value.get("package").and_then(Value::as_str).unwrap_or(key).to_owned()
    };
    Ok((name.unwrap_or_default().to_owned(), entries.map(package).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_names_what_is_imported_but_not_for_tests() {
        let text = "[package]\nname = 'a'\n[dependencies]\nb.workspace = true\nrenamed = { package = 'c' }\n\
                    [target.'cfg(unix)'.dependencies]\nd = '1'\n[dev-dependencies]\ne = '1'";
        let (name, mut imports) = read_manifest(text).expect("a manifest");
        imports.sort();
        assert_eq!((name.as_str(), imports), ("a", ["b", "c", "d"].map(str::to_owned).to_vec()));
    }
}
