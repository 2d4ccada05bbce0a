//! Work that runs behind the requests: on threads of its own, of the lowest priority.

use anyhow::{Context as _, Result};

/// The lowest priority that the system knows: such a thread computes when nobody else wants to.
const LOWEST_PRIORITY: i32 = 19;

/// Threads for what is not to slow requests down, named after it: those that answer requests keep their priority. The
/// calling thread's priority is lowered too.
pub(crate) fn threads(name: &'static str) -> Result<rayon::ThreadPool> {
    lower_priority();
    let pool = rayon::ThreadPoolBuilder::new().thread_name(move |at| format!("{name}-{at}"));
    pool.start_handler(|_| lower_priority()).build().context("no threads can be started")
}

/// Of this thread alone: on Linux a priority is a thread's.
fn lower_priority() {
    if let Err(error) = rustix::process::setpriority_process(None, LOWEST_PRIORITY) {
        tracing::warn!("the priority of a thread in the background cannot be lowered: {error}");
    }
}
