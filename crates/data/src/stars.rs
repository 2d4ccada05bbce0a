//! Stars: the rating scale, 0.5 to 5.0 in half steps.

use crate::{ItemId, UserId};
use serde::{Deserialize, Serialize};

/// A rating's value on the MovieLens scale: 0.5, 1.0, ... 5.0 stars, kept as 1 to 10 half stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "f32", into = "f32")]
pub struct Stars(u8);

/// A number that is not a star rating.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("rating {got} is not one of 0.5, 1.0, ... 5.0")]
pub struct InvalidStars {
    /// The number.
    pub got: f32,
}

impl Stars {
    /// The lowest rating, half a star.
    pub const MIN: Self = Self(1);
    /// The highest rating, five stars.
    pub const MAX: Self = Self(10);
    /// The lowest rating (4 stars) that counts as a like when ratings are binarised.
    pub const LIKED: Self = Self(8);

    /// `half_stars` in `1..=10`; `None` outside.
    #[must_use]
    pub const fn from_half_stars(half_stars: u8) -> Option<Self> {
        if half_stars >= 1 && half_stars <= 10 { Some(Self(half_stars)) } else { None }
    }

    /// 1 to 10.
    #[must_use]
    pub const fn half_stars(self) -> u8 {
        self.0
    }

    /// 0.5 to 5.0.
    #[must_use]
    pub fn value(self) -> f32 {
        f32::from(self.0) / 2.0
    }
}

impl TryFrom<f32> for Stars {
    type Error = InvalidStars;

    fn try_from(stars: f32) -> Result<Self, InvalidStars> {
        (1..=10).map(Self).find(|valid| valid.value() == stars).ok_or(InvalidStars { got: stars })
    }
}

impl From<Stars> for f32 {
    fn from(stars: Stars) -> f32 {
        stars.value()
    }
}

/// One rating as the source data gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rating {
    /// Who rated.
    pub user: UserId,
    /// What was rated.
    pub item: ItemId,
    /// How much it was liked.
    pub stars: Stars,
    /// When, as a UTC second; 0 if the source has no time.
    pub timestamp: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ten_values_of_the_scale_and_no_others_are_stars() {
        for half_stars in 1..=10u8 {
            let value = f32::from(half_stars) / 2.0;
            assert_eq!(Stars::try_from(value).map(Stars::half_stars), Ok(half_stars));
        }
        for wrong in [0.0, -1.0, 0.4, 3.3, 5.5, 7.0, f32::INFINITY] {
            assert_eq!(Stars::try_from(wrong), Err(InvalidStars { got: wrong }));
        }
        assert!(Stars::try_from(f32::NAN).is_err());
        assert_eq!(
            Stars::try_from(7.0).map_err(|e| e.to_string()),
            Err("rating 7 is not one of 0.5, 1.0, ... 5.0".to_owned())
        );
    }
}
