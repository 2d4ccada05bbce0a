//! The search space: ranges of parameters, and points that cover them evenly.
//!
//! The points form a randomised Halton sequence (Owen 2017, arXiv:1706.02808). Any number of them covers the range of
//! every parameter evenly, and adding a point does not move the others. Rejected: a grid (with four parameters, 81 fits
//! try only three values of each), independent draws (they leave gaps), and additive recurrences (forty points fell
//! into three clumps of a range).

use crate::estimate::mixed;
use serde::{Serialize, Serializer};
use std::fmt;

/// The base of each dimension.
const BASES: [u32; 10] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];

/// How the values of a range are spaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps.
    Linear,
    /// Equal factors; `low` must be above 0.
    Log,
}

/// A parameter and the range of its values, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParamRange {
    /// The parameter's name.
    pub name: &'static str,
    /// The smallest value.
    pub low: f64,
    /// The largest value.
    pub high: f64,
    /// How the values are spaced.
    pub scale: Scale,
    /// Whether values must be whole numbers.
    pub is_whole: bool,
}

impl ParamRange {
    /// A range of real values in equal steps.
    #[must_use]
    pub const fn linear(name: &'static str, low: f64, high: f64) -> Self {
        Self { name, low, high, scale: Scale::Linear, is_whole: false }
    }

    /// A range of real values in equal factors.
    #[must_use]
    pub const fn log(name: &'static str, low: f64, high: f64) -> Self {
        Self { name, low, high, scale: Scale::Log, is_whole: false }
    }

    /// A range of whole numbers in equal factors.
    #[must_use]
    pub const fn whole(name: &'static str, low: u32, high: u32) -> Self {
        Self { name, low: low as f64, high: high as f64, scale: Scale::Log, is_whole: true }
    }

    /// The value at `share` (0 to 1) of the range: a whole number, or rounded to two significant digits. No validation
    /// part has enough users to distinguish finer values, and more digits would suggest a precision that is not there.
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
    // Uses an exact power of ten in either direction, so that 0.3 stays 0.3.
    if digits < 0.0 {
        let power = 10f64.powf(-digits);
        (value * power).round() / power
    } else {
        let power = 10f64.powf(digits);
        (value / power).round() * power
    }
}

/// A value of one parameter. Displayed as a line of TOML: `reg = 100.0`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// The parameter's name.
    pub name: &'static str,
    /// The parameter's value.
    pub value: f64,
    /// Whether the value is a whole number.
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

/// Why a search space is invalid.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SearchSpaceError {
    /// It has no parameters.
    #[error("no parameters to tune")]
    Empty,
    /// It has too many parameters for any number of trials to cover.
    #[error("cannot tune {got} parameters at once; at most {} are allowed", BASES.len())]
    TooMany {
        /// Number of parameters.
        got: usize,
    },
    /// A range is empty or not finite, or a log range starts at 0 or less.
    #[error("invalid range {low} to {high} for `{name}`: expected low < high, and low > 0 on a log scale")]
    Range {
        /// The parameter.
        name: &'static str,
        /// Lower end of the range.
        low: f64,
        /// Upper end of the range.
        high: f64,
    },
}

/// The ranges of several parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchSpace {
    ranges: Vec<ParamRange>,
}

impl SearchSpace {
    /// Checks the ranges.
    ///
    /// # Errors
    /// If there are no or too many ranges, or one is invalid.
    pub fn new(ranges: &[ParamRange]) -> Result<Self, SearchSpaceError> {
        if ranges.is_empty() {
            return Err(SearchSpaceError::Empty);
        }
        for &ParamRange { name, low, high, scale, .. } in ranges {
            let is_finite = low.is_finite() && high.is_finite();
            if !is_finite || low >= high || (scale == Scale::Log && low <= 0.0) {
                return Err(SearchSpaceError::Range { name, low, high });
            }
        }
        if ranges.len() > BASES.len() {
            return Err(SearchSpaceError::TooMany { got: ranges.len() });
        }
        Ok(Self { ranges: ranges.to_vec() })
    }

    /// The ranges.
    #[must_use]
    pub fn ranges(&self) -> &[ParamRange] {
        &self.ranges
    }

    /// Point `number` of the sequence with this `seed`: one setting for each range, in order.
    #[must_use]
    pub fn point(&self, number: u32, seed: u64) -> Vec<Setting> {
        let dimensions = self.ranges.iter().zip(BASES);
        dimensions.map(|(range, base)| range.at(radical_inverse(number, base, seed))).collect()
    }
}

/// The radical inverse of `number` in `base`, in `0..1`: its digits are mirrored at the point, and each place permutes
/// them in its own way, drawn by `seed`.
fn radical_inverse(number: u32, base: u32, seed: u64) -> f64 {
    let (mut rest, mut share, mut unit) = (number, 0.0, 1.0);
    // All places that a number may have, since leading zeros are permuted too.
    let n_places = u32::MAX.ilog(base) + 1;
    for place in 0..n_places {
        unit /= f64::from(base);
        let stream = mixed(seed, u64::from(base) << 32 | u64::from(place));
        share += f64::from(permuted(rest % base, base, stream)) * unit;
        rest /= base;
    }
    share
}

/// Maps `digit` by a permutation of `0..base`: the one that sorts the digits by a hash.
fn permuted(digit: u32, base: u32, stream: u64) -> u32 {
    let key = |digit: u32| (mixed(stream, u64::from(digit)), digit);
    let own = key(digit);
    (0..base).map(|other| u32::from(key(other) < own)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn space() -> SearchSpace {
        SearchSpace::new(&[
            ParamRange::log("reg", 1.0, 10_000.0),
            ParamRange::linear("dropout", 0.0, 0.6),
            ParamRange::whole("k", 10, 200),
        ])
        .expect("valid")
    }

    #[test]
    fn points_stay_in_their_ranges_and_cover_them_evenly() {
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
    fn digits_are_permuted_without_repeats() {
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
    fn values_are_rounded_and_displayed_as_toml() {
        assert_eq!([0.0, 0.1234, 7.77, 123.0, 45_678.0].map(two_digits), [0.0, 0.12, 7.8, 120.0, 46_000.0]);
        let lines: Vec<String> = space().point(3, 1).iter().map(Setting::to_string).collect();
        assert!(lines[0].starts_with("reg = ") && lines[0].contains('.'), "{lines:?}");
        assert!(lines[2].starts_with("k = ") && !lines[2].contains('.'), "{lines:?}");
    }

    #[test]
    fn invalid_spaces_are_rejected() {
        assert_eq!(SearchSpace::new(&[]), Err(SearchSpaceError::Empty));
        let rejected = |range: ParamRange| SearchSpace::new(&[range]).expect_err("rejected").to_string();
        let expected = "for `x`: expected low < high, and low > 0 on a log scale";
        assert_eq!(rejected(ParamRange::linear("x", 2.0, 1.0)), format!("invalid range 2 to 1 {expected}"));
        assert_eq!(rejected(ParamRange::log("x", 0.0, 1.0)), format!("invalid range 0 to 1 {expected}"));
        assert_eq!(
            rejected(ParamRange::linear("x", f64::NAN, 1.0)),
            format!("invalid range NaN to 1 {expected}")
        );
    }
}
