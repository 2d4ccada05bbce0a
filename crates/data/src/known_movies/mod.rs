//! Facts on 1,730 well-known movies: title, year, genres, and how well known each is.
//!
//! `movies.tsv` is this project's own selection, from 1920 to 2024, with a *fame* tier of 1 (everybody knows it) to 5
//! (film lovers do), which steers how often generated users have seen it. It holds no ratings.

use crate::Movie;

/// One movie a line: `id`, `fame`, `title`, `genres`, separated by tabs; best-known first.
const MOVIES: &str = include_str!("movies.tsv");

/// The genres of MovieLens, in its order.
pub(crate) const GENRES: [&str; 18] = [
    "Action",
    "Adventure",
    "Animation",
    "Children",
    "Comedy",
    "Crime",
    "Documentary",
    "Drama",
    "Fantasy",
    "Film-Noir",
    "Horror",
    "Musical",
    "Mystery",
    "Romance",
    "Sci-Fi",
    "Thriller",
    "War",
    "Western",
];

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

/// The lines of `movies.tsv`, in file order. A malformed line is skipped; the tests check that there are none.
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

/// A movie from its source title and `|`-separated genres.
pub(crate) fn movie(id: u32, source_title: &str, genres: &str) -> Movie {
    Movie::new(id, source_title, genres.split('|').map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_title;
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
}
