//! How much of one query each name matches.

use super::words::{Likeness, Typed, Words};
use crate::best_first;
use std::collections::HashMap;

/// A typed word with all that it may mean.
pub(super) struct TypedWord<'a> {
    /// Folded.
    pub(super) text: &'a str,
    /// Known words like it.
    pub(super) alike: Vec<(u32, Likeness)>,
    /// Names of movies of this year, where the word is one.
    pub(super) of_year: &'a [u32],
    /// Its weight: the idf of the word that it most likely means.
    pub(super) weight: f32,
    /// The number of names that it finds, counted once for each way.
    pub(super) n_names: usize,
}

impl<'a> TypedWord<'a> {
    /// Looks a word up among all words, and among the years by which `by_year` has names. `idf` weighs a word by how many
    /// names have it.
    pub(super) fn look_up(
        words: &Words,
        by_year: &'a HashMap<u16, Vec<u32>>,
        idf: impl Fn(usize) -> f32,
        typed: Typed<'a>,
    ) -> Self {
        let alike = words.alike(typed);
        let of_year = typed.text.parse().ok().and_then(|year: u16| by_year.get(&year));
        let of_year = of_year.map_or(&[][..], Vec::as_slice);
        let joined = words.names_joined(typed.text).len();
        let likeliest = alike.iter().min_by(|a, b| best_first((a.1, a.0), (b.1, b.0)));
        let n_likeliest = match likeliest {
            _ if !of_year.is_empty() => of_year.len(),
            Some(&(word, likeness)) if likeness == 1.0 || joined == 0 => words.names(word).len(),
            _ => joined.max(1),
        };
        let n_names =
            alike.iter().map(|&(word, _)| words.names(word).len()).sum::<usize>() + of_year.len() + joined;
        Self { text: typed.text, alike, of_year, weight: idf(n_likeliest), n_names }
    }
}

/// A name, and the shares that match.
pub(super) struct Found {
    /// Its position.
    pub(super) name: u32,
    /// The share of the query that the name matches, `0..=1`.
    pub(super) covered: f32,
    /// The share of the name that the query matches, `0..=1`.
    pub(super) named: f32,
    /// What its text as a whole adds to the score.
    pub(super) lift: f32,
}

/// What one name matches so far: of finished words, and of the present word at best.
#[derive(Clone, Copy, Default)]
struct Entry {
    covered: f32,
    named: f32,
    present_covered: f32,
    present_named: f32,
    present_word: u32,
    lift: f32,
}

/// Sums over the words of one query; each word counts once for a name, in the way that matches best.
pub(super) struct Tally {
    entries: Vec<Entry>,
    /// Names that match something, each once.
    pub(super) touched: Vec<u32>,
    /// Whether only names that match something already count.
    pub(super) only_known: bool,
    present_word: u32,
}

impl Tally {
    /// Nothing yet, for so many names.
    pub(super) fn new(n_names: usize) -> Self {
        Self {
            entries: vec![Entry::default(); n_names],
            touched: Vec::new(),
            only_known: false,
            present_word: 1,
        }
    }

    /// The present word matches `name` by so much of the query's and the name's weight.
    pub(super) fn add(&mut self, name: u32, covered: f32, named: f32) {
        let entry = &mut self.entries[name as usize];
        if entry.present_word != self.present_word {
            if entry.present_word == 0 {
                if self.only_known {
                    return;
                }
                self.touched.push(name);
            }
            entry.covered += entry.present_covered;
            entry.named += entry.present_named;
            (entry.present_covered, entry.present_named, entry.present_word) = (0.0, 0.0, self.present_word);
        }
        if covered > entry.present_covered {
            (entry.present_covered, entry.present_named) = (covered, named);
        }
    }

    /// Raises the score of `name`, if it matches something of the query.
    pub(super) fn lift(&mut self, name: u32, lift: f32) {
        self.entries[name as usize].lift = lift;
    }

    /// Ends the present word.
    pub(super) fn next_word(&mut self) {
        self.present_word += 1;
    }

    /// Every touched name with its shares of the query's weight and of its own.
    pub(super) fn found(self, total: f32, weight: impl Fn(u32) -> f32) -> Vec<Found> {
        let Self { entries, touched, .. } = self;
        touched
            .into_iter()
            .map(|name| {
                let entry = entries[name as usize];
                let covered = ((entry.covered + entry.present_covered) / total).min(1.0);
                let named = ((entry.named + entry.present_named) / weight(name)).min(1.0);
                Found { name, covered, named, lift: entry.lift }
            })
            .collect()
    }
}
