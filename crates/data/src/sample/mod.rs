//! The built-in sample: well-known movies in the binary, so that the first start needs no download.
//!
//! `movies.tsv` holds facts only (title, year, genres) in this project's own selection, from 1920 to 2024, with a
//! *fame* tier of 1 (everybody knows it) to 5 (film lovers do), which steers how often the generated users have
//! seen it. The ratings come from the seeded generator of [`crate::synth`], so nobody's real ratings are shipped;
//! the data set says so ([`Provenance::Generated`](crate::Provenance::Generated)).

use crate::synth::{SynthParams, generate};
use crate::{Dataset, ItemId, Movie, parse_title};

/// The facts, one movie a line: `id`, `fame`, `title`, `genres`, separated by tabs; best-known first.
const MOVIES: &str = include_str!("movies.tsv");

/// How many users the sample has: enough that each taste has some two hundred.
const N_USERS: u32 = 2_500;
/// How many ratings: 80 a user on average.
const N_RATINGS: u64 = 200_000;
/// The sample's seed. Another one makes other people with the same kinds of taste.
const SEED: u64 = 1;

/// One line of `movies.tsv`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fact {
    /// The id, `1..`, in file order.
    pub(crate) id: u32,
    /// 1 (best known) to 5.
    pub(crate) fame: u8,
    /// The title as MovieLens would write it: `Matrix, The (1999)`.
    pub(crate) source_title: &'static str,
    /// Genres between `|`.
    pub(crate) genres: &'static str,
}

/// The built-in data set, named `sample`: every movie of the file, 200,000 generated ratings of 2,500 users.
///
/// The same bytes on every call and at any thread count.
#[must_use]
pub fn dataset() -> Dataset {
    let n_items = u32::try_from(facts().count()).unwrap_or(u32::MAX);
    let params = SynthParams { n_users: N_USERS, n_items, n_ratings: N_RATINGS, seed: SEED };
    match generate(&params) {
        Ok(dataset) => Dataset { name: "sample".to_owned(), ..dataset },
        Err(refused) => unreachable!("the sample's parameters are tested: {refused}"),
    }
}

/// The lines of `movies.tsv`, in file order. A malformed line is skipped here and found by the tests.
pub(crate) fn facts() -> impl Iterator<Item = Fact> {
    MOVIES.lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        let fact = Fact {
            id: fields.next()?.parse().ok()?,
            fame: fields.next()?.parse().ok()?,
            source_title: fields.next()?,
            genres: fields.next()?,
        };
        fields.next().is_none().then_some(fact)
    })
}

/// A movie from its source title and `|`-separated genres; no ids of other catalogues.
pub(crate) fn movie(id: u32, source_title: &str, genres: &str) -> Movie {
    let parsed = parse_title(source_title);
    Movie {
        id: ItemId(id),
        title: parsed.title,
        source_title: source_title.to_owned(),
        alternative_titles: parsed.alternative_titles,
        year: parsed.year,
        genres: genres.split('|').map(str::to_owned).collect(),
        imdb_id: None,
        tmdb_id: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synth::GENRES;
    use crate::{Provenance, UserIdx};
    use std::collections::HashSet;

    #[test]
    fn every_line_is_a_movie_with_a_rising_id_a_fame_tier_a_year_and_known_genres() {
        assert_eq!(facts().count(), MOVIES.lines().count() - 1, "no line is malformed");
        assert!(facts().count() >= 950);
        for (line, fact) in (1..).zip(facts()) {
            assert_eq!(fact.id, line, "{fact:?}");
            assert!((1..=5).contains(&fact.fame), "{fact:?}");
            let movie = movie(fact.id, fact.source_title, fact.genres);
            assert!(movie.year.is_some_and(|year| (1920..=2024).contains(&year)), "{fact:?}");
            assert!(!movie.title.trim().is_empty() && movie.source_title.trim() == movie.source_title);
            assert!(movie.genres.iter().all(|genre| GENRES.contains(&genre.as_str())), "{fact:?}");
            let genres: HashSet<_> = movie.genres.iter().collect();
            assert_eq!(genres.len(), movie.genres.len(), "{fact:?}");
        }
    }

    #[test]
    fn no_movie_is_there_twice() {
        let mut seen = HashSet::new();
        for fact in facts() {
            let movie = movie(fact.id, fact.source_title, fact.genres);
            assert!(seen.insert((movie.title.to_lowercase(), movie.year)), "{fact:?}");
        }
    }

    #[test]
    fn every_genre_and_every_decade_is_there() {
        for genre in GENRES {
            assert!(
                facts().filter(|fact| fact.genres.split('|').any(|g| g == genre)).count() >= 20,
                "{genre}"
            );
        }
        for decade in (1920..=2020).step_by(10) {
            let in_decade = |fact: &Fact| {
                parse_title(fact.source_title).year.is_some_and(|year| (decade..decade + 10).contains(&year))
            };
            assert!(facts().filter(in_decade).count() >= 10, "{decade}s");
        }
    }

    #[test]
    fn the_sample_says_what_it_is_and_is_the_same_each_time() {
        let sample = dataset();
        assert_eq!((sample.name.as_str(), sample.provenance), ("sample", Provenance::Generated));
        assert_eq!(sample.catalogue.len(), sample.interactions.n_items());
        assert_eq!((sample.interactions.n_users(), sample.interactions.nnz()), (2_500, 200_000));
        assert_eq!(sample.user_ids.len(), 2_500);
        assert_eq!(dataset().content_hash, sample.content_hash);
    }

    /// A user's mean stars for movies that are `some` less that for others; `None` with fewer than eight of either.
    fn gap(sample: &Dataset, user: usize, some: impl Fn(&Movie) -> bool) -> Option<f32> {
        let (mut with, mut without) = (vec![], vec![]);
        for (item, stars) in sample.interactions.history(UserIdx::new(user)).iter() {
            if some(sample.catalogue.movie(item)) { with.push(stars) } else { without.push(stars) }
        }
        let mean = |stars: &[f32]| stars.iter().sum::<f32>() / stars.len() as f32;
        (with.len() >= 8 && without.len() >= 8).then(|| mean(&with) - mean(&without))
    }

    /// How many users like `some` movies at least half a star better than others, and how many like them less.
    fn lovers_and_others(sample: &Dataset, some: impl Fn(&Movie) -> bool) -> (usize, usize) {
        let gaps: Vec<f32> = (0..2_500).filter_map(|user| gap(sample, user, &some)).collect();
        (gaps.iter().filter(|&&gap| gap > 0.5).count(), gaps.iter().filter(|&&gap| gap < -0.3).count())
    }

    #[test]
    fn the_sample_holds_people_of_different_tastes_in_genre_and_era() {
        let sample = dataset();
        for genre in ["Horror", "Romance", "Sci-Fi", "Animation"] {
            let has = |movie: &Movie| movie.genres.iter().any(|g| g == genre);
            let (lovers, others) = lovers_and_others(&sample, has);
            assert!(lovers > 60 && others > 60, "{genre}: {lovers} love it, {others} do not");
        }
        let (lovers, others) = lovers_and_others(&sample, |movie| movie.year.is_some_and(|year| year < 1975));
        assert!(lovers > 60 && others > 60, "before 1975: {lovers} love it, {others} do not");
    }
}
