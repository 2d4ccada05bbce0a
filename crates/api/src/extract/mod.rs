//! Extractors that reject a request with a problem: a stable code and the field that is wrong.
//!
//! axum's own extractors answer in plain text and do not name the field, so the routes use these instead.

mod admin;
mod bearer;
mod body;
mod json;
mod list;
mod path;
mod query;
mod upload;
mod visitor;

pub(crate) use admin::Admin;
pub(crate) use bearer::BearerToken;
pub(crate) use body::read_body;
pub(crate) use json::{Json, parse_json};
pub(crate) use list::{ListPath, ListedMoviePath};
pub(crate) use path::MovieIdPath;
pub(crate) use query::Query;
pub(crate) use upload::{Sent, Upload};
pub(crate) use visitor::{VISITOR_ID, Visitor};
