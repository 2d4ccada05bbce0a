//! The original project's three endpoints, in exactly the shape that its page expects.
//!
//! The page sends any content type, numbers as numbers or as text, and fields that nobody reads; all of that is accepted.
//! Invalid requests get a 4xx with `{"error": "..."}`.

mod error;
mod input;
mod output;
mod read;

pub(crate) mod routes;

pub(crate) use error::in_original_shape;
