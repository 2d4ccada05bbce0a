//! Options that several commands share, or that belong together.

mod admin;
mod posters;
mod publishing;
mod quality;
mod remote_access;
mod service;
mod source;
mod state;

pub(crate) use admin::AdminArgs;
pub(crate) use publishing::PublishingArgs;
pub(crate) use quality::QualityArgs;
#[cfg(feature = "remote")]
pub(crate) use remote_access::RemoteAccessArgs;
pub(crate) use service::ServiceArgs;
pub(crate) use source::{DataSource, DataSources};
pub(crate) use state::{DatabaseArgs, StateDir};
