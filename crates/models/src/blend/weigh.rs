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

/// Adds to scores of the weights for short histories those of `ials`, less what everybody gets there.
pub(super) struct AddIals<'a> {
    pub(super) scores: &'a mut [f32],
    pub(super) ials: &'a [f32],
    pub(super) everybody: &'a [f32],
    /// What `ials` counts.
    pub(super) factor: f32,
    /// What everybody's taste counts in it.
    pub(super) share: f32,
}

impl Task for AddIals<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let own = -self.share;
        for ((score, ials), everybody) in self.scores.iter_mut().zip(self.ials).zip(self.everybody) {
            *score =
                multiply_add::<FUSED>(self.factor, multiply_add::<FUSED>(own, *everybody, *ials), *score);
        }
    }
}

/// Adds up two parts' scores in place of the first.
pub(super) struct Mix<'a> {
    pub(super) scores: &'a mut [f32],
    pub(super) others: &'a [f32],
    pub(super) factors: [f32; 2],
}

impl Task for Mix<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const TALL: usize, const FUSED: bool>(self) {
        let [a, b] = self.factors;
        for (score, other) in self.scores.iter_mut().zip(self.others) {
            *score = multiply_add::<FUSED>(a, *score, b * other);
        }
    }
}
