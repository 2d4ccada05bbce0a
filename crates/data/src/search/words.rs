//! The words of all titles, found by exact form, by prefix, or despite typing errors (slips).

use super::edit::{MAX_LEN, distance};
use rayon::slice::ParallelSliceMut;
use std::collections::HashMap;

/// How near a typed word is to a known one: 1 is the same.
pub(super) type Likeness = f32;

/// The likeness of a prefix, growing to 1 with the typed part of the word.
const PREFIX: Likeness = 0.8;
/// The likeness of a prefix that other words follow: the visitor has finished typing it, so it counts less.
const EARLY_PREFIX: Likeness = 0.6;
/// The likeness at one slip; each further slip costs as much as the step from 1.
const SLIP: Likeness = 0.7;
/// Two words written together are indexed up to this length.
const MAX_JOINED: usize = 16;
/// Shorter words match neither with slips nor, if other words follow, as prefixes.
const MIN_SLIP_LEN: usize = 3;

/// A typed word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed<'a> {
    /// Folded.
    pub(super) text: &'a str,
    /// The last of the query, which may be unfinished.
    pub(super) is_last: bool,
}

/// Every word of every name, sorted, with the names it is in.
pub(super) struct Words {
    words: Vec<Box<str>>,
    /// Names of word `w`: `names[starts[w]..starts[w + 1]]`, rising.
    starts: Vec<u32>,
    names: Vec<u32>,
    /// Words by each pair of neighbouring letters (the ends count as letters), at [`pair_slot`].
    by_pair: Vec<Vec<u32>>,
    /// Names by two neighbouring words written together; only the same letters find them.
    joined: HashMap<Box<str>, Vec<u32>>,
}

/// Letters, digits and the two ends.
const N_LETTERS: usize = 38;

impl Words {
    /// Over folded names; their positions are what is found.
    pub(super) fn build<'a>(folded: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut sorted: Vec<(&str, u32)> = Vec::new();
        let mut joined: HashMap<Box<str>, Vec<u32>> = HashMap::new();
        for (name, folded) in (0u32..).zip(folded) {
            sorted.extend(folded.split_ascii_whitespace().map(|word| (word, name)));
            for (first, second) in folded.split(' ').zip(folded.split(' ').skip(1)) {
                if first.len() + second.len() <= MAX_JOINED {
                    joined.entry([first, second].concat().into()).or_default().push(name);
                }
            }
        }
        sorted.par_sort_unstable();
        sorted.dedup();
        let (mut words, mut starts, mut names) =
            (Vec::<Box<str>>::new(), vec![], Vec::with_capacity(sorted.len()));
        let mut by_pair = vec![Vec::new(); N_LETTERS * N_LETTERS];
        for (entry, (word, name)) in (0u32..).zip(sorted) {
            if words.last().is_none_or(|last| last.as_ref() != word) {
                index_pairs(word, u32::try_from(words.len()).unwrap_or(u32::MAX), &mut by_pair);
                words.push(word.into());
                starts.push(entry);
            }
            names.push(name);
        }
        starts.push(u32::try_from(names.len()).unwrap_or(u32::MAX));
        Self { words, starts, names, by_pair, joined }
    }

    /// The names that hold a word.
    pub(super) fn names(&self, word: u32) -> &[u32] {
        let word = word as usize;
        &self.names[self.starts[word] as usize..self.starts[word + 1] as usize]
    }

    /// The names that hold `word` as two words side by side: `spiderman` finds *Spider-Man*.
    pub(super) fn names_joined(&self, word: &str) -> &[u32] {
        self.joined.get(word).map_or(&[], Vec::as_slice)
    }

    /// How many words there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The names that hold exactly this word; empty where it is unknown.
    pub(super) fn names_of(&self, word: &str) -> &[u32] {
        match self.words.binary_search_by(|known| known.as_ref().cmp(word)) {
            Ok(index) => &self.names[self.starts[index] as usize..self.starts[index + 1] as usize],
            Err(_) => &[],
        }
    }

    /// Known words that `typed` may mean, each once, in no particular order. A word that is known has no slips.
    pub(super) fn alike(&self, typed: Typed<'_>) -> Vec<(u32, Likeness)> {
        let from = self.words.partition_point(|word| word.as_ref() < typed.text);
        let unknown = self.words.get(from).is_none_or(|word| !word.starts_with(typed.text));
        let exact = self.words.get(from).is_some_and(|word| word.as_ref() == typed.text);
        let mut found = if exact { Vec::new() } else { self.with_slips(typed, unknown) };
        for (index, word) in (0u32..).zip(&self.words).skip(from) {
            if !word.starts_with(typed.text) {
                break;
            }
            let part = typed.text.len() as f32 / word.len() as f32;
            let least = if typed.is_last { PREFIX } else { EARLY_PREFIX };
            if typed.is_last || part == 1.0 || typed.text.len() >= MIN_SLIP_LEN {
                found.push((index, if part == 1.0 { 1.0 } else { least + (0.98 - least) * part }));
            }
        }
        found
    }

    /// Words at one or two slips. A slip changes at most three pairs of letters (a swap), so a word must share all
    /// but so many of the typed pairs; only those are measured. Beginnings may have slips where the typed word is `unknown` as it is.
    fn with_slips(&self, typed: Typed<'_>, unknown: bool) -> Vec<(u32, Likeness)> {
        let length = typed.text.len();
        if !(MIN_SLIP_LEN..=MAX_LEN).contains(&length) {
            return Vec::new();
        }
        let max = if length >= 7 { 2u8 } else { 1 };
        let (mut shared, mut touched) = (vec![0u8; self.words.len()], Vec::new());
        let mut n_pairs = 0usize;
        for pair in letter_pairs(typed.text) {
            n_pairs += 1;
            for &word in &self.by_pair[pair_slot(pair)] {
                if shared[word as usize] == 0 {
                    touched.push(word);
                }
                shared[word as usize] += 1;
            }
        }
        let may_be_prefix = unknown && typed.is_last && length > 4;
        let needed = n_pairs.saturating_sub(3 * usize::from(max) + usize::from(may_be_prefix)).max(2);
        let mut found = Vec::new();
        for word in touched.into_iter().filter(|&word| usize::from(shared[word as usize]) >= needed) {
            let known = &self.words[word as usize];
            let whole =
                distance(typed.text, known, max, false).map(|slips| 1.0 - (1.0 - SLIP) * f32::from(slips));
            let beginning = || distance(typed.text, known, 1, true).map(|_| SLIP * PREFIX);
            let likeness = whole.or_else(|| if may_be_prefix { beginning() } else { None });
            found.extend(likeness.filter(|&likeness| likeness < 1.0).map(|likeness| (word, likeness)));
        }
        found.retain(|&(word, _)| !self.words[word as usize].starts_with(typed.text));
        found
    }
}

/// Enters a word under each of its pairs, once.
fn index_pairs(word: &str, index: u32, by_pair: &mut [Vec<u32>]) {
    for pair in letter_pairs(word) {
        let list = &mut by_pair[pair_slot(pair)];
        if list.last() != Some(&index) {
            list.push(index);
        }
    }
}

/// Where the list of a pair lies, `0..38 * 38`.
fn pair_slot(pair: [u8; 2]) -> usize {
    let slot = |letter: u8| match letter {
        b'a'..=b'z' => usize::from(letter - b'a'),
        b'0'..=b'9' => 26 + usize::from(letter - b'0'),
        b'^' => 36,
        _ => 37,
    };
    slot(pair[0]) * N_LETTERS + slot(pair[1])
}

/// `"heat"` gives `^h he ea at t$`.
fn letter_pairs(word: &str) -> impl Iterator<Item = [u8; 2]> {
    let bytes = &word.as_bytes()[..word.len().min(MAX_LEN)];
    let first = bytes.first().map(|&b| [b'^', b]);
    let last = bytes.last().map(|&b| [b, b'$']);
    first.into_iter().chain(bytes.windows(2).map(|pair| [pair[0], pair[1]])).chain(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(typed: &str, is_last: bool) -> Vec<&'static str> {
        const KNOWN: [&str; 8] = ["heat", "heart", "hear", "matrix", "rings", "ring", "shawshank", "the"];
        let words = Words::build(KNOWN.iter().copied());
        let mut found = words.alike(Typed { text: typed, is_last });
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.iter().map(|&(word, _)| KNOWN[words.names(word)[0] as usize]).collect()
    }

    #[test]
    fn the_same_word_comes_first_then_beginnings_then_slips() {
        assert_eq!(alike("hear", true), ["hear", "heart"]);
        assert_eq!(alike("ring", false)[..2], ["ring", "rings"]);
        assert_eq!(alike("rngs", false)[0], "rings");
        assert_eq!(alike("haet", false), ["heat"]);
        assert_eq!(alike("shwashnak", false), ["shawshank"]);
        assert_eq!(alike("shaswh", true), ["shawshank"]);
        assert_eq!(alike("t", true), ["the"]);
        assert!(
            alike("t", false).is_empty() && alike("zzzz", true).is_empty() && alike("", false).is_empty()
        );
    }
}
