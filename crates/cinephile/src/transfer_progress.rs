//! Progress of remote data that is copied.

use cinephile_remote::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicU64, Ordering};

/// Shows the progress of a download: a bar on a terminal, otherwise a line for each tenth of a large one.
pub(crate) struct Bytes {
    what: String,
    bar: Option<ProgressBar>,
    total: AtomicU64,
    done: AtomicU64,
}

/// Smaller downloads finish too quickly for lines of progress.
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
