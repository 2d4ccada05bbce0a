//! The map of tastes: where well-known movies lie in the plane, and where a visitor is among them.
//!
//! Movies are placed by [`LayoutParams`] from a model's item vectors, once. A visitor is placed among the movies that are
//! nearest to their own vector, at the geometric median, which lies where most of those movies are. Rejected: the mean of
//! their places. It would put a visitor who loves two far ends of the map into the void between them.

mod layout;

pub use layout::{LayoutError, LayoutParams};

use cinephile_data::{History, ItemIdx, best_first};
use cinephile_models::ItemSpace;
use layout::trustworthiness;
use std::sync::Arc;

/// How many movies a visitor is placed among.
const N_NEAREST: usize = 15;
/// Steps of the geometric median; long before the last they are too small to see.
const N_STEPS: usize = 100;
/// Smaller distances count as this one, so that a step never divides by zero.
const NEAR: f32 = 1e-6;
/// How many neighbours of each movie a map is judged by.
const JUDGED_NEIGHBOURS: usize = 15;

/// Where movies lie, with the model that places visitors among them. Immutable.
#[derive(Clone)]
pub struct TasteMap {
    items: Vec<ItemIdx>,
    positions: Vec<[f32; 2]>,
    space: Arc<dyn ItemSpace>,
}

/// Places that do not make a map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// Not one place for each movie.
    #[error("{n_positions} positions for {n_items} movies; each movie needs one")]
    Positions {
        /// How many positions there are.
        n_positions: usize,
        /// How many movies there are.
        n_items: usize,
    },
    /// A movie that the model does not know.
    #[error("movie {got} is not one of the model's {n_items}")]
    Item {
        /// Its position in the catalogue.
        got: usize,
        /// How many the model knows.
        n_items: usize,
    },
    /// A place outside the map.
    #[error("the position of movie {item} is not within -1 and 1")]
    Range {
        /// Its position in the catalogue.
        item: usize,
    },
    /// The vectors cannot be laid out.
    #[error("the movies cannot be laid out: {0}")]
    Layout(#[from] LayoutError),
}

/// How much of the neighbourhoods a map keeps: 1 is all, 0.5 is what chance would keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapTrust {
    /// Of this map.
    pub map: f64,
    /// Of the plane of the two principal components, for comparison.
    pub plane: f64,
}

/// Where a visitor lies on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct VisitorPlace {
    /// Two coordinates, each in `-1..=1`.
    pub position: [f32; 2],
    /// The movies nearest to the visitor's taste, the nearest first.
    pub nearest: Vec<ItemIdx>,
}

impl TasteMap {
    /// Places the items, except for those whose vector is zero. See [`LayoutParams::layout`] for the cost.
    ///
    /// # Errors
    /// If the model does not know an item, or there are too many for a layout.
    pub fn lay_out(
        space: Arc<dyn ItemSpace>,
        items: &[ItemIdx],
        params: &LayoutParams,
    ) -> Result<Self, MapError> {
        check_items(&*space, items)?;
        let known = |item: &ItemIdx| vector(&*space, *item).iter().any(|&value| value != 0.0);
        let items: Vec<ItemIdx> = items.iter().copied().filter(known).collect();
        let positions = params.layout(&gather(&*space, &items), space.n_factors())?;
        Ok(Self { items, positions, space })
    }

    /// A map that was laid out before.
    ///
    /// # Errors
    /// If an item has no place within the square, or the model does not know it.
    pub fn from_positions(
        space: Arc<dyn ItemSpace>,
        items: Vec<ItemIdx>,
        positions: Vec<[f32; 2]>,
    ) -> Result<Self, MapError> {
        check_items(&*space, &items)?;
        if items.len() != positions.len() {
            return Err(MapError::Positions { n_positions: positions.len(), n_items: items.len() });
        }
        let is_inside = |position: &[f32; 2]| position.iter().all(|value| (-1.0..=1.0).contains(value));
        if let Some(at) = positions.iter().position(|position| !is_inside(position)) {
            return Err(MapError::Range { item: items[at].get() });
        }
        Ok(Self { items, positions, space })
    }

    /// The movies on the map.
    #[must_use]
    pub fn items(&self) -> &[ItemIdx] {
        &self.items
    }

    /// Where each of [`items`](Self::items) is, each coordinate in `-1..=1`.
    #[must_use]
    pub fn positions(&self) -> &[[f32; 2]] {
        &self.positions
    }

    /// How many items the model of this map knows.
    #[must_use]
    pub fn n_items(&self) -> usize {
        self.space.n_items()
    }

    /// How much of each movie's 15 nearest neighbours the map keeps, compared with the plane of principal components.
    ///
    /// # Errors
    /// If the vectors cannot be laid out.
    pub fn trust(&self) -> Result<MapTrust, MapError> {
        let (vectors, n_factors) = (gather(&*self.space, &self.items), self.space.n_factors());
        let plane = LayoutParams { n_epochs: 0, ..LayoutParams::default() }.layout(&vectors, n_factors)?;
        let trust =
            |positions: &[[f32; 2]]| trustworthiness(&vectors, n_factors, positions, JUDGED_NEIGHBOURS);
        Ok(MapTrust { map: trust(&self.positions)?, plane: trust(&plane)? })
    }

    /// Where a visitor with this history lies: the geometric median (Weiszfeld 1937) of the 15 movies on the map whose
    /// vectors have the largest cosine with theirs, weighted by it. `None` if the visitor rated nothing that the model
    /// knows, no cosine is above 0, or the map is empty. Cost: one product for each movie.
    #[must_use]
    pub fn place(&self, history: History<'_>) -> Option<VisitorPlace> {
        let visitor = self.space.place(history);
        let cosine = |&item: &ItemIdx| {
            let own = vector(&*self.space, item);
            let product: f32 = own.iter().zip(&visitor).map(|(a, b)| a * b).sum();
            let length = own.iter().map(|value| value * value).sum::<f32>().sqrt();
            if length > 0.0 { product / length } else { 0.0 }
        };
        let mut near: Vec<(f32, usize)> =
            self.items.iter().map(cosine).enumerate().map(|(at, likeness)| (likeness, at)).collect();
        near.retain(|&(likeness, _)| likeness > 0.0);
        near.sort_unstable_by(|a, b| best_first(*a, *b));
        near.truncate(N_NEAREST);
        if near.is_empty() {
            return None;
        }
        let points: Vec<([f32; 2], f32)> =
            near.iter().map(|&(weight, at)| (self.positions[at], weight)).collect();
        let nearest = near.iter().map(|&(_, at)| self.items[at]).collect();
        Some(VisitorPlace { position: geometric_median(&points), nearest })
    }
}

/// The point whose weighted distances to the others have the least sum; starts at their mean.
fn geometric_median(points: &[([f32; 2], f32)]) -> [f32; 2] {
    let mean = |weight: &dyn Fn([f32; 2], f32) -> f32| {
        let (mut sum, mut total) = ([0.0f32; 2], 0.0f32);
        for &(point, own) in points {
            let weight = weight(point, own);
            sum = [sum[0] + weight * point[0], sum[1] + weight * point[1]];
            total += weight;
        }
        let total = total.max(f32::MIN_POSITIVE);
        [(sum[0] / total).clamp(-1.0, 1.0), (sum[1] / total).clamp(-1.0, 1.0)]
    };
    let mut centre = mean(&|_, own| own);
    for _ in 0..N_STEPS {
        let distance =
            |point: [f32; 2]| ((point[0] - centre[0]).powi(2) + (point[1] - centre[1]).powi(2)).sqrt();
        centre = mean(&|point, own| own / distance(point).max(NEAR));
    }
    centre
}

fn check_items(space: &dyn ItemSpace, items: &[ItemIdx]) -> Result<(), MapError> {
    let n_items = space.n_items();
    match items.iter().find(|item| item.get() >= n_items) {
        Some(item) => Err(MapError::Item { got: item.get(), n_items }),
        None => Ok(()),
    }
}

fn vector(space: &dyn ItemSpace, item: ItemIdx) -> &[f32] {
    &space.item_vectors()[item.get() * space.n_factors()..][..space.n_factors()]
}

fn gather(space: &dyn ItemSpace, items: &[ItemIdx]) -> Vec<f32> {
    items.iter().flat_map(|&item| vector(space, item).iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{Interactions, OwnedHistory, UserIdx};
    use cinephile_models::{Fit as _, IalsParams};

    /// Even users love even items, odd users odd ones.
    fn space() -> Arc<dyn ItemSpace> {
        let params = IalsParams { n_factors: 4, n_epochs: 4, ..IalsParams::default() };
        Arc::new(params.fit(&Interactions::checkerboard(40)).expect("fitted"))
    }

    fn all() -> Vec<ItemIdx> {
        (0..40).map(ItemIdx::new).collect()
    }

    #[test]
    fn a_visitor_is_among_the_movies_that_they_love() {
        let map = TasteMap::lay_out(space(), &all(), &LayoutParams::default()).expect("laid out");
        let board = Interactions::checkerboard(40);
        for user in [4, 7] {
            let place = map.place(board.history(UserIdx::new(user))).expect("somewhere");
            assert!(place.nearest.iter().all(|item| item.get() % 2 == user % 2), "{:?}", place.nearest);
            let distance = |at: usize| {
                let [x, y] = map.positions()[at];
                (x - place.position[0]).hypot(y - place.position[1])
            };
            let closest = (0..40).min_by(|&a, &b| distance(a).total_cmp(&distance(b))).expect("some");
            assert_eq!(map.items()[closest].get() % 2, user % 2, "user {user} at {:?}", place.position);
        }
        assert_eq!(map.place(OwnedHistory::default().as_history()), None);
    }

    #[test]
    fn the_median_is_where_most_are_and_not_between() {
        let points = [([-1.0, 0.0], 1.0), ([-0.9, 0.0], 1.0), ([-0.95, 0.1], 1.0), ([1.0, 0.0], 1.0)];
        let [x, y] = geometric_median(&points);
        assert!(x < -0.85 && y.abs() < 0.1, "{x} {y}");
        assert_eq!(geometric_median(&[([0.5, -0.5], 0.1)]), [0.5, -0.5]);
    }

    #[test]
    fn a_kept_map_is_checked_before_it_is_used() {
        let laid = TasteMap::lay_out(space(), &all(), &LayoutParams::default()).expect("laid out");
        let kept = TasteMap::from_positions(space(), laid.items().to_vec(), laid.positions().to_vec());
        assert_eq!(kept.expect("the same").positions(), laid.positions());
        let rejected = |items: Vec<ItemIdx>, positions: Vec<[f32; 2]>| {
            TasteMap::from_positions(space(), items, positions).err().expect("rejected").to_string()
        };
        let item = ItemIdx::new;
        assert_eq!(rejected(vec![item(1)], vec![]), "0 positions for 1 movies; each movie needs one");
        assert_eq!(rejected(vec![item(40)], vec![[0.0; 2]]), "movie 40 is not one of the model's 40");
        assert_eq!(
            rejected(vec![item(3)], vec![[f32::NAN, 0.0]]),
            "the position of movie 3 is not within -1 and 1"
        );
    }
}
