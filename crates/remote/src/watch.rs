//! How far it is, for whoever looks on.

/// Is told of progress, from several threads.
pub trait Watch: Send + Sync {
    /// So many bytes are to come.
    fn expect(&self, n_bytes: u64);
    /// So many more bytes are here.
    fn received(&self, n_bytes: u64);
    /// Something worth a line.
    fn note(&self, line: &str);
}

/// Does not look.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Watch for Silent {
    fn expect(&self, _: u64) {}
    fn received(&self, _: u64) {}
    fn note(&self, _: &str) {}
}
