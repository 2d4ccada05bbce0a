//! The client of OMDb: what is asked, what comes back, and what is let in.

mod breaker;
mod fetch;
mod guard;
mod picture;
mod protocol;
mod source;

pub(crate) use source::PosterSource;
