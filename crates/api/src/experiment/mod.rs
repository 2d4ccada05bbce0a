//! Experiments: which algorithm answers a visitor who names none.
//!
//! A visitor always stays in the same arm, without a table of assignments: a hash of the experiment's name and the visitor's
//! key falls into one arm's share. So replicas agree, a restart changes nothing, and when shares change, only the visitors
//! between the old and the new share move. An experiment with another name assigns all visitors anew.

mod visitor;

pub(crate) use visitor::VisitorKey;

use crate::types::ExperimentArm;
use std::str::FromStr;

/// The name of an experiment without one.
const DEFAULT_NAME: &str = "default";
/// The most arms of an experiment.
const MAX_ARMS: usize = 8;
/// The largest share of an arm.
const MAX_SHARE: u32 = 10_000;
/// The longest name of an experiment or algorithm, in characters.
const MAX_NAME_CHARS: usize = 64;

/// Algorithms and the shares of visitors that they answer, such as `blend=50,ease=50` or `winter:blend=90,ease=10`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Experiment {
    name: String,
    arms: Vec<(String, u32)>,
}

/// Why a text does not describe an experiment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExperimentError {
    /// The name has characters that it must not have, or too many.
    #[error("invalid experiment name `{0}`: expected 1 to {MAX_NAME_CHARS} letters, digits, `-` or `_`")]
    Name(String),
    /// An arm is not written as it must be.
    #[error("invalid arm `{0}`: expected ALGORITHM=SHARE with a whole SHARE from 1 to {MAX_SHARE}")]
    Arm(String),
    /// An algorithm has two arms.
    #[error("the algorithm `{0}` has two arms; give it one")]
    Twice(String),
    /// Too few or too many arms.
    #[error("the experiment has {0} arms; it must have 2 to {MAX_ARMS}")]
    Count(usize),
}

impl Experiment {
    /// The algorithms of its arms.
    pub fn algorithms(&self) -> impl Iterator<Item = &str> {
        self.arms.iter().map(|(algorithm, _)| algorithm.as_str())
    }

    /// The algorithm that answers this visitor.
    fn assign(&self, visitor: &VisitorKey) -> &str {
        let total: u64 = self.arms.iter().map(|&(_, share)| u64::from(share)).sum();
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.name.as_bytes()).update(&[0]).update(visitor.as_bytes());
        let mut head = [0; 8];
        head.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        // The hash as a fraction of 2^64, times the sum of all shares: even to one part in 2^50.
        let mut point = (u128::from(u64::from_le_bytes(head)) * u128::from(total)) >> 64;
        for (algorithm, share) in &self.arms {
            match point.checked_sub(u128::from(*share)) {
                Some(rest) => point = rest,
                None => return algorithm,
            }
        }
        // Not reached: the point is below the sum of all shares.
        &self.arms[0].0
    }
}

impl FromStr for Experiment {
    type Err = ExperimentError;

    fn from_str(text: &str) -> Result<Self, ExperimentError> {
        let (name, arms) = text.split_once(':').unwrap_or((DEFAULT_NAME, text));
        if !is_name(name) {
            return Err(ExperimentError::Name(name.to_owned()));
        }
        let arms = arms.split(',').map(parse_arm).collect::<Result<Vec<_>, _>>()?;
        for (i, (algorithm, _)) in arms.iter().enumerate() {
            if arms[..i].iter().any(|(other, _)| other == algorithm) {
                return Err(ExperimentError::Twice(algorithm.clone()));
            }
        }
        if !(2..=MAX_ARMS).contains(&arms.len()) {
            return Err(ExperimentError::Count(arms.len()));
        }
        Ok(Self { name: name.to_owned(), arms })
    }
}

fn parse_arm(text: &str) -> Result<(String, u32), ExperimentError> {
    let parts = text.split_once('=').and_then(|(algorithm, share)| {
        let share = share.trim().parse().ok().filter(|share| (1..=MAX_SHARE).contains(share))?;
        is_name(algorithm.trim()).then(|| (algorithm.trim().to_owned(), share))
    });
    parts.ok_or_else(|| ExperimentError::Arm(text.to_owned()))
}

fn is_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=MAX_NAME_CHARS).contains(&text.len()) && text.chars().all(is_plain)
}

/// The visitor's arm, if there is an experiment and the visitor has a key.
pub(crate) fn arm_of(experiment: Option<&Experiment>, visitor: Option<&VisitorKey>) -> Option<ExperimentArm> {
    let (experiment, visitor) = experiment.zip(visitor)?;
    Some(ExperimentArm { name: experiment.name.clone(), arm: experiment.assign(visitor).to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn experiment(text: &str) -> Experiment {
        text.parse().expect("an experiment")
    }

    fn assigned(experiment: &Experiment, n_visitors: u32) -> Vec<&str> {
        (0..n_visitors).map(|i| experiment.assign(&VisitorKey::of_id(&format!("visitor-{i}")))).collect()
    }

    #[test]
    fn visitors_are_assigned_by_the_shares() {
        let experiment = experiment("blend=50, ease=30,kmeans=20");
        let arms = assigned(&experiment, 20_000);
        for (algorithm, share) in [("blend", 0.5), ("ease", 0.3), ("kmeans", 0.2)] {
            let got = arms.iter().filter(|arm| **arm == algorithm).count() as f64 / 20_000.0;
            assert!((got - share).abs() < 0.01, "{algorithm}: {got}");
        }
    }

    #[test]
    fn a_visitor_stays_in_one_arm_and_another_name_assigns_anew() {
        let (first, second) = (experiment("blend=50,ease=50"), experiment("winter:blend=50,ease=50"));
        assert_eq!(assigned(&first, 1_000), assigned(&first.clone(), 1_000));
        let pairs = assigned(&first, 1_000);
        let pairs = pairs.iter().zip(assigned(&second, 1_000));
        let n_same = pairs.filter(|(a, b)| *a == b).count();
        assert!((400..600).contains(&n_same), "{n_same}");
        let known = ["ease", "blend", "ease", "ease", "blend", "ease"];
        let moved = "a change of the hash would move visitors in the middle of an experiment";
        assert_eq!(assigned(&first, 6), known, "{moved}");
    }

    #[test]
    fn when_shares_change_only_those_between_them_move() {
        let before = experiment("blend=50,ease=50");
        let after = experiment("blend=60,ease=40");
        let (before, after) = (assigned(&before, 10_000), assigned(&after, 10_000));
        let moved: Vec<_> = before.iter().zip(&after).filter(|(a, b)| a != b).collect();
        assert!((900..1_100).contains(&moved.len()), "{}", moved.len());
        assert!(moved.iter().all(|(a, b)| (**a, **b) == ("ease", "blend")));
    }

    #[test]
    fn an_invalid_experiment_is_rejected_with_a_reason() {
        let reason = |text: &str| text.parse::<Experiment>().expect_err("rejected").to_string();
        assert_eq!(reason("blend=50"), "the experiment has 1 arms; it must have 2 to 8");
        assert_eq!(reason("blend=1,blend=2"), "the algorithm `blend` has two arms; give it one");
        for arm in ["ease", "ease=0", "ease=10001", "ease=-1", "ease=0.5", "=5", "e ase=5", ""] {
            let expected =
                format!("invalid arm `{arm}`: expected ALGORITHM=SHARE with a whole SHARE from 1 to 10000");
            assert_eq!(reason(&format!("blend=1,{arm}")), expected);
        }
        assert!(reason(":a=1,b=1").contains("invalid experiment name ``"));
        assert!(reason(&format!("{}:a=1,b=1", "n".repeat(65))).contains("1 to 64 letters"));
        let many: Vec<_> = (0..9).map(|i| format!("a{i}=1")).collect();
        assert_eq!(reason(&many.join(",")), "the experiment has 9 arms; it must have 2 to 8");
    }
}
