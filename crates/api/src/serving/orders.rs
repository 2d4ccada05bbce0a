//! All movies in each order that `GET /api/v1/movies` offers.
//!
//! Every order is worked out once, with each movie's place in it, so that the last page costs no more than the first.

use cinephile_data::search::sort_key;
use cinephile_data::{Catalogue, ItemIdx, Popularity, RatingStatistics};
use std::cmp::Reverse;

/// An order of movies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MovieOrder {
    /// Most ratings first.
    Popularity,
    /// By title, ignoring its article.
    Title,
    /// Newest first; movies of an unknown year last.
    Year,
    /// Highest mean first, damped by ten ratings at the overall mean.
    Stars,
}

impl MovieOrder {
    pub(crate) const ALL: [Self; 4] = [Self::Popularity, Self::Title, Self::Year, Self::Stars];

    /// The name that requests use.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Popularity => "popularity",
            Self::Title => "title",
            Self::Year => "year",
            Self::Stars => "stars",
        }
    }
}

/// All movies in every order. Movies that an order leaves equal keep the order of popularity.
pub(crate) struct MovieOrders {
    by_order: [Ordered; 4],
}

struct Ordered {
    items: Vec<ItemIdx>,
    /// Each item's place in `items`.
    places: Vec<u32>,
}

impl MovieOrders {
    /// Sorts all movies in every order. Cost: `O(n log n)`.
    pub(super) fn build(
        catalogue: &Catalogue,
        popularity: &Popularity,
        statistics: &RatingStatistics,
    ) -> Self {
        let keys: Vec<String> = catalogue.movies().iter().map(|movie| sort_key(&movie.title)).collect();
        let stars = statistics.mean_stars(popularity.counts());
        let ordered = |order: MovieOrder| {
            let mut items = popularity.order().to_vec();
            match order {
                MovieOrder::Popularity => {}
                MovieOrder::Title => items.sort_by(|a, b| keys[a.get()].cmp(&keys[b.get()])),
                MovieOrder::Year => items.sort_by_key(|&item| Reverse(catalogue.movie(item).year)),
                MovieOrder::Stars => items.sort_by(|a, b| stars[b.get()].total_cmp(&stars[a.get()])),
            }
            let mut places = vec![0; items.len()];
            for (place, item) in (0u32..).zip(&items) {
                places[item.get()] = place;
            }
            Ordered { items, places }
        };
        Self { by_order: MovieOrder::ALL.map(ordered) }
    }

    /// All movies in this order that come after `last`; all of them for `None`.
    pub(crate) fn behind(&self, order: MovieOrder, last: Option<ItemIdx>) -> &[ItemIdx] {
        let ordered = &self.by_order[order as usize];
        let from = last.map_or(0, |item| ordered.places[item.get()] as usize + 1);
        &ordered.items[from..]
    }

    /// Sorts some movies into this order.
    pub(crate) fn sort(&self, order: MovieOrder, items: &mut [ItemIdx]) {
        items.sort_unstable_by_key(|item| self.by_order[order as usize].places[item.get()]);
    }
}
