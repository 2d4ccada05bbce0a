//! What can keep the checks from reading the workspace.

use std::path::PathBuf;

/// A source file or manifest that cannot be checked.
#[derive(Debug, thiserror::Error)]
pub enum StructureError {
    /// A file or folder that cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system reported.
        source: std::io::Error,
    },
    /// A `mod` declaration without a file.
    #[error("`{file}` declares module `{module}`, but neither `{module}.rs` nor `{module}/mod.rs` exists")]
    MissingModule {
        /// The file with the declaration.
        file: String,
        /// The declared module.
        module: String,
    },
    /// A file that is not Rust.
    #[error("cannot parse `{file}`")]
    Parse {
        /// The file.
        file: String,
        /// Where and why the parser stopped.
        source: syn::Error,
    },
    /// A manifest that is not TOML.
    #[error("cannot parse `{file}`")]
    Manifest {
        /// The manifest.
        file: String,
        /// Where and why the parser stopped.
        source: Box<toml::de::Error>,
    },
    /// A crate that the plan does not list.
    #[error("crate `{name}` is missing from the crate plan: add it to the plan and to docs/ARCHITECTURE.md")]
    UnknownCrate {
        /// The crate's package name.
        name: String,
    },
    /// A crate in the plan that does not exist.
    #[error("the crate plan lists `{name}`, but there is no such crate")]
    MissingCrate {
        /// The name in the plan.
        name: String,
    },
}
