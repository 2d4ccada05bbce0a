//! Wall and CPU seconds: on a busy machine only the second tells what a fit costs.

use nix::time::{ClockId, clock_gettime};
use std::time::{Duration, Instant};

/// Runs from its making.
pub(crate) struct Stopwatch {
    wall: Instant,
    cpu: Duration,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self { wall: Instant::now(), cpu: process_cpu() }
    }

    pub(crate) fn wall_s(&self) -> f64 {
        self.wall.elapsed().as_secs_f64()
    }

    /// CPU seconds of the whole process, over all its threads, since the start.
    pub(crate) fn cpu_s(&self) -> f64 {
        process_cpu().saturating_sub(self.cpu).as_secs_f64()
    }
}

/// CPU time of this process so far; zero where the system does not tell.
fn process_cpu() -> Duration {
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}
