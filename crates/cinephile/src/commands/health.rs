//! `cinephile health`: a health check for containers whose image has no other program.
//!
//! It sends one request over a plain socket: an HTTP client would take a second to start, for twenty bytes.

use crate::args::HealthArgs;
use anyhow::{Context as _, Result, bail};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// Longer than any answer of the two probes.
const MAX_ANSWER_BYTES: u64 = 16 * 1024;

/// Prints the body of the answer. Fails unless the status is 200.
pub(crate) fn run(args: &HealthArgs) -> Result<()> {
    let (address, path) = (args.address(), if args.ready { "/readyz" } else { "/healthz" });
    let answer =
        ask(args, path).with_context(|| format!("the server at http://{address}{path} does not answer"))?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split_whitespace().nth(1).unwrap_or_default();
    if status != "200" {
        bail!("http://{address}{path} answered with status `{status}` instead of 200: {}", body.trim());
    }
    sayln!("{}", body.trim());
    Ok(())
}

/// Sends the request as HTTP/1.0, so that the answer comes in one piece and ends the connection.
fn ask(args: &HealthArgs, path: &str) -> Result<String> {
    let mut stream = TcpStream::connect_timeout(&args.address(), args.timeout())?;
    stream.set_read_timeout(Some(args.timeout()))?;
    stream.set_write_timeout(Some(args.timeout()))?;
    write!(
        stream,
        "GET {path} HTTP/1.0\r\nHost: {}\r\nUser-Agent: cinephile-health\r\n\r\n",
        args.address()
    )?;
    let mut answer = String::new();
    stream.take(MAX_ANSWER_BYTES).read_to_string(&mut answer)?;
    Ok(answer)
}
