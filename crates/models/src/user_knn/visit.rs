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

    /// Speaks of the neighbours, unless none of them rated an item.
    fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
        let reason = |(&item, of_everybody): (&ItemIdx, Reason)| {
            let rows = self.neighbours.iter().map(|neighbour| self.model.row(neighbour));
            let stars = rows.filter_map(|row| row.stars_of(item));
            let of_neighbours = Reason::of_neighbours(self.neighbours.len(), stars);
            if of_neighbours.n_ratings() > 0 { of_neighbours } else { of_everybody }
        };
        items.iter().zip(self.model.stats.popularity(items)).map(reason).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fit as _, UserKnnParams};
    use cinephile_data::{Interactions, OwnedHistory, UserIdx};

    #[test]
    fn where_no_neighbour_rated_an_item_everybody_is_the_reason() {
        // Two circles of users who share no item; nobody rated item 8.
        let triples = (0..20).flat_map(|user| {
            (0..4).map(move |item| (UserIdx::new(user), ItemIdx::new(4 * (user % 2) + item), 5.0))
        });
        let train = Interactions::from_triples(20, 9, triples).expect("valid");
        let model = UserKnnParams::default().fit(&train).expect("fitted");
        let reasons = |rated: usize| {
            let history = OwnedHistory::from_pairs(vec![(ItemIdx::new(rated), 5.0)]);
            model.reasons(history.as_history(), &[1, 5].map(ItemIdx::new))
        };
        let of_ten = Reason::Popular { n_ratings: 10, mean_stars: 5.0 };
        assert!(matches!(reasons(0)[0], Reason::SimilarUsers { n_ratings: 10, .. }), "{:?}", reasons(0));
        assert_eq!(reasons(0)[1], of_ten);
        assert_eq!(reasons(8), [of_ten.clone(), of_ten], "without any neighbour");
    }
}
