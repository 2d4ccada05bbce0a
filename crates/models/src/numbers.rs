//! Conversions between number types, each with the reason why it may lose digits.

/// A count as a float; exact below 2^24, and no history or cluster here is larger by more than rounding.
#[expect(clippy::cast_precision_loss, reason = "counts of ratings; rounding beyond 2^24 does no harm")]
pub(crate) fn count(n: usize) -> f32 {
    n as f32
}

/// The nearest f32.
#[expect(clippy::cast_possible_truncation, reason = "rounds on purpose, at the end of an f64 sum")]
pub(crate) fn to_f32(value: f64) -> f32 {
    value as f32
}
