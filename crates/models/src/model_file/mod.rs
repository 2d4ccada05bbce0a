//! A model in one file: safetensors, with everything else about the model in the header.
//!
//! The header's `__metadata__` holds one entry, `cinephile`: a BLAKE3 checksum in hex, a space, and a JSON object of
//! format version, kind, number of items, parameters and [`ModelInfo`]. The checksum covers that JSON and every array.
//! There is only one entry because the order of several is not fixed, and equal models must give equal files. Any
//! safetensors reader can look inside.
//!
//! A file is untrusted: its header is bounded, and lengths, shapes, values and positions are checked before a
//! model is made. A fault is reported, and nothing is half loaded. Large arrays stay in the file, which is mapped into
//! memory. Which arrays a model has, and which values it accepts, its own file says ([`Stored`](crate::Stored)).

mod checksum;
mod error;
mod header;
mod read;
mod tensors;
mod write;

pub use error::{ModelFault, ModelFileError};
pub use header::{FORMAT_VERSION, ModelInfo};
pub use read::{from_bytes, open, open_compared};
pub use tensors::Tensors;
pub use write::{save, to_bytes};

#[cfg(target_endian = "big")]
compile_error!("model files hold little-endian arrays, which are read as they lie in memory");

#[cfg(test)]
mod attack_tests;
