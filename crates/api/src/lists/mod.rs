//! From a checked request to a list: options, request, the work itself, and the threads that it runs on.

pub(crate) mod cost;
mod list;
mod options;
mod request;
mod threads;

pub(crate) use list::{ListEntry, ListTask};
pub(crate) use options::ListOptions;
pub(crate) use request::ListRequest;
pub(crate) use threads::ScoringThreads;
