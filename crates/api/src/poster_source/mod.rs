//! Poster pictures from OMDb, fetched by this server and kept in the store.
//!
//! Visitors do not wait for a third party: if a picture does not arrive soon, a drawn poster is sent instead, to be cached
//! briefly, while the picture is still fetched for the next visitor. Every failure (no key, no network, a used-up budget,
//! something that is not a picture) also ends in a drawn poster. Browsers are not sent to the pictures' host, which would
//! learn who looks at what.

#[cfg(not(feature = "omdb"))]
mod absent;
mod config;
#[cfg(feature = "omdb")]
mod omdb;
mod poster;

#[cfg(not(feature = "omdb"))]
pub(crate) use absent::PosterSource;
pub use config::{OmdbAddress, OmdbAddressError, PosterConfig};
#[cfg(feature = "omdb")]
pub(crate) use omdb::PosterSource;
pub(crate) use poster::Poster;
