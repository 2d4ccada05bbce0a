//! One connection: its requests, its limits and its end.

use super::activity::{Activity, UnderWay};
use super::patient::Patient;
use super::stop::Stop;
use crate::connection_limits::ConnectionLimits;
use crate::error::ApiError;
use crate::metrics::DoorMetrics;
use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::ConnectInfo;
use axum::http::{HeaderValue, Request, Response, header};
use axum::response::IntoResponse as _;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::net::TcpStream;
use tokio::time::sleep_until;
use tower::ServiceExt as _;

/// The most of a request's head, and of an answer that its client does not read, that is kept for a connection.
const MAX_BUFFER_BYTES: usize = 64 * 1024;

/// What all connections of a listener share.
pub(super) struct Serving {
    pub(super) router: Router,
    pub(super) limits: ConnectionLimits,
    pub(super) stopping: Stop,
    pub(super) metrics: DoorMetrics,
}

/// Answers the requests of one connection, until the client closes it, a limit is reached or the service stops.
pub(super) async fn serve_connection(stream: TcpStream, peer: SocketAddr, serving: Arc<Serving>) {
    let activity = Activity::new();
    let stream = TokioIo::new(Patient::new(stream, Arc::clone(&activity), serving.limits.patience));
    let answer = service_fn(|request| answer(request, peer, Arc::clone(&serving), activity.begin_request()));
    let connection = http1::Builder::new()
        .max_buf_size(MAX_BUFFER_BYTES)
        .max_header_size(MAX_BUFFER_BYTES)
        .serve_connection(stream, answer);
    let mut connection = pin!(connection);
    let mut stopping = serving.stopping.clone();
    let mut is_stopping = false;
    loop {
        let look_at = activity.look_at(&serving.limits, is_stopping);
        tokio::select! {
            biased;
            ended = &mut connection => {
                if ended.is_err_and(|error| is_impatience(&error)) {
                    serving.metrics.count_ended("slow_reader");
                }
                return;
            }
            () = sleep_until(look_at) => {
                if let Some(why) = activity.overdue(&serving.limits, is_stopping) {
                    serving.metrics.count_ended(why.name());
                    return;
                }
            }
            () = stopping.asked(), if !is_stopping => is_stopping = true,
        }
    }
}

/// Whether a connection ended because its client did not read.
fn is_impatience(error: &hyper::Error) -> bool {
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    causes
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::TimedOut)
}

async fn answer(
    mut request: Request<Incoming>,
    peer: SocketAddr,
    serving: Arc<Serving>,
    under_way: UnderWay,
) -> Result<Response<Tracked>, Infallible> {
    let mut response = if request.headers().get_all(header::HOST).iter().nth(1).is_some() {
        // RFC 9112, 3.2: proxies and servers must not choose between them.
        ApiError::two_hosts().into_response()
    } else {
        request.extensions_mut().insert(ConnectInfo(peer));
        let Ok(response) = serving.router.clone().oneshot(request.map(Body::new)).await;
        response
    };
    if serving.stopping.is_asked() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response.map(|body| Tracked { body, under_way: Some(under_way) }))
}

/// A body whose request is under way until the body has ended.
struct Tracked {
    body: Body,
    under_way: Option<UnderWay>,
}

impl HttpBody for Tracked {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        if frame.is_none() {
            self.under_way = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
