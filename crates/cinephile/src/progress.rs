//! Progress of long work: a spinner on a terminal, plain lines otherwise.

use cinephile_remote::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Runs `work` under the title `what`, and says on standard error that it began and how long it took.
pub(crate) fn during<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
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

/// A bar over `total` units on a terminal; otherwise a line for each tenth.
pub(crate) struct Counter {
    what: &'static str,
    total: u64,
    bar: Option<ProgressBar>,
    next_line: std::cell::Cell<u64>,
}

impl Counter {
    pub(crate) fn new(what: &'static str, total: u64) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| ProgressBar::new(total).with_message(what));
        Self { what, total, bar, next_line: std::cell::Cell::new(total / 10) }
    }

    /// `done` units are behind us.
    pub(crate) fn set(&self, done: u64) {
        match &self.bar {
            Some(bar) => bar.set_position(done),
            None if done >= self.next_line.get() && self.total > 0 => {
                eprintln!("{}: {} %", self.what, done.saturating_mul(100) / self.total);
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

/// Bytes that come from elsewhere: a bar on a terminal; otherwise a line for each tenth of what takes a while.
pub(crate) struct Bytes {
    what: String,
    bar: Option<ProgressBar>,
    total: AtomicU64,
    done: AtomicU64,
}

/// Less than this comes in no time.
const MIN_BYTES_FOR_LINES: u64 = 64 << 20;

impl Bytes {
    pub(crate) fn new(what: &str) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::no_length().with_message(what.to_owned());
            let style = "{msg} {wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} to go";
            bar.set_style(
                ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
            bar
        });
        Self { what: what.to_owned(), bar, total: AtomicU64::new(0), done: AtomicU64::new(0) }
    }
}

impl Progress for Bytes {
    fn expect(&self, n_bytes: u64) {
        self.total.store(n_bytes, Ordering::Relaxed);
        match &self.bar {
            Some(bar) => bar.set_length(n_bytes),
            None => eprintln!("{}: {n_bytes} bytes ...", self.what),
        }
    }

    fn received(&self, n_bytes: u64) {
        let before = self.done.fetch_add(n_bytes, Ordering::Relaxed);
        let (done, total) = (before + n_bytes, self.total.load(Ordering::Relaxed));
        if let Some(bar) = &self.bar {
            bar.set_position(done);
        } else if total >= MIN_BYTES_FOR_LINES && before * 10 / total < done * 10 / total {
            eprintln!("{}: {} %", self.what, done * 10 / total * 10);
        }
    }

    fn note(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.println(line),
            None => eprintln!("{}: {line}", self.what),
        }
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
