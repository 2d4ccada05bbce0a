//! Local copies of remote data: runs the clients on a runtime of their own and shows progress.

use crate::transfer_progress::Bytes;
use anyhow::{Context as _, Result, bail};
use cinephile_remote::sync::{SyncOptions, SyncReport, sync as copy};
use cinephile_remote::{Access, Address, Remote};
use std::path::{Path, PathBuf};

/// Runs `work`, which waits for the network, to its end.
pub(crate) fn wait_for<T>(work: impl Future<Output = T>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    Ok(runtime.context("cannot start the runtime")?.block_on(work))
}

/// Copies what has changed at `source` to the folder `to`.
pub(crate) fn sync(
    source: &Address,
    to: &Path,
    access: &Access,
    options: &SyncOptions,
) -> Result<SyncReport> {
    let remote = Remote::open(source.clone(), access)?;
    let progress = Bytes::new(&format!("copying `{source}`"));
    Ok(wait_for(copy(&remote, to, options, &progress))??)
}

/// Updates the cached copy of the data set at `source`, and returns its folder, or its file if it is a single file.
pub(crate) fn cached(source: &str, cache: &Path, access: &Access) -> Result<PathBuf> {
    let address: Address = match source.parse() {
        Ok(address) => address,
        Err(why) => bail!("{why}"),
    };
    // A folder for each address. The folder within it gives the data set its name.
    let hash = blake3::hash(source.as_bytes()).to_hex();
    let to = cache.join(&hash[..16]).join(folder_name(&address));
    let options = SyncOptions { delete: true, ..SyncOptions::default() };
    let report = sync(&address, &to, access, &options)
        .with_context(|| format!("cannot copy `{address}` to the cache `{}`", to.display()))?;
    Ok(match report.names.as_slice() {
        [only] => to.join(only),
        _ => to,
    })
}

fn folder_name(address: &Address) -> String {
    let name = address.name();
    let is_plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let name: String = name.chars().filter(|&c| is_plain(c)).collect();
    let name = name.trim_start_matches('.');
    if name.is_empty() { "data".to_owned() } else { name.to_owned() }
}
