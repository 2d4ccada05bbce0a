//! `cargo xtask page-speed`: how fast the page responds to a visitor with 90,000 movies behind the API.
//!
//! It is not a step of `cargo xtask test`, since times on a busy machine prove nothing.

use crate::server::{Server, binary};
use crate::shell::{command, root, run, run_command};
use crate::{browser, page};
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;

/// More than the 87,000 movies of MovieLens 32M. Few people, so that fits are quick: the page waits for movies.
const SIZE: [&str; 8] = ["--users", "2000", "--items", "90000", "--ratings", "400000", "--seed", "1"];
/// Algorithms that are fitted within seconds at this size; `blend` takes minutes.
const ALGORITHMS: [&str; 4] = ["--algorithms", "ials,user-knn,popularity", "--default-algorithm", "ials"];

/// Builds page and server, generates data with 90,000 movies once, and runs the page with a throttled processor.
pub(crate) fn run_page_speed(args: &[String]) -> Result<()> {
    let profile = match args {
        [] => "release",
        [only] if only == "--debug" => "debug",
        _ => bail!("`page-speed` takes only the option `--debug`, which uses the debug build"),
    };
    let browser = browser::find_or_install()?;
    page::build()?;
    let build: &[&str] = &["cargo", "build", "--package", "cinephile"];
    run(&root(), &if profile == "release" { [build, &["--release"]].concat() } else { build.to_vec() })?;
    let data = data(profile)?;
    let server = Server::start_as(
        profile,
        &[&["--data", &data.to_string_lossy(), "--no-measure"], &ALGORITHMS[..]].concat(),
    )?;
    let mut walk = command(&page::folder(), &["npm", "run", "--silent", "page-speed"]);
    run_command(walk.env("E2E_BASE_URL", &server.url).env("CHROMIUM_PATH", browser))
}

/// The folder of the generated data, which is kept for the next run.
fn data(profile: &str) -> Result<PathBuf> {
    let program = binary(profile);
    let folder = program.ancestors().nth(2).context("the binary is not in a target folder")?;
    let folder = folder.join("page-speed").join(SIZE.join("").replace("--", "-").trim_matches('-'));
    if folder.join("ratings.csv").is_file() {
        return Ok(folder);
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    let (program, out) = (program.to_string_lossy().into_owned(), folder.to_string_lossy().into_owned());
    run(&root(), &[&[program.as_str(), "synth"], &SIZE[..], &["--out", &out]].concat())?;
    Ok(folder)
}
