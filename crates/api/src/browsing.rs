//! All movies in an order, in pages: what `GET /api/v1/movies` walks along.
//!
//! Every order is worked out once; a page begins behind the movie that its cursor names, whose place in the order is
//! looked up, so that the last page costs no more than the first. A cursor also holds a mark of the question: one of another
//! question is refused, not answered with a page of something else.

use crate::error::ApiError;
use cinephile_data::search::sort_key;
use cinephile_data::{ItemId, ItemIdx};
use cinephile_engine::ServingData;
use std::cmp::Reverse;

/// The most movies that one search finds, over all pages.
pub(crate) const MAX_FOUND: usize = 1_000;

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MovieOrder {
    /// Most ratings first.
    Popularity,
    /// By title, its article aside.
    Title,
    /// Newest first; those of an unknown year last.
    Year,
    /// Highest mean first, damped by ten ratings at everybody's mean.
    Stars,
}

impl MovieOrder {
    pub(crate) const ALL: [Self; 4] = [Self::Popularity, Self::Title, Self::Year, Self::Stars];

    /// As requests write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Popularity => "popularity",
            Self::Title => "title",
            Self::Year => "year",
            Self::Stars => "stars",
        }
    }
}

/// Every movie in every order. Equal movies keep the order of popularity.
pub(crate) struct MovieOrders {
    by_order: [Ordered; 4],
}

struct Ordered {
    items: Vec<ItemIdx>,
    /// Each item's place in `items`.
    places: Vec<u32>,
}

impl MovieOrders {
    /// `by_popularity` are all movies, most ratings first. Cost: `O(n log n)`.
    pub(crate) fn build(data: &ServingData, by_popularity: &[ItemIdx]) -> Self {
        let catalogue = &data.catalogue;
        let keys: Vec<String> = catalogue.movies().iter().map(|movie| sort_key(&movie.title)).collect();
        let stars = data.statistics.mean_stars(&data.item_counts);
        let ordered = |order: MovieOrder| {
            let mut items = by_popularity.to_vec();
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

    /// All movies in this order, from the one behind `last` on.
    pub(crate) fn behind(&self, order: MovieOrder, last: Option<ItemIdx>) -> &[ItemIdx] {
        let ordered = &self.by_order[order as usize];
        let from = last.map_or(0, |item| ordered.places[item.get()] as usize + 1);
        &ordered.items[from..]
    }

    /// Puts some movies into this order.
    pub(crate) fn sort(&self, order: MovieOrder, items: &mut [ItemIdx]) {
        items.sort_unstable_by_key(|item| self.by_order[order as usize].places[item.get()]);
    }
}

/// Where a page ended, for one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MovieCursor {
    mark: String,
}

impl MovieCursor {
    /// For the question that these parts make.
    pub(crate) fn of_question(parts: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        Self { mark: hasher.finalize().to_hex()[..8].to_owned() }
    }

    /// As a page gives it.
    pub(crate) fn write(&self, last: ItemId) -> String {
        format!("{}-{last}", self.mark)
    }

    /// The last movie of the page before.
    ///
    /// # Errors
    /// `invalid_field` if it is no cursor, or of another question.
    pub(crate) fn read(&self, text: &str) -> Result<ItemId, ApiError> {
        let parts = text.split_once('-').and_then(|(mark, id)| Some((mark, ItemId(id.parse().ok()?))));
        let is_mark = |mark: &str| mark.len() == 8 && mark.bytes().all(|b| b.is_ascii_hexdigit());
        match parts {
            Some((mark, id)) if mark == self.mark => Ok(id),
            Some((mark, _)) if is_mark(mark) => {
                let detail = format!(
                    "cursor `{text}` is of another query, filter or sort; it goes on only with its own"
                );
                Err(ApiError::invalid_field("cursor", detail))
            }
            _ => {
                let detail = format!("cursor is `{text}`; it must be the `next_cursor` of an earlier page");
                Err(ApiError::invalid_field("cursor", detail))
            }
        }
    }

    /// A cursor whose movie is no longer in the list.
    pub(crate) fn outdated(text: &str) -> ApiError {
        let detail =
            format!("cursor `{text}` names a movie that is not in this list now; begin again without it");
        ApiError::invalid_field("cursor", detail)
    }
}
