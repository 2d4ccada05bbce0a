//! Connections: how long each may do what, how many there may be, and how they end. Over real sockets.

use crate::app::TestApp;
use cinephile_api::{ApiConfig, ConnectionLimits, Listeners, serve};
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

const LONG: Duration = Duration::from_secs(60);
const GET: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n";

/// A service on sockets of its own.
struct Served {
    address: SocketAddr,
    operations: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
    app: TestApp,
}

impl Served {
    async fn start(connections: ConnectionLimits) -> Self {
        Self::start_at("127.0.0.1:0", connections).await
    }

    async fn start_at(address: &str, connections: ConnectionLimits) -> Self {
        let app = TestApp::with_config(ApiConfig { connections, ..ApiConfig::default() }).await;
        let listen = || TcpListener::bind(address);
        let (public, operations) =
            (listen().await.expect("a free port"), listen().await.expect("a free port"));
        let addresses = [&public, &operations].map(|listener| listener.local_addr().expect("bound"));
        let (stop, stopped) = oneshot::channel::<()>();
        let listeners = Listeners { public, operations: Some(operations) };
        let serving = tokio::spawn(serve(listeners, app.state.clone(), async {
            let _ = stopped.await;
        }));
        Self { address: addresses[0], operations: addresses[1], stop, serving, app }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("connected")
    }

    /// Stops it, and reports how long that took.
    async fn stop(self) -> Duration {
        let started = Instant::now();
        self.stop.send(()).expect("it waits");
        self.serving.await.expect("no panic").expect("no error");
        started.elapsed()
    }
}

/// Everything until the other side closes the connection.
async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    // A reset is an end, too.
    let _ = timeout(LONG, stream.read_to_end(&mut text)).await.expect("it ends in time");
    String::from_utf8_lossy(&text).into_owned()
}

/// One answer with a `Content-Length`; `None` if the connection was closed before its first byte.
async fn read_answer(stream: &mut TcpStream) -> Option<String> {
    let mut text = Vec::new();
    loop {
        let read = timeout(LONG, stream.read_buf(&mut text)).await.expect("it answers in time");
        if read.ok().filter(|n_bytes| *n_bytes > 0).is_none() {
            assert!(text.is_empty(), "broken off: {}", String::from_utf8_lossy(&text));
            return None;
        }
        let answer = String::from_utf8_lossy(&text).into_owned();
        let Some((head, body)) = answer.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
        if body.len() >= length.parse().expect("a number") {
            return Some(answer);
        }
    }
}

async fn ask(stream: &mut TcpStream, request: &[u8]) -> String {
    stream.write_all(request).await.expect("sent");
    read_answer(stream).await.expect("an answer")
}

fn quick() -> ConnectionLimits {
    let moment = Duration::from_millis(200);
    ConnectionLimits { head: moment, idle: moment, patience: moment, ..ConnectionLimits::default() }
}

#[tokio::test]
async fn silence_and_slow_heads_are_ended() {
    let served = Served::start(quick()).await;
    let mut idle = served.connect().await;
    assert_eq!(read_to_end(&mut idle).await, "");
    let mut kept = served.connect().await;
    assert!(ask(&mut kept, GET).await.starts_with("HTTP/1.1 200"));
    assert_eq!(read_to_end(&mut kept).await, "", "idle after an answer");

    let served = Served::start(ConnectionLimits { idle: LONG, ..quick() }).await;
    let mut slow = served.connect().await;
    let mut n_sent = 0;
    // A byte at a time, each as soon as the server may have looked at the last one; without a limit this would go on for ever.
    while slow.write_all(b"G").await.is_ok() && n_sent < 10_000 {
        n_sent += 1;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(n_sent < 10_000);
}

#[tokio::test]
async fn an_answer_that_nobody_reads_is_given_up() {
    let served = Served::start(quick()).await;
    let mut stream = served.connect().await;
    let request = b"GET /api/v1/movies?limit=100 HTTP/1.1\r\nHost: test\r\n\r\n";
    // Sent without reading, until nothing more is taken: the server waits for its reader, and then no longer.
    let sent = async { while stream.write_all(request).await.is_ok() {} };
    timeout(LONG, sent).await.expect("the connection is ended");
}

#[tokio::test]
async fn http_2_is_off_and_odd_heads_are_rejected() {
    let served = Served::start(ConnectionLimits::default()).await;
    let mut stream = served.connect().await;
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.expect("sent");
    let answer = read_to_end(&mut stream).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    let mut stream = served.connect().await;
    let two = ask(&mut stream, b"GET /getrandom HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").await;
    assert!(two.starts_with("HTTP/1.1 400") && two.contains("several Host headers"), "{two}");
    let mut stream = served.connect().await;
    let long = format!("GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: {}\r\n\r\n", "\"a\",".repeat(20_000));
    // The server may close before it has read everything.
    let _ = stream.write_all(long.as_bytes()).await;
    let answer = read_to_end(&mut stream).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn at_the_limit_of_connections_others_are_turned_away_and_operators_are_not() {
    let served = Served::start(ConnectionLimits { total: 2, ..ConnectionLimits::default() }).await;
    let mut first = served.connect().await;
    let mut second = served.connect().await;
    for stream in [&mut first, &mut second] {
        assert!(ask(stream, GET).await.starts_with("HTTP/1.1 200"));
    }
    let turned_away = read_to_end(&mut served.connect().await).await;
    assert!(
        turned_away.starts_with("HTTP/1.1 503") && turned_away.contains("\"overloaded\""),
        "{turned_away}"
    );
    let mut operator = TcpStream::connect(served.operations).await.expect("connected");
    for path in ["/healthz", "/readyz"] {
        let answer = ask(&mut operator, format!("GET {path} HTTP/1.1\r\nHost: t\r\n\r\n").as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let metrics = ask(&mut operator, b"GET /metrics HTTP/1.1\r\nHost: t\r\n\r\n").await;
    for line in [
        "cinephile_connections_open{listener=\"public\"} 2",
        "cinephile_connections_refused_total{listener=\"public\",reason=\"total\"} 1",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    drop(first);
    // The slot is free as soon as the server has seen the end of the connection.
    while !ask_anew(served.address).await.starts_with("HTTP/1.1 200") {}
}

async fn ask_anew(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).await.expect("connected");
    let _ = stream.write_all(GET).await;
    read_answer(&mut stream).await.unwrap_or_default()
}

/// The address of this machine that others see; `None` if it has none. Nothing is sent to find it out.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}

#[tokio::test]
async fn one_client_takes_no_more_than_its_own_connections() {
    let Some(address) = own_address() else {
        eprintln!("skipped: this machine has no address besides its loopback");
        return;
    };
    let limits = ConnectionLimits { per_client: 3, ..ConnectionLimits::default() };
    let served = Served::start_at("0.0.0.0:0", limits).await;
    let outside = SocketAddr::new(address, served.address.port());
    let mut kept = Vec::new();
    for _ in 0..3 {
        let mut stream = TcpStream::connect(outside).await.expect("connected");
        assert!(ask(&mut stream, GET).await.starts_with("HTTP/1.1 200"));
        kept.push(stream);
    }
    assert!(ask_anew(outside).await.starts_with("HTTP/1.1 503"));
    let others = SocketAddr::from(([127, 0, 0, 1], served.address.port()));
    assert!(ask_anew(others).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn what_is_for_operators_is_on_their_listener_alone() {
    let served = Served::start(ConnectionLimits::default()).await;
    let mut public = served.connect().await;
    let mut operator = TcpStream::connect(served.operations).await.expect("connected");
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: t\r\n\r\n").into_bytes();
    for (path, of_public, of_operators) in [
        ("/metrics", "404", "200"),
        ("/healthz", "200", "200"),
        ("/api/v1/models", "200", "404"),
        ("/", "200", "404"),
    ] {
        let answers = [ask(&mut public, &get(path)).await, ask(&mut operator, &get(path)).await];
        let statuses = answers.each_ref().map(|answer| &answer[9..12]);
        assert_eq!(statuses, [of_public, of_operators], "{path}");
    }
    let fit = ask(&mut public, &get("/api/v1/admin/fit")).await;
    assert!(fit.contains("\"not_found\"") && fit.contains("there is nothing at /api/v1/admin/fit"), "{fit}");
}

#[tokio::test]
async fn a_stop_waits_for_no_half_sent_head_and_no_idle_connection() {
    let served = Served::start(ConnectionLimits::default()).await;
    let mut half = served.connect().await;
    half.write_all(b"GET /healthz HT").await.expect("sent");
    let mut idle = served.connect().await;
    ask(&mut idle, GET).await;
    let took = served.stop().await;
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert_eq!((read_to_end(&mut half).await, read_to_end(&mut idle).await), (String::new(), String::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_loses_no_request_on_a_kept_connection() {
    let served = Served::start(ConnectionLimits::default()).await;
    let mut clients = Vec::new();
    for _ in 0..8 {
        let mut stream = served.connect().await;
        clients.push(tokio::spawn(async move {
            let mut n_answers = 0;
            loop {
                stream.write_all(GET).await.expect("the connection is open");
                let answer = read_answer(&mut stream).await.expect("every request is answered");
                assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
                n_answers += 1;
                if answer.contains("connection: close") {
                    return n_answers;
                }
            }
        }));
    }
    // Until all of them are at work.
    let text = || async { served.app.get("/metrics").await.text() };
    while !text().await.contains("cinephile_connections_open{listener=\"public\"} 8") {}
    served.stop().await;
    for client in clients {
        assert!(client.await.expect("no request was lost") > 0);
    }
}
