//! The commands, one file or folder each.

pub(crate) mod clusters;
pub(crate) mod completions;
pub(crate) mod data;
pub(crate) mod deck;
pub(crate) mod evaluate;
pub(crate) mod fit;
pub(crate) mod health;
pub(crate) mod man;
pub(crate) mod migrate;
pub(crate) mod openapi;
pub(crate) mod personas;
pub(crate) mod recommend;
pub(crate) mod serve;
pub(crate) mod similar;
pub(crate) mod synth;
