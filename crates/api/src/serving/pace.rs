//! How long one model's lists take.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

/// A model whose lists take less than this many microseconds is quick.
const QUICK_US: u32 = 400;

/// How long a model's plain lists take: microseconds, as a running mean over roughly the last eight; 0 while unknown.
#[derive(Default)]
pub(crate) struct Pace {
    mean_us: AtomicU32,
}

impl Pace {
    /// Whether a list is expected to take less than [`QUICK_US`].
    pub(crate) fn is_quick(&self) -> bool {
        (1..QUICK_US).contains(&self.mean_us.load(Ordering::Relaxed))
    }

    /// Runs `work` and adds its time to the mean. Two calls at once may lose one of the times, which does no harm.
    pub(crate) fn time<T>(&self, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = work();
        let took = u32::try_from(started.elapsed().as_micros()).unwrap_or(u32::MAX).max(1);
        let mean = match self.mean_us.load(Ordering::Relaxed) {
            0 => took,
            mean => mean - mean / 8 + took / 8,
        };
        self.mean_us.store(mean.max(1), Ordering::Relaxed);
        done
    }
}
