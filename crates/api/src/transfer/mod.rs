//! A visitor's data in and out as files.

pub(crate) mod export;
pub(crate) mod import;
