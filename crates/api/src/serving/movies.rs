//! The movies of one snapshot: finding, ordering, filtering and describing them.

use super::orders::MovieOrders;
use super::other_ids::{OtherIds, OtherService};
use crate::error::ApiError;
use crate::types::{self, KeptMovie, MovieRef};
use cinephile_data::imports::{Export, ImportIndex, ImportReport, Matcher};
use cinephile_data::search::TitleIndex;
use cinephile_data::{
    Catalogue, ItemFeatures, ItemId, ItemIdx, Movie, Popularity, Provenance, RatingStatistics,
};
use cinephile_engine::{EverybodysStars, ItemTraits, ListRules, Onboarding, VisitorAnswers};
use std::sync::{Arc, OnceLock};

/// A catalogue with its indexes.
pub(crate) struct Movies {
    catalogue: Catalogue,
    /// The movies' ids, in their order: searched for every rating, so they lie close together.
    ids: Vec<ItemId>,
    /// The JSON of movies that were in a list: some 300 bytes each.
    kept: Vec<OnceLock<KeptMovie>>,
    /// Whether other services' ids mean nothing here, since the movies' ids are the sample's own.
    is_sample: bool,
    titles: TitleIndex,
    movie_ids: ImportIndex,
    other_ids: OtherIds,
    onboarding: Onboarding,
    popularity: Popularity,
    /// The movies' years, side by side in memory: filters look at every movie in each request.
    years: Vec<Option<u16>>,
    traits: ItemTraits,
    orders: MovieOrders,
    rules: Arc<ListRules>,
    everybodys_stars: EverybodysStars,
    poster_version: String,
}

/// What [`Movies`] are built from, all of one data set.
pub(super) struct MoviesParts {
    pub(super) catalogue: Catalogue,
    /// How many ratings each movie has.
    pub(super) popularity: Popularity,
    pub(super) onboarding: Onboarding,
    /// The films that the catalogue lists more than once.
    pub(super) rules: Arc<ListRules>,
    pub(super) provenance: Provenance,
    /// BLAKE3 of the data, in hex.
    pub(super) content_hash: String,
}

impl Movies {
    /// Indexes the movies; counts and statistics must be of as many movies as the catalogue has.
    pub(super) fn build(parts: MoviesParts, statistics: &RatingStatistics) -> Self {
        let MoviesParts { catalogue, popularity, onboarding, rules, provenance, content_hash } = parts;
        Self {
            ids: catalogue.movies().iter().map(|movie| movie.id).collect(),
            kept: catalogue.movies().iter().map(|_| OnceLock::new()).collect(),
            is_sample: provenance == Provenance::Generated,
            titles: TitleIndex::build(&catalogue, &popularity),
            movie_ids: ImportIndex::build(&catalogue),
            other_ids: OtherIds::build(&catalogue),
            onboarding,
            years: catalogue.movies().iter().map(|movie| movie.year).collect(),
            orders: MovieOrders::build(&catalogue, &popularity, statistics),
            traits: ItemTraits::build(popularity.clone(), &ItemFeatures::of(&catalogue)),
            popularity,
            rules,
            everybodys_stars: EverybodysStars::of(statistics),
            poster_version: poster_version(&content_hash),
            catalogue,
        }
    }

    /// How many movies there are.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The movie with this id.
    pub(crate) fn find(&self, id: ItemId) -> Option<ItemIdx> {
        self.ids.binary_search(&id).ok().map(ItemIdx::new)
    }

    /// The movie that a request means.
    pub(crate) fn find_ref(&self, movie: &MovieRef) -> Option<ItemIdx> {
        match movie {
            MovieRef::Id(id) => self.find(ItemId(*id)).or_else(|| self.find_text_id(&id.to_string())),
            MovieRef::Text(text) => self.find_text_id(text).or_else(|| self.find(ItemId(text.parse().ok()?))),
        }
    }

    /// The movies that another service gives this id: none, one, or all records of one film.
    pub(crate) fn find_other(&self, service: OtherService, id: u32) -> impl Iterator<Item = ItemIdx> + '_ {
        self.other_ids.find(service, id)
    }

    /// The movie whose id in the source data is this text.
    pub(crate) fn find_text_id(&self, id: &str) -> Option<ItemIdx> {
        self.other_ids.find_text(id)
    }

    pub(crate) fn get(&self, item: ItemIdx) -> &Movie {
        self.catalogue.movie(item)
    }

    /// How many ratings each movie has, and the movies in that order.
    pub(crate) fn popularity(&self) -> &Popularity {
        &self.popularity
    }

    /// Every genre that a movie has, in alphabetical order.
    pub(crate) fn genres(&self) -> &[String] {
        self.catalogue.labels().genres()
    }

    /// The first year of every decade that a movie is of, from the earliest on.
    pub(crate) fn decades(&self) -> &[u16] {
        self.catalogue.labels().decades()
    }

    /// Whether the movie has any of the genres that `marks` marks, by position in [`Movies::genres`].
    pub(crate) fn has_genre(&self, item: ItemIdx, marks: &[bool]) -> bool {
        self.catalogue.labels().genres_of(item).iter().any(|&genre| marks[genre as usize])
    }

    pub(crate) fn year(&self, item: ItemIdx) -> Option<u16> {
        self.years[item.get()]
    }

    /// The movie as it goes over the wire.
    pub(crate) fn describe(&self, item: ItemIdx) -> types::Movie {
        types::Movie::new(self.get(item), &self.poster_version)
    }

    /// Several movies as they go over the wire.
    pub(crate) fn describe_all(&self, items: &[ItemIdx]) -> Vec<types::Movie> {
        items.iter().map(|&item| self.describe(item)).collect()
    }

    /// The same as [`Movies::describe`], as JSON that is written once and kept.
    ///
    /// # Errors
    /// `internal`; no movie gives cause for it.
    pub(crate) fn kept(&self, item: ItemIdx) -> Result<KeptMovie, ApiError> {
        let place = &self.kept[item.get()];
        if let Some(kept) = place.get() {
            return Ok(kept.clone());
        }
        let kept = KeptMovie::new(&self.describe(item)).map_err(|e| ApiError::internal(&e))?;
        Ok(place.get_or_init(|| kept).clone())
    }

    /// Movies whose titles are close to `query`, the best match first.
    pub(crate) fn search(&self, query: &str, limit: usize) -> Vec<ItemIdx> {
        self.titles.search(query, limit)
    }

    /// The one movie with this whole title, with or without its year.
    pub(crate) fn find_title(&self, title: &str) -> Option<ItemIdx> {
        self.titles.resolve_title(title)
    }

    /// The movies that another service's export speaks of.
    pub(crate) fn match_export(&self, export: Export, is_wanted: &dyn Fn() -> bool) -> Option<ImportReport> {
        let (catalogue, ids, titles) = (&self.catalogue, &self.movie_ids, &self.titles);
        Matcher { catalogue, ids, titles, has_movielens_ids: !self.is_sample }.match_export(export, is_wanted)
    }

    /// What to rate next, the most telling first; another `seed` gives another order.
    pub(crate) fn suggest(&self, answers: &VisitorAnswers<'_>, limit: usize, seed: u64) -> Vec<ItemIdx> {
        self.onboarding.next_films(answers, &self.rules, self.catalogue.labels(), limit, seed)
    }

    /// The `limit` movies with the most ratings, most first.
    pub(crate) fn best_known(&self, limit: usize) -> &[ItemIdx] {
        let all = self.popularity.order();
        &all[..limit.min(all.len())]
    }

    /// How well known each movie is, and what it has in common with others.
    pub(crate) fn traits(&self) -> &ItemTraits {
        &self.traits
    }

    /// The other records of the films that `items` are of.
    pub(crate) fn other_records(&self, items: &[ItemIdx]) -> Vec<ItemIdx> {
        self.rules.others_of(items).collect()
    }

    /// What everybody's stars are, which movies without stars are read against.
    pub(crate) fn everybodys_stars(&self) -> &EverybodysStars {
        &self.everybodys_stars
    }

    /// All movies in every order.
    pub(crate) fn orders(&self) -> &MovieOrders {
        &self.orders
    }

    /// A text that changes whenever any poster may look different.
    pub(crate) fn poster_version(&self) -> &str {
        &self.poster_version
    }
}

/// Posters are drawn from titles, so other data may give the same id another poster.
fn poster_version(content_hash: &str) -> String {
    let content = format!("{}:{content_hash}", crate::posters::DESIGN_VERSION);
    blake3::hash(content.as_bytes()).to_hex()[..8].to_owned()
}
