//! A file's bytes, mapped into memory.
//!
//! Mapping opens a model of gigabytes in the time that its checks take, and without a second copy. It needs one
//! `unsafe`: the bytes are the file's, and a program that overwrites or shortens the file in place changes them while
//! they are in use (if it shortens the file, the process is killed). [`crate::model_file::save`] never does that: it
//! writes a file of another name and renames it over the old one, which leaves mapped bytes as they were. Any other
//! program that replaces model files must do the same.

use std::fs::File;
use std::io;
use std::ops::Deref;
use std::sync::Arc;

/// The bytes of a file; clones share them.
#[derive(Debug, Clone)]
pub(crate) struct Mapping(Arc<memmap2::Mmap>);

impl Mapping {
    /// Maps the whole of `file` for reading.
    pub(crate) fn of(file: &File) -> io::Result<Self> {
        // SAFETY: nobody changes the bytes while they are mapped: model files are only ever replaced by renaming
        // another file over them, which leaves the mapped one as it was (see the module's head).
        #[expect(unsafe_code, reason = "the file is replaced by renaming, never changed in place")]
        let map = unsafe { memmap2::Mmap::map(file) }?;
        Ok(Self(Arc::new(map)))
    }
}

impl Deref for Mapping {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}
