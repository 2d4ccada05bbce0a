//! What may be tried: ranges of parameters, and points that cover them evenly.
//!
//! Points are those of the randomised Halton sequence (Owen 2017, arXiv:1706.02808): any number of them covers every
//! parameter's range evenly, and one more point moves no other. Refused: a grid (with four parameters it looks at
//! three values of each for 81 fits), independent draws (they leave gaps), and additive recurrences (forty points
//! fell into three clumps of a range).

use crate::estimate::mixed;
use serde::{Serialize, Serializer};
use std::fmt;

/// The base of each dimension.
const BASES: [u32; 10] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];

/// How a range is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// By equal steps.
    Linear,
    /// By equal factors; `low` is above 0.
    Log,
}

/// One parameter and the values that are tried; both ends are within.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The parameter's name.
    pub name: &'static str,
    /// The smallest value.
    pub low: f64,
    /// The largest value.
    pub high: f64,
    /// How the way from one to the other is measured.
    pub scale: Scale,
    /// Whether only whole numbers are meant.
    pub is_whole: bool,
}

impl Range {
    /// Real values, by equal steps.
    #[must_use]
    pub const fn linear(name: &'static str, low: f64, high: f64) -> Self {
        Self { name, low, high, scale: Scale::Linear, is_whole: false }
    }

    /// Real values, by equal factors.
    #[must_use]
    pub const fn log(name: &'static str, low: f64, high: f64) -> Self {
        Self { name, low, high, scale: Scale::Log, is_whole: false }
    }

    /// Whole numbers, by equal factors.
    #[must_use]
    pub const fn whole(name: &'static str, low: u32, high: u32) -> Self {
        Self { name, low: low as f64, high: high as f64, scale: Scale::Log, is_whole: true }
    }

    /// The value at `share` of the way, `0..=1`: whole, or of two significant digits. Finer ones would not be told
    /// apart by the users of any validation part, and would look surer than they are.
    fn at(&self, share: f64) -> Setting {
        let value = match self.scale {
            Scale::Linear => self.low + share * (self.high - self.low),
            Scale::Log => self.low * (self.high / self.low).powf(share),
        };
        let value = if self.is_whole { value.round() } else { two_digits(value) };
        Setting { name: self.name, value: value.clamp(self.low, self.high), is_whole: self.is_whole }
    }
}

fn two_digits(value: f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let digits = value.abs().log10().floor() - 1.0;
    // Multiplied or divided by a power that is exact, so that 0.3 stays 0.3.
    if digits < 0.0 {
        let power = 10f64.powf(-digits);
        (value * power).round() / power
    } else {
        let power = 10f64.powf(digits);
        (value / power).round() * power
    }
}

/// One parameter's value. Written as a line of TOML: `reg = 100.0`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// The parameter's name.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// Whether it is a whole number.
    pub is_whole: bool,
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_whole {
            write!(f, "{} = {:.0}", self.name, self.value)
        } else {
            write!(f, "{} = {:?}", self.name, self.value)
        }
    }
}

impl Serialize for Setting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.name, &self.value)?;
        map.end()
    }
}

/// A space that cannot be walked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SpaceError {
    /// Without a parameter.
    #[error("there is no parameter to tune")]
    Empty,
    /// With more parameters than any number of trials could cover.
    #[error("{got} parameters are too many to tune at once; at most {} are allowed", BASES.len())]
    TooMany {
        /// How many.
        got: usize,
    },
    /// A range that is empty, not finite, or on a log scale from 0 or less.
    #[error("`{name}` cannot go from {low} to {high}")]
    Range {
        /// The parameter.
        name: &'static str,
        /// Where it starts.
        low: f64,
        /// Where it ends.
        high: f64,
    },
}

/// Ranges of several parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Space {
    ranges: Vec<Range>,
}

impl Space {
    /// Checks the ranges.
    ///
    /// # Errors
    /// If there is none, or one cannot be walked.
    pub fn new(ranges: &[Range]) -> Result<Self, SpaceError> {
        if ranges.is_empty() {
            return Err(SpaceError::Empty);
        }
        for &Range { name, low, high, scale, .. } in ranges {
            let is_finite = low.is_finite() && high.is_finite();
            if !is_finite || low >= high || (scale == Scale::Log && low <= 0.0) {
                return Err(SpaceError::Range { name, low, high });
            }
        }
        if ranges.len() > BASES.len() {
            return Err(SpaceError::TooMany { got: ranges.len() });
        }
        Ok(Self { ranges: ranges.to_vec() })
    }

    /// The ranges.
    #[must_use]
    pub fn ranges(&self) -> &[Range] {
        &self.ranges
    }

    /// Point `number` of the sequence that starts where `seed` says: one setting for each range, in order.
    #[must_use]
    pub fn point(&self, number: u32, seed: u64) -> Vec<Setting> {
        let dimensions = self.ranges.iter().zip(BASES);
        dimensions.map(|(range, base)| range.at(radical_inverse(number, base, seed))).collect()
    }
}

/// `number`'s digits in `base`, mirrored at the point, each place with a permutation of its own that `seed` draws.
/// In `0..1`.
fn radical_inverse(number: u32, base: u32, seed: u64) -> f64 {
    let (mut rest, mut share, mut unit) = (number, 0.0, 1.0);
    // As many places as there may be digits; the zeros in front are permuted too.
    let n_places = u32::MAX.ilog(base) + 1;
    for place in 0..n_places {
        unit /= f64::from(base);
        let stream = mixed(seed, u64::from(base) << 32 | u64::from(place));
        share += f64::from(permuted(rest % base, base, stream)) * unit;
        rest /= base;
    }
    share
}

/// Where a permutation of `0..base` takes `digit`: that which sorts a hash of each.
fn permuted(digit: u32, base: u32, stream: u64) -> u32 {
    let key = |digit: u32| (mixed(stream, u64::from(digit)), digit);
    let own = key(digit);
    (0..base).map(|other| u32::from(key(other) < own)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn space() -> Space {
        Space::new(&[
            Range::log("reg", 1.0, 10_000.0),
            Range::linear("dropout", 0.0, 0.6),
            Range::whole("k", 10, 200),
        ])
        .expect("valid")
    }

    #[test]
    fn points_stay_within_their_ranges_and_reach_every_part_of_them() {
        let space = space();
        for (at, range) in space.ranges().iter().enumerate() {
            let values: Vec<f64> = (0..40).map(|number| space.point(number, 7)[at].value).collect();
            assert!(values.iter().all(|&value| value >= range.low && value <= range.high), "{values:?}");
            let share = |value: f64| match range.scale {
                Scale::Linear => (value - range.low) / (range.high - range.low),
                Scale::Log => (value / range.low).ln() / (range.high / range.low).ln(),
            };
            for fifth in 0..5 {
                let (from, to) = (f64::from(fifth) / 5.0, f64::from(fifth + 1) / 5.0);
                let n_here = values.iter().filter(|&&value| (from..=to).contains(&share(value))).count();
                assert!((6..=10).contains(&n_here), "{}: {n_here} of 40 in fifth {fifth}", range.name);
            }
        }
    }

    #[test]
    fn digits_are_permuted_and_without_a_repeat() {
        for base in BASES {
            let mut taken: Vec<u32> = (0..base).map(|digit| permuted(digit, base, 9)).collect();
            taken.sort_unstable();
            assert_eq!(taken, (0..base).collect::<Vec<_>>());
        }
        // The first 9 points of base 3 fall into 9 ninths.
        let mut ninths: Vec<f64> = (0..9).map(|n| (radical_inverse(n, 3, 4) * 9.0).floor()).collect();
        ninths.sort_by(f64::total_cmp);
        assert_eq!(ninths, (0..9).map(f64::from).collect::<Vec<_>>());
    }

    #[test]
    fn a_point_depends_on_its_number_and_the_seed_alone() {
        let space = space();
        assert_eq!(space.point(5, 1), space.point(5, 1));
        assert_ne!(space.point(5, 1), space.point(6, 1));
        assert_ne!(space.point(5, 1), space.point(5, 2));
    }

    #[test]
    fn values_are_round_and_read_as_toml() {
        assert_eq!([0.0, 0.1234, 7.77, 123.0, 45_678.0].map(two_digits), [0.0, 0.12, 7.8, 120.0, 46_000.0]);
        let lines: Vec<String> = space().point(3, 1).iter().map(Setting::to_string).collect();
        assert!(lines[0].starts_with("reg = ") && lines[0].contains('.'), "{lines:?}");
        assert!(lines[2].starts_with("k = ") && !lines[2].contains('.'), "{lines:?}");
    }

    #[test]
    fn spaces_that_cannot_be_walked_are_refused() {
        assert_eq!(Space::new(&[]), Err(SpaceError::Empty));
        let refused = |range: Range| Space::new(&[range]).expect_err("refused").to_string();
        assert_eq!(refused(Range::linear("x", 2.0, 1.0)), "`x` cannot go from 2 to 1");
        assert_eq!(refused(Range::log("x", 0.0, 1.0)), "`x` cannot go from 0 to 1");
        assert_eq!(refused(Range::linear("x", f64::NAN, 1.0)), "`x` cannot go from NaN to 1");
    }
}
