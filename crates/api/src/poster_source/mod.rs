//! Posters from OMDb: pictures by way of this server, kept in the store.
//!
//! The visitor never waits for a third party: what is not there soon is drawn instead, with a short cache life, while
//! the picture is still fetched for the next one. Whatever goes wrong (no key, no network, a spent budget, nonsense in
//! place of a picture) ends in a drawn poster too. Browsers are not sent to the pictures' host, which would learn who
//! looks at what.

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
