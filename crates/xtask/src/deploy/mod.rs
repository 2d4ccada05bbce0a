//! `cargo xtask deploy-test`: everything in `deploy/` and `.github/`, tried by running it on this machine.
//!
//! No part needs a registry of images, a cluster or an account: stand-ins for base images are made of Debian's packages, pods
//! run under podman, object storage and Netlify's API answer on loopback. `deploy/test/` has the scripts; what they need is installed on
//! Debian as root, and what could not be run is said. The parts `manifests` and `workflows` take seconds and are also the step
//! `deploy` of `cargo xtask test`.

mod compose;
mod engine;
mod http;
mod image;
mod kube;
mod manifests;
mod netlify;
mod podman;
mod storage;
mod tools;
mod workflows;

use crate::shell::{root, run};
use anyhow::{Result, bail};
use std::process::ExitCode;
use std::time::Instant;

pub(crate) use manifests::check_manifests;
pub(crate) use tools::check_tools;
pub(crate) use workflows::check_workflows;

struct Part {
    name: &'static str,
    what: &'static str,
    run: fn() -> Result<()>,
}

const PARTS: [Part; 8] = [
    Part {
        name: "manifests",
        what: "both overlays render and fit their schemas",
        run: manifests::check_manifests_and_rules,
    },
    Part { name: "workflows", what: "pipelines and scripts have no finding", run: check_workflows },
    Part {
        name: "image",
        what: "the image builds, is small, starts fast, runs restricted",
        run: image::try_image,
    },
    Part {
        name: "compose",
        what: "the whole on one machine, stopped and started",
        run: compose::try_compose,
    },
    Part { name: "kube", what: "pods of the manifests run, and stop where they must", run: kube::try_pods },
    Part {
        name: "netlify",
        what: "the page is deployed and talks to another origin",
        run: netlify::try_page,
    },
    Part { name: "replicas", what: "two replicas behind a proxy lose nothing", run: || xtask("replicas") },
    Part { name: "restore", what: "a backup brings everything back", run: || xtask("restore") },
];

/// Runs all parts, or those named.
pub(crate) fn run_parts(names: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|part| part.name != **name)) {
        let known: Vec<_> = PARTS.iter().map(|part| part.name).collect();
        bail!("`deploy-test` has no part `{unknown}`; there are {}", known.join(", "));
    }
    let chosen = PARTS.iter().filter(|part| names.is_empty() || names.iter().any(|name| name == part.name));
    let mut lines = Vec::new();
    let mut n_failed = 0;
    for part in chosen {
        println!("\n== {}: {}", part.name, part.what);
        let started = Instant::now();
        let outcome = (part.run)();
        let seconds = started.elapsed().as_secs();
        lines.push(match outcome {
            Ok(()) => format!("passed  {:10} {} ({seconds} s)", part.name, part.what),
            Err(why) => {
                n_failed += 1;
                format!("FAILED  {:10} {why:#} ({seconds} s)", part.name)
            }
        });
    }
    println!("\n{}\n\nparts: {} passed, {n_failed} failed", lines.join("\n"), lines.len() - n_failed);
    Ok(if n_failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A trial that is a command of its own.
fn xtask(name: &str) -> Result<()> {
    run(&root(), &["cargo", "xtask", name])
}
