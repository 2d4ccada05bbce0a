//! Draws a split from a data set, like the authors of Liang et al. 2018.
//!
//! Every step and every random draw follows their published notebook in order. So the seed and the counts of the
//! literature give exactly the split of the literature.

use super::error::SplitError;
use super::meta::SplitOrigin;
use super::strong_split::{HeldOutUser, StrongSplit};
use crate::numpy_random::NumpyRandom;
use cinephile_data::{Dataset, History, Interactions, ItemIdx, OwnedHistory, Stars, UserIdx};
use std::sync::Arc;

/// The fewest likes of a user to be considered at all, and of a held-out user to have items hidden.
const MIN_LIKES: usize = 5;
/// The share of a held-out user's likes that is hidden; the number is rounded down.
const HIDDEN_SHARE: f64 = 0.2;

/// The number of users in each of validation and test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum HeldOut {
    /// This number of users.
    Count(usize),
    /// This share of the users with enough likes, above 0 and below 0.5; the number is rounded half to even.
    Fraction(f64),
}

/// From this many users on, [`MOST_HELD_OUT`] are held out for each part.
const MANY_USERS: usize = 100_000;
/// The number that the literature holds out of MovieLens 20M: enough for a figure that is accurate to half a percent.
const MOST_HELD_OUT: usize = 10_000;
/// The share held out of smaller data.
const SHARE_HELD_OUT: f64 = 0.1;

impl HeldOut {
    /// How many of `n_users` to hold out for each part, unless somebody says otherwise.
    #[must_use]
    pub fn default_for(n_users: usize) -> Self {
        if n_users >= MANY_USERS { Self::Count(MOST_HELD_OUT) } else { Self::Fraction(SHARE_HELD_OUT) }
    }

    /// Interprets numbers of at least 1 as a count, and smaller ones as a fraction.
    ///
    /// # Errors
    /// If `number` is neither a whole count nor a fraction above 0 and below 0.5.
    pub fn from_number(number: f64) -> Result<Self, SplitError> {
        if number > 0.0 && number < 0.5 {
            Ok(Self::Fraction(number))
        } else if number >= 1.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0 {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a whole number in u32's range"
            )]
            Ok(Self::Count(number as usize))
        } else {
            Err(SplitError::HeldOut { got: number })
        }
    }

    /// The number that [`from_number`](Self::from_number) takes.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of users are far below 2^52")]
    pub fn as_number(self) -> f64 {
        match self {
            Self::Count(count) => count as f64,
            Self::Fraction(fraction) => fraction,
        }
    }

    /// The number of users in each part, out of `n_users`.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "0 to n_users"
    )]
    fn of(self, n_users: usize) -> Result<usize, SplitError> {
        let n_held = match Self::from_number(self.as_number())? {
            Self::Count(count) => count,
            Self::Fraction(fraction) => (fraction * n_users as f64).round_ties_even() as usize,
        };
        if n_held == 0 || n_held.saturating_mul(2) >= n_users {
            return Err(SplitError::TooFewUsers { n_held, n_users });
        }
        Ok(n_held)
    }
}

/// Parameters of a split.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SplitParams {
    /// Seed of all draws; 98765 in the literature.
    pub seed: u32,
    /// Users in each of validation and test; 10,000 on ML-20M in the literature.
    pub held_out: HeldOut,
}

impl Default for SplitParams {
    /// Seed 98765, a tenth of the users for each part.
    fn default() -> Self {
        Self { seed: 98765, held_out: HeldOut::Fraction(0.1) }
    }
}

impl StrongSplit {
    /// Draws a split.
    ///
    /// Users with at least 5 likes are shuffled. The last ones become test users, the ones before them validation
    /// users, and all others training users. Of each held-out user's likes that a training user likes too, a fifth
    /// (rounded down) is hidden. Held-out users with fewer than 5 such likes are dropped. The same data and parameters
    /// give the same split on any machine.
    ///
    /// # Errors
    /// If the share of held-out users is invalid, or the data has too few users.
    pub fn draw(data: &Dataset, params: &SplitParams) -> Result<Self, SplitError> {
        let ratings = &data.interactions;
        let active = active_users(ratings);
        let n_held = params.held_out.of(active.len())?;
        let (train_rows, val_rows, test_rows) = shuffled(&active, n_held, params.seed);

        let columns = Columns::of(ratings, &train_rows);
        let train = columns.select(ratings, &train_rows, |stars| stars >= Stars::LIKED.value())?;
        let train_all = columns.select(ratings, &train_rows, |_| true)?;
        let hide = |rows: &[UserIdx], part| {
            let users = hold_out(data, &columns, rows, params.seed);
            if users.is_empty() { Err(SplitError::EmptyPart { part }) } else { Ok(users) }
        };
        let (val, test) = (hide(&val_rows, "val")?, hide(&test_rows, "test")?);
        Ok(Self {
            items: columns.items.iter().map(|&item| data.catalogue.movie(item).id).collect(),
            train_users: train_rows.iter().map(|row| data.user_ids[row.get()]).collect(),
            train,
            train_all: Some(train_all),
            val,
            test,
            origin: Some(SplitOrigin {
                ratings: data.name.clone(),
                seed: params.seed,
                heldout: params.held_out.as_number(),
                ratings_all: ratings.nnz(),
                users: active.len(),
                interactions: active.iter().map(|&user| likes(ratings.history(user)).count()).sum(),
            }),
        })
    }
}

/// The rows of users with enough likes, rising.
fn active_users(ratings: &Interactions) -> Vec<UserIdx> {
    let rows = (0..ratings.n_users()).map(UserIdx::new);
    rows.filter(|&user| likes(ratings.history(user)).count() >= MIN_LIKES).collect()
}

fn likes(history: History<'_>) -> impl Iterator<Item = ItemIdx> {
    history.iter().filter(|&(_, stars)| stars >= Stars::LIKED.value()).map(|(item, _)| item)
}

/// Training, validation and test rows, each rising.
fn shuffled(active: &[UserIdx], n_held: usize, seed: u32) -> (Vec<UserIdx>, Vec<UserIdx>, Vec<UserIdx>) {
    let order = NumpyRandom::new(seed).permutation(UserIdx::new(active.len()).as_u32());
    let pick = |positions: &[u32]| {
        let mut rows: Vec<UserIdx> = positions.iter().map(|&at| active[at as usize]).collect();
        rows.sort_unstable();
        rows
    };
    let (train, held) = order.split_at(active.len() - 2 * n_held);
    let (val, test) = held.split_at(n_held);
    (pick(train), pick(val), pick(test))
}

/// The columns of the split, and the column of the split for each column of the data set.
struct Columns {
    /// For each column of the split, the column of the data set; rising.
    items: Vec<ItemIdx>,
    /// For each column of the data set, the column of the split.
    new_index: Vec<Option<ItemIdx>>,
}

impl Columns {
    /// The columns of all items that at least one of `rows` likes.
    fn of(ratings: &Interactions, rows: &[UserIdx]) -> Self {
        let mut new_index = vec![None; ratings.n_items()];
        for item in rows.iter().flat_map(|&row| likes(ratings.history(row))) {
            new_index[item.get()] = Some(item);
        }
        let mut items = Vec::new();
        for slot in &mut new_index {
            if let Some(item) = slot {
                items.push(*item);
                *slot = Some(ItemIdx::new(items.len() - 1));
            }
        }
        Self { items, new_index }
    }

    fn known(&self, history: History<'_>) -> impl Iterator<Item = (ItemIdx, f32)> {
        history.iter().filter_map(|(item, stars)| Some((self.new_index[item.get()]?, stars)))
    }

    /// The ratings of `rows` that `keep` accepts, over the columns of the split.
    fn select(
        &self,
        ratings: &Interactions,
        rows: &[UserIdx],
        keep: impl Fn(f32) -> bool,
    ) -> Result<Interactions, SplitError> {
        let (mut indptr, mut indices, mut values) = (vec![0], Vec::new(), Vec::new());
        for &row in rows {
            for (item, stars) in self.known(ratings.history(row)).filter(|&(_, stars)| keep(stars)) {
                indices.push(item);
                values.push(stars);
            }
            indptr.push(indices.len());
        }
        let n_items = ItemIdx::new(self.items.len()).as_u32();
        let features = Arc::new(ratings.features().moved(&self.new_index));
        Ok(Interactions::from_parts(n_items, indptr, indices, values)?.with_features(features))
    }
}

/// Hides a fifth of each user's likes. One stream of random draws serves all users, in the order of rising ids.
fn hold_out(data: &Dataset, columns: &Columns, rows: &[UserIdx], seed: u32) -> Vec<HeldOutUser> {
    let mut random = NumpyRandom::new(seed);
    let mut users = Vec::new();
    for &row in rows {
        let rated: Vec<(ItemIdx, f32)> = columns.known(data.interactions.history(row)).collect();
        let is_like = |&(_, stars): &(ItemIdx, f32)| stars >= Stars::LIKED.value();
        let liked: Vec<ItemIdx> = rated.iter().filter(|pair| is_like(pair)).map(|&(item, _)| item).collect();
        if liked.len() < MIN_LIKES {
            continue;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "rounds down a fifth of a count"
        )]
        let n_hidden = (HIDDEN_SHARE * liked.len() as f64) as usize;
        let drawn = random.choice(ItemIdx::new(liked.len()).as_u32(), n_hidden);
        let mut holdout: Vec<ItemIdx> = drawn.into_iter().map(|at| liked[at as usize]).collect();
        holdout.sort_unstable();
        let is_shown = |item: &ItemIdx| holdout.binary_search(item).is_err();
        let foldin = liked.iter().filter(|item| is_shown(item)).map(|&item| (item, Stars::MAX.value()));
        let foldin_all = rated.iter().filter(|(item, _)| is_shown(item)).copied();
        users.push(HeldOutUser {
            user: data.user_ids[row.get()],
            foldin: OwnedHistory::from_pairs(foldin.collect()),
            foldin_all: Some(OwnedHistory::from_pairs(foldin_all.collect())),
            holdout,
        });
    }
    users
}
