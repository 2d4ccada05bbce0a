//! A fitted `user-knn`: the training ratings, their inverted index, and the most similar users.

use super::index::{PostingLists, Shared};
use super::neighbours::{Neighbour, nearest};
use super::params::UserKnnParams;
use crate::known_ratings::known;
use crate::model_file::{ModelFault, Tensors};
use crate::numbers::count;
use crate::rating_stats::{ItemStats, REASON_DAMPING, item_totals};
use crate::taste_scale::TasteScale;
use crate::{Neighbourhood, Stored, Tensor};
use cinephile_data::{History, Interactions, UserIdx};

/// A fitted `user-knn`. Holds the training ratings; everything else follows from them.
#[derive(Debug, Clone, PartialEq)]
pub struct UserKnnModel {
    pub(super) params: UserKnnParams,
    pub(super) train: Interactions,
    scale: TasteScale,
    /// 1 / length of each user's taste weights; 0 for users whose weights are all 0.
    inverse_norms: Vec<f32>,
    postings: PostingLists,
    /// What everybody's ratings say about each item, as a mean over all users; length `n_items`.
    pub(super) everybody: Vec<f32>,
    /// What a reason says of items that no neighbour rated.
    pub(super) stats: ItemStats,
}

impl UserKnnModel {
    /// `params` are checked, and `train` holds at least one rating.
    pub(super) fn new(params: UserKnnParams, train: Interactions) -> Self {
        let scale = TasteScale::of(&train, params.user_damping, params.stars_weight);
        let baselines: Vec<f32> = train.histories().map(|history| scale.baseline(history)).collect();
        let norm = |(history, &baseline)| inverse_norm(&scale, history, baseline);
        let inverse_norms = train.histories().zip(&baselines).map(norm).collect();
        let postings = PostingLists::build(&train, &baselines);
        let (counts, sums) = item_totals(&train);
        let n_users = count(train.n_users());
        let evidence = |(&n, &sum): (&u32, &f32)| (sum - count(n as usize) * params.neutral_stars) / n_users;
        let everybody = counts.iter().zip(&sums).map(evidence).collect();
        let stats = ItemStats::of(&train, REASON_DAMPING);
        Self { params, train, scale, inverse_norms, postings, everybody, stats }
    }

    /// The most similar users, best first, ties to the smaller row; at most `n_neighbours`, fewer (or none) when
    /// fewer share a liked movie.
    ///
    /// `similarity(u, v) = max(0, cos(w_u, w_v)) * (1 + n / (n + significance) * pearson(u, v))`, over taste weights
    /// `w` and the `n` movies that both rated. Exact. Cost: the posting lists of the history's items, each entry
    /// once, plus `O(n_users)`.
    #[must_use]
    pub fn neighbours(&self, history: History<'_>) -> Vec<Neighbour> {
        let baseline = self.scale.baseline(history);
        let own_norm = inverse_norm(&self.scale, history, baseline);
        let mut shared = vec![Shared::default(); self.train.n_users()];
        for (item, stars) in known(history, self.train.n_items()) {
            self.postings.share(item, stars - baseline, &mut shared);
        }
        let UserKnnParams { stars_weight, significance, n_neighbours, .. } = self.params;
        let strangers = |shared: &Shared| shared.n() == 0.0;
        let similar =
            (0u32..).zip(shared.iter().zip(&self.inverse_norms)).filter(|(_, (s, _))| !strangers(s));
        let candidates = similar
            .map(|(user, (shared, &norm))| {
                let cosine = shared.taste_product(stars_weight) * norm * own_norm;
                let agreement = shared.correlation() * shared.n() / (shared.n() + significance);
                Neighbour { user, similarity: cosine * (1.0 + agreement) }
            })
            .filter(|candidate| candidate.similarity > 0.0)
            .collect();
        nearest(candidates, n_neighbours as usize)
    }

    /// The neighbour's ratings.
    pub(super) fn row(&self, neighbour: &Neighbour) -> History<'_> {
        self.train.history(UserIdx::from(neighbour.user))
    }
}

impl Neighbourhood for UserKnnModel {
    fn neighbours(&self, history: History<'_>) -> Vec<Neighbour> {
        self.neighbours(history)
    }
}

impl Stored for UserKnnModel {
    type Params = UserKnnParams;

    fn params(&self) -> &UserKnnParams {
        &self.params
    }

    fn tensors(&self) -> Vec<Tensor<'_>> {
        Tensor::matrix(&self.train)
    }

    fn restore(params: UserKnnParams, n_items: usize, tensors: &Tensors<'_>) -> Result<Self, ModelFault> {
        Ok(Self::new(params, tensors.matrix(n_items)?))
    }
}

/// 1 / the length of a user's taste weights; 0 when they are all 0.
fn inverse_norm(scale: &TasteScale, history: History<'_>, baseline: f32) -> f32 {
    let square = |&stars: &f32| scale.weight(stars, baseline).powi(2);
    let square: f32 = history.stars().iter().map(square).sum();
    if square > f32::MIN_POSITIVE { 1.0 / square.sqrt() } else { 0.0 }
}
