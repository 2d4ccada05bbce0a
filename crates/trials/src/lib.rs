//! Trials of a running service: how many requests it answers and how fast, and what is lost when it is killed.
//!
//! The load generator is our own: a few hundred lines, where a program from elsewhere (wrk, oha, k6) would have to be
//! installed, and none of them runs two servers in turn and compares them. It writes prepared bytes to kept
//! connections, so that on a machine shared with the server it takes little of what it measures.

pub mod chaos;
pub mod client;
pub mod load;
pub mod replicas;
pub mod restore;
pub mod server;
