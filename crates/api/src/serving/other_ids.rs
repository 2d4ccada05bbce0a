//! Movies by the ids that IMDb and TMDb give them, and by those of the source data where these are text.

use cinephile_data::{Catalogue, ItemIdx, Movie};
use std::collections::HashMap;

/// Where movies have an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OtherService {
    Imdb,
    Tmdb,
}

/// A catalogue's movies by their ids elsewhere. Records of one film may share an id.
pub(super) struct OtherIds {
    imdb: Vec<(u32, ItemIdx)>,
    tmdb: Vec<(u32, ItemIdx)>,
    /// Ids of the source data that are text.
    texts: HashMap<String, ItemIdx>,
}

impl OtherIds {
    /// Cost: `O(n log n)`.
    pub(super) fn build(catalogue: &Catalogue) -> Self {
        let sorted = |id: fn(&Movie) -> Option<u32>| {
            let numbered = catalogue.movies().iter().enumerate();
            let mut pairs: Vec<_> =
                numbered.filter_map(|(index, movie)| Some((id(movie)?, ItemIdx::new(index)))).collect();
            pairs.sort_unstable();
            pairs
        };
        let numbered = catalogue.movies().iter().enumerate();
        let text = |(index, movie): (usize, &Movie)| Some((movie.source_id.clone()?, ItemIdx::new(index)));
        let texts = numbered.filter_map(text).collect();
        Self { texts, imdb: sorted(|movie| movie.imdb_id), tmdb: sorted(|movie| movie.tmdb_id) }
    }

    /// The movie whose id in the source data is this text.
    pub(super) fn find_text(&self, id: &str) -> Option<ItemIdx> {
        self.texts.get(id).copied()
    }

    /// All records with this id, by position.
    pub(super) fn find(&self, service: OtherService, id: u32) -> impl Iterator<Item = ItemIdx> + '_ {
        let pairs = match service {
            OtherService::Imdb => &self.imdb,
            OtherService::Tmdb => &self.tmdb,
        };
        let from = pairs.partition_point(|(other, _)| *other < id);
        pairs[from..].iter().take_while(move |(other, _)| *other == id).map(|(_, item)| *item)
    }
}
