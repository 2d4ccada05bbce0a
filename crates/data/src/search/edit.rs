//! The edit distance between two words.

/// Longer words are cut; no two words of titles differ only after that.
pub(super) const MAX_LEN: usize = 32;

/// The optimal string alignment distance between a typed word and a known one: inserted, lost, wrong and swapped
/// letters each count 1. With `as_prefix`, the distance to the nearest beginning of `word`.
///
/// `None` above `max`. ASCII bytes, at most 32 of each are looked at. Cost: `O(len x len)`.
pub(super) fn distance(typed: &str, word: &str, max: u8, as_prefix: bool) -> Option<u8> {
    let typed = &typed.as_bytes()[..typed.len().min(MAX_LEN)];
    let word = &word.as_bytes()[..word.len().min(MAX_LEN)];
    // Row `i`: distances of the first `i` letters of `word` to every beginning of `typed`.
    let mut before_last = [0u8; MAX_LEN + 1];
    let mut last = [0u8; MAX_LEN + 1];
    for (j, cell) in (0u8..).zip(&mut last) {
        *cell = j;
    }
    let mut best = last[typed.len()];
    for (i, &letter) in word.iter().enumerate() {
        let mut row = [0u8; MAX_LEN + 1];
        row[0] = last[0] + 1;
        for (j, &got) in typed.iter().enumerate() {
            let wrong = u8::from(letter != got);
            row[j + 1] = (last[j] + wrong).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && letter == typed[j - 1] && word[i - 1] == got {
                row[j + 1] = row[j + 1].min(before_last[j - 1] + 1);
            }
        }
        if row[..=typed.len()].iter().all(|&cell| cell > max) && !as_prefix {
            return None;
        }
        before_last = last;
        last = row;
        best = if as_prefix { best.min(last[typed.len()]) } else { last[typed.len()] };
    }
    (best <= max).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slip_counts_one() {
        assert_eq!(distance("matrix", "matrix", 2, false), Some(0));
        assert_eq!(distance("matirx", "matrix", 2, false), Some(1), "swapped");
        assert_eq!(distance("matrx", "matrix", 2, false), Some(1), "lost");
        assert_eq!(distance("mattrix", "matrix", 2, false), Some(1), "inserted");
        assert_eq!(distance("motrix", "matrix", 2, false), Some(1), "wrong");
        assert_eq!(distance("motirx", "matrix", 2, false), Some(2));
        assert_eq!(distance("metrics", "matrix", 2, false), None);
        assert_eq!(distance("", "ab", 2, false), Some(2));
        assert_eq!(distance("ab", "", 2, false), Some(2));
    }

    #[test]
    fn a_beginning_is_near_when_the_rest_is_not_typed_yet() {
        assert_eq!(distance("shaswh", "shawshank", 1, true), Some(1));
        assert_eq!(distance("shaswh", "shawshank", 1, false), None);
        assert_eq!(distance("shaw", "shawshank", 0, true), Some(0));
    }

    #[test]
    fn long_words_are_cut_and_not_a_danger() {
        assert_eq!(distance(&"x".repeat(500), &"x".repeat(40), 2, false), Some(0));
    }
}
