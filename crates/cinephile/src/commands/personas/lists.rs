//! Makes the lists, and measures them: how much of each is the persona's taste, and how much is what everybody knows.

use super::taste::taste;
use crate::personas_file::Persona;
use anyhow::Result;
use cinephile_data::{Dataset, ItemIdx};
use cinephile_engine::{ModelRecommender, Query, Recommender as _};
use cinephile_eval::Chart;
use cinephile_models::Algorithm;
use serde::Serialize;

/// The length of a list.
const TOP: usize = 10;
/// Lists are made after so many ratings, and after all.
const FIRST: [usize; 3] = [1, 2, 3];

/// Everything that the command prints.
#[derive(Serialize)]
pub(super) struct Printout {
    /// The data set's name.
    pub(super) data: String,
    pub(super) personas: Vec<PersonaLists>,
}

#[derive(Serialize)]
pub(super) struct PersonaLists {
    pub(super) name: String,
    /// Genres and decades of at least half of the movies that the persona likes.
    pub(super) taste: Vec<String>,
    pub(super) algorithms: Vec<AlgorithmLists>,
}

#[derive(Serialize)]
pub(super) struct AlgorithmLists {
    pub(super) algorithm: &'static str,
    pub(super) lists: Vec<List>,
}

/// The list after the first ratings.
#[derive(Serialize)]
pub(super) struct List {
    pub(super) ratings: Vec<RatedMovie>,
    /// At most ten, best first.
    pub(super) movies: Vec<ListedMovie>,
    /// For each part of the taste, the share of the list that has it.
    pub(super) taste_shares: Vec<TasteShare>,
    /// The share of the list among everybody's best-known movies.
    pub(super) chart_share: f64,
}

#[derive(Serialize)]
pub(super) struct RatedMovie {
    #[serde(flatten)]
    pub(super) movie: ListedMovie,
    pub(super) stars: f32,
}

#[derive(Serialize)]
pub(super) struct ListedMovie {
    pub(super) id: u32,
    pub(super) title: String,
    pub(super) year: Option<u16>,
    pub(super) genres: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct TasteShare {
    pub(super) label: String,
    pub(super) share: f64,
}

impl Printout {
    pub(super) fn new(
        dataset: &Dataset,
        personas: &[Persona],
        recommenders: &[(Algorithm, ModelRecommender)],
    ) -> Result<Self> {
        let maker = Maker { dataset, chart: Chart::of(&dataset.interactions) };
        let personas = personas.iter().map(|persona| maker.persona(persona, recommenders));
        Ok(Self { data: dataset.name.clone(), personas: personas.collect::<Result<_>>()? })
    }
}

struct Maker<'a> {
    dataset: &'a Dataset,
    chart: Chart,
}

impl Maker<'_> {
    fn persona(
        &self,
        persona: &Persona,
        recommenders: &[(Algorithm, ModelRecommender)],
    ) -> Result<PersonaLists> {
        let taste = taste(persona, self.dataset.catalogue.labels());
        let algorithms = recommenders.iter().map(|(algorithm, recommender)| {
            let numbers = numbers_of_ratings(persona.ratings.len()).into_iter();
            let lists = numbers.map(|n| self.list(persona, n, &taste, recommender));
            Ok(AlgorithmLists { algorithm: algorithm.name(), lists: lists.collect::<Result<_>>()? })
        });
        Ok(PersonaLists {
            name: persona.name.clone(),
            taste: taste.iter().map(|&label| self.label(label)).collect(),
            algorithms: algorithms.collect::<Result<_>>()?,
        })
    }

    fn list(
        &self,
        persona: &Persona,
        n_ratings: usize,
        taste: &[u32],
        recommender: &ModelRecommender,
    ) -> Result<List> {
        let history = persona.first(n_ratings);
        let list = recommender.recommend(&Query::new(history.as_history(), TOP))?;
        let items: Vec<ItemIdx> = list.into_iter().map(|found| found.item).collect();
        let labels = self.dataset.catalogue.labels();
        let taste_shares = taste.iter().map(|label| TasteShare {
            label: self.label(*label),
            share: share(&items, |item| labels.of_item(item).contains(label)),
        });
        let rated = persona.ratings.iter().take(n_ratings);
        Ok(List {
            ratings: rated
                .map(|&(item, stars)| RatedMovie { movie: self.movie(item), stars: stars.value() })
                .collect(),
            movies: items.iter().map(|&item| self.movie(item)).collect(),
            taste_shares: taste_shares.collect(),
            chart_share: share(&items, |item| self.chart.contains(item)),
        })
    }

    fn label(&self, label: u32) -> String {
        self.dataset.catalogue.labels().get(label).to_string()
    }

    fn movie(&self, item: ItemIdx) -> ListedMovie {
        let movie = self.dataset.catalogue.movie(item);
        ListedMovie {
            id: movie.id.0,
            title: movie.title.clone(),
            year: movie.year,
            genres: movie.genres.clone(),
        }
    }
}

/// After how many ratings a persona with `n` ratings gets lists: each number once, rising.
fn numbers_of_ratings(n: usize) -> Vec<usize> {
    let mut numbers: Vec<usize> = FIRST.into_iter().filter(|&first| first < n).collect();
    numbers.push(n);
    numbers
}

/// The share of a list with a property; 0 for an empty list.
fn share(items: &[ItemIdx], has: impl Fn(ItemIdx) -> bool) -> f64 {
    let n_having = items.iter().filter(|&&item| has(item)).count();
    n_having as f64 / items.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persona_gets_a_list_for_each_of_the_first_ratings_and_one_for_all() {
        assert_eq!(numbers_of_ratings(1), [1]);
        assert_eq!(numbers_of_ratings(3), [1, 2, 3]);
        assert_eq!(numbers_of_ratings(8), [1, 2, 3, 8]);
    }
}
