//! Data that lies elsewhere, for commands: the runtime that clients need, and progress for people.

use crate::progress::Bytes;
use anyhow::{Context as _, Result, bail};
use cinephile_remote::sync::{SyncOptions, SyncReport, sync as copy};
use cinephile_remote::{Access, Address, Remote};
use std::path::{Path, PathBuf};

/// Runs what waits for the network.
pub(crate) fn wait_for<T>(work: impl Future<Output = T>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    Ok(runtime.context("cannot start the runtime")?.block_on(work))
}

/// Makes `to` hold what lies at `source`.
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

/// A copy of the data set at `source` in the cache, as new as the source: its folder, or its file where it is one.
pub(crate) fn cached(source: &str, cache: &Path, access: &Access) -> Result<PathBuf> {
    let address: Address = match source.parse() {
        Ok(address) => address,
        Err(why) => bail!("{why}"),
    };
    // One folder a place; in it one called as people call the data, since that is what the data set is called then.
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
