//! Measures wall time, CPU time and memory. On a busy machine only CPU seconds show what a fit costs.

use nix::sys::resource::{UsageWho, getrusage};
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// Time and memory that a piece of work took.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    /// Wall-clock seconds.
    pub seconds: f64,
    /// CPU seconds, user and system, of all threads of the process.
    pub cpu_seconds: f64,
    /// Peak resident memory of the process in bytes, since its start or the last [`forget_peak_memory`].
    pub peak_memory_bytes: u64,
}

/// Measures time and memory from its start.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch {
    wall: Instant,
    cpu_seconds: f64,
}

impl Stopwatch {
    /// Starts measuring.
    #[must_use]
    pub fn start() -> Self {
        Self { wall: Instant::now(), cpu_seconds: process_usage().0 }
    }

    /// The time and memory since the start; the stopwatch keeps running.
    #[must_use]
    pub fn usage(&self) -> Usage {
        let (cpu_seconds, peak_memory_bytes) = process_usage();
        Usage {
            seconds: self.wall.elapsed().as_secs_f64(),
            cpu_seconds: (cpu_seconds - self.cpu_seconds).max(0.0),
            peak_memory_bytes,
        }
    }
}

/// Resets the memory peak to the current resident size, so that one contender's peak is not charged to the next.
///
/// Linux does so on a write of 5 to `/proc/self/clear_refs`. If the write fails, later peaks also cover everything that
/// the process did before: they are too high, never too low.
pub fn forget_peak_memory() {
    // The documentation above says what a failure means, so there is nothing to report.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// CPU seconds and peak resident bytes of this process; zeros if the system does not report them.
#[expect(clippy::cast_precision_loss, reason = "seconds are far below 2^52")]
fn process_usage() -> (f64, u64) {
    let Ok(usage) = getrusage(UsageWho::RUSAGE_SELF) else { return (0.0, 0) };
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    // Linux counts in KiB, macOS in bytes.
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    let peak = u64::try_from(usage.max_rss()).unwrap_or(0) * unit;
    (seconds(usage.user_time()) + seconds(usage.system_time()), peak)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_takes_time_and_memory() {
        let stopwatch = Stopwatch::start();
        let mut block = vec![1u8; 64 << 20];
        let mut sum = 0u64;
        loop {
            block.iter_mut().for_each(|byte| *byte = byte.wrapping_mul(3));
            sum += u64::from(block[block.len() / 2]);
            if stopwatch.usage().cpu_seconds > 0.0 {
                break;
            }
        }
        let usage = stopwatch.usage();
        assert!(sum > 0 && usage.seconds > 0.0 && usage.cpu_seconds > 0.0, "{usage:?}");
        assert!(usage.peak_memory_bytes >= 64 << 20, "{usage:?}");
    }
}
