//! The values of a model's large arrays: in memory of their own, or where they lie in the model's file.
//!
//! A fitted model owns its arrays. An opened one leaves them in the file, which is mapped into memory: nothing is copied,
//! the operating system reads what is touched, and several processes on one machine share the same pages.

use crate::model_file::Mapping;
use bytemuck::Pod;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Range};

/// Values that are read in place, wherever they are.
#[derive(Clone)]
pub(crate) struct Array<T>(Place<T>);

#[derive(Clone)]
enum Place<T> {
    Owned(Vec<T>),
    /// Whole and aligned values in these bytes of a file.
    Mapped(Mapping, Range<usize>, PhantomData<T>),
}

impl<T: Pod> Array<T> {
    /// The values in these bytes of a mapped file; `None` if the range is outside, or its bytes are not whole values
    /// that lie where values may lie.
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
