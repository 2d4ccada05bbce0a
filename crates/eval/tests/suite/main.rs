//! One program for all of the crate's outside tests: linked once.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests fail by panicking and say what they skip"
)]

mod bad_split_folders;
mod common;
mod evaluation;
mod external_lists;
mod rating;
mod report_page;
mod several_splits;
mod split_matches_reference;
mod tuning;
