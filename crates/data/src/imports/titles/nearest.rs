//! Titles that are nearly the same, as a typing error makes them.

use super::key::key;
use strsim::osa_distance;

/// Letters for each that may differ: one in up to eleven letters, two in up to seventeen.
const LETTERS_PER_SLIP: usize = 6;
/// Titles of fewer letters and digits are not compared: *Heat* is one letter from *Heal*.
const MIN_LETTERS: usize = 6;

/// Whether two titles differ by a few letters only, and by no digit: *Scream 2* is not *Scream 3*.
pub(crate) fn is_similar(a: &str, b: &str) -> bool {
    let (a, b) = (key(a), key(b));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let shorter = a.len().min(b.len());
    let most = shorter / LETTERS_PER_SLIP;
    shorter >= MIN_LETTERS
        && a.len().abs_diff(b.len()) <= most
        && digits(&a) == digits(&b)
        && osa_distance(&a, &b) <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_similar_and_another_word_is_not() {
        assert!(is_similar("The Shawshank Redemtion", "The Shawshank Redemption"));
        assert!(is_similar("Casablnaca", "Casablanca"));
        for (a, b) in
            [("Heat", "Heal"), ("Scream 2", "Scream 3"), ("Nobody Knows This", "Nobody"), ("Dawn", "Down")]
        {
            assert!(!is_similar(a, b), "{a} and {b}");
        }
    }
}
