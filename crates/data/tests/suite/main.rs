//! Readers of data: every format, bad input, and real ratings where they are.

mod bad_input;
mod common;
mod data_cases;
mod documented;
mod export_cases;
mod formats;
mod movielens;
mod random_bytes;
mod random_titles;
