//! One visitor of a model, folded in once.
//!
//! A list needs scores, then the reasons of what is in it; both come from the visitor's vector, weights and spreads.
//! [`Scorer`](crate::Scorer) takes a history with every question and solves it anew; here the solution is kept between
//! the questions of one request. It is nothing else that is kept: answers are the same to the bit.

use crate::{Contributions, Reason};
use cinephile_data::ItemIdx;

/// A visitor who was folded in.
pub trait Visit {
    /// As [`Scorer::score`](crate::Scorer::score).
    fn score(&self, scores: &mut [f32]);

    /// As [`Scorer::reasons`](crate::Scorer::reasons).
    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason>;

    /// As [`Scorer::contributions`](crate::Scorer::contributions).
    fn contributions(&self, items: &[ItemIdx]) -> Option<Vec<Contributions>>;
}
