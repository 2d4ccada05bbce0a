//! Whether it is time to ask about something else: what a genre is worth of which the visitor has seen nothing so far.
//!
//! People who rate hundreds of movies have seen most of what everybody knows, whatever else they like. A visitor who has
//! not would be asked about one unseen blockbuster after another, since nobody in the data is like that. So movies of
//! genres and decades that went unseen again and again are worth less, and those not asked about yet come forward.

use super::answers::{Answer, Evidence};
use super::fans::Fans;

/// After so many unseen movies of a genre or decade, it is half stale.
const HALF_STALE: f32 = 4.0;
/// A seen movie makes up for so many unseen ones.
const SEEN_MAKES_UP_FOR: f32 = 2.0;

/// For each of `n` candidates, what is left of its worth: 1 if none of its genres and decades is stale.
pub(super) fn freshness(fans: &[Fans], evidence: &[Evidence], n: usize) -> Vec<f32> {
    let (mut stale, mut n_labels) = (vec![0.0; n], vec![0.0f32; n]);
    for label in fans {
        let own = staleness(label, evidence);
        for slot in (0..n).filter(|&slot| label.is_member[slot]) {
            stale[slot] += own;
            n_labels[slot] += 1.0;
        }
    }
    stale.iter().zip(&n_labels).map(|(stale, n_labels)| 1.0 - stale / n_labels.max(1.0)).collect()
}

/// From 0, as long as the visitor knows some of it, towards 1 with every unseen movie.
fn staleness(label: &Fans, evidence: &[Evidence]) -> f32 {
    let of_label = evidence.iter().filter(|known| label.is_member[known.slot]);
    let unseen = of_label.map(|known| match known.answer {
        Answer::NotSeen => 1.0,
        Answer::Disliked | Answer::Neutral | Answer::Liked => -SEEN_MAKES_UP_FOR,
    });
    let unseen = unseen.sum::<f32>().max(0.0);
    unseen / (unseen + HALF_STALE)
}

#[cfg(test)]
mod tests {
    use super::super::counts::{FanCounts, Name};
    use super::*;

    /// Candidates 0 to 7 are of the 1990s, 4 to 9 are westerns; 10 is of neither.
    fn labels() -> [Fans; 2] {
        [(Name::Decade(1990), 0..8), (Name::Genre("Western".to_owned()), 4..10)].map(|(name, members)| {
            let counts = FanCounts { name, members: members.collect(), n_fans: 8, seen: vec![4; 11] };
            Fans::new(&counts, &[0.5; 11])
        })
    }

    fn answers(slots: std::ops::Range<usize>, answer: Answer) -> Vec<Evidence> {
        slots.map(|slot| Evidence { slot, answer }).collect()
    }

    #[test]
    fn what_went_unseen_again_and_again_is_worth_less() {
        assert_eq!(freshness(&labels(), &[], 11), [1.0; 11]);
        let fresh = freshness(&labels(), &answers(0..4, Answer::NotSeen), 11);
        assert_eq!((fresh[1], fresh[5], fresh[9], fresh[10]), (0.5, 0.75, 1.0, 1.0));
        let staler = freshness(&labels(), &answers(0..8, Answer::NotSeen), 11);
        assert!((0..10).all(|slot| staler[slot] < fresh[slot] && staler[slot] > 0.0), "{staler:?}");
    }

    #[test]
    fn what_was_seen_makes_up_for_twice_as_many_unseen_ones() {
        let mut evidence = answers(0..4, Answer::NotSeen);
        evidence.extend(answers(4..6, Answer::Disliked));
        assert_eq!(freshness(&labels(), &evidence, 11), [1.0; 11]);
    }
}
