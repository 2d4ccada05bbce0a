//! The original project's three endpoints, byte-shaped as its page expects.
//!
//! The page sends no content type it can be held to, numbers as numbers or as text, and more fields than are
//! read; all of that is taken. What is wrong gets a 4xx with `{"error": "..."}`.

mod error;
mod input;
mod output;
mod read;

pub(crate) mod routes;

pub(crate) use error::in_original_shape;
