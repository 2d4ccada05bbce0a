//! Threads of the lowest priority, for work in the background of a server.

use anyhow::{Context as _, Result};

/// The system's lowest priority: such a thread runs only when no other wants the processor.
const LOWEST_PRIORITY: i32 = 19;

/// Starts threads called `name` that do not slow requests down. Also lowers the priority of the calling thread.
pub(crate) fn threads(name: &'static str) -> Result<rayon::ThreadPool> {
    lower_priority();
    let pool = rayon::ThreadPoolBuilder::new().thread_name(move |at| format!("{name}-{at}"));
    pool.start_handler(|_| lower_priority()).build().context("cannot start background threads")
}

/// Lowers the priority of this thread alone: on Linux each thread has its own.
fn lower_priority() {
    if let Err(error) = rustix::process::setpriority_process(None, LOWEST_PRIORITY) {
        tracing::warn!("cannot lower the priority of a background thread: {error}");
    }
}
