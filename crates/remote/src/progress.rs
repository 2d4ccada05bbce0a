//! Reports the progress of downloads.

/// Receives reports on the progress of a download, possibly from several threads.
pub trait Progress: Send + Sync {
    /// The download has `n_bytes` in all.
    fn expect(&self, n_bytes: u64);
    /// Another `n_bytes` have arrived.
    fn received(&self, n_bytes: u64);
    /// Something happened that is worth telling the user.
    fn note(&self, line: &str);
}

/// Ignores all reports.
#[derive(Debug, Clone, Copy)]
pub struct SilentProgress;

impl Progress for SilentProgress {
    fn expect(&self, _: u64) {}
    fn received(&self, _: u64) {}
    fn note(&self, _: &str) {}
}
