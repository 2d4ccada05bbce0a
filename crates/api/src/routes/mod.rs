//! The handlers of `/api/v1` and of the service itself, one file for each resource: extract -> call -> map.

#![expect(unused_qualifications, reason = "the paths that `utoipa::path` writes")]

mod choose_model;
mod describe;
mod responses;

pub(crate) mod admin;
pub(crate) mod clusters;
pub(crate) mod comparisons;
pub(crate) mod evaluations;
pub(crate) mod feedback;
pub(crate) mod groups;
pub(crate) mod imports;
pub(crate) mod lists;
pub(crate) mod map;
pub(crate) mod models;
pub(crate) mod movies;
pub(crate) mod onboarding;
pub(crate) mod posters;
pub(crate) mod profile_recommendations;
pub(crate) mod profiles;
pub(crate) mod ratings;
pub(crate) mod recommendations;
pub(crate) mod service;
pub(crate) mod similar;
