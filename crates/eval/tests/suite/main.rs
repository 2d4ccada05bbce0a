//! All integration tests of the crate as one program, which is linked only once.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests fail by panicking and report what they skip"
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
