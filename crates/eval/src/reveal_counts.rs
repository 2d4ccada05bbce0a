//! How many ratings the protocol `few-ratings` reveals, one round for each number.

use std::fmt;
use std::num::NonZeroUsize;
use std::str::FromStr;

/// The numbers of ratings that `few-ratings` reveals unless others are chosen.
pub const FEW_RATINGS: [usize; 4] = [1, 3, 5, 10];

/// Numbers of ratings to reveal: at least one, rising strictly, each from 1 to [`LARGEST`](Self::LARGEST).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevealCounts(Vec<usize>);

impl RevealCounts {
    /// The largest number. Few people have rated more movies.
    pub const LARGEST: usize = 10_000;
    /// The most numbers: as many rounds as a file of figures may have.
    pub const MOST: usize = 100;

    /// Checks and sorts the numbers.
    ///
    /// # Errors
    /// If there are none or too many, or one is 0, too large or named twice.
    pub fn new(mut counts: Vec<usize>) -> Result<Self, InvalidRevealCounts> {
        if counts.is_empty() || counts.len() > Self::MOST {
            return Err(InvalidRevealCounts::Length { got: counts.len() });
        }
        if let Some(wrong) = counts.iter().find(|count| !(1..=Self::LARGEST).contains(*count)) {
            return Err(InvalidRevealCounts::Number { got: wrong.to_string() });
        }
        counts.sort_unstable();
        if let Some(twins) = counts.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(InvalidRevealCounts::Twice { got: twins[0] });
        }
        Ok(Self(counts))
    }

    /// The numbers, rising.
    #[must_use]
    pub fn as_slice(&self) -> &[usize] {
        &self.0
    }

    /// The largest of the numbers.
    #[must_use]
    pub fn largest(&self) -> usize {
        self.0.last().copied().unwrap_or_default()
    }
}

impl Default for RevealCounts {
    /// 1, 3, 5 and 10.
    fn default() -> Self {
        Self(FEW_RATINGS.to_vec())
    }
}

/// Separated by commas, as they are parsed.
impl fmt::Display for RevealCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts: Vec<String> = self.0.iter().map(usize::to_string).collect();
        f.write_str(&counts.join(","))
    }
}

impl FromStr for RevealCounts {
    type Err = InvalidRevealCounts;

    fn from_str(text: &str) -> Result<Self, InvalidRevealCounts> {
        let count = |word: &str| -> Result<usize, InvalidRevealCounts> {
            let number = word.trim().parse::<NonZeroUsize>();
            number
                .map(NonZeroUsize::get)
                .map_err(|_| InvalidRevealCounts::Number { got: word.trim().to_owned() })
        };
        Self::new(text.split(',').map(count).collect::<Result<_, _>>()?)
    }
}

/// Why numbers of ratings to reveal were rejected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidRevealCounts {
    /// There are none, or too many.
    #[error("{got} numbers of ratings to reveal; expected 1 to {}", RevealCounts::MOST)]
    Length {
        /// How many there are.
        got: usize,
    },
    /// One is not a number of ratings, or too large.
    #[error(
        "`{got}` is not a number of ratings to reveal; expected a whole number from 1 to {}",
        RevealCounts::LARGEST
    )]
    Number {
        /// The rejected number.
        got: String,
    },
    /// One is named twice.
    #[error("{got} is named twice; all numbers of ratings to reveal must differ")]
    Twice {
        /// The number.
        got: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_sorted_and_parse_back() {
        let counts: RevealCounts = "5, 1,10000,2".parse().expect("valid");
        assert_eq!((counts.as_slice(), counts.largest()), (&[1, 2, 5, 10_000][..], 10_000));
        for counts in [counts, RevealCounts::default()] {
            assert_eq!(counts.to_string().parse(), Ok(counts));
        }
    }

    #[test]
    fn the_error_for_a_wrong_number_names_it_and_what_is_allowed() {
        let rejected = |text: &str| text.parse::<RevealCounts>().expect_err(text).to_string();
        for wrong in ["0", "-1", "1.5", "many", "", "10001", "99999999999999999999"] {
            let expected = format!(
                "`{wrong}` is not a number of ratings to reveal; expected a whole number from 1 to 10000"
            );
            assert_eq!(rejected(&format!("1,{wrong}")), expected);
        }
        assert_eq!(rejected("3,1,3"), "3 is named twice; all numbers of ratings to reveal must differ");
        let many: Vec<String> = (1..=101).map(|count| count.to_string()).collect();
        assert_eq!(rejected(&many.join(",")), "101 numbers of ratings to reveal; expected 1 to 100");
        assert_eq!(RevealCounts::new(Vec::new()), Err(InvalidRevealCounts::Length { got: 0 }));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_gives_rising_numbers_or_an_error(text in "[0-9, .x-]{0,40}") {
            if let Ok(counts) = text.parse::<RevealCounts>() {
                prop_assert!(counts.as_slice().windows(2).all(|pair| pair[0] < pair[1]));
                prop_assert!(counts.as_slice()[0] >= 1 && counts.largest() <= RevealCounts::LARGEST);
            }
        }
    }
}
