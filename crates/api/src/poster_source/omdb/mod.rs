//! The client of OMDb: what it asks, what the answers mean, and which pictures it accepts.

mod breaker;
mod fetch;
mod guard;
mod picture;
mod protocol;
mod source;

pub(crate) use source::PosterSource;
