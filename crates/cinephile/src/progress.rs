//! Progress of long work on standard error: a spinner or bar on a terminal, plain lines otherwise, or events of the log
//! where every line must be one.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Whether progress and failures are written to the log.
static IS_LOGGED: AtomicBool = AtomicBool::new(false);

/// From now on, writes progress and failures to the log, for machines that read every line.
pub(crate) fn write_to_log() {
    IS_LOGGED.store(true, Ordering::Relaxed);
}

fn is_logged() -> bool {
    IS_LOGGED.load(Ordering::Relaxed)
}

/// Reports the error that ends the program.
pub(crate) fn report_failure(error: &anyhow::Error) {
    if is_logged() {
        tracing::error!("{error:#}");
    } else {
        eprintln!("cinephile: {error:#}");
    }
}

/// Runs `work`, called `what`. Prints when it begins and how long it took.
pub(crate) fn during<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    if is_logged() {
        tracing::info!("{what} ...");
        let result = work();
        let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(duration_ms, "{what}: done");
        return result;
    }
    let spinner = std::io::stderr().is_terminal().then(|| {
        let spinner = ProgressBar::new_spinner().with_message(what.to_owned());
        spinner.set_style(ProgressStyle::default_spinner());
        spinner.enable_steady_tick(Duration::from_millis(100));
        spinner
    });
    if spinner.is_none() {
        eprintln!("{what} ...");
    }
    let result = work();
    if let Some(spinner) = spinner {
        spinner.finish_and_clear();
    }
    eprintln!("{what}: {:.2} s", started.elapsed().as_secs_f64());
    result
}

/// Shows progress towards `total` units: a bar on a terminal, otherwise a line for each tenth.
pub(crate) struct Counter {
    what: &'static str,
    total: u64,
    bar: Option<ProgressBar>,
    next_line: std::cell::Cell<u64>,
}

impl Counter {
    pub(crate) fn new(what: &'static str, total: u64) -> Self {
        let bar = (std::io::stderr().is_terminal() && !is_logged())
            .then(|| ProgressBar::new(total).with_message(what));
        Self { what, total, bar, next_line: std::cell::Cell::new(total / 10) }
    }

    /// Records that `done` units are finished.
    pub(crate) fn set(&self, done: u64) {
        match &self.bar {
            Some(bar) => bar.set_position(done),
            None if done >= self.next_line.get() && self.total > 0 => {
                let (what, percent) = (self.what, done.saturating_mul(100) / self.total);
                if is_logged() {
                    tracing::info!("{what}: {percent} %");
                } else {
                    eprintln!("{what}: {percent} %");
                }
                self.next_line.set(done.saturating_add(self.total / 10).max(1));
            }
            None => {}
        }
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
