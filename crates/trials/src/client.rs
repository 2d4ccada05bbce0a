//! A small HTTP/1.1 client: prepared bytes out, status and body back, over one kept connection.
//!
//! A full client was refused: parsing headers into maps and pooling connections costs about as much as the
//! service's own work for a request, on the same cores. This one understands what the service sends (a status line,
//! `Content-Length`, no chunks) and gives up on anything else.

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The largest answer that is read.
const MAX_BYTES: usize = 16 << 20;

/// One kept connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Seconds of `Retry-After`, where it is there.
    pub retry_after_s: Option<u64>,
    /// `x-model-id`, where it is there: which models answered.
    pub model_id: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// The bytes of a request; `headers` are whole lines, each with its line end.
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
    /// If nobody listens there.
    pub async fn open(address: &str) -> Result<Self> {
        let stream =
            TcpStream::connect(address).await.with_context(|| format!("cannot connect to {address}"))?;
        stream.set_nodelay(true).context("cannot set up the connection")?;
        Ok(Self { stream, buffer: Vec::with_capacity(16 * 1024) })
    }

    /// Sends prepared bytes and reads the answer to its end.
    ///
    /// # Errors
    /// If the connection breaks off, or the answer is none that this client understands. The connection is then of no
    /// further use.
    pub async fn send(&mut self, request: &[u8]) -> Result<Response> {
        self.stream.write_all(request).await.context("cannot send")?;
        self.buffer.clear();
        loop {
            if let Some(head) = Head::read(&self.buffer)? {
                while self.buffer.len() < head.length + head.n_bytes {
                    self.read_more().await?;
                }
                let body = self.buffer[head.length..head.length + head.n_bytes].to_vec();
                let Head { status, retry_after_s, model_id, .. } = head;
                return Ok(Response { status, retry_after_s, model_id, body });
            }
            self.read_more().await?;
        }
    }

    async fn read_more(&mut self) -> Result<()> {
        if self.buffer.len() > MAX_BYTES {
            bail!("the answer has more than {MAX_BYTES} bytes");
        }
        match self.stream.read_buf(&mut self.buffer).await.context("cannot read the answer")? {
            0 => bail!("the connection ended within an answer"),
            _ => Ok(()),
        }
    }
}

/// What an answer begins with.
struct Head {
    status: u16,
    retry_after_s: Option<u64>,
    model_id: Option<String>,
    /// Of the head itself.
    length: usize,
    /// Of the body.
    n_bytes: usize,
}

impl Head {
    /// `None` while it is not all there.
    fn read(bytes: &[u8]) -> Result<Option<Self>> {
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
        let text = std::str::from_utf8(&bytes[..end]).context("the answer's head is not UTF-8")?;
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let status: u16 = status.context("the answer has no status")?;
        let (mut n_bytes, mut retry_after_s, mut model_id) = (None, None, None);
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                n_bytes = value.trim().parse().ok();
            } else if name.eq_ignore_ascii_case("retry-after") {
                retry_after_s = value.trim().parse().ok();
            } else if name.eq_ignore_ascii_case("x-model-id") {
                model_id = Some(value.trim().to_owned());
            }
        }
        let n_bytes =
            if matches!(status, 204 | 304) { 0 } else { n_bytes.context("the answer has no length")? };
        if n_bytes > MAX_BYTES {
            bail!("the answer has {n_bytes} bytes; at most {MAX_BYTES} are read");
        }
        Ok(Some(Self { status, retry_after_s, model_id, length: end + 4, n_bytes }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_once_it_is_whole() {
        let whole = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nx-model-id: a-b\r\ncontent-length: 2\r\n\r\n{}";
        for cut in 0..whole.len() - 2 {
            assert!(Head::read(&whole[..cut]).expect("no fault").is_none(), "{cut}");
        }
        let head = Head::read(whole).expect("no fault").expect("whole");
        assert_eq!((head.status, head.retry_after_s, head.n_bytes), (503, Some(5), 2));
        assert_eq!((head.length, head.model_id.as_deref()), (whole.len() - 2, Some("a-b")));
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        for wrong in [
            "nonsense\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n",
        ] {
            assert!(Head::read(wrong.as_bytes()).is_err(), "{wrong:?}");
        }
        assert!(Head::read(b"HTTP/1.1 204 No Content\r\n\r\n").expect("no fault").is_some());
    }
}
