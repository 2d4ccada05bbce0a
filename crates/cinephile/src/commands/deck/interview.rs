//! Asks a visitor one card after another, as the page does.

use crate::personas_file::Persona;
use cinephile_data::{Dataset, ItemIdx, Label, OwnedHistory};
use cinephile_engine::{ListRules, Onboarding, VisitorAnswers};
use serde::Serialize;

/// With so many known movies, a visitor has told enough for a good list.
pub(super) const ENOUGH: usize = 8;

/// Everything that the command prints.
#[derive(Serialize)]
pub(super) struct Printout {
    /// The data set's name.
    pub(super) data: String,
    /// Genres and decades that every persona named at the start.
    pub(super) named: Vec<String>,
    pub(super) personas: Vec<Deck>,
}

/// What one persona was asked, and answered.
#[derive(Serialize)]
pub(super) struct Deck {
    pub(super) name: String,
    /// How many movies the persona has seen.
    pub(super) n_seen: usize,
    pub(super) cards: Vec<Card>,
    /// How many of the cards the persona knew.
    pub(super) n_known: usize,
    /// After how many cards the persona had known eight; `null` if after none.
    pub(super) cards_until_eight: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct Card {
    pub(super) id: u32,
    pub(super) title: String,
    pub(super) year: Option<u16>,
    pub(super) genres: Vec<String>,
    /// `null` if the persona has not seen the movie.
    pub(super) stars: Option<f32>,
}

/// Asks visitors.
pub(super) struct Interview<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) onboarding: &'a Onboarding,
    /// Films that the catalogue lists twice.
    pub(super) rules: &'a ListRules,
    /// What every visitor names at the start.
    pub(super) named: &'a [Label<'a>],
    pub(super) n_cards: usize,
}

impl Interview<'_> {
    /// Asks a visitor who has seen the movies in `seen`.
    ///
    /// The page shows a card's successor behind it, so the answer to a card changes the card after the next.
    pub(super) fn ask(&self, persona: &Persona, seen: &OwnedHistory) -> Deck {
        let (mut rated, mut not_seen, mut cards) = (Vec::new(), Vec::new(), Vec::new());
        let mut waiting = self.next(&[], &[], None, 2);
        while cards.len() < self.n_cards && !waiting.is_empty() {
            let item = waiting.remove(0);
            let stars = seen.as_history().stars_of(item);
            match stars {
                Some(stars) => rated.push((item, stars)),
                None => not_seen.push(item),
            }
            cards.push(self.card(item, stars));
            let kept = waiting.first().copied();
            waiting = self.next(&rated, &not_seen, kept, 2);
        }
        let known = (1..).zip(&cards).filter(|(_, card)| card.stars.is_some()).map(|(n, _)| n);
        let known: Vec<usize> = known.collect();
        Deck {
            name: persona.name.clone(),
            n_seen: seen.as_history().len(),
            n_known: known.len(),
            cards_until_eight: known.get(ENOUGH - 1).copied(),
            cards,
        }
    }

    /// The next `n` cards: the one that is shown already, then what the onboarding asks after these answers.
    fn next(
        &self,
        rated: &[(ItemIdx, f32)],
        not_seen: &[ItemIdx],
        kept: Option<ItemIdx>,
        n: usize,
    ) -> Vec<ItemIdx> {
        let rated = OwnedHistory::from_pairs(rated.to_vec());
        let answers = VisitorAnswers { rated: rated.as_history(), not_seen, named: self.named };
        let asked = self
            .onboarding
            .next_films(&answers, self.rules, self.dataset.catalogue.labels(), n, 0)
            .into_iter()
            .filter(|&item| kept != Some(item));
        kept.into_iter().chain(asked).take(n).collect()
    }

    fn card(&self, item: ItemIdx, stars: Option<f32>) -> Card {
        let movie = self.dataset.catalogue.movie(item);
        let (title, genres) = (movie.title.clone(), movie.genres.clone());
        Card { id: movie.id.0, title, year: movie.year, genres, stars }
    }
}
