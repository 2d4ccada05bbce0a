//! Genres and decades of a catalogue's movies as numbers, so that code that looks at every movie compares no strings.

use crate::{ItemIdx, Movie};
use std::collections::BTreeSet;
use std::fmt;

/// Which labels (genres and decades) each movie of a catalogue has.
///
/// Labels are numbered: all genres in alphabetical order, then all decades from the earliest on. The labels of movie `i`
/// are `labels[starts[i]..starts[i + 1]]`: its genres in the source's order, then its decade, if its year is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    genres: Vec<String>,
    /// The first year of each.
    decades: Vec<u16>,
    starts: Vec<usize>,
    labels: Vec<u32>,
}

/// One label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label<'a> {
    /// A genre, such as *Horror*.
    Genre(&'a str),
    /// The first year of a decade, such as 1980.
    Decade(u16),
}

impl Labels {
    pub(crate) fn of(movies: &[Movie]) -> Self {
        let genres: BTreeSet<&str> =
            movies.iter().flat_map(|movie| &movie.genres).map(String::as_str).collect();
        let decades: BTreeSet<u16> = movies.iter().filter_map(decade).collect();
        let (genres, decades) = (Vec::from_iter(genres), Vec::from_iter(decades));
        let (mut starts, mut labels) = (Vec::with_capacity(movies.len() + 1), Vec::new());
        starts.push(0);
        for movie in movies {
            let own_genres =
                movie.genres.iter().filter_map(|genre| genres.binary_search(&genre.as_str()).ok());
            let own_decade = decade(movie).and_then(|first| decades.binary_search(&first).ok());
            let positions = own_genres.chain(own_decade.map(|position| genres.len() + position));
            let start = labels.len();
            for label in positions.filter_map(|position| u32::try_from(position).ok()) {
                if !labels[start..].contains(&label) {
                    labels.push(label);
                }
            }
            starts.push(labels.len());
        }
        Self { genres: genres.into_iter().map(str::to_owned).collect(), decades, starts, labels }
    }

    /// Every genre that a movie has, in alphabetical order; genre `g` is label `g`.
    #[must_use]
    pub fn genres(&self) -> &[String] {
        &self.genres
    }

    /// The first year of every decade that a movie is of, from the earliest on.
    #[must_use]
    pub fn decades(&self) -> &[u16] {
        &self.decades
    }

    /// The number of labels, genres and decades together.
    #[must_use]
    pub fn len(&self) -> usize {
        self.genres.len() + self.decades.len()
    }

    /// Whether no movie has a label.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The label of this number.
    ///
    /// # Panics
    /// If there are fewer.
    #[must_use]
    pub fn get(&self, label: u32) -> Label<'_> {
        let position = label as usize;
        match self.genres.get(position) {
            Some(genre) => Label::Genre(genre),
            None => Label::Decade(self.decades[position - self.genres.len()]),
        }
    }

    /// All labels in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = Label<'_>> {
        let genres = self.genres.iter().map(|genre| Label::Genre(genre));
        genres.chain(self.decades.iter().copied().map(Label::Decade))
    }

    /// The labels of a movie, each once: its genres, then its decade.
    ///
    /// # Panics
    /// If `item` is not a column of the catalogue.
    #[must_use]
    pub fn of_item(&self, item: ItemIdx) -> &[u32] {
        &self.labels[self.starts[item.get()]..self.starts[item.get() + 1]]
    }

    /// The genres of a movie, each once.
    ///
    /// # Panics
    /// If `item` is not a column of the catalogue.
    #[must_use]
    pub fn genres_of(&self, item: ItemIdx) -> &[u32] {
        let labels = self.of_item(item);
        match labels.split_last() {
            Some((&last, genres)) if last as usize >= self.genres.len() => genres,
            _ => labels,
        }
    }

    /// A test for movies of one of the named genres, if any is named, and of one of the named decades, if any is. It panics
    /// for an item that is not a column of the catalogue.
    pub fn is_of<'a>(&'a self, named: &[Label<'_>]) -> impl Fn(ItemIdx) -> bool + use<'a> {
        let (genres, decades): (Vec<Label<'_>>, Vec<Label<'_>>) =
            named.iter().partition(|label| matches!(label, Label::Genre(_)));
        let numbers = |named: Vec<Label<'_>>| {
            let is_named = !named.is_empty();
            let numbers = (0u32..).zip(self.iter()).filter(|(_, label)| named.contains(label));
            (is_named, numbers.map(|(number, _)| number).collect::<Vec<u32>>())
        };
        let kinds = [numbers(genres), numbers(decades)];
        move |item| {
            let own = self.of_item(item);
            kinds.iter().all(|(is_named, wanted)| !is_named || own.iter().any(|label| wanted.contains(label)))
        }
    }

    /// The labels of every movie, in column order.
    pub fn by_item(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.labels[ends[0]..ends[1]])
    }
}

/// The labels of an empty catalogue.
impl Default for Labels {
    fn default() -> Self {
        Self::of(&[])
    }
}

/// As people write it: `Horror`, `1980s`.
impl fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Genre(name) => f.write_str(name),
            Self::Decade(first) => write!(f, "{first}s"),
        }
    }
}

/// The first year of a movie's decade.
fn decade(movie: &Movie) -> Option<u16> {
    movie.year.map(|year| year - year % 10)
}

#[cfg(test)]
mod tests {
    use crate::{Catalogue, ItemIdx, Label, Movie};

    fn catalogue() -> Catalogue {
        let movie = |id, title, genres: &[&str]| {
            Movie::new(id, title, genres.iter().map(|&g| g.to_owned()).collect())
        };
        let movies = vec![
            movie(1, "Toy Story (1995)", &["Comedy", "Animation"]),
            movie(2, "Alien (1979)", &["Horror"]),
            movie(3, "Untitled", &[]),
            movie(4, "Undated", &["Horror", "Comedy"]),
        ];
        Catalogue::build(movies).expect("distinct ids")
    }

    #[test]
    fn genres_come_before_decades_and_each_movie_has_its_own() {
        let catalogue = catalogue();
        let labels = catalogue.labels();
        let names: Vec<String> = labels.iter().map(|label| label.to_string()).collect();
        assert_eq!(names, ["Animation", "Comedy", "Horror", "1970s", "1990s"]);
        assert_eq!(labels.genres(), ["Animation", "Comedy", "Horror"]);
        assert_eq!((labels.len(), labels.is_empty()), (5, false));
        let of_items: Vec<&[u32]> = labels.by_item().collect();
        assert_eq!(of_items, [&[1, 0, 4][..], &[2, 3], &[], &[2, 1]]);
        assert_eq!(labels.of_item(ItemIdx::new(3)), [2, 1]);
        let genres = [0, 1, 2, 3].map(|item| labels.genres_of(ItemIdx::new(item)).to_vec());
        assert_eq!(genres, [vec![1, 0], vec![2], vec![], vec![2, 1]]);
        assert_eq!((labels.get(2), labels.get(3)), (Label::Genre("Horror"), Label::Decade(1970)));
    }

    #[test]
    fn a_movie_is_of_what_is_named_if_it_has_one_of_each_kind() {
        let catalogue = catalogue();
        let of = |named: &[Label<'_>]| {
            let is_of = catalogue.labels().is_of(named);
            (0..4).filter(|&item| is_of(ItemIdx::new(item))).collect::<Vec<_>>()
        };
        assert_eq!(of(&[]), [0, 1, 2, 3]);
        assert_eq!(of(&[Label::Genre("Comedy")]), [0, 3]);
        assert_eq!(of(&[Label::Genre("Comedy"), Label::Genre("Horror")]), [0, 1, 3]);
        assert_eq!(of(&[Label::Genre("Comedy"), Label::Decade(1990), Label::Decade(1970)]), [0]);
        assert_eq!(of(&[Label::Genre("Opera")]), Vec::<usize>::new());
    }

    #[test]
    fn an_empty_catalogue_has_no_labels() {
        let catalogue = Catalogue::default();
        assert!(catalogue.labels().is_empty());
        assert_eq!(catalogue.labels().by_item().count(), 0);
    }
}
