//! The values of a model's large arrays: in memory of their own, or in place in the model's file.
//!
//! A fitted model owns its arrays. An opened one leaves them in the file, which is mapped into memory: nothing is copied,
//! the operating system reads the pages that are used, and several processes on one machine share them.

use super::mapping::Mapping;
use bytemuck::Pod;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Range};

/// A slice of values, owned or mapped.
#[derive(Clone)]
pub(crate) struct Array<T>(Place<T>);

#[derive(Clone)]
enum Place<T> {
    Owned(Vec<T>),
    /// Whole and aligned values in these bytes of a file.
    Mapped(Mapping, Range<usize>, PhantomData<T>),
}

impl<T: Pod> Array<T> {
    /// The values in these bytes of a mapped file; `None` if the range is outside the file, misaligned, or not a
    /// whole number of values.
    pub(crate) fn mapped(file: &Mapping, bytes: Range<usize>) -> Option<Self> {
        bytemuck::try_cast_slice::<u8, T>(file.get(bytes.clone())?).ok()?;
        Some(Self(Place::Mapped(file.clone(), bytes, PhantomData)))
    }

    /// The values in memory of their own, copied if they were not.
    pub(crate) fn into_vec(self) -> Vec<T> {
        match self.0 {
            Place::Owned(values) => values,
            Place::Mapped(..) => self.to_vec(),
        }
    }
}

impl<T> From<Vec<T>> for Array<T> {
    fn from(values: Vec<T>) -> Self {
        Self(Place::Owned(values))
    }
}

impl<T: Pod> Deref for Array<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Place::Owned(values) => values,
            Place::Mapped(file, bytes, _) => bytemuck::cast_slice(&file[bytes.clone()]),
        }
    }
}

impl<T: Pod + PartialEq> PartialEq for Array<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Pod + fmt::Debug> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn mapped(bytes: &[u8]) -> Mapping {
        let mut file = tempfile::tempfile().expect("file");
        file.write_all(bytes).expect("written");
        Mapping::of(&file).expect("mapped")
    }

    #[test]
    fn mapped_values_are_those_that_were_written() {
        let values = [1.5_f32, -2.0, 7.25];
        let file = mapped(bytemuck::cast_slice(&values));
        let array = Array::<f32>::mapped(&file, 4..12).expect("two whole values");
        drop(file);
        assert_eq!((&*array, array.clone().into_vec()), (&values[1..], values[1..].to_vec()));
        assert_eq!(array, Array::from(values[1..].to_vec()));
    }

    #[test]
    fn misaligned_partial_or_missing_bytes_are_rejected() {
        let file = mapped(&[0; 12]);
        for range in [0..3, 2..6, 8..16, 40..44] {
            assert!(Array::<f32>::mapped(&file, range.clone()).is_none(), "{range:?}");
        }
    }
}
