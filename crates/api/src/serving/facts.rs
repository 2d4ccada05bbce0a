//! Genres and years of all movies, packed for filters that look at every movie in each request.

use cinephile_data::{Catalogue, ItemIdx};
use std::collections::BTreeSet;

/// Genres as positions among all of them, and years, by item; side by side in memory, unlike the movies themselves.
pub(crate) struct MovieFacts {
    genres: Vec<String>,
    /// Item `i` has the genres `positions[starts[i]..starts[i + 1]]`.
    starts: Vec<u32>,
    positions: Vec<u16>,
    years: Vec<Option<u16>>,
}

impl MovieFacts {
    pub(crate) fn build(catalogue: &Catalogue) -> Self {
        let movies = catalogue.movies();
        let genres: BTreeSet<&String> = movies.iter().flat_map(|movie| &movie.genres).collect();
        let genres: Vec<String> = genres.into_iter().cloned().collect();
        let (mut starts, mut positions) = (vec![0], Vec::new());
        for movie in movies {
            let known = movie.genres.iter().filter_map(|genre| genres.binary_search(genre).ok());
            positions.extend(known.filter_map(|position| u16::try_from(position).ok()));
            starts.push(u32::try_from(positions.len()).unwrap_or(u32::MAX));
        }
        Self { genres, starts, positions, years: movies.iter().map(|movie| movie.year).collect() }
    }

    /// Every genre that a movie has, in order.
    pub(crate) fn genres(&self) -> &[String] {
        &self.genres
    }

    /// Whether the movie has any of the genres whose positions `wanted` marks.
    pub(crate) fn has_genre(&self, item: ItemIdx, wanted: &[bool]) -> bool {
        let own = self.starts[item.get()] as usize..self.starts[item.get() + 1] as usize;
        self.positions[own].iter().any(|&position| wanted[usize::from(position)])
    }

    pub(crate) fn year(&self, item: ItemIdx) -> Option<u16> {
        self.years[item.get()]
    }
}
