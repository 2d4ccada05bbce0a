//! `cinephile migrate`: the database's schema, and nothing else.

use crate::args::MigrateArgs;
use anyhow::{Context as _, Result};
use cinephile_store::Store;

/// Opens the database, which brings it to this version's schema, and closes it.
pub(crate) fn run(args: &MigrateArgs) -> Result<()> {
    let location = args.state.database()?;
    let runtime = tokio::runtime::Runtime::new().context("cannot start the async runtime")?;
    runtime.block_on(Store::open(&location)).context("cannot migrate the database")?;
    println!("`{location}` is at this version's schema");
    Ok(())
}
