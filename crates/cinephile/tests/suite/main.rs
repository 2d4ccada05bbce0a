//! The program as its users run it: commands, servers, and what happens when things around them fail.
//!
//! One binary for all: each of its own would link the whole program again.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up has failed")]

mod accuracy_bands;
mod bucket;
mod command_line;
mod deck;
mod evaluating;
mod features;
mod fetching;
mod health;
mod measuring;
mod persona_files;
mod personas;
mod publishing;
mod server;
mod serving;
mod syncing;
mod terminal;
mod trials;
mod watching;
mod web;
