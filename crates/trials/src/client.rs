//! A small HTTP/1.1 client that sends prepared bytes over one persistent connection and returns status and body.
//!
//! Rejected: a full HTTP client. Parsing headers into maps and pooling connections costs about as much as the service's
//! own work for a request, on the same cores. This client understands what the service sends (a status line,
//! `Content-Length` or chunks without trailers) and fails on anything else.

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The largest response that is read, in bytes.
const MAX_BYTES: usize = 16 << 20;

/// A persistent connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// A response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// `Retry-After` in seconds, if present.
    pub retry_after_s: Option<u64>,
    /// `x-model-id`, if present: the publication that made the response.
    pub model_id: Option<String>,
    /// Whether the server closes the connection after it.
    pub is_last: bool,
    /// The body.
    pub body: Vec<u8>,
}

/// Prepares the bytes of a request; `headers` are complete lines with their line ends.
#[must_use]
pub fn request(method: &str, path: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nHost: trial\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    )
    .into_bytes()
}

impl Connection {
    /// Connects to `127.0.0.1:PORT`.
    ///
    /// # Errors
    /// If the connection is refused.
    pub async fn open(address: &str) -> Result<Self> {
        let stream =
            TcpStream::connect(address).await.with_context(|| format!("cannot connect to {address}"))?;
        stream.set_nodelay(true).context("cannot set up the connection")?;
        Ok(Self { stream, buffer: Vec::with_capacity(16 * 1024) })
    }

    /// Sends a prepared request and reads the whole response.
    ///
    /// # Errors
    /// If the connection is lost, or this client does not understand the response. The connection cannot be used any
    /// more then.
    pub async fn send(&mut self, request: &[u8]) -> Result<Response> {
        self.stream.write_all(request).await.context("cannot send")?;
        self.buffer.clear();
        loop {
            if let Some(head) = Head::read(&self.buffer)? {
                let body = match head.n_bytes {
                    Some(n_bytes) => self.read_to(head.length, n_bytes).await?.to_vec(),
                    None => self.read_chunks(head.length).await?,
                };
                let Head { status, retry_after_s, model_id, is_last, .. } = head;
                return Ok(Response { status, retry_after_s, model_id, is_last, body });
            }
            self.read_more().await?;
        }
    }

    /// The `n_bytes` of the response after `start`.
    async fn read_to(&mut self, start: usize, n_bytes: usize) -> Result<&[u8]> {
        while self.buffer.len() < start + n_bytes {
            self.read_more().await?;
        }
        Ok(&self.buffer[start..start + n_bytes])
    }

    /// The contents of the chunks after `start` (RFC 9112, 7.1).
    async fn read_chunks(&mut self, mut start: usize) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let Some(line) = self.buffer[start..].windows(2).position(|window| window == b"\r\n") else {
                self.read_more().await?;
                continue;
            };
            let length = std::str::from_utf8(&self.buffer[start..start + line]).ok();
            let length = length.and_then(|length| usize::from_str_radix(length, 16).ok());
            let length = length.filter(|length| *length <= MAX_BYTES).context("a chunk has no length")?;
            start += line + 2;
            body.extend_from_slice(&self.read_to(start, length + 2).await?[..length]);
            start += length + 2;
            if length == 0 {
                return Ok(body);
            }
        }
    }

    async fn read_more(&mut self) -> Result<()> {
        if self.buffer.len() > MAX_BYTES {
            bail!("the response has more than {MAX_BYTES} bytes");
        }
        match self.stream.read_buf(&mut self.buffer).await.context("cannot read the response")? {
            0 => bail!("the connection was closed in the middle of a response"),
            _ => Ok(()),
        }
    }
}

/// The head of a response.
struct Head {
    status: u16,
    retry_after_s: Option<u64>,
    model_id: Option<String>,
    is_last: bool,
    /// Length of the head itself.
    length: usize,
    /// Length of the body; `None` if it comes in chunks.
    n_bytes: Option<usize>,
}

impl Head {
    /// Parses a head; `None` if it is incomplete.
    fn read(bytes: &[u8]) -> Result<Option<Self>> {
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
        let text = std::str::from_utf8(&bytes[..end]).context("the head of the response is not UTF-8")?;
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let status: u16 = status.context("the response has no status")?;
        let (mut n_bytes, mut retry_after_s, mut model_id) = (None, None, None);
        let (mut is_chunked, mut is_last) = (false, false);
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                n_bytes = value.trim().parse().ok();
            } else if name.eq_ignore_ascii_case("connection") {
                is_last = value.trim().eq_ignore_ascii_case("close");
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                is_chunked = value.trim().eq_ignore_ascii_case("chunked");
            } else if name.eq_ignore_ascii_case("retry-after") {
                retry_after_s = value.trim().parse().ok();
            } else if name.eq_ignore_ascii_case("x-model-id") {
                model_id = Some(value.trim().to_owned());
            }
        }
        let n_bytes = match n_bytes {
            _ if matches!(status, 204 | 304) => Some(0),
            None if is_chunked => None,
            n_bytes => Some(n_bytes.context("the response has no length")?),
        };
        if let Some(n_bytes) = n_bytes.filter(|n_bytes| *n_bytes > MAX_BYTES) {
            bail!("the response has {n_bytes} bytes; at most {MAX_BYTES} are allowed");
        }
        Ok(Some(Self { status, retry_after_s, model_id, is_last, length: end + 4, n_bytes }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_parsed_once_it_is_complete() {
        let whole = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nx-model-id: a-b\r\ncontent-length: 2\r\n\r\n{}";
        for cut in 0..whole.len() - 2 {
            assert!(Head::read(&whole[..cut]).expect("no fault").is_none(), "{cut}");
        }
        let head = Head::read(whole).expect("no fault").expect("whole");
        assert_eq!((head.status, head.retry_after_s, head.n_bytes), (503, Some(5), Some(2)));
        assert_eq!((head.length, head.model_id.as_deref()), (whole.len() - 2, Some("a-b")));
    }

    #[test]
    fn unknown_forms_of_responses_are_errors() {
        for wrong in [
            "nonsense\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n",
        ] {
            assert!(Head::read(wrong.as_bytes()).is_err(), "{wrong:?}");
        }
        assert!(Head::read(b"HTTP/1.1 204 No Content\r\n\r\n").expect("no fault").is_some());
    }

    #[tokio::test]
    async fn chunks_are_joined_however_they_arrive() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("bound").to_string();
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a client");
            let answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n";
            for byte in answer {
                stream.write_all(&[*byte]).await.expect("sent");
            }
            stream
        });
        let mut connection = Connection::open(&address).await.expect("connected");
        let answer = connection.send(b"x").await.expect("an answer");
        assert_eq!((answer.status, answer.body.as_slice()), (200, &b"{\r\n0123456789"[..]));
        server.await.expect("no panic");
    }
}
