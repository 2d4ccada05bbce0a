//! `cinephile data sync`: copies what has changed at a source to a folder. Containers that prepare a volume run it.

use crate::args::SyncArgs;
use crate::remote_copy;
use anyhow::{Context as _, Result};
use cinephile_remote::sync::{SyncOptions, SyncReport};
use std::time::Duration;

pub(super) fn run(args: &SyncArgs) -> Result<()> {
    let options = SyncOptions {
        delete: args.delete,
        max_objects: args.max_objects,
        max_bytes: args.max_bytes,
        n_parallel: args.parallel.into(),
        patience: Duration::from_secs(args.wait_s),
    };
    let report = remote_copy::sync(&args.source, &args.to, &args.remote.access()?, &options)
        .with_context(|| format!("cannot copy `{}` to `{}`", args.source, args.to.display()))?;
    if args.json {
        sayln!("{}", serde_json::to_string(&report).context("cannot write the report as JSON")?);
    } else {
        sayln!("{}", describe(&report));
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
