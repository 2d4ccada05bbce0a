//! What a visitor has seen who watches one genre or decade and little else.
//!
//! Few people who rate hundreds of movies are like that, so what goes together for everybody ([`super::everybody`])
//! never expects it: after ten unseen blockbusters it expects that nothing was seen. The people with the largest part
//! of a genre in their ratings show what belongs to it: a visitor who watches little else is expected to have seen what
//! these fans have seen more often than everybody has.

use super::counts::{FanCounts, Name};

/// How likely a visitor who watches little else has seen what sets the fans apart most.
const MOST: f32 = 0.6;
/// What does not set the fans apart was seen this much more rarely than by everybody.
const REST: f32 = 0.2;
/// The fans' share is mixed with this many users of everybody.
const SHRINK: f32 = 5.0;
/// Nothing is expected less than this.
const LEAST: f32 = 1e-3;
/// A genre or decade with fewer candidates is not expected of a visitor who does not name it.
const USUAL_MEMBERS: usize = 8;

/// The fans of one genre or decade.
pub(super) struct Fans {
    pub(super) name: Name,
    /// Whether a visitor may be one of them without having named the genre or decade.
    pub(super) is_usual: bool,
    /// Whether each candidate is of this genre or decade.
    pub(super) is_member: Vec<bool>,
    /// The probability that a visitor who watches little else has seen each candidate.
    pub(super) seen: Vec<f32>,
}

impl Fans {
    /// The fans of these counts; `shares` are those of all users who have seen each candidate.
    pub(super) fn new(counts: &FanCounts, shares: &[f32]) -> Self {
        let n_fans = counts.n_fans as f32;
        let excess =
            |(&n_seen, share): (&u32, &f32)| (n_seen as f32 + SHRINK * share) / (n_fans + SHRINK) - share;
        let excesses: Vec<f32> = counts.seen.iter().zip(shares).map(excess).collect();
        let largest = excesses.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let expect = |(excess, share): (&f32, &f32)| (MOST * excess / largest).max(REST * share).max(LEAST);
        let mut is_member = vec![false; shares.len()];
        counts.members.iter().for_each(|&slot| is_member[slot as usize] = true);
        Self {
            name: counts.name.clone(),
            is_usual: counts.members.len() >= USUAL_MEMBERS,
            is_member,
            seen: excesses.iter().zip(shares).map(expect).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fans(members: Vec<u32>) -> Fans {
        // Everybody has seen items 0 and 1 half the time, and item 2 rarely; item 2 and some of item 1 set fans apart.
        let counts = FanCounts { name: Name::Decade(1940), members, n_fans: 20, seen: vec![10, 14, 12] };
        Fans::new(&counts, &[0.5, 0.5, 0.1])
    }

    #[test]
    fn what_sets_the_fans_apart_is_expected_most() {
        let fans = fans(vec![1, 2]);
        assert!((fans.seen[2] - MOST).abs() < 1e-6);
        assert!((fans.seen[0] - REST * 0.5).abs() < 1e-6, "{:?}", fans.seen);
        assert!(fans.seen[1] > fans.seen[0] && fans.seen[1] < fans.seen[2], "{:?}", fans.seen);
        assert_eq!(fans.is_member, [false, true, true]);
    }

    #[test]
    fn a_genre_of_a_few_movies_is_not_expected_of_a_visitor() {
        assert!(!fans(vec![1, 2]).is_usual);
        assert!(fans((0..3).cycle().take(8).collect()).is_usual);
    }

    #[test]
    fn fans_who_are_like_everybody_are_expected_to_know_little() {
        let counts = FanCounts { name: Name::Decade(1940), members: vec![0], n_fans: 20, seen: vec![10, 0] };
        let fans = Fans::new(&counts, &[0.5, 0.0]);
        assert_eq!(fans.seen, [0.1, LEAST]);
    }
}
