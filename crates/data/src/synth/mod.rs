//! Generated ratings of people who do not exist: sample and scale-test data from a seed.
//!
//! For trying and timing recommenders where real ratings may not be shipped. The data is shaped like MovieLens, but says
//! nothing about anybody's taste, and accuracy on it says nothing about accuracy on real people.
//!
//! # The model
//! A movie `i` has a set of genres `G_i`, a year `y_i`, a fame rank `r_i` (known movies by their fame tier,
//! invented ones after them, blurred) and from it
//! * a popularity `p_i = exp(-c (r_i / n_items)^0.28)`, a stretched-exponential curve which follows the
//!   rank-frequency plots of MovieLens better than a power law (there the head is flatter and the tail steeper);
//!   `c = ln(3 n_users)`, so that the last movie is rated about once, or less steep where the first would be drawn
//!   more than three times by each user;
//! * a quality `q_i = 0.2 z + 0.15 (1 - 2 r_i / n_items)`: better-known movies are a little better liked.
//!
//! A person `u` has one of twelve archetypes (horror, romance, classic Hollywood, ...), varied by noise, which gives
//! a liking `t_ug` for each genre and a favourite year `e_u` with a weight `k_u`. The liking of a movie is
//!
//! `x_ui = sum_{g in G_i} t_ug / sqrt(|G_i|) + k_u (2 exp(-((y_i - e_u) / 20)^2) - 1)`.
//!
//! * **What they have seen** (missing not at random, Marlin et al. 2007): `n_u` movies, drawn without replacement with
//!   odds `p_i exp(x_ui)`; `n_u` is 20 plus a log-normal share, and all `n_u` sum to `n_ratings` exactly.
//! * **How they rate**: `m + b_u + s_u (q_i + 0.65 x_ui + 0.66 z - d)` stars, rounded to halves, or for 45 % of the
//!   people to whole stars; bias `b_u ~ N(0, 0.38)`, spread `s_u = exp(N(0, 0.22))`, and `m` set so that the
//!   mean is about 3.5 for any size.
//!
//! `z` is standard normal and new at each place; `d` is a let-down: 7 % of the time exponential with mean 1.3, else 0.
//!
//! # Likeness to MovieLens
//! Measured by the test `statistics_are_like_those_of_movielens` at the size of ml-latest-small (610 users, 9,724
//! movies, 100,836 ratings):
//!
//! | | ml-latest-small | generated |
//! |---|---|---|
//! | mean stars | 3.50 | 3.52 |
//! | mode; share of 4.0, 3.0, 5.0, 3.5 stars | 4.0; 27, 20, 13, 13 % | 4.0; 25, 24, 16, 10 % |
//! | Gini index of ratings over rated movies | 0.716 | 0.671 |
//! | ratings on the top 1 %, 10 % of movies | 16, 60 % | 14, 55 % |
//! | ratings of the most rated movie | 329 | 322 |
//! | ratings of a user: least, median, most | 20, 70, 2,698 | 21, 74, 2,545 |
//!
//! At the size of MovieLens 20M (138,493 users, 26,744 movies, 20,000,000 ratings) the folder of 508 MB is written in
//! 15 to 18 s on two shared cores, and the matrix generated in memory in 8 s; the Gini index is 0.89 and the top 1 %
//! of movies have 36 % (`cargo test -p cinephile-data full_size -- --ignored --nocapture`).
//!
//! # Determinism
//! Every user, and every trait of every movie, has its own random stream, which depends on the seed and the index alone. So
//! users are generated in parallel, in any order, and the bytes depend on [`SynthParams`] only.

mod activity;
mod choice;
mod items;
mod params;
mod rng;
mod tastes;
mod world;
mod write;

pub use params::{MIN_RATINGS_PER_USER, SynthError, SynthParams};
pub use write::write_movielens;

use crate::{Catalogue, Dataset, Interactions, ItemIdx, Provenance, Stars, UserId};
use choice::Scratch;
use rayon::prelude::*;
use world::{BLOCK, World};

/// A data set in memory, named `synthetic`: users `1..=n_users`, movies `1..=n_items`.
///
/// Takes 8 bytes for each rating, and less than as much again while it works; for more ratings than fit,
/// [`write_movielens`].
///
/// # Errors
/// [`SynthError::Param`] if a parameter is outside its range.
pub fn generate(params: &SynthParams) -> Result<Dataset, SynthError> {
    let world = World::build(params)?;
    let users: Vec<usize> = (0..world.counts().len()).collect();
    let blocks: Vec<Vec<(ItemIdx, Stars)>> = users
        .par_chunks(BLOCK)
        .map_init(Scratch::default, |scratch, block| {
            let mut ratings = Vec::new();
            for &user in block {
                world.rate(user, scratch, &mut ratings);
            }
            ratings
        })
        .collect();
    let mut indptr = Vec::with_capacity(users.len() + 1);
    indptr.push(0);
    indptr.extend(world.counts().iter().scan(0, |end, &count| {
        *end += count as usize;
        Some(*end)
    }));
    let n_ratings = indptr.last().copied().unwrap_or(0);
    let (mut indices, mut values) = (Vec::with_capacity(n_ratings), Vec::with_capacity(n_ratings));
    for block in blocks {
        indices.extend(block.iter().map(|&(item, _)| item));
        values.extend(block.iter().map(|&(_, stars)| stars.value()));
    }
    let built = Catalogue::build(items::movies(params).collect());
    let (Ok(catalogue), Ok(interactions)) =
        (built, Interactions::from_parts(params.n_items, indptr, indices, values))
    else {
        unreachable!("generated ids and rows rise, and generated stars are on the scale");
    };
    let user_ids = (1..=params.n_users).map(UserId).collect();
    Ok(Dataset::new("synthetic".to_owned(), Provenance::Generated, catalogue, interactions, user_ids))
}

#[cfg(test)]
mod tests;
