//! A real S3 API on loopback (s3s-fs over a folder), behind a proxy that can play a bad network.

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

pub(crate) const KEY: &str = "a-key";
pub(crate) const SECRET: &str = "hush-this-is-secret";

/// How the network treats answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Network {
    #[default]
    Good,
    /// Answers with objects break off after this many bytes, this many times.
    Cuts { after: usize, times: usize },
    /// A pause after each piece of an object.
    Slow(Duration),
    /// Objects have other bytes of the same length.
    Replaces(&'static str, &'static str),
}

pub(crate) struct Bucket {
    folder: tempfile::TempDir,
    pub(crate) endpoint: String,
    network: Arc<Mutex<Network>>,
    n_object_requests: Arc<AtomicUsize>,
    _runtime: Runtime,
}

impl Bucket {
    /// Starts a service with one empty bucket called `movies`.
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("movies")).expect("a bucket");
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).expect("a file system"));
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = service.build();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let listen = || runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let (inside, outside) = (listen(), listen());
        let behind = inside.local_addr().expect("an address");
        let endpoint = format!("http://{}", outside.local_addr().expect("an address"));
        runtime.spawn(async move {
            while let Ok((stream, _)) = inside.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    let http = Builder::new(TokioExecutor::new());
                    let _ = http.serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
        let (network, n_object_requests) =
            (Arc::new(Mutex::new(Network::Good)), Arc::new(AtomicUsize::new(0)));
        let shared = (Arc::clone(&network), Arc::clone(&n_object_requests));
        runtime.spawn(async move {
            while let Ok((near, _)) = outside.accept().await {
                let (network, n_object_requests) = (Arc::clone(&shared.0), Arc::clone(&shared.1));
                tokio::spawn(async move {
                    let Ok(far) = TcpStream::connect(behind).await else { return };
                    let ((from_near, to_near), (from_far, to_far)) = (near.into_split(), far.into_split());
                    let is_object = Arc::new(AtomicUsize::new(0));
                    let asking =
                        tokio::spawn(ask(from_near, to_far, Arc::clone(&is_object), n_object_requests));
                    answer(from_far, to_near, &is_object, &network).await;
                    asking.abort();
                });
            }
        });
        Self { folder, endpoint, network, n_object_requests, _runtime: runtime }
    }

    /// Puts an object, replacing an earlier one.
    pub(crate) fn put(&self, key: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(key);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("put");
    }

    pub(crate) fn remove(&self, key: &str) {
        std::fs::remove_file(self.path(key)).expect("removed");
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.path().join("movies").join(key)
    }

    pub(crate) fn network(&self, network: Network) {
        *self.network.lock().expect("not poisoned") = network;
    }

    /// The number of requests for objects since the last call.
    pub(crate) fn n_object_requests(&self) -> usize {
        self.n_object_requests.swap(0, Ordering::SeqCst)
    }
}

/// Forwards requests unchanged, and counts those for objects.
async fn ask(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    is_object: Arc<AtomicUsize>,
    n_object_requests: Arc<AtomicUsize>,
) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(n @ 1..) = from.read(&mut buffer).await {
        let asks = buffer[..n].starts_with(b"GET /movies/");
        is_object.store(usize::from(asks), Ordering::SeqCst);
        n_object_requests.fetch_add(usize::from(asks), Ordering::SeqCst);
        if to.write_all(&buffer[..n]).await.is_err() {
            return;
        }
    }
}

async fn answer(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    is_object: &AtomicUsize,
    network: &Mutex<Network>,
) {
    let (mut buffer, mut n_sent) = (vec![0; 16 * 1024], 0);
    while let Ok(n @ 1..) = from.read(&mut buffer).await {
        let now = network.lock().expect("not poisoned").clone();
        let mut piece = buffer[..n].to_vec();
        match now {
            Network::Cuts { after, times } if is_object.load(Ordering::SeqCst) == 1 && times > 0 => {
                n_sent += n;
                if n_sent > after {
                    *network.lock().expect("not poisoned") = Network::Cuts { after, times: times - 1 };
                    piece.truncate(n - (n_sent - after).min(n));
                    let _ = to.write_all(&piece).await;
                    return;
                }
            }
            Network::Slow(pause) if is_object.load(Ordering::SeqCst) == 1 => tokio::time::sleep(pause).await,
            Network::Replaces(old, new) => {
                assert_eq!(old.len(), new.len(), "the length must stay");
                while let Some(at) = piece.windows(old.len()).position(|window| window == old.as_bytes()) {
                    piece[at..at + old.len()].copy_from_slice(new.as_bytes());
                }
            }
            _ => {}
        }
        if to.write_all(&piece).await.is_err() {
            return;
        }
    }
}
