//! `cargo xtask demo`: takes a fresh clone to the page in a browser.

use crate::{page, shell};
use anyhow::{Result, bail};

/// For a first look: without the features that need a cloud, a collector, a key or another server, and optimised only
/// where a visitor would notice. It takes half the time of a release build.
const FIRST_LOOK: Build = Build { options: &["--profile", "demo", "--no-default-features"], folder: "demo" };

/// Like the shipped binary, without the last minutes of optimisation.
const FULL: Build = Build { options: &["--release"], folder: "release" };

/// How to build the server, and its folder in `target`.
struct Build {
    options: &'static [&'static str],
    folder: &'static str,
}

/// Builds the page and the server, then becomes the server.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let (build, args) = match args.split_first() {
        Some((full, rest)) if full == "--full" => (FULL, rest),
        _ => (FIRST_LOOK, args),
    };
    let serve_options = match args.split_first() {
        None => args,
        Some((dashes, options)) if dashes == "--" => options,
        Some((word, _)) => {
            bail!("unknown option `{word}`: `demo` takes `--full`, and options for the server after `--`")
        }
    };
    match page::check_node() {
        Ok(()) => page::build()?,
        Err(why) => println!("not building the page: {why}; the server will show how to build it"),
    }
    shell::run(&shell::root(), &[&["cargo", "build", "--package", "cinephile"], build.options].concat())?;
    become_server(build.folder, serve_options)
}

/// Replaces this process with the server, so that Ctrl-C and signals reach the server itself.
#[cfg(unix)]
fn become_server(folder: &str, options: &[String]) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    let error = server_command(folder, options).exec();
    bail!("cannot start the server: {error}")
}

#[cfg(not(unix))]
fn become_server(folder: &str, options: &[String]) -> Result<()> {
    shell::run_command(&mut server_command(folder, options))
}

fn server_command(folder: &str, options: &[String]) -> std::process::Command {
    let mut server = std::process::Command::new(crate::server::binary(folder));
    server.arg("serve").args(options);
    server
}
