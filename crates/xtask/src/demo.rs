//! `cargo xtask demo`: from a fresh clone to the page in a browser.

use crate::{page, shell};
use anyhow::{Result, bail};

/// Builds the page and the server, then becomes the server.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let serve_options = match args.split_first() {
        None => args,
        Some((dashes, options)) if dashes == "--" => options,
        Some((word, _)) => bail!("`demo` does not know `{word}`; options for the server come after `--`"),
    };
    match page::check_node() {
        Ok(()) => page::build()?,
        Err(why) => println!("the page is not built: {why}; the server will say how to build it"),
    }
    shell::run(&shell::root(), &["cargo", "build", "--release", "--package", "cinephile"])?;
    become_server(serve_options)
}

/// Replaces this process, so that Ctrl-C and signals reach the server itself.
#[cfg(unix)]
fn become_server(options: &[String]) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    let error = server_command(options).exec();
    bail!("cannot start the server: {error}")
}

#[cfg(not(unix))]
fn become_server(options: &[String]) -> Result<()> {
    shell::run_command(&mut server_command(options))
}

fn server_command(options: &[String]) -> std::process::Command {
    let mut server = std::process::Command::new(crate::server::binary("release"));
    server.arg("serve").args(options);
    server
}
