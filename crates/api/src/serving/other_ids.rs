//! Movies by the ids that IMDb and TMDb give them.

use cinephile_data::{Catalogue, ItemIdx, Movie};

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
        Self { imdb: sorted(|movie| movie.imdb_id), tmdb: sorted(|movie| movie.tmdb_id) }
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
