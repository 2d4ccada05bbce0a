//! The service as clients see it: every route, and every way to be refused.

mod app;
mod limits;
mod movies;
mod original;
mod page;
mod profiles;
mod random_bodies;
mod recommendations;
mod service;
