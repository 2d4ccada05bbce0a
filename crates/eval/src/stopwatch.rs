//! Wall time, CPU time and memory: on a busy machine only CPU seconds tell what a fit costs.

use nix::sys::resource::{UsageWho, getrusage};
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// Time and memory of one piece of work; times in seconds, memory in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Used {
    /// Wall time.
    pub seconds: f64,
    /// User and system time of all threads of the process.
    pub cpu_seconds: f64,
    /// The process's largest resident memory, since its start or the last [`forget_peak_memory`].
    pub peak_memory_bytes: u64,
}

/// Runs from its making.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch {
    wall: Instant,
    cpu_seconds: f64,
}

impl Stopwatch {
    /// Measures from here.
    #[must_use]
    pub fn start() -> Self {
        Self { wall: Instant::now(), cpu_seconds: process_usage().0 }
    }

    /// What was used since the start; the stopwatch runs on.
    #[must_use]
    pub fn used(&self) -> Used {
        let (cpu_seconds, peak_memory_bytes) = process_usage();
        Used {
            seconds: self.wall.elapsed().as_secs_f64(),
            cpu_seconds: (cpu_seconds - self.cpu_seconds).max(0.0),
            peak_memory_bytes,
        }
    }
}

/// Lets the peak start again from what is resident now, so that one contender's memory is not the next one's.
///
/// Linux does so on a write to `/proc/self/clear_refs` (value 5). Where that is refused, later peaks cover all
/// that the process did before: they are too high, never too low.
pub fn forget_peak_memory() {
    // Refused is as documented above, so there is nothing to report.
    let _refused = std::fs::write("/proc/self/clear_refs", "5");
}

/// CPU seconds and peak resident bytes of this process; zeros where the system does not tell.
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
            if stopwatch.used().cpu_seconds > 0.0 {
                break;
            }
        }
        let used = stopwatch.used();
        assert!(sum > 0 && used.seconds > 0.0 && used.cpu_seconds > 0.0, "{used:?}");
        assert!(used.peak_memory_bytes >= 64 << 20, "{used:?}");
    }
}
