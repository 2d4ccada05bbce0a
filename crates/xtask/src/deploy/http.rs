//! A minimal HTTP client for this machine: one request on each connection.

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

pub(super) struct Answer {
    pub(super) status: u16,
    head: String,
    pub(super) body: String,
}

impl Answer {
    /// A header's value; empty if it is missing.
    pub(super) fn header(&self, name: &str) -> &str {
        let headers = self.head.lines().filter_map(|line| line.split_once(':'));
        let found = headers.into_iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim()).unwrap_or_default()
    }

    /// The body as JSON; an error unless the status is 200.
    pub(super) fn json(&self) -> Result<Value> {
        if self.status != 200 {
            bail!("status {} instead of 200: {}", self.status, self.body);
        }
        serde_json::from_str(&self.body).with_context(|| format!("not JSON: {}", self.body))
    }
}

/// A free port.
pub(super) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0").context("there is no free port")?.local_addr()?.port())
}

pub(super) fn get(port: u16, path: &str) -> Result<Answer> {
    ask(port, "GET", path, &[("Accept", "text/html, */*")], "")
}

pub(super) fn post(port: u16, path: &str, body: &str) -> Result<Answer> {
    ask(port, "POST", path, &[("Content-Type", "application/json")], body)
}

/// Sends a request as HTTP/1.0, so that the end of the connection is the end of the answer.
pub(super) fn ask(
    port: u16,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<Answer> {
    let mut stream = TcpStream::connect(("localhost", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.0\r\nHost: localhost:{port}\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").with_context(|| format!("no answer from {path}"))?;
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.with_context(|| format!("no status in `{head}`"))?;
    Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
}

/// Waits until `path` answers 200, and returns how long that took. Gives up if `still` returns an error.
pub(super) fn wait_for(
    port: u16,
    path: &str,
    limit: Duration,
    mut still: impl FnMut() -> Result<()>,
) -> Result<Duration> {
    let started = Instant::now();
    loop {
        match get(port, path) {
            Ok(answer) if answer.status == 200 => return Ok(started.elapsed()),
            _ if started.elapsed() > limit => {
                bail!("http://localhost:{port}{path} did not answer 200 within {} s", limit.as_secs())
            }
            _ => still()?,
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
