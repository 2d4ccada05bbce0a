//! The arithmetic of a `blend`: what the parts' scores are multiplied by, and their sum.

use crate::kernels::{Task, multiply_add};
use cinephile_data::Stars;

/// What the parts' scores are multiplied by.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Factors {
    pub(super) ease: f32,
    pub(super) ials: f32,
    /// Of the weights for short histories, with `ials` beside them.
    pub(super) short: f32,
}

/// What the scores of `ease` and `ials` are multiplied by, from one over the spread of each and the share of `ials`.
pub(super) fn factors([ease, ials]: [f32; 2], ials_share: f32) -> [f32; 2] {
    [(1.0 - ials_share) * ease, ials_share * ials]
}

/// How far a predicted rating falls short of a like, as stars of 0 or below.
#[inline(always)]
pub(super) fn lacking(stars: f32) -> f32 {
    (stars - Stars::LIKED.value()).min(0.0)
}

/// Adds up the parts' scores, in place of those of `ease`: those of `ials`, or of all other parts together.
pub(super) struct AddUp<'a> {
    pub(super) scores: &'a mut [f32],
    pub(super) others: &'a [f32],
    pub(super) factors: [f32; 2],
    /// What is lost for each star that is lacking, with the predicted stars; `None` if nothing is lowered.
    pub(super) caution: Option<(f32, &'a [f32])>,
}

impl Task for AddUp<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let [a, b] = self.factors;
        let add = |ease: f32, other: f32| multiply_add::<FUSED>(a, ease, b * other);
        let parts = self.scores.iter_mut().zip(self.others);
        match self.caution {
            None => parts.for_each(|(score, other)| *score = add(*score, *other)),
            Some((caution, stars)) => parts.zip(stars).for_each(|((score, other), stars)| {
                *score = multiply_add::<FUSED>(caution, lacking(*stars), add(*score, *other));
            }),
        }
    }
}
