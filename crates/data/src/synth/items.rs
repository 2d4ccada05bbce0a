//! The movies that are rated: known ones first, invented ones after them, each with fame and quality.

use super::SynthParams;
use super::rng::{Purpose, normal, stream};
use crate::known_movies::{Fact, GENRES, facts, movie};
use crate::{Movie, parse_title};
use rand::RngExt;
use rayon::prelude::*;
use std::collections::HashMap;

/// Release years are kept as bins of one year from here on; earlier and later ones share the outer bins.
pub(super) const FIRST_YEAR: u16 = 1890;
/// How many year bins.
pub(super) const N_YEARS: usize = 150;

/// Exponent of the popularity curve, fitted on MovieLens' rank-frequency plots.
const CURVE: f64 = 0.28;
/// How often a user would draw the best-known movie if it could be seen again and again. It cannot, and tastes
/// differ, so that about half of the users have it, as in MovieLens (329 of 610).
const MOST_WANTED: f64 = 3.0;

/// Every movie's inner traits, in column order.
pub(super) struct Items {
    /// Distinct genre sets, as indices into [`GENRES`].
    pub(super) genre_sets: Vec<Vec<u8>>,
    /// The genre set of each movie.
    pub(super) genre_set: Vec<u32>,
    /// The year bin of each movie, `0..N_YEARS`.
    pub(super) year: Vec<u8>,
    /// How much better than others people find it, in stars.
    pub(super) quality: Vec<f32>,
    /// How likely it is to be seen, before anybody's taste: the natural logarithm, highest 0.
    pub(super) log_popularity: Vec<f32>,
}

/// What the movies are called; column order, ids `1..=n_items`.
pub(super) fn movies(params: &SynthParams) -> impl Iterator<Item = Movie> {
    described(params).map(|(id, title, genres)| movie(id, &title, genres))
}

/// `(id, source title, genres between bars)` of each movie.
pub(super) fn described(params: &SynthParams) -> impl Iterator<Item = (u32, String, &'static str)> {
    let known: Vec<Fact> = facts().collect();
    let seed = params.seed;
    (1..=params.n_items).zip(0usize..).map(move |(id, index)| match known.get(index) {
        Some(fact) => (fact.id, fact.source_title.to_owned(), fact.genres),
        None => {
            let (year, genres) = invented(seed, index, &known);
            (id, format!("Sample Movie {id} ({year})"), genres)
        }
    })
}

/// Year and genres of an invented movie: more of late years, genres that go together in a known movie.
fn invented(seed: u64, index: usize, known: &[Fact]) -> (u16, &'static str) {
    let mut rng = stream(seed, Purpose::Item, index);
    let age = (normal(&mut rng).abs() * 25.0).min(99.0);
    #[expect(clippy::cast_possible_truncation, reason = "age is 0..=99")]
    let year = 2_023 - age as u16;
    (year, known[rng.random_range(0..known.len())].genres)
}

impl Items {
    /// Draws the traits of every movie. Needs checked `params`.
    #[expect(clippy::cast_possible_truncation, reason = "traits need no 64 bits")]
    pub(super) fn build(params: &SynthParams) -> Self {
        let mut sets: HashMap<&'static str, u32> = HashMap::new();
        let (mut genre_sets, mut genre_set, mut year) = (Vec::new(), Vec::new(), Vec::new());
        for (_, title, genres) in described(params) {
            let set = *sets.entry(genres).or_insert_with(|| {
                genre_sets.push(genre_indices(genres));
                u32::try_from(genre_sets.len() - 1).unwrap_or(u32::MAX)
            });
            genre_set.push(set);
            year.push(year_bin(parse_title(&title).year.unwrap_or(FIRST_YEAR)));
        }
        let ranks = fame_ranks(params);
        let n_items = ranks.len() as f64;
        let steepness = steepness(params);
        let log_popularity = ranks
            .par_iter()
            .map(|&rank| (-steepness * (f64::from(rank) / n_items).powf(CURVE)) as f32)
            .collect();
        let quality = ranks
            .par_iter()
            .enumerate()
            .map(|(index, &rank)| {
                let fame = 1.0 - 2.0 * (f64::from(rank) / n_items) as f32;
                0.2 * normal(&mut stream(params.seed, Purpose::Quality, index)) + 0.15 * fame
            })
            .collect();
        Self { genre_sets, genre_set, year, quality, log_popularity }
    }

    /// How many movies.
    pub(super) fn len(&self) -> usize {
        self.genre_set.len()
    }
}

fn genre_indices(genres: &str) -> Vec<u8> {
    (0u8..)
        .zip(GENRES)
        .filter(|(_, name)| genres.split('|').any(|genre| genre == *name))
        .map(|(g, _)| g)
        .collect()
}

fn year_bin(year: u16) -> u8 {
    let last = u16::try_from(N_YEARS - 1).unwrap_or(u16::MAX);
    u8::try_from(year.saturating_sub(FIRST_YEAR).min(last)).unwrap_or(u8::MAX)
}

/// Each movie's place by fame, 0 the best known: its tier (invented movies come after all tiers), blurred.
fn fame_ranks(params: &SynthParams) -> Vec<u32> {
    let mut tiers: Vec<f32> = facts().map(|fact| f32::from(fact.fame)).collect();
    tiers.resize(params.n_items as usize, 6.0);
    let mut by_fame: Vec<(f32, usize)> = tiers
        .into_par_iter()
        .enumerate()
        .map(|(index, tier)| (tier + 0.5 * normal(&mut stream(params.seed, Purpose::Fame, index)), index))
        .collect();
    by_fame.par_sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut ranks = vec![0; by_fame.len()];
    for (rank, (_, index)) in (0..).zip(by_fame) {
        ranks[index] = rank;
    }
    ranks
}

/// The `c` of the popularity curve `exp(-c (rank / n)^0.28)`.
///
/// As steep as in MovieLens, where the last movie has about one rating (`c = ln(3 n_users)`), unless the first
/// movie would then be drawn more than three times by each user.
fn steepness(params: &SynthParams) -> f64 {
    let (n_users, n_items) = (f64::from(params.n_users), f64::from(params.n_items));
    let per_user = params.n_ratings as f64 / n_users;
    let powers: Vec<f64> = (0..params.n_items).map(|rank| (f64::from(rank) / n_items).powf(CURVE)).collect();
    let wanted = |c: f64| per_user / powers.iter().map(|power| (-c * power).exp()).sum::<f64>();
    let (mut low, mut high) = (0.0, (MOST_WANTED * n_users).ln());
    if wanted(high) <= MOST_WANTED {
        return high;
    }
    for _ in 0..30 {
        let middle = f64::midpoint(low, high);
        if wanted(middle) <= MOST_WANTED { low = middle } else { high = middle }
    }
    low
}
