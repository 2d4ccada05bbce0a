//! The options of an evaluation.

use crate::protocol::Protocol;
use crate::reveal_counts::RevealCounts;
use crate::reveal_strategy::RevealStrategy;
use crate::split::SplitPart;

/// How contenders are judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluateOptions {
    /// The protocol to follow.
    pub protocol: Protocol,
    /// The users to ask; choose parameters on [`SplitPart::Val`] only.
    pub part: SplitPart,
    /// How `few-ratings` chooses the ratings that it reveals; other protocols ignore it.
    pub reveal: RevealStrategy,
    /// How many ratings `few-ratings` reveals; other protocols ignore it.
    pub reveal_counts: RevealCounts,
    /// Seeds the ratings that `few-ratings` reveals at random, and the bootstrap.
    pub seed: u32,
    /// The number of resamples for each bootstrap interval.
    pub n_resamples: usize,
}

impl Default for EvaluateOptions {
    /// `strong` on the test users, seed 1, 1,000 resamples; `few-ratings` reveals 1, 3, 5 and 10 ratings at random.
    fn default() -> Self {
        let (protocol, part, reveal) = (Protocol::default(), SplitPart::default(), RevealStrategy::default());
        Self { protocol, part, reveal, reveal_counts: RevealCounts::default(), seed: 1, n_resamples: 1000 }
    }
}
