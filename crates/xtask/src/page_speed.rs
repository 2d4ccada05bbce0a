//! `cargo xtask page-speed`: how fast the page answers a visitor, with as many movies behind the API as there are.
//!
//! A command of its own and no step of `cargo xtask test`: times on a machine that does other things as well prove nothing.

use crate::server::{Server, binary};
use crate::shell::{command, root, run, run_command};
use crate::{browser, page};
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;

/// More than the 87,000 movies of MovieLens 32M; few people, so that it fits soon: what the page waits for are movies.
const SIZE: [&str; 8] = ["--users", "2000", "--items", "90000", "--ratings", "400000", "--seed", "1"];
/// Those that are fitted within seconds at this size; `blend` takes minutes.
const ALGORITHMS: [&str; 4] = ["--algorithms", "ials,user-knn,popularity", "--default-algorithm", "ials"];

/// Builds page and server, makes data of 90,000 movies once, and walks with a slowed-down processor.
pub(crate) fn run_page_speed(args: &[String]) -> Result<()> {
    let profile = match args {
        [] => "release",
        [only] if only == "--debug" => "debug",
        _ => bail!("`page-speed` takes nothing but `--debug`, for a server that is there already"),
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

/// The folder of the generated data, which stays for the next time.
fn data(profile: &str) -> Result<PathBuf> {
    let program = binary(profile);
    let folder = program.ancestors().nth(2).context("the binary lies in no target folder")?;
    let folder = folder.join("page-speed").join(SIZE.join("").replace("--", "-").trim_matches('-'));
    if folder.join("ratings.csv").is_file() {
        return Ok(folder);
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    let (program, out) = (program.to_string_lossy().into_owned(), folder.to_string_lossy().into_owned());
    run(&root(), &[&[program.as_str(), "synth"], &SIZE[..], &["--out", &out]].concat())?;
    Ok(folder)
}
