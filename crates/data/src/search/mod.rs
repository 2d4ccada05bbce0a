//! Title search: movies by title as people type it.
//!
//! A search box receives half-typed, misspelt and half-remembered titles; the original endpoints receive titles that must
//! identify exactly one movie. One immutable [`TitleIndex`] answers both from memory.
//!
//! # How a query is answered
//! Titles and queries are folded (case, accents, punctuation) and cut into words. Each typed word is looked up in
//! the sorted list of all words: the same word, words that begin with it and, if it is unknown, words at one or
//! two typing errors (slips), which an inverted index of letter pairs narrows down before the edit distance is measured
//! (pairs rather than triples: two swapped letters of a four-letter word leave no triple intact). With `idf(w) = ln(1 + n_names / n_names_with_w)`,
//! so that *the* weighs almost nothing, a name scores
//!
//! `covered x (0.7 + 0.3 x named) + start + 0.2 x ln(1 + ratings) / ln(1 + most ratings)`
//!
//! where `covered` is the idf-weighted share of the query that the name matches (each word weighted by its likeness), `named`
//! the share of the name that the query matches, and `start` 0.25 if name and query are the same but for an
//! article, 0.1 if the name begins with the query. A typed year matches movies of that year as a word would. Word
//! order is free, so an article may stand anywhere. Names that cover less than 0.7 of what the best one covers are left out.
//! A movie counts once, by its best name; equal scores are ordered by popularity, then by position. One or two letters that
//! thousands of titles begin with find the best-known of these only: so short a query cannot mean the others.
//!
//! Rejected: a full-text engine (tantivy). It brings a directory format and a query language, but neither prefixes with typing
//! errors nor popularity among equals without extra work.
//!
//! # Cost
//! Over 90,000 titles, on a busy machine, at best of 101: 0.2 to 0.5 ms for a word or more, 0.9 to 1.1 ms for one
//! or two letters (20,000 titles begin so); building takes 0.8 s
//! (`cargo test -p cinephile-data ninety_thousand -- --ignored --nocapture`).

mod edit;
mod fold;
mod resolve;
mod tally;
mod words;

use crate::{Catalogue, ItemIdx, Popularity};
pub(crate) use fold::fold;
use fold::without_article;
use rayon::slice::ParallelSliceMut;
use resolve::Resolver;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use tally::{Found, Tally, TypedWord};
use words::{Typed, Words};

/// How many words of a query are looked up.
const MAX_WORDS: usize = 16;
/// Names that cover less than this part of what the best one covers are left out.
const NEAR_BEST: f32 = 0.7;
/// A name that covers less than this part of a query is not an answer.
const MIN_COVERED: f32 = 0.3;
/// Names other than a movie's title count a little less.
const OTHER_NAME: f32 = 0.95;

/// A prefix that more names have than this (a letter or two) finds about as many of the best-known ones only.
const MANY_NAMES: usize = 2_000;

/// What a name that covers all of the query scores at least, before its other parts.
const COVERED: f32 = 0.7;
/// What it gains where the query also covers all of the name.
const NAMED: f32 = 0.3;
/// What the most rated movie gains over one without ratings.
const FAME: f32 = 0.2;
/// A word that more than one name in so many has brings in no name by itself where another word does.
const FEW_OF: usize = 20;

/// What a name gains if it equals the query but for an article.
const SAME: f32 = 0.25;
/// What a name gains if it begins with the query.
const BEGINNING: f32 = 0.1;

/// One name of a movie.
struct MovieName {
    item: ItemIdx,
    folded: Box<str>,
    is_title: bool,
    /// Sum of the idf of its words.
    weight: f32,
}

/// The key to sort titles by: folded and without the article, so that *The Matrix* is sorted under M.
#[must_use]
pub fn sort_key(title: &str) -> String {
    let folded = fold(title);
    without_article(&folded).to_owned()
}

/// An immutable index over the titles of one catalogue.
pub struct TitleIndex {
    names: Vec<MovieName>,
    words: Words,
    /// Names in the order of their text without its article.
    by_text: Vec<u32>,
    by_year: HashMap<u16, Vec<u32>>,
    /// `ln(1 + ratings)` of each movie, divided by the largest.
    fame: Vec<f32>,
    popularity: Popularity,
    /// Each name's movie's place in the order of popularity.
    places: Vec<u32>,
    resolver: Resolver,
}

impl TitleIndex {
    /// Indexes every title and alternative title.
    ///
    /// # Panics
    /// If `popularity` is of another number of movies.
    #[must_use]
    pub fn build(catalogue: &Catalogue, popularity: &Popularity) -> Self {
        assert_eq!(popularity.n_items(), catalogue.len(), "a count for each movie");
        let mut names = Vec::with_capacity(catalogue.len());
        let mut by_year: HashMap<u16, Vec<u32>> = HashMap::new();
        for (index, movie) in catalogue.movies().iter().enumerate() {
            let all = std::iter::once(&movie.title).chain(&movie.alternative_titles);
            for (position, name) in all.enumerate() {
                if let Some(year) = movie.year {
                    by_year.entry(year).or_default().push(u32::try_from(names.len()).unwrap_or(u32::MAX));
                }
                let folded = fold(name).into_boxed_str();
                names.push(MovieName {
                    item: ItemIdx::new(index),
                    folded,
                    is_title: position == 0,
                    weight: 0.0,
                });
            }
        }
        let mut by_text: Vec<u32> = (0u32..).take(names.len()).collect();
        by_text.par_sort_by_key(|name| without_article(&names[*name as usize].folded));
        let words = Words::build(names.iter().map(|name: &MovieName| name.folded.as_ref()));
        let most = popularity.order().first().map_or(1, |&item| popularity.count(item).max(1));
        let log = |count: u32| (f64::from(count) + 1.0).ln();
        #[expect(clippy::cast_possible_truncation, reason = "0..=1")]
        let fame = popularity.counts().iter().map(|&count| (log(count) / log(most)) as f32).collect();
        let mut place_of = vec![0u32; catalogue.len()];
        for (place, item) in (0u32..).zip(popularity.order()) {
            place_of[item.get()] = place;
        }
        let places = names.iter().map(|name| place_of[name.item.get()]).collect();
        let resolver = Resolver::build(catalogue, popularity.counts());
        let popularity = popularity.clone();
        let mut index = Self { names, words, by_text, by_year, fame, popularity, places, resolver };
        index.weigh_names();
        index
    }

    /// At most `limit` movies, the most likely first; for an empty query, the most rated.
    ///
    /// Only the first 200 characters and 16 words count.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<ItemIdx> {
        let folded = fold(query);
        if folded.is_empty() {
            return self.popularity.order().iter().copied().take(limit).collect();
        }
        let mut scored = self.scored(&folded);
        // A movie has few names, so its best movies are nearly always among some more names.
        let some = limit.saturating_mul(3);
        if (1..scored.len()).contains(&some) {
            scored.select_nth_unstable_by(some - 1, |a, b| self.better(a, b));
            let movies = self.best_movies(&mut scored[..some], limit);
            if movies.len() == limit {
                return movies;
            }
        }
        self.best_movies(&mut scored, limit)
    }

    /// The one movie that `title` means. The year and the article are optional, case and accents do not matter, and
    /// alternative titles count; typing errors do not. If several movies share a title and no year is given, the most rated
    /// is returned; if the year is given, only a movie of that year.
    #[must_use]
    pub fn resolve_title(&self, title: &str) -> Option<ItemIdx> {
        self.resolver.resolve(title)
    }

    /// Every movie with this title or alternative title, of any year: titles before alternative titles, then the most rated
    /// first. Case, accents and an article at either end do not matter; typing errors do.
    #[must_use]
    pub fn with_title(&self, title: &str) -> Vec<ItemIdx> {
        self.resolver.all(title)
    }

    /// Every movie with a name that begins with these words and is longer, such as *Star Wars: Episode IV - A New Hope* for
    /// `star wars`; each once, in no particular order. Empty for an empty text.
    #[must_use]
    pub fn beginning_with_title(&self, title: &str) -> Vec<ItemIdx> {
        let folded = fold(title);
        let wanted = without_article(&folded);
        if wanted.is_empty() {
            return Vec::new();
        }
        let (_, longer) = self.beginning_with(wanted);
        let names = longer.iter().map(|&name| &self.names[name as usize]);
        let at_word = names.filter(|name| {
            without_article(&name.folded).as_bytes().get(wanted.len()).is_some_and(|&next| next == b' ')
        });
        let mut seen = HashSet::new();
        at_word.map(|name| name.item).filter(|&item| seen.insert(item)).collect()
    }

    /// At most `limit` different movies of the names, best first.
    fn best_movies(&self, scored: &mut [(f32, u32)], limit: usize) -> Vec<ItemIdx> {
        scored.sort_unstable_by(|a, b| self.better(a, b));
        let mut seen = HashSet::new();
        let items = scored.iter().map(|&(_, name)| self.names[name as usize].item);
        items.filter(|&item| seen.insert(item)).take(limit).collect()
    }

    /// Orders names by score, then fame, then position.
    fn better(&self, a: &(f32, u32), b: &(f32, u32)) -> Ordering {
        let fame = |name: u32| self.fame[self.names[name as usize].item.get()];
        b.0.total_cmp(&a.0).then_with(|| fame(b.1).total_cmp(&fame(a.1))).then(a.1.cmp(&b.1))
    }

    /// The score of every name that covers enough of the query.
    fn scored(&self, query: &str) -> Vec<(f32, u32)> {
        let matches = self.matches(query);
        let best = matches.iter().map(|found| found.covered).fold(0.0, f32::max);
        let least = (best * NEAR_BEST).max(MIN_COVERED);
        let near = matches.iter().filter(|found| found.covered >= least);
        near.map(|found| (self.score(found), found.name)).collect()
    }

    /// Every name that matches some of the query.
    fn matches(&self, folded: &str) -> Vec<Found> {
        let words: Vec<&str> = folded.split(' ').take(MAX_WORDS).collect();
        let mut typed: Vec<TypedWord<'_>> = words
            .iter()
            .enumerate()
            .map(|(k, text)| {
                let typed = Typed { text, is_last: k + 1 == words.len() };
                TypedWord::look_up(&self.words, &self.by_year, |n_with| self.idf(n_with), typed)
            })
            .collect();
        let total: f32 = typed.iter().map(|word| word.weight).sum();
        typed.sort_by_key(|word| word.n_names);
        let mut tally = Tally::new(self.names.len());
        for word in typed {
            // A word of very many titles says too little to find a title that matches no other word.
            tally.only_known = word.n_names > self.names.len() / FEW_OF && !tally.touched.is_empty();
            self.tally_word(&word, &mut tally);
            tally.next_word();
        }
        // "spider man" for *Spiderman*: two typed words that a title has as one.
        tally.only_known = false;
        for pair in words.windows(2) {
            let names = self.words.names_of(&pair.concat());
            let weight = self.idf(names.len());
            names.iter().for_each(|&name| tally.add(name, weight, weight));
            tally.next_word();
        }
        let (same, longer) = self.beginning_with(without_article(folded));
        longer.iter().for_each(|&name| tally.lift(name, BEGINNING));
        // Names that were left out as little known count if the query is the whole name.
        same.iter().for_each(|&name| tally.add(name, total, self.names[name as usize].weight));
        same.iter().for_each(|&name| tally.lift(name, SAME));
        tally.found(total, |name| self.names[name as usize].weight)
    }

    fn tally_word(&self, typed: &TypedWord<'_>, tally: &mut Tally) {
        let n_known = if tally.touched.is_empty() { self.n_well_known(typed) } else { u32::MAX };
        for &(word, likeness) in &typed.alike {
            let names = self.words.names(word);
            let of_name = self.idf(names.len()) * likeness;
            let passes = |name: &&u32| self.places[**name as usize] < n_known;
            names.iter().filter(passes).for_each(|&name| tally.add(name, typed.weight * likeness, of_name));
        }
        let joined = self.words.names_joined(typed.text);
        joined.iter().for_each(|&name| tally.add(name, typed.weight, self.idf(joined.len())));
        typed.of_year.iter().for_each(|&name| tally.add(name, typed.weight, 0.0));
    }

    /// How many of the best-known movies a prefix may find: enough for some [`MANY_NAMES`] names, if it has more.
    fn n_well_known(&self, typed: &TypedWord<'_>) -> u32 {
        if typed.n_names <= MANY_NAMES {
            return u32::MAX;
        }
        u32::try_from(self.popularity.n_items() * MANY_NAMES / typed.n_names).unwrap_or(u32::MAX)
    }

    fn score(&self, found: &Found) -> f32 {
        let name = &self.names[found.name as usize];
        let by_name = found.covered * (COVERED + NAMED * found.named) + found.lift;
        by_name * if name.is_title { 1.0 } else { OTHER_NAME } + FAME * self.fame[name.item.get()]
    }

    /// The names that equal `query`, and those that begin with it, all without their article.
    fn beginning_with(&self, query: &str) -> (&[u32], &[u32]) {
        let bare = |name: &u32| without_article(&self.names[*name as usize].folded);
        let from = self.by_text.partition_point(|name| bare(name) < query);
        let n_beginning = self.by_text[from..].partition_point(|name| bare(name).starts_with(query));
        let beginning = &self.by_text[from..from + n_beginning];
        beginning.split_at(beginning.partition_point(|name| bare(name).len() == query.len()))
    }

    fn idf(&self, n_with: usize) -> f32 {
        (1.0 + self.names.len() as f32 / n_with.max(1) as f32).ln()
    }

    /// A name weighs as much as its words.
    fn weigh_names(&mut self) {
        let weights: Vec<f32> = self
            .names
            .iter()
            .map(|name| name.folded.split(' ').map(|word| self.idf(self.words.names_of(word).len())).sum())
            .collect();
        for (name, weight) in self.names.iter_mut().zip(weights) {
            name.weight = f32::max(weight, f32::MIN_POSITIVE);
        }
    }
}

#[cfg(test)]
mod tests;
