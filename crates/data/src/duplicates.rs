//! Films that a catalogue lists more than once.
//!
//! MovieLens has one record for each page of IMDb, and IMDb had two pages for some films until it merged them. Two
//! records are taken for one film if title and year are the same, unless other catalogues know them as two films. In
//! ml-latest-small, IMDb ids differ in all five pairs of one title and year, so they tell nothing there. TMDb ids do:
//! they are equal or missing where the film is one (*Confessions of a Dangerous Mind*, *Eros*, *Saturn 3*), and differ
//! where the films are two (*Emma* of 1996, *War of the Worlds* of 2005). IMDb ids count where TMDb knows neither.
//!
//! Rejected: taking records with one TMDb id but different titles for one film. Files that people make hold
//! placeholders such as 0 there, which would make one film of all of them.

use crate::search::fold;
use crate::{Catalogue, ItemIdx, Movie};
use std::collections::BTreeMap;

/// Which records of a catalogue are of one film.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duplicates {
    /// Records of a film that has several, each with the others, which rise.
    others: BTreeMap<ItemIdx, Vec<ItemIdx>>,
}

impl Duplicates {
    /// Compares movies of one title (regardless of case, accents and punctuation) and year. A movie without a year has
    /// no duplicates. Cost: one pass over the titles.
    #[must_use]
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut by_name: BTreeMap<(u16, String), Vec<ItemIdx>> = BTreeMap::new();
        for (item, movie) in catalogue.movies().iter().enumerate() {
            let name = fold(&movie.title);
            if let (Some(year), false) = (movie.year, name.is_empty()) {
                by_name.entry((year, name)).or_default().push(ItemIdx::new(item));
            }
        }
        let mut others: BTreeMap<ItemIdx, Vec<ItemIdx>> = BTreeMap::new();
        for records in by_name.into_values() {
            for &record in &records {
                let movie = catalogue.movie(record);
                let is_other = |other: &&ItemIdx| {
                    **other != record && !are_known_as_two(movie, catalogue.movie(**other))
                };
                let same: Vec<ItemIdx> = records.iter().filter(is_other).copied().collect();
                if !same.is_empty() {
                    others.insert(record, same);
                }
            }
        }
        Self { others }
    }

    /// The other records of the film, rising; usually there is none.
    #[must_use]
    pub fn others(&self, item: ItemIdx) -> &[ItemIdx] {
        self.others.get(&item).map_or(&[], Vec::as_slice)
    }

    /// Every record of a film that has several, rising, with the other records.
    pub fn iter(&self) -> impl Iterator<Item = (ItemIdx, &[ItemIdx])> {
        self.others.iter().map(|(&item, others)| (item, others.as_slice()))
    }
}

/// Whether ids of another catalogue show that two movies of one name and year are two films.
fn are_known_as_two(a: &Movie, b: &Movie) -> bool {
    let differ = |a: Option<u32>, b: Option<u32>| a.zip(b).is_some_and(|(a, b)| a != b);
    let is_tmdb_silent = a.tmdb_id.is_none() && b.tmdb_id.is_none();
    differ(a.tmdb_id, b.tmdb_id) || (is_tmdb_silent && differ(a.imdb_id, b.imdb_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn movie(id: u32, title: &str, imdb_id: Option<u32>, tmdb_id: Option<u32>) -> Movie {
        Movie { imdb_id, tmdb_id, ..Movie::new(id, title, Vec::new()) }
    }

    fn pairs(movies: Vec<Movie>) -> Vec<(u32, Vec<u32>)> {
        let catalogue = Catalogue::build(movies).expect("distinct ids");
        let id = |item: ItemIdx| catalogue.movie(item).id.0;
        let duplicates = Duplicates::of(&catalogue);
        duplicates
            .iter()
            .map(|(item, others)| (id(item), others.iter().map(|&item| id(item)).collect()))
            .collect()
    }

    #[test]
    fn one_title_and_year_is_one_film() {
        let movies = [
            "Chasing Amy (1997)",
            "Shanghai Noon",
            "chasing, amy! (1997)",
            "Shanghai Noon",
            "???? (1997)",
            "!!! (1997)",
            "Chasing Amy (1998)",
        ];
        let movies = (1..).zip(movies).map(|(id, title)| movie(id, title, None, None)).collect();
        assert_eq!(pairs(movies), [(1, vec![3]), (3, vec![1])], "no year or no name, no duplicate");
    }

    #[test]
    fn ids_tell_two_films_of_one_name_apart_and_those_of_tmdb_are_trusted_first() {
        let pair = |a: (Option<u32>, Option<u32>), b: (Option<u32>, Option<u32>)| {
            !pairs(vec![movie(1, "Emma (1996)", a.0, a.1), movie(2, "Emma (1996)", b.0, b.1)]).is_empty()
        };
        assert!(!pair((Some(116_191), Some(3573)), (Some(118_308), Some(12_254))), "TMDb knows two films");
        assert!(pair((Some(290_538), Some(4912)), (Some(270_288), Some(4912))), "TMDb knows one");
        assert!(pair((Some(81_454), None), (Some(79_285), Some(19_761))), "TMDb has merged them");
        assert!(!pair((Some(1), None), (Some(2), None)), "only IMDb knows them, as two");
        assert!(pair((Some(1), None), (None, None)), "nobody knows both");
    }

    #[test]
    fn a_film_may_have_more_than_two_records() {
        let tmdb_ids = [Some(7), None, Some(8)];
        let movies =
            (1..).zip(tmdb_ids).map(|(id, tmdb_id)| movie(id, "Eros (2004)", None, tmdb_id)).collect();
        assert_eq!(pairs(movies), [(1, vec![2]), (2, vec![1, 3]), (3, vec![2])]);
    }
}
