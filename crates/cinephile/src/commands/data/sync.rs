//! `cinephile data sync`: copies what has changed at a source to a folder. Containers that prepare a volume run it.

use crate::args::SyncArgs;
use crate::remote_copy;
use anyhow::{Context as _, Result};
use cinephile_remote::RemoteError;
use cinephile_remote::sync::{EarlierCopy, SyncOptions, SyncReport, earlier_copy};
use serde::Serialize;
use std::time::Duration;

pub(super) fn run(args: &SyncArgs) -> Result<()> {
    let options = SyncOptions {
        delete: args.delete,
        max_objects: args.max_objects,
        max_bytes: args.max_bytes,
        n_parallel: args.parallel.into(),
        patience: Duration::from_secs(args.wait_s),
    };
    match remote_copy::sync(&args.source, &args.to, &args.remote.access()?, &options) {
        Ok(report) => print(args, &report, || describe(&report)),
        Err(error) => {
            let Some(copy) = usable_copy(args, &error) else {
                let what = format!("cannot copy `{}` to `{}`", args.source, args.to.display());
                return Err(error.context(what));
            };
            eprintln!(
                "cinephile: warning: {error}; using the copy of an earlier sync, which may be out of date"
            );
            print(args, &StaleReport { stale: true, copy: &copy }, || {
                format!("kept the {} objects of an earlier sync in `{}`", copy.n_objects, copy.to.display())
            })
        }
    }
}

/// The copy to keep, if that is allowed and the only trouble is that the source is away. A rejected key or a corrupt object
/// is trouble of another kind, which an operator must see.
fn usable_copy(args: &SyncArgs, error: &anyhow::Error) -> Option<EarlierCopy> {
    let is_away = matches!(error.downcast_ref(), Some(RemoteError::Unreachable { .. }));
    (args.allow_stale && is_away).then(|| earlier_copy(&args.source, &args.to)).flatten()
}

/// The line of JSON if nothing was compared with the source.
#[derive(Serialize)]
struct StaleReport<'a> {
    stale: bool,
    #[serde(flatten)]
    copy: &'a EarlierCopy,
}

fn print(args: &SyncArgs, report: &impl Serialize, text: impl FnOnce() -> String) -> Result<()> {
    if args.json {
        sayln!("{}", serde_json::to_string(report).context("cannot write the report as JSON")?);
    } else {
        sayln!("{}", text());
    }
    Ok(())
}

fn describe(report: &SyncReport) -> String {
    let SyncReport { n_objects, n_copied, n_removed, n_verified, .. } = report;
    let to = report.to.display();
    let checked = match n_verified {
        0 => "the source publishes no checksums".to_owned(),
        n => format!("{n} checksums match"),
    };
    if *n_copied == 0 && *n_removed == 0 {
        return format!(
            "nothing to copy: all {n_objects} objects are in `{to}` ({checked}; {:.2} s)",
            report.seconds
        );
    }
    let removed = if *n_removed == 0 { String::new() } else { format!(", removed {n_removed}") };
    format!(
        "copied {n_copied} of {n_objects} objects ({} bytes) to `{to}`{removed} ({checked}; {:.2} s)",
        report.n_copied_bytes, report.seconds
    )
}
