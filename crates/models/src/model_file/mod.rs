//! A model in one file: safetensors, with everything about it in the header.
//!
//! The header's `__metadata__` holds one entry, `cinephile`: a BLAKE3 checksum in hex, a space, and a JSON object of
//! format version, kind, number of items, parameters and [`ModelInfo`]. The checksum is over that JSON and every
//! array. One entry, because the order of several is not fixed and equal models must give equal files. Any safetensors reader can look inside.
//! A file is untrusted: its header is bounded, and lengths, shapes, values and positions are checked before a
//! model is made of it; what is wrong is said, and nothing is half loaded. Large arrays stay where they are in the file,
//! which is mapped into memory.

mod checksum;
mod error;
mod header;
mod mapping;
mod read;
mod restore;
mod write;

pub use error::{ModelFault, ModelFileError};
pub use header::{FORMAT_VERSION, ModelInfo};
pub use read::{open, open_compared};
pub use write::save;

pub(crate) use mapping::Mapping;
pub(crate) use read::from_bytes;
pub(crate) use write::to_bytes;

#[cfg(target_endian = "big")]
compile_error!("model files hold little-endian arrays, and are read as they lie in memory");

#[cfg(test)]
mod attack_tests;
