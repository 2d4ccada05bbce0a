//! The service as clients see it: every route, and every way to be refused.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up has failed")]

mod app;
mod imports;
mod limits;
mod lists;
mod movies;
mod original;
mod page;
mod profiles;
mod random_bodies;
mod recommendations;
mod service;
