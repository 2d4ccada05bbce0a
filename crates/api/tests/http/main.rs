//! The service as clients see it: every route, and every way to be rejected.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up has failed")]
#![expect(clippy::print_stderr, reason = "what is skipped is said")]

mod admin;
mod app;
mod chosen_movies;
mod comparisons;
mod connections;
mod fake_omdb;
mod feedback;
mod groups;
mod headers;
mod imports;
mod insights;
mod limits;
mod list_options;
mod lists;
mod metrics;
mod movies;
mod openapi;
mod original;
mod page;
mod posters;
#[path = "../../../store/tests/support/postgres_server.rs"]
mod postgres_server;
mod profile_recommendations;
mod profiles;
mod random_bodies;
mod rate_limits;
mod recommendations;
mod service;
mod similar;
mod store_away;
