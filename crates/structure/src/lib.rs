//! Checks the structure of this workspace: import rings, the crate plan and `unsafe` code.
//!
//! * [`CrateTree`] reads the modules of one crate, and [`CrateTree::rings`] finds the [`Ring`]s: files that need each
//!   other. Imports are followed through re-exports to the file that defines the item, so a ring that closes through
//!   `lib.rs` is seen.
//! * [`upward_dependencies`] compares what each crate imports with what `docs/ARCHITECTURE.md` allows.
//! * [`unsafe_uses`] finds each use of `unsafe` and whether a `// SAFETY:` comment explains it.
//!
//! The checks run as ordinary tests: `cargo test -p cinephile-structure`. They read source text only, so they need
//! no build of the crates that they check.
//!
//! Limits of the ring check: it does not infer types. A method call needs the file that defines the type, not the
//! file that holds the `impl` block.
//!
//! ```
//! use cinephile_structure::{CrateTree, Sources};
//!
//! let sources = Sources::from([
//!     ("lib.rs", "mod buyer; mod seller; pub use buyer::Buyer; pub use seller::Seller;"),
//!     ("buyer.rs", "use crate::Seller; pub struct Buyer(Vec<Seller>);"),
//!     ("seller.rs", "pub struct Seller; pub fn sell(to: &crate::Buyer) {}"),
//! ]);
//! let rings = CrateTree::read("lib.rs", &sources)?.rings();
//! assert_eq!(rings[0].files(), ["buyer.rs", "seller.rs"]);
//! # Ok::<(), cinephile_structure::StructureError>(())
//! ```

mod arrows;
mod collect;
mod error;
mod modules;
mod plan;
mod rings;
mod sources;
mod tokens;
mod unsafe_code;

pub use arrows::Arrow;
pub use error::StructureError;
pub use modules::CrateTree;
pub use plan::{Dependency, upward_dependencies};
pub use rings::Ring;
pub use sources::Sources;
pub use unsafe_code::{UnsafeUse, unsafe_uses};
