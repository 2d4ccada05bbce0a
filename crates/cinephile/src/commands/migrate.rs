//! `cinephile migrate`: the database's schema, and nothing else.

use crate::args::MigrateArgs;
use anyhow::{Context as _, Result};
use cinephile_store::Store;

/// Opens the database, which brings it to this version's schema, and closes it.
pub(crate) fn run(args: &MigrateArgs) -> Result<()> {
    let location = args.database.location(&args.state)?;
    let name = Store::describe(&location)?;
    let runtime = tokio::runtime::Runtime::new().context("cannot start the async runtime")?;
    let migrated = runtime.block_on(async {
        Store::open(&location).await?.close().await;
        anyhow::Ok(())
    });
    migrated.context("cannot migrate the database")?;
    sayln!("`{name}` is at this version's schema");
    Ok(())
}
