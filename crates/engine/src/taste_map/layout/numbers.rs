//! Conversions between number types, each with the reason why it may lose digits.

/// A count as a float; exact below 2^24, which no count of items or rounds reaches.
pub(super) fn count(n: usize) -> f32 {
    n as f32
}

/// The nearest f32.
#[expect(clippy::cast_possible_truncation, reason = "rounds on purpose, at the end of an f64 sum")]
pub(super) fn to_f32(value: f64) -> f32 {
    value as f32
}
