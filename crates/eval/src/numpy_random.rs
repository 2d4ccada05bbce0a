//! Random draws that equal those of numpy's frozen legacy generator, bit for bit.
//!
//! The split of the literature is defined by these draws; any other generator would hold out other users. This module
//! has only what the split needs: `numpy.random.RandomState(seed)` with `permutation`, and `choice` without
//! replacement. MT19937 itself, seeded by `init_genrand`, comes from `rand_mt`.

use rand_mt::Mt;

/// `numpy.random.RandomState(seed)`.
pub(crate) struct NumpyRandom {
    bits: Mt,
}

impl NumpyRandom {
    /// Seeds like numpy with one integer, which has 32 bits there too.
    pub(crate) fn new(seed: u32) -> Self {
        Self { bits: Mt::new(seed) }
    }

    /// `permutation(n)`: the numbers `0..n` shuffled by Fisher and Yates from the end.
    pub(crate) fn permutation(&mut self, n: u32) -> Vec<u32> {
        let mut numbers: Vec<u32> = (0..n).collect();
        for last in (1..n).rev() {
            let other = self.interval(last);
            numbers.swap(last as usize, other as usize);
        }
        numbers
    }

    /// `choice(n, size, replace=False)`: the head of a permutation.
    pub(crate) fn choice(&mut self, n: u32, size: usize) -> Vec<u32> {
        let mut numbers = self.permutation(n);
        numbers.truncate(size);
        numbers
    }

    /// `random_interval(max)`: a number in `0..=max`, by masking and rejecting.
    fn interval(&mut self, max: u32) -> u32 {
        let mask = u32::MAX.checked_shr(max.leading_zeros()).unwrap_or(0);
        loop {
            let drawn = self.bits.next_u32() & mask;
            if drawn <= max {
                return drawn;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_numpys() {
        let mut random = NumpyRandom::new(1);
        let drawn: Vec<u32> = (0..5).map(|_| random.bits.next_u32()).collect();
        assert_eq!(drawn, [1_791_095_845, 4_282_876_139, 3_093_770_124, 4_005_303_368, 491_263]);
    }

    #[test]
    fn permutations_and_choices_are_numpys() {
        assert_eq!(NumpyRandom::new(1).permutation(12), [2, 3, 4, 10, 1, 6, 0, 7, 11, 9, 8, 5]);
        let mut random = NumpyRandom::new(98765);
        assert_eq!(random.choice(10, 3), [8, 7, 1]);
        assert_eq!(random.choice(37, 7), [0, 19, 26, 36, 30, 5, 20]);
        assert_eq!(random.permutation(1), [0]);
        assert_eq!(random.permutation(2), [1, 0]);
        assert!(random.permutation(0).is_empty());
    }
}
