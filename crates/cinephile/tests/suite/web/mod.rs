//! A small web server that supports ranges, ETags and HEAD, and can break off answers.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

#[derive(Debug, Default)]
struct Site {
    files: BTreeMap<String, Vec<u8>>,
    /// Bodies break off after this many bytes, this many times.
    cut: (usize, usize),
    ignores_ranges: bool,
    /// A wrong length for answers to HEAD.
    claimed_length: Option<u64>,
    /// `METHOD PATH RANGE` of each request.
    log: Vec<String>,
}

#[derive(Clone)]
pub(crate) struct Web {
    pub(crate) url: String,
    site: Arc<Mutex<Site>>,
}

impl Web {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let web = Self { url, site: Arc::default() };
        let site = Arc::clone(&web.site);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let site = Arc::clone(&site);
                std::thread::spawn(move || answer(stream, &site));
            }
        });
        web
    }

    fn site(&self) -> std::sync::MutexGuard<'_, Site> {
        self.site.lock().expect("not poisoned")
    }

    pub(crate) fn put(&self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.site().files.insert(path.to_owned(), bytes.into());
    }

    pub(crate) fn cut(&self, after: usize, times: usize) {
        self.site().cut = (after, times);
    }

    pub(crate) fn ignore_ranges(&self) {
        self.site().ignores_ranges = true;
    }

    pub(crate) fn claim_length(&self, n_bytes: u64) {
        self.site().claimed_length = Some(n_bytes);
    }

    /// The requests since the last call.
    pub(crate) fn log(&self) -> Vec<String> {
        std::mem::take(&mut self.site().log)
    }
}

fn answer(mut stream: TcpStream, site: &Mutex<Site>) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let headers: BTreeMap<String, String> = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned())))
        .collect();
    let mut words = first.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut site = site.lock().expect("not poisoned");
    let range = headers.get("range").cloned().unwrap_or_default();
    site.log.push(format!("{method} {path} {range}").trim_end().to_owned());
    let path = path.split('?').next().unwrap_or_default().replace("%20", " ");
    let Some(bytes) = site.files.get(&path).cloned() else {
        let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
    };
    let e_tag = format!(
        "\"{:x}-{}\"",
        bytes.iter().fold(7u64, |h, b| h.wrapping_mul(31) + u64::from(*b)),
        bytes.len()
    );
    if headers.get("if-match").is_some_and(|wanted| *wanted != e_tag) {
        let _ = stream
            .write_all(b"HTTP/1.1 412 Precondition Failed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
    }
    let start = range.strip_prefix("bytes=").and_then(|range| range.split('-').next()?.parse::<usize>().ok());
    let start = start.filter(|_| !site.ignores_ranges);
    let (status, from) = match start {
        Some(start) => ("206 Partial Content", start),
        None => ("200 OK", 0),
    };
    let total = bytes.len();
    let mut head =
        format!("HTTP/1.1 {status}\r\nETag: {e_tag}\r\nAccept-Ranges: bytes\r\nConnection: close\r\n");
    if start.is_some() {
        head += &format!("Content-Range: bytes {from}-{}/{total}\r\n", total - 1);
    }
    let mut body = bytes[from..].to_vec();
    let claimed = site.claimed_length.filter(|_| method == "HEAD").unwrap_or(body.len() as u64);
    head += &format!("Content-Length: {claimed}\r\n\r\n");
    if method == "HEAD" {
        body.clear();
    } else if site.cut.1 > 0 && body.len() > site.cut.0 {
        body.truncate(site.cut.0);
        site.cut.1 -= 1;
    }
    drop(site);
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}
