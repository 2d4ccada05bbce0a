//! Visitors' ratings, as more people to learn from.

use anyhow::{Context as _, Result, bail};
use cinephile_data::{Catalogue, Dataset, Interactions, ItemId, ItemIdx, OwnedHistory, UserId};
use cinephile_store::Store;
use std::sync::Arc;

/// Visitors' ratings of movies in the data: one entry for each profile, none empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Visitors {
    pub(super) profiles: Vec<VisitorProfile>,
    /// How many ratings are of movies that are not in the data.
    pub(crate) n_unknown: u64,
}

/// The ratings of one profile.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct VisitorProfile {
    /// When it was created, UTC seconds.
    pub(super) created_at: i64,
    /// Movies and stars.
    pub(super) ratings: Vec<(ItemId, f32)>,
}

impl Visitors {
    /// Reads all ratings of the store, a page at a time. Ratings of movies outside `catalogue` are counted and left
    /// out.
    pub(crate) async fn read(store: &Store, catalogue: &Catalogue) -> Result<Self> {
        let mut visitors = Self::default();
        let mut pages = store.all_ratings();
        let mut last = None;
        while let Some(page) = pages.next_page().await.context("cannot read the visitors' ratings")? {
            for one in page {
                let rating = (one.rating.item, one.rating.stars.value());
                if catalogue.index_of(rating.0).is_none() {
                    visitors.n_unknown += 1;
                } else if last == Some(one.profile)
                    && let Some(profile) = visitors.profiles.last_mut()
                {
                    profile.ratings.push(rating);
                } else {
                    let created_at = one.created_at;
                    visitors.profiles.push(VisitorProfile { created_at, ratings: vec![rating] });
                    last = Some(one.profile);
                }
            }
        }
        Ok(visitors)
    }

    /// Number of profiles.
    pub(crate) fn len(&self) -> usize {
        self.profiles.len()
    }

    /// The data with one more row for each profile. The profiles' user ids follow the largest id of the data.
    pub(crate) fn join(&self, base: Dataset) -> Result<Dataset> {
        let first = base.user_ids.last().map_or(0, |last| u64::from(last.0) + 1);
        let mut user_ids = base.user_ids;
        for profile in (0u64..).take(self.len()) {
            let Ok(id) = u32::try_from(first + profile) else {
                bail!(
                    "there are no user ids left for {} visitors: the data's ids go up to {}",
                    self.len(),
                    first - 1
                );
            };
            user_ids.push(UserId(id));
        }
        let column = |item| base.catalogue.index_of(item);
        let interactions = self.below(&base.interactions, column, Some)?;
        Ok(Dataset::new(base.name, base.provenance, base.catalogue, interactions, user_ids))
    }

    /// `train` with one row for each profile below it. `column` finds an item's column; `keep` gives the stars that a
    /// rating counts with, or `None` to leave it out. A profile without a counted rating has an empty row.
    pub(crate) fn below(
        &self,
        train: &Interactions,
        column: impl Fn(ItemId) -> Option<ItemIdx>,
        keep: impl Fn(f32) -> Option<f32>,
    ) -> Result<Interactions> {
        let mut indptr = train.indptr().to_vec();
        let (mut indices, mut values) = (train.indices().to_vec(), train.values().to_vec());
        for profile in &self.profiles {
            let known =
                profile.ratings.iter().filter_map(|&(item, stars)| Some((column(item)?, keep(stars)?)));
            let row = OwnedHistory::from_pairs(known.collect());
            indices.extend_from_slice(row.as_history().items());
            values.extend_from_slice(row.as_history().stars());
            indptr.push(indices.len());
        }
        let n_items = ItemIdx::new(train.n_items()).as_u32();
        let joined = Interactions::from_parts(n_items, indptr, indices, values)?;
        Ok(joined.with_features(Arc::clone(train.features())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{UserIdx, sample};

    #[tokio::test]
    async fn visitors_follow_the_people_of_the_data() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("cinephile.db");
        let store = Store::open(path.to_str().expect("UTF-8")).await.expect("a store");
        let base = sample::dataset();
        let items: Vec<ItemId> = base.catalogue.movies().iter().map(|movie| movie.id).collect();
        let stars = |half| cinephile_data::Stars::from_half_stars(half).expect("1 to 10");
        for rated in [vec![items[5], items[2], ItemId(u32::MAX)], vec![ItemId(u32::MAX)], vec![items[0]]] {
            let token = store.create_profile().await.expect("a profile");
            for item in rated {
                store.put_rating(&token, item, stars(7)).await.expect("kept");
            }
        }
        let visitors = Visitors::read(&store, &base.catalogue).await.expect("read");
        assert_eq!((visitors.len(), visitors.n_unknown), (2, 2));

        let (n_users, last) = (base.interactions.n_users(), base.user_ids.last().copied().expect("a user"));
        let hash = base.content_hash.clone();
        let joined = visitors.join(base).expect("joined");
        assert_eq!(joined.user_ids[n_users..], [UserId(last.0 + 1), UserId(last.0 + 2)]);
        let row = joined.interactions.history(UserIdx::new(n_users));
        assert_eq!(row.iter().collect::<Vec<_>>(), [(ItemIdx::new(2), 3.5), (ItemIdx::new(5), 3.5)]);
        assert_ne!(joined.content_hash, hash, "it is other data to learn from");
        assert!(!joined.interactions.features().is_empty());
    }

    #[test]
    fn running_out_of_user_ids_is_an_error() {
        let mut base = sample::dataset();
        let last = base.user_ids.last_mut().expect("a user");
        *last = UserId(u32::MAX);
        let item = base.catalogue.movies()[0].id;
        let profile = VisitorProfile { created_at: 0, ratings: vec![(item, 4.0)] };
        let visitors = Visitors { profiles: vec![profile], n_unknown: 0 };
        let refused = visitors.join(base).expect_err("rejected").to_string();
        assert_eq!(refused, "there are no user ids left for 1 visitors: the data's ids go up to 4294967295");
    }
}
