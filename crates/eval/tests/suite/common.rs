//! A small generated data set, and two contenders with known behaviour.

use cinephile_data::read::{CachePolicy, ReadOptions, read_dataset};
use cinephile_data::{
    Catalogue, Dataset, History, Interactions, ItemIdx, Movie, Provenance, UserId, UserIdx,
};
use cinephile_engine::{
    ModelRecommender, Query, QueryVisit, Reason, Recommendation, Recommender, Scorer, Visit,
};
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;

/// The data of `fixtures/reference_split`: 70 users and 60 items, whose ids have gaps.
pub(crate) fn generated_data() -> Dataset {
    let rated = (0..70u32).flat_map(|user| (0..60u32).map(move |item| (user, item, mix(user, item))));
    let triples = rated.filter(|&(_, item, hash)| hash % 10 < 3 + item % 3).map(|(user, item, hash)| {
        let half_stars = u8::try_from((hash >> 8) % 10).expect("below 10") + 1;
        (UserIdx::from(user), ItemIdx::from(item), f32::from(half_stars) / 2.0)
    });
    dataset(
        "generated",
        Interactions::from_triples(70, 60, triples).expect("valid"),
        |u| 3 * u + 2,
        |i| 7 * i + 1,
    )
}

/// A data set of this matrix, with computed ids and without titles.
pub(crate) fn dataset(
    name: &str,
    interactions: Interactions,
    user_id: impl Fn(u32) -> u32,
    item_id: impl Fn(u32) -> u32,
) -> Dataset {
    let movie = |item: usize| Movie::new(item_id(ItemIdx::new(item).as_u32()), "", Vec::new());
    Dataset {
        name: name.to_owned(),
        provenance: Provenance::Generated,
        catalogue: Catalogue::build((0..interactions.n_items()).map(movie).collect()).expect("distinct ids"),
        user_ids: (0..interactions.n_users()).map(|u| UserId(user_id(UserIdx::new(u).as_u32()))).collect(),
        interactions,
        content_hash: String::new(),
    }
}

/// The ratings of MovieLens beside the checkout; `None`, with a message, if they are missing.
pub(crate) fn movielens_small() -> Option<Dataset> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ml-latest-small");
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
        return None;
    }
    let options = ReadOptions { cache: CachePolicy::Off, ..ReadOptions::default() };
    let (data, _) = read_dataset(&folder, &options).expect("MovieLens reads");
    Some(data)
}

/// A hash of a cell.
pub(crate) fn mix(user: u32, item: u32) -> u32 {
    let mut hash = user.wrapping_mul(2_654_435_761) ^ item.wrapping_mul(2_246_822_519).wrapping_add(1);
    hash = (hash ^ (hash >> 15)).wrapping_mul(2_246_822_519);
    hash = (hash ^ (hash >> 13)).wrapping_mul(3_266_489_917);
    hash ^ (hash >> 16)
}

pub(crate) fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Scores that are the same for all users, one for each item.
struct Fixed(Vec<f32>);

impl Scorer for Fixed {
    fn n_items(&self) -> usize {
        self.0.len()
    }

    fn visit<'a>(&'a self, _: History<'a>) -> Box<dyn Visit + 'a> {
        Box::new(self)
    }
}

impl Visit for &Fixed {
    fn score(&self, scores: &mut [f32]) {
        scores.copy_from_slice(&self.0);
    }

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        items.iter().map(|_| Reason::Popular { n_ratings: 0, mean_stars: 0.0 }).collect()
    }
}

/// A visit that lists these items, however many are asked for.
pub(crate) struct Listed<'a> {
    pub(crate) query: Query<'a>,
    pub(crate) items: Vec<ItemIdx>,
    pub(crate) n_items: usize,
}

impl QueryVisit for Listed<'_> {
    fn query(&self) -> Query<'_> {
        self.query
    }

    fn n_items(&self) -> usize {
        self.n_items
    }

    fn top(&self, _k: usize) -> Vec<Recommendation> {
        self.items.iter().map(|&item| Recommendation { item, score: 1.0 }).collect()
    }
}

/// A recommender that ranks by `scores`.
pub(crate) fn fixed(scores: Vec<f32>) -> Box<dyn Recommender> {
    Box::new(ModelRecommender::new(Arc::new(Fixed(scores))))
}

/// Ranks by the number of ratings of 4 stars or more.
pub(crate) fn by_likes(train: &Interactions) -> Result<Box<dyn Recommender>, Infallible> {
    let mut counts = vec![0.0; train.n_items()];
    for (item, &stars) in train.indices().iter().zip(train.values()) {
        counts[item.get()] += f32::from(u8::from(stars >= 4.0));
    }
    Ok(fixed(counts))
}

/// Ranks by column, which is as bad as chance.
pub(crate) fn by_column(train: &Interactions) -> Result<Box<dyn Recommender>, Infallible> {
    Ok(fixed((0..train.n_items()).map(|item| -f32::from(u16::try_from(item).expect("few"))).collect()))
}
