//! A file's bytes where they are, mapped into memory.
//!
//! The map is this crate's way to open a model of gigabytes in the time that its checks take, and without a second copy.
//! It needs one `unsafe`: the bytes are the file's, and a program that overwrites or shortens the file in place changes
//! them under us (shortened, the process is killed). [`super::save`] never does that: it writes a file of another name and
//! renames it over the old one, which leaves mapped bytes as they were. Whoever replaces model files by other means must
//! do the same.

use std::fs::File;
use std::io;
use std::ops::Deref;
use std::sync::Arc;

/// The bytes of a file; clones share them.
#[derive(Debug, Clone)]
pub(crate) struct Mapping(Arc<memmap2::Mmap>);

impl Mapping {
    /// Maps the whole of `file`, to be read.
    pub(super) fn of(file: &File) -> io::Result<Self> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::array::Array;
    use std::io::Write;

    fn mapped(bytes: &[u8]) -> Mapping {
        let mut file = tempfile::tempfile().expect("file");
        file.write_all(bytes).expect("written");
        Mapping::of(&file).expect("mapped")
    }

    #[test]
    fn values_in_a_file_are_those_that_were_written() {
        let values = [1.5_f32, -2.0, 7.25];
        let file = mapped(bytemuck::cast_slice(&values));
        let array = Array::<f32>::mapped(&file, 4..12).expect("two whole values");
        drop(file);
        assert_eq!((&*array, array.clone().into_vec()), (&values[1..], values[1..].to_vec()));
        assert_eq!(array, Array::from(values[1..].to_vec()));
    }

    #[test]
    fn bytes_that_are_no_whole_values_in_their_place_are_refused() {
        let file = mapped(&[0; 12]);
        for range in [0..3, 2..6, 8..16, 40..44] {
            assert!(Array::<f32>::mapped(&file, range.clone()).is_none(), "{range:?}");
        }
    }
}
