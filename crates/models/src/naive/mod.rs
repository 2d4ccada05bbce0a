//! The blog-post versions of both algorithms, kept for comparison only: what goes wrong, and by how much.
//!
//! They are on purpose what such posts show: raw means, no shrinkage, no significance. docs/MODELS.md lists what they
//! recommend. Nothing outside this folder may build on them.

mod kmeans;
mod user_knn;

pub use kmeans::{NaiveKMeansModel, NaiveKMeansParams};
pub use user_knn::{NaiveUserKnnModel, NaiveUserKnnParams};

#[cfg(test)]
mod tests {
    use super::NaiveKMeansParams;
    use crate::{Algorithm, AlgorithmParams};
    use cinephile_data::{Interactions, ItemIdx, OwnedHistory, UserIdx};

    /// Forty people rate ten known movies 4.5 and 4, item 20 has one rating, a 5.
    fn scores(algorithm: Algorithm) -> Vec<f32> {
        let known = (0..40usize).flat_map(|user| {
            (0..10usize).filter(move |item| (user + item) % 4 != 0).map(move |item| {
                (UserIdx::new(user), ItemIdx::new(item), if item % 2 == 0 { 4.5 } else { 4.0 })
            })
        });
        let unknown = (UserIdx::new(3), ItemIdx::new(20), 5.0);
        let train = Interactions::from_triples(40, 21, known.chain([unknown])).expect("valid");
        let params = match AlgorithmParams::default_for(algorithm) {
            AlgorithmParams::NaiveKMeans(params) => {
                AlgorithmParams::NaiveKMeans(NaiveKMeansParams { k: 1, ..params })
            }
            other => other,
        };
        let model = params.fit(&train).expect("fitted");
        let mut scores = vec![f32::NAN; 21];
        let rated = (2..10usize).filter(|item| (3 + item) % 4 != 0);
        let history = rated.map(|item| (ItemIdx::new(item), if item % 2 == 0 { 4.5 } else { 4.0 })).collect();
        model.score(OwnedHistory::from_pairs(history).as_history(), &mut scores);
        scores
    }

    #[test]
    fn one_five_star_rating_leads_the_naive_lists_and_no_other() {
        for naive in [Algorithm::NaiveKMeans, Algorithm::NaiveUserKnn] {
            let scores = scores(naive);
            assert!((0..20).all(|item| scores[20] > scores[item]), "{naive}: {scores:?}");
        }
        for sound in Algorithm::SERVED {
            let scores = scores(sound);
            assert!((0..10).all(|item| scores[20] < scores[item]), "{sound}: {scores:?}");
        }
    }
}
