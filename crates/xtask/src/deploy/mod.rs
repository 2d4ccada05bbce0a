//! `cargo xtask deploy-test`: tests everything in `deploy/` and `.github/` by running it on this machine.
//!
//! No part needs an image registry, a cluster or an account: stand-ins for base images are built from Debian's
//! packages, pods run under podman, and object storage and Netlify's API are on loopback. The scripts are in
//! `deploy/test/`. Their tools are installed on Debian as root; parts that cannot run are reported. The parts
//! `manifests` and `workflows` take seconds and are also the step `deploy` of `cargo xtask test`.

mod chart;
mod compose;
mod digests;
mod engine;
mod http;
mod image;
mod kube;
mod manifests;
mod netlify;
mod package;
mod podman;
mod render;
mod storage;
mod tools;
mod workflows;

use crate::shell::{root, run};
use anyhow::{Result, bail};
use std::process::ExitCode;
use std::time::Instant;

pub(crate) use chart::write as write_chart;
pub(crate) use manifests::check_manifests;
pub(crate) use tools::check_tools;
pub(crate) use workflows::check_workflows;

struct DeployTest {
    name: &'static str,
    what: &'static str,
    run: fn() -> Result<()>,
}

const TESTS: [DeployTest; 9] = [
    DeployTest {
        name: "manifests",
        what: "both overlays render and match their schemas",
        run: manifests::check_manifests_and_rules,
    },
    DeployTest {
        name: "workflows",
        what: "linters find nothing in pipelines and scripts",
        run: check_workflows,
    },
    DeployTest {
        name: "image",
        what: "the image builds, is small, starts fast and runs restricted",
        run: image::try_image,
    },
    DeployTest {
        name: "compose",
        what: "everything on one machine, stopped and started again",
        run: compose::try_compose,
    },
    DeployTest {
        name: "kube",
        what: "the pods of the manifests run, and stop when they must",
        run: kube::try_pods,
    },
    DeployTest {
        name: "netlify",
        what: "the page is deployed and uses an API of another origin",
        run: netlify::try_page,
    },
    DeployTest {
        name: "package",
        what: "the Debian package has no lint, its unit is restricted, and it serves",
        run: package::try_package,
    },
    DeployTest {
        name: "replicas",
        what: "two replicas behind a proxy lose nothing",
        run: || xtask("replicas"),
    },
    DeployTest { name: "restore", what: "a backup restores everything", run: || xtask("restore") },
];

/// Runs all parts, or those in `names`.
pub(crate) fn run_parts(names: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = names.iter().find(|name| TESTS.iter().all(|part| part.name != **name)) {
        let known: Vec<_> = TESTS.iter().map(|part| part.name).collect();
        bail!("unknown part `{unknown}`: it must be one of {}", known.join(", "));
    }
    let chosen = TESTS.iter().filter(|part| names.is_empty() || names.iter().any(|name| name == part.name));
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

/// Runs a trial that is a command of its own.
fn xtask(name: &str) -> Result<()> {
    run(&root(), &["cargo", "xtask", name])
}
