//! The structure of this workspace.

use cinephile_structure::{CrateTree, Ring, Sources, StructureError, unsafe_uses, upward_dependencies};
use std::path::Path;

/// Which crate may import which, as `docs/ARCHITECTURE.md` has it. Tests of a crate may import more.
const PLAN: [(&str, &[&str]); 13] = [
    ("cinephile-files", &[]),
    ("cinephile-data", &["cinephile-files"]),
    ("cinephile-models", &["cinephile-files", "cinephile-data"]),
    ("cinephile-engine", &["cinephile-data", "cinephile-models"]),
    ("cinephile-eval", &["cinephile-files", "cinephile-data", "cinephile-engine"]),
    ("cinephile-store", &["cinephile-files", "cinephile-data"]),
    ("cinephile-publish", &["cinephile-files", "cinephile-data", "cinephile-engine"]),
    ("cinephile-remote", &["cinephile-files"]),
    ("cinephile-api", &["cinephile-files", "cinephile-data", "cinephile-engine", "cinephile-store"]),
    ("cinephile-trials", &[]),
    ("cinephile-structure", &[]),
    ("xtask", &[]),
    (
        "cinephile",
        &[
            "cinephile-files",
            "cinephile-data",
            "cinephile-models",
            "cinephile-engine",
            "cinephile-eval",
            "cinephile-store",
            "cinephile-publish",
            "cinephile-remote",
            "cinephile-api",
        ],
    ),
];

/// At most this many uses of `unsafe` in the whole workspace.
const MOST_UNSAFE: usize = 3;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn sources() -> Result<Sources, StructureError> {
    Sources::below(root(), "crates")
}

/// The root file of every library and binary.
fn crate_roots(sources: &Sources) -> Vec<String> {
    let is_root = |path: &str| {
        let parts: Vec<_> = path.split('/').collect();
        matches!(parts[..], ["crates", _, "src", "lib.rs" | "main.rs"] | ["crates", _, "src", "bin", _])
    };
    sources.iter().map(|(path, _)| path.to_owned()).filter(|path| is_root(path)).collect()
}

#[test]
fn no_two_modules_need_each_other_but_parent_and_child() {
    let sources = sources().expect("every file is readable");
    let roots = crate_roots(&sources);
    assert!(roots.len() > 10, "the crates were not found below {}", root().display());
    let trees = roots.iter().map(|root| CrateTree::read(root, &sources).expect("every crate parses"));
    let rings: Vec<Ring> = trees.flat_map(|tree| tree.rings()).collect();
    let shown: Vec<_> = rings.iter().map(Ring::to_string).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn no_crate_imports_upwards() {
    let upward = upward_dependencies(root(), &PLAN).expect("every manifest is readable");
    let shown: Vec<_> =
        upward.iter().map(|wrong| format!("{} must not import {}", wrong.from, wrong.to)).collect();
    assert!(
        upward.is_empty(),
        "{}\n(the plan is in docs/ARCHITECTURE.md and in this test)",
        shown.join("\n")
    );
}

#[test]
fn unsafe_code_is_rare_and_explained() {
    let mut found = Vec::new();
    for (path, text) in sources().expect("every file is readable").iter() {
        let uses = unsafe_uses(path, text).expect("every file parses");
        found.extend(uses.into_iter().map(|used| (format!("{path}:{}", used.line), used.explained)));
    }
    let places: Vec<_> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert!(found.len() <= MOST_UNSAFE, "more than {MOST_UNSAFE} uses of `unsafe`:\n{}", places.join("\n"));
    let bare: Vec<_> =
        found.iter().filter(|(_, explained)| !explained).map(|(place, _)| place.as_str()).collect();
    assert!(bare.is_empty(), "no `// SAFETY:` comment above:\n{}", bare.join("\n"));
}
