//! Trials of a running service: load tests, deliberate failures, replicas, and backups.
//!
//! Every trial starts the real binary and uses it over HTTP; nothing here knows the inside of the service. Each module
//! has an options type, a `run` function and a report with the figures: [`load`], [`chaos`], [`replicas`],
//! [`restore`], [`rollback`] and [`siege`]. A trial starts a [`server::Program`], talks to it over a [`client::Connection`], and sends it the
//! requests of a [`load::Workload`].
//!
//! ```
//! use cinephile_trials::load::Workload;
//! use cinephile_trials::server::Program;
//! use std::path::Path;
//!
//! # fn main() -> anyhow::Result<()> {
//! let service = Program::serve(Path::new("target/release/cinephile"), Path::new("state"), &[]);
//! assert_eq!(service.args[..2], ["serve", "--listen"]);
//!
//! let workload = Workload::of_bodies(&[r#"{"ratings": [{"movie_id": 6, "stars": 4.5}]}"#])?;
//! assert!(workload.nth(0).starts_with(b"POST /api/v1/recommendations "));
//! # Ok(())
//! # }
//! ```
//!
//! The load generator is our own, a few hundred lines. Rejected: wrk, oha and k6. They would have to be installed, and
//! none of them can load two servers in turn and compare them. Ours writes prepared bytes to persistent connections, so
//! it takes little CPU time from a server on the same machine. How to run the trials, and their results:
//! `docs/RELIABILITY.md`.

pub mod chaos;
pub mod client;
pub mod load;
pub mod replicas;
pub mod restore;
pub mod rollback;
pub mod server;
mod service_api;
pub mod siege;
mod visitors;
