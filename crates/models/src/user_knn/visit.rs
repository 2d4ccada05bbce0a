//! A visitor of a `user-knn`: their most similar users.

use super::model::UserKnnModel;
use super::neighbours::Neighbour;
use crate::numbers::count;
use crate::{Reason, Scorer, Visit};
use cinephile_data::{History, ItemIdx};

/// A visitor of a `user-knn`.
struct UserKnnVisit<'a> {
    model: &'a UserKnnModel,
    n_rated: usize,
    /// Best first.
    neighbours: Vec<Neighbour>,
}

impl UserKnnModel {
    /// Finds the neighbours.
    fn fold_in(&self, history: History<'_>) -> UserKnnVisit<'_> {
        UserKnnVisit { model: self, n_rated: history.len(), neighbours: self.neighbours(history) }
    }
}

impl Scorer for UserKnnModel {
    fn n_items(&self) -> usize {
        self.train.n_items()
    }

    fn visit<'a>(&'a self, history: History<'a>) -> Box<dyn Visit + 'a> {
        Box::new(self.fold_in(history))
    }
}

impl Visit for UserKnnVisit<'_> {
    fn score(&self, scores: &mut [f32]) {
        let (model, params) = (self.model, &self.model.params);
        assert_eq!(scores.len(), model.n_items(), "one score per item");
        let weight = |neighbour: &Neighbour| neighbour.similarity.powf(params.amplification);
        let total: f32 = self.neighbours.iter().map(weight).sum();
        if total <= f32::MIN_POSITIVE {
            scores.copy_from_slice(&model.everybody);
            return;
        }
        let prior = params.popularity_prior;
        let everybodys_share = prior / (prior + count(self.n_rated));
        for (score, everybody) in scores.iter_mut().zip(&model.everybody) {
            *score = everybodys_share * everybody;
        }
        let share = (1.0 - everybodys_share) / total;
        for neighbour in &self.neighbours {
            let weight = share * weight(neighbour);
            for (item, stars) in model.row(neighbour).iter() {
                scores[item.get()] += weight * (stars - params.neutral_stars);
            }
        }
    }

    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        let reason = |&item: &ItemIdx| {
            let rows = self.neighbours.iter().map(|neighbour| self.model.row(neighbour));
            Reason::of_neighbours(self.neighbours.len(), rows.filter_map(|row| row.stars_of(item)))
        };
        items.iter().map(reason).collect()
    }
}
