//! What this process has used so far.

use nix::sys::resource::{UsageWho, getrusage};
use serde::Serialize;
use std::time::Instant;

/// Time and memory of one piece of work; times in seconds, memory in bytes.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Used {
    /// Wall time.
    pub(crate) seconds: f64,
    /// User and system time of all threads.
    pub(crate) cpu_seconds: f64,
    /// The process's largest resident memory so far.
    pub(crate) peak_memory_bytes: u64,
}

/// Measures from here.
pub(crate) struct Meter {
    started: Instant,
    cpu_seconds: f64,
}

impl Meter {
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), cpu_seconds: process_usage().0 }
    }

    pub(crate) fn stop(&self) -> Used {
        let (cpu_seconds, peak_memory_bytes) = process_usage();
        Used {
            seconds: self.started.elapsed().as_secs_f64(),
            cpu_seconds: cpu_seconds - self.cpu_seconds,
            peak_memory_bytes,
        }
    }
}

/// CPU seconds and peak resident bytes of this process; zeros where the system does not tell.
fn process_usage() -> (f64, u64) {
    let Ok(usage) = getrusage(UsageWho::RUSAGE_SELF) else { return (0.0, 0) };
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    // Linux counts in KiB.
    let peak = u64::try_from(usage.max_rss()).unwrap_or(0) * 1024;
    (seconds(usage.user_time()) + seconds(usage.system_time()), peak)
}
