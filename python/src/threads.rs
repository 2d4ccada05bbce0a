//! Threads of the package's own: one pool for each number of threads, made anew after a fork, whose child has none of its
//! parent's threads.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::HashMap;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, mpsc};
use std::time::Duration;

/// How often a long call asks Python whether the user pressed Ctrl-C.
const SIGNAL_CHECK: Duration = Duration::from_millis(50);

static POOLS: LazyLock<Mutex<HashMap<(u32, usize), Arc<ThreadPool>>>> = LazyLock::new(Mutex::default);

/// The pool of `n_threads` threads; 0 is one thread for each core.
fn pool(n_threads: usize) -> PyResult<Arc<ThreadPool>> {
    let mut pools = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (std::process::id(), n_threads);
    if let Some(pool) = pools.get(&key) {
        return Ok(Arc::clone(pool));
    }
    let built = ThreadPoolBuilder::new().num_threads(n_threads).build();
    let pool = Arc::new(
        built.map_err(|why| PyValueError::new_err(format!("cannot start {n_threads} threads: {why}")))?,
    );
    // A parent's pools have no threads here: forget them instead of joining them.
    pools.retain(|&(process, _), pool| {
        let is_ours = process == key.0;
        if !is_ours {
            std::mem::forget(Arc::clone(pool));
        }
        is_ours
    });
    pools.insert(key, Arc::clone(&pool));
    Ok(pool)
}

/// Runs `work` on the pool without Python's lock.
pub(crate) fn run<T: Send>(py: Python<'_>, n_threads: usize, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    let pool = pool(n_threads)?;
    Ok(py.detach(|| pool.install(work)))
}

/// Like [`run`], but Ctrl-C ends the call at once. The work itself cannot be broken off: it ends unseen.
pub(crate) fn run_interruptibly<T: Send + 'static>(
    py: Python<'_>,
    n_threads: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> PyResult<T> {
    let pool = pool(n_threads)?;
    let (sender, receiver) = mpsc::channel();
    // Only this thread receives; the lock lets the receiver be used without Python's.
    let receiver = Mutex::new(receiver);
    // Nobody waits for the answer after Ctrl-C, and then sending fails.
    pool.spawn(move || drop(sender.send(work())));
    loop {
        let answer =
            py.detach(|| receiver.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(SIGNAL_CHECK));
        match answer {
            Ok(value) => return Ok(value),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => {
                return Err(PyValueError::new_err("the computation ended without a result"));
            }
        }
    }
}
