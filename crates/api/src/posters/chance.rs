//! The random choices of a poster: the same for the same movie, on every machine.

/// SplitMix64 (Steele, Lea, Flood 2014): a whole generator in three lines, whose first values already differ widely
/// for neighbouring seeds.
pub(super) struct Chance {
    state: u64,
}

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x2545_f491_4f6c_dd1d) }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// `0..n`; 0 for an `n` of 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let throw = usize::try_from(self.next() >> 33).unwrap_or_default();
        throw.checked_rem(n).unwrap_or_default()
    }

    /// `low..high`.
    pub(super) fn between(&mut self, low: f32, high: f32) -> f32 {
        let unit = (self.next() >> 40) as f32 / (1u32 << 24) as f32;
        low + unit * (high - low)
    }

    pub(super) fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        choices.get(self.below(choices.len()))
    }

    /// One in two.
    pub(super) fn coin(&mut self) -> bool {
        self.below(2) == 0
    }
}
