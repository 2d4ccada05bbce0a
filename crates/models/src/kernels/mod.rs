//! What the models' inner loops stand on: wide vectors, and arrays that stay in their file.
//!
//! Both blocks of `unsafe` code of this workspace are in this folder: the call into code for wider vectors
//! (`vectors`) and the memory map (`mapping`). Each says why it holds.

mod array;
mod mapping;
mod vectors;

pub(crate) use array::Array;
pub(crate) use mapping::Mapping;
pub(crate) use vectors::{LANES, Lanes, Level, Task, multiply_add, widest};
