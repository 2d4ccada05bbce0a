//! Resolving a title that somebody wrote to the movie that it means.

use super::fold::{fold, without_article};
use crate::{Catalogue, ItemIdx, parse_title};
use std::collections::HashMap;

/// The kinds of a movie's names, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    /// Its title with the article.
    Title,
    /// Its title without the article.
    BareTitle,
    /// An alternative title.
    Other,
}

/// A movie that a name may mean.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    name: Name,
    item: ItemIdx,
    year: Option<u16>,
}

/// Folded names and the movies that they mean, the most likely first.
pub(super) struct Resolver {
    meanings: HashMap<String, Vec<Meaning>>,
}

impl Resolver {
    /// Over all names of all movies; `counts` are the numbers of ratings of each movie.
    pub(super) fn build(catalogue: &Catalogue, counts: &[u32]) -> Self {
        let mut meanings: HashMap<String, Vec<Meaning>> = HashMap::new();
        for (index, movie) in catalogue.movies().iter().enumerate() {
            let mut add = |key: String, name| {
                meanings.entry(key).or_default().push(Meaning {
                    name,
                    item: ItemIdx::new(index),
                    year: movie.year,
                });
            };
            let title = fold(&movie.title);
            add(without_article(&title).to_owned(), Name::BareTitle);
            add(title, Name::Title);
            for other in &movie.alternative_titles {
                let other = fold(other);
                add(without_article(&other).to_owned(), Name::Other);
                add(other, Name::Other);
            }
        }
        for list in meanings.values_mut() {
            list.sort_by(|a, b| {
                let known = |meaning: &Meaning| counts[meaning.item.get()];
                a.name.cmp(&b.name).then(known(b).cmp(&known(a))).then(a.item.cmp(&b.item))
            });
        }
        Self { meanings }
    }

    /// See [`TitleIndex::resolve_title`](super::TitleIndex::resolve_title).
    pub(super) fn resolve(&self, title: &str) -> Option<ItemIdx> {
        let parsed = parse_title(title);
        self.find(&fold(&parsed.title), parsed.year).or_else(|| {
            // The year without its brackets: "Heat 1995".
            let (name, year) = title.trim().rsplit_once(' ')?;
            let year = year.parse().ok().filter(|_| year.len() == 4)?;
            self.find(&fold(&parse_title(name).title), Some(year))
        })
    }

    /// See [`TitleIndex::with_title`](super::TitleIndex::with_title).
    pub(super) fn all(&self, title: &str) -> Vec<ItemIdx> {
        let whole = fold(title);
        let parsed = fold(&parse_title(title).title);
        let names = [&*whole, &*parsed, without_article(&whole), without_article(&parsed)];
        let named = names.into_iter().filter(|name| !name.is_empty());
        let Some(meanings) = named.into_iter().find_map(|name| self.meanings.get(name)) else {
            return Vec::new();
        };
        let mut items = Vec::with_capacity(meanings.len());
        for meaning in meanings {
            if !items.contains(&meaning.item) {
                items.push(meaning.item);
            }
        }
        items
    }

    fn find(&self, folded: &str, year: Option<u16>) -> Option<ItemIdx> {
        [folded, without_article(folded)].into_iter().filter(|name| !name.is_empty()).find_map(|name| {
            let fits = |meaning: &&Meaning| year.is_none() || meaning.year == year;
            self.meanings.get(name)?.iter().find(fits).map(|meaning| meaning.item)
        })
    }
}
