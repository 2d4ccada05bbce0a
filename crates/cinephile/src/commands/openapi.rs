//! `cinephile openapi`: prints the OpenAPI document, which is generated from the code.

use anyhow::{Context as _, Result};
use std::io::Write as _;

/// Prints the document that the server serves at `/api/openapi.json`.
pub(crate) fn run() -> Result<()> {
    let document = cinephile_api::openapi_json();
    std::io::stdout().write_all(document.as_bytes()).context("cannot write to standard output")
}
