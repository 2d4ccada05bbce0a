//! The scale of ratings, and how many stars a rating on it is.

use crate::Stars;
use std::fmt;
use std::str::FromStr;

/// From the lowest to the highest rating, such as `1..10`.
///
/// The highest rating is five stars, and the others are in proportion: 7 of 10 is 3.5 stars. They are rounded to half stars,
/// and none is less than half a star. A scale is never guessed: it is that of the format, or the caller names it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    min: f32,
    max: f32,
    step: Step,
}

/// The ratings between the ends of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Half,
    Whole,
    Any,
}

/// What a rating is on a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Graded {
    /// A rating on the scale.
    Stars(Stars),
    /// A rating that only a file with another scale would hold.
    OffScale,
    /// Not a rating on any scale that is larger: text, nothing at all, or a number that services write for "not rated".
    Unreadable,
}

/// A scale that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the scale `{text}` is not two numbers from low to high, such as `1..10` or `0..100`")]
pub struct InvalidScale {
    text: String,
}

impl Scale {
    /// Stars: 0.5, 1.0, ... 5.0.
    pub const STARS: Self = Self { min: 0.5, max: 5.0, step: Step::Half };
    /// 1, 2, ... 10.
    pub(crate) const WHOLE_TO_TEN: Self = Self { min: 1.0, max: 10.0, step: Step::Whole };

    /// 1, 2, ... 5.
    pub(crate) const WHOLE_TO_FIVE: Self = Self { min: 1.0, max: 5.0, step: Step::Whole };
    /// 0.5, 1.0, ... 10.0.
    pub(crate) const HALF_TO_TEN: Self = Self { min: 0.5, max: 10.0, step: Step::Half };
    /// Any number from 0 to 10.
    pub(crate) const ZERO_TO_TEN: Self = Self { min: 0.0, max: 10.0, step: Step::Any };
    /// 0, 1, ... 100.
    pub(crate) const WHOLE_TO_HUNDRED: Self = Self { min: 0.0, max: 100.0, step: Step::Whole };

    pub(crate) fn grade(self, text: &str) -> Graded {
        let Some(value) = number(text) else { return Graded::Unreadable };
        let is_between = match self.step {
            Step::Whole => value > 0.0 && value.fract() != 0.0,
            Step::Half => false,
            Step::Any => value < self.min,
        };
        if value > self.max || is_between {
            return Graded::OffScale;
        }
        let is_off_step = self.step == Step::Half && (value * 2.0).fract() != 0.0;
        if value < self.min || is_off_step {
            return Graded::Unreadable;
        }
        let zero = self.min.min(0.0);
        let half_stars = ((value - zero) / (self.max - zero) * 10.0).round().clamp(1.0, 10.0);
        Stars::try_from(half_stars / 2.0).map_or(Graded::Unreadable, Graded::Stars)
    }

    /// The usual scale on which `highest` can occur, for messages.
    pub(crate) fn usual_up_to(highest: &str) -> &'static str {
        match number(highest) {
            Some(value) if value <= 5.0 => "0.5..5",
            Some(value) if value <= 10.0 => "1..10",
            _ => "0..100",
        }
    }
}

/// A number with a point or, as in German or French spreadsheets, a comma.
fn number(text: &str) -> Option<f32> {
    let text = text.trim();
    let has_comma = text.matches(',').count() == 1 && !text.contains('.');
    let text = if has_comma { text.replace(',', ".") } else { text.to_owned() };
    text.parse().ok().filter(|value: &f32| value.is_finite())
}

impl FromStr for Scale {
    type Err = InvalidScale;

    fn from_str(text: &str) -> Result<Self, InvalidScale> {
        let ends = text.split_once("..").and_then(|(min, max)| Some((number(min)?, number(max)?)));
        match ends {
            Some((min, max)) if min < max && max > 0.0 => Ok(Self { min, max, step: Step::Any }),
            _ => Err(InvalidScale { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.min, self.max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stars(scale: Scale, text: &str) -> Option<f32> {
        match scale.grade(text) {
            Graded::Stars(stars) => Some(stars.value()),
            Graded::OffScale | Graded::Unreadable => None,
        }
    }

    #[test]
    fn ratings_are_in_proportion_to_the_highest() {
        let scale = |text: &str| text.parse::<Scale>().expect("a scale");
        let ten = ["1", "2", "7", "8.5", "10"].map(|text| stars(scale("1..10"), text));
        assert_eq!(ten, [0.5, 1.0, 3.5, 4.5, 5.0].map(Some));
        let hundred = ["0", "3", "50", "92", "100"].map(|text| stars(scale("0..100"), text));
        assert_eq!(hundred, [0.5, 0.5, 2.5, 4.5, 5.0].map(Some));
        let five = ["1", "3", "5"].map(|text| stars(scale("1..5"), text));
        assert_eq!(five, [1.0, 3.0, 5.0].map(Some));
        assert_eq!(["-10", "0", "10"].map(|text| stars(scale("-10..10"), text)), [0.5, 2.5, 5.0].map(Some));
        assert_eq!(scale(" 1 .. 10 ").to_string(), "1..10");
    }

    #[test]
    fn a_rating_of_another_scale_is_not_an_odd_value() {
        use Graded::{OffScale, Unreadable};
        let cases = [
            (Scale::STARS, "6", OffScale),
            (Scale::STARS, "4.2", Unreadable),
            (Scale::STARS, "-1", Unreadable),
            (Scale::STARS, "0", Unreadable),
            (Scale::STARS, "x", Unreadable),
            (Scale::STARS, "inf", Unreadable),
            (Scale::WHOLE_TO_TEN, "4.5", OffScale),
            (Scale::WHOLE_TO_TEN, "11", OffScale),
            (Scale::WHOLE_TO_TEN, "0", Unreadable),
            ("1..10".parse().expect("a scale"), "0", OffScale),
        ];
        for (scale, text, expected) in cases {
            assert_eq!(scale.grade(text), expected, "{text} on {scale}");
        }
        assert_eq!(stars(Scale::WHOLE_TO_TEN, "7.0"), Some(3.5));
        assert_eq!(stars(Scale::STARS, "4,5"), Some(4.5));
    }

    #[test]
    fn a_scale_is_two_numbers_from_low_to_high() {
        for text in ["", "10", "10..1", "1..x", "1..inf", "-5..0", "1..1", "1-10"] {
            let message = text.parse::<Scale>().expect_err("rejected").to_string();
            assert!(message.contains("such as `1..10`"), "{message}");
        }
    }
}
