//! `cinephile migrate`: migrates the database and does nothing else.

use crate::args::MigrateArgs;
use anyhow::{Context as _, Result};
use cinephile_store::Store;

/// Opens the database, which migrates it to this version's schema, and closes it.
pub(crate) fn run(args: &MigrateArgs) -> Result<()> {
    let location = args.database.location(&args.state)?;
    let name = Store::describe(&location)?;
    let runtime = tokio::runtime::Runtime::new().context("cannot start the async runtime")?;
    let migrated = runtime.block_on(async {
        Store::open(&location).await?.close().await;
        anyhow::Ok(())
    });
    migrated.context("cannot migrate the database")?;
    sayln!("`{name}` has the schema of this version");
    Ok(())
}
