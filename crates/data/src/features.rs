//! Features of items: genres and years, which models may learn from beside the ratings.

use crate::{Catalogue, ItemIdx, Label};
use std::collections::BTreeMap;

/// The number of years that share a feature.
const SPAN: u16 = 5;
/// How the name of a genre's feature starts.
const GENRE: &str = "genre ";
/// How the name of a feature of years starts.
const YEARS: &str = "years ";

/// For each feature (a genre, or a span of five years), the items that have it.
///
/// Names rise strictly, as do the items of each feature, and every feature has an item. Items are columns of the matrix that
/// carries the features. Without features, models learn from ratings alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemFeatures {
    features: Vec<(String, Vec<ItemIdx>)>,
}

impl ItemFeatures {
    /// Genres and years of a catalogue's movies.
    #[must_use]
    pub fn of(catalogue: &Catalogue) -> Self {
        let labels = catalogue.labels();
        let genres: Vec<String> = labels.genres().iter().map(|genre| format!("{GENRE}{genre}")).collect();
        let pairs = catalogue.movies().iter().enumerate().flat_map(|(item, movie)| {
            let item = ItemIdx::new(item);
            let genres = labels.genres_of(item).iter().map(|&genre| genres[genre as usize].clone());
            genres.chain(movie.year.map(span)).map(move |name| (name, item))
        });
        Self::from_pairs(pairs)
    }

    /// Builds the features from `(feature, item)` pairs in any order; duplicates count once.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, ItemIdx)>) -> Self {
        let mut features = BTreeMap::<String, Vec<ItemIdx>>::new();
        for (name, item) in pairs {
            features.entry(name).or_default().push(item);
        }
        for items in features.values_mut() {
            items.sort_unstable();
            items.dedup();
        }
        Self { features: features.into_iter().collect() }
    }

    /// Each feature's name and its items.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &[ItemIdx])> {
        self.features.iter().map(|(name, items)| (name.as_str(), items.as_slice()))
    }

    /// The genres, in alphabetical order, then the decades, from the earliest on; each with its items, rising.
    #[must_use]
    pub fn labels(&self) -> Vec<(Label<'_>, Vec<ItemIdx>)> {
        let mut genres = Vec::new();
        let mut decades = BTreeMap::<u16, Vec<ItemIdx>>::new();
        for (name, items) in &self.features {
            if let Some(genre) = name.strip_prefix(GENRE) {
                genres.push((Label::Genre(genre), items.clone()));
            } else if let Some(first) = first_year(name) {
                decades.entry(first - first % 10).or_default().extend(items);
            }
        }
        let decades = decades.into_iter().map(|(first, mut items)| {
            items.sort_unstable();
            (Label::Decade(first), items)
        });
        genres.into_iter().chain(decades).collect()
    }

    /// The number of features.
    #[must_use]
    pub fn len(&self) -> usize {
        self.features.len()
    }

    /// Whether there are no features.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// The position of the last item that has a feature.
    #[must_use]
    pub fn last_item(&self) -> Option<ItemIdx> {
        self.features.iter().filter_map(|(_, items)| items.last().copied()).max()
    }

    /// The features after a change of columns: `new_index[i]` is the new column of item `i`, if it is kept.
    #[must_use]
    pub fn moved(&self, new_index: &[Option<ItemIdx>]) -> Self {
        let pairs = self.features.iter().flat_map(|(name, items)| {
            let known = items.iter().filter_map(|item| new_index.get(item.get()).copied().flatten());
            known.map(move |item| (name.clone(), item))
        });
        Self::from_pairs(pairs)
    }
}

/// The feature of a year.
fn span(year: u16) -> String {
    let first = year - year % SPAN;
    format!("{YEARS}{first} to {}", first.saturating_add(SPAN - 1))
}

/// The first year of a feature of years.
fn first_year(name: &str) -> Option<u16> {
    name.strip_prefix(YEARS)?.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Movie;

    fn movie(id: u32, title: &str, genres: &[&str]) -> Movie {
        Movie::new(id, title, genres.iter().map(|&genre| genre.to_owned()).collect())
    }

    fn listed(features: &ItemFeatures) -> Vec<(&str, Vec<usize>)> {
        features.iter().map(|(name, items)| (name, items.iter().map(|item| item.get()).collect())).collect()
    }

    #[test]
    fn movies_of_a_genre_or_of_a_time_share_a_feature() {
        let movies = vec![
            movie(1, "Toy Story (1995)", &["Animation", "Comedy"]),
            movie(2, "Jumanji (1999)", &["Comedy", "Comedy"]),
            movie(3, "Untitled", &[]),
        ];
        let features = ItemFeatures::of(&Catalogue::build(movies).expect("distinct ids"));
        let expected =
            [("genre Animation", vec![0]), ("genre Comedy", vec![0, 1]), ("years 1995 to 1999", vec![0, 1])];
        assert_eq!(listed(&features), expected);
        let moved = features.moved(&[None, Some(ItemIdx::new(0)), None]);
        assert_eq!(listed(&moved), [("genre Comedy", vec![0]), ("years 1995 to 1999", vec![0])]);
        assert_eq!((features.last_item(), moved.len()), (Some(ItemIdx::new(1)), 2));
    }
    #[test]
    fn features_become_genres_and_decades_again() {
        let movies = vec![
            movie(1, "Psycho (1960)", &["Horror"]),
            movie(2, "Jumanji (1999)", &["Comedy"]),
            movie(3, "Toy Story (1995)", &["Animation", "Comedy"]),
            movie(4, "Casino (1990)", &["Crime"]),
        ];
        let features = ItemFeatures::of(&Catalogue::build(movies).expect("distinct ids"));
        let labels = features.labels();
        let names: Vec<String> = labels.iter().map(|(label, _)| label.to_string()).collect();
        assert_eq!(names, ["Animation", "Comedy", "Crime", "Horror", "1960s", "1990s"]);
        assert_eq!(labels[1].1, [1, 2].map(ItemIdx::new));
        assert_eq!(labels[5].1, [1, 2, 3].map(ItemIdx::new));
        assert!(ItemFeatures::from_pairs([("tag noir".to_owned(), ItemIdx::new(0))]).labels().is_empty());
    }
}
