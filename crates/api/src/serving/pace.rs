//! How much CPU time one model's lists take. Not how long: on a busy machine a quick list takes long, too, and would then wait for
//! its turn behind the work that makes the machine busy.

use nix::time::{ClockId, clock_gettime};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A model whose lists take less than this many microseconds of CPU time is quick.
const QUICK_US: u32 = 400;

/// The CPU time of a model's plain lists: microseconds, as a running mean over roughly the last eight; 0 while unknown.
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
        let started = thread_time();
        let done = work();
        let took =
            u32::try_from(thread_time().saturating_sub(started).as_micros()).unwrap_or(u32::MAX).max(1);
        let mean = match self.mean_us.load(Ordering::Relaxed) {
            0 => took,
            mean => mean - mean / 8 + took / 8,
        };
        self.mean_us.store(mean.max(1), Ordering::Relaxed);
        done
    }
}

/// The CPU time of this thread so far; zero, and so no list's time, where the system does not count it.
fn thread_time() -> Duration {
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_waits_is_quick_and_one_that_computes_is_not() {
        let (waits, computes) = (Pace::default(), Pace::default());
        for _ in 0..20 {
            waits.time(|| std::thread::park_timeout(Duration::from_millis(2)));
            computes.time(|| {
                let started = thread_time();
                while thread_time() - started < Duration::from_millis(1) {}
            });
        }
        assert!(waits.is_quick() && !computes.is_quick());
    }
}
