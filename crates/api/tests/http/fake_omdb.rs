//! OMDb and its pictures as they are, on a free port, in every mood.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// The key that it knows.
pub(crate) const KEY: &str = "s3cr3t-k3y";
/// A picture's first bytes, and some more.
pub(crate) const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 a picture of a poster";

/// What it does next.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mood {
    /// It has a picture, at this path of its own.
    Picture(&'static str),
    /// It has a picture at this address.
    PictureAt(String),
    /// It has the movie and no picture.
    NoPicture,
    NotFound,
    LimitReached,
    Html,
    ServerError,
    /// It answers nothing until it is let go.
    Hangs,
}

pub(crate) struct FakeOmdb {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    mood: Mutex<Mood>,
    address: Mutex<Option<SocketAddr>>,
    asked: Mutex<Vec<HashMap<String, String>>>,
    n_pictures: AtomicUsize,
    let_go: Semaphore,
}

impl FakeOmdb {
    pub(crate) async fn start(mood: Mood) -> Self {
        let shared = Arc::new(Shared {
            mood: Mutex::new(mood),
            address: Mutex::new(None),
            asked: Mutex::new(Vec::new()),
            n_pictures: AtomicUsize::new(0),
            let_go: Semaphore::new(0),
        });
        let routes = Router::new().route("/", get(answer)).route("/pictures/{name}", get(picture));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        *shared.address.lock().expect("not poisoned") = Some(address);
        let serving = axum::serve(listener, routes.with_state(Arc::clone(&shared)));
        tokio::spawn(serving.into_future());
        Self { address, shared }
    }

    pub(crate) fn set_mood(&self, mood: Mood) {
        *self.shared.mood.lock().expect("not poisoned") = mood;
    }

    /// Lets all that hang go on, now and later.
    pub(crate) fn let_go(&self) {
        self.shared.let_go.add_permits(Semaphore::MAX_PERMITS / 2);
    }

    /// The queries so far.
    pub(crate) fn asked(&self) -> Vec<HashMap<String, String>> {
        self.shared.asked.lock().expect("not poisoned").clone()
    }

    /// How many pictures were asked for so far.
    pub(crate) fn n_pictures(&self) -> usize {
        self.shared.n_pictures.load(Ordering::SeqCst)
    }
}

async fn answer(State(omdb): State<Arc<Shared>>, Query(query): Query<HashMap<String, String>>) -> Response {
    let is_known = query.get("apikey").is_some_and(|key| key == KEY);
    omdb.asked.lock().expect("not poisoned").push(query);
    if !is_known {
        return rejection(StatusCode::UNAUTHORIZED, "Invalid API key!");
    }
    let mood = omdb.mood.lock().expect("not poisoned").clone();
    let address = omdb.address.lock().expect("not poisoned").expect("it is set at the start");
    match mood {
        Mood::Picture(path) => movie(&format!("http://{address}{path}")),
        Mood::PictureAt(address) => movie(&address),
        Mood::NoPicture => movie("N/A"),
        Mood::NotFound => rejection(StatusCode::OK, "Movie not found!"),
        Mood::LimitReached => rejection(StatusCode::UNAUTHORIZED, "Request limit reached!"),
        Mood::Html => {
            (StatusCode::OK, [(header::CONTENT_TYPE, "text/html")], "<html>busy</html>").into_response()
        }
        Mood::ServerError => (StatusCode::BAD_GATEWAY, "bad gateway").into_response(),
        Mood::Hangs => {
            omdb.let_go.acquire().await.expect("never closed").forget();
            movie(&format!("http://{address}/pictures/jpeg"))
        }
    }
}

fn movie(poster: &str) -> Response {
    axum::Json(json!({
        "Title": "Heat", "Year": "1995", "Rated": "R", "Type": "movie", "imdbID": "tt0113277",
        "Ratings": [{"Source": "Internet Movie Database", "Value": "8.3/10"}],
        "Poster": poster, "Response": "True"
    }))
    .into_response()
}

fn rejection(status: StatusCode, error: &str) -> Response {
    (status, axum::Json(json!({"Response": "False", "Error": error}))).into_response()
}

async fn picture(State(omdb): State<Arc<Shared>>, Path(name): Path<String>) -> Response {
    omdb.n_pictures.fetch_add(1, Ordering::SeqCst);
    let to = |place: &str| (StatusCode::FOUND, [(header::LOCATION, place.to_owned())]).into_response();
    let address = omdb.address.lock().expect("not poisoned").expect("it is set at the start");
    match name.as_str() {
        // What it says of the type is wrong, as happens.
        "jpeg" => ([(header::CONTENT_TYPE, "text/html")], JPEG).into_response(),
        "page" => ([(header::CONTENT_TYPE, "image/jpeg")], "<html>no picture</html>").into_response(),
        "svg" => ([(header::CONTENT_TYPE, "image/svg+xml")], "<svg><script/></svg>").into_response(),
        "large" => large(true),
        "large-and-silent-about-it" => large(false),
        "to-itself" => to(&format!("http://{address}/pictures/jpeg")),
        "to-this-machine" => to("http://127.0.0.1/pictures/jpeg"),
        "to-metadata" => to("http://169.254.169.254/latest/meta-data"),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// 20 MB that begin like a picture.
fn large(says_its_length: bool) -> Response {
    const CHUNK: usize = 1024 * 1024;
    let first = Bytes::from([JPEG, &vec![7; CHUNK - JPEG.len()]].concat());
    if says_its_length {
        return Body::from(first.repeat(20)).into_response();
    }
    let chunks = std::iter::repeat_n(first, 20).map(Ok::<_, std::convert::Infallible>);
    Body::from_stream(Chunks(chunks)).into_response()
}

/// An iterator as a stream, whose length nobody knows before.
struct Chunks<I>(I);

impl<I: Iterator + Unpin> futures_core::Stream for Chunks<I> {
    type Item = I::Item;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<I::Item>> {
        std::task::Poll::Ready(self.0.next())
    }
}
