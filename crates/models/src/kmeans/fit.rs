//! Learning a `kmeans`.

use super::clustering::{Clustering, cluster};
use super::kernel::LANE;
use super::model::KMeansModel;
use super::params::KMeansParams;
use crate::fit::{Memory, check_range, check_rated};
use crate::taste_scale::TasteScale;
use crate::{Fit, FitError};
use cinephile_data::Interactions;

impl Fit for KMeansParams {
    const NAME: &'static str = "kmeans";
    type Model = KMeansModel;

    fn check(&self) -> Result<(), FitError> {
        let model = Self::NAME;
        if let Some(k) = self.k {
            check_range(model, "k", k, 1..=4096)?;
        }
        check_range(model, "n_restarts", self.n_restarts, 1..=100)?;
        check_range(model, "n_epochs", self.n_epochs, 1..=10_000)?;
        check_range(model, "stars_weight", self.stars_weight, 0.0..=4.0)?;
        check_range(model, "user_damping", self.user_damping, 0.0..=1000.0)?;
        check_range(model, "temperature", self.temperature, 0.001..=10.0)?;
        check_range(model, "shrinkage", self.shrinkage, 0.0..=10_000.0)?;
        check_range(model, "neutral_stars", self.neutral_stars, 0.0..=5.0)?;
        check_range(model, "popularity_prior", self.popularity_prior, 0.0..=1000.0)?;
        check_range(model, "lift", self.lift, 0.0..=4.0)?;
        check_range(model, "lift_ratings", self.lift_ratings, 0.1..=100_000.0)?;
        check_range(model, "memory_mb", self.memory_mb, 1..=1_048_576)
    }

    /// The most bytes that a fit takes beside `train`: at its peak six tables of `k x n_items` (two sets of centres
    /// both ways and the sums; later the model's), and some figures for each user.
    fn peak_bytes(&self, train: &Interactions) -> u64 {
        let k = self.n_groups(train.n_users()).min(train.n_users()).next_multiple_of(LANE) as u64;
        6 * 4 * k * train.n_items() as u64 + 160 * train.n_users() as u64
    }

    fn learn(&self, train: &Interactions) -> Result<KMeansModel, FitError> {
        let (scale, clustering) = self.clustered(train)?;
        Ok(KMeansModel::learn(self.clone(), train, &scale, clustering))
    }

    fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }
}

impl KMeansParams {
    /// As [`Fit::fit`], with `(user, group)` of every user with ratings, users rising.
    ///
    /// # Errors
    /// As [`Fit::fit`].
    pub fn fit_with_assignments(
        &self,
        train: &Interactions,
    ) -> Result<(KMeansModel, Vec<(u32, u32)>), FitError> {
        self.check()?;
        check_rated(Self::NAME, train)?;
        let (scale, clustering) = self.clustered(train)?;
        let assignments = clustering.assignments.clone();
        Ok((KMeansModel::learn(self.clone(), train, &scale, clustering), assignments))
    }

    fn clustered(&self, train: &Interactions) -> Result<(TasteScale, Clustering), FitError> {
        self.check_memory(train)?;
        let scale = TasteScale::of(train, self.user_damping, self.stars_weight);
        let rows = self.rows(train, &scale);
        let n_groups = self.n_groups(train.n_users());
        let clustering = cluster(&rows, n_groups, self.n_restarts, self.n_epochs, self.seed);
        Ok((scale, clustering))
    }

    pub(super) fn check_memory(&self, train: &Interactions) -> Result<(), FitError> {
        let (n_items, needed_bytes) = (train.n_items(), self.peak_bytes(train));
        Memory { n_items, needed_bytes, allowed_mb: self.memory_mb, advice: "" }.check(Self::NAME)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kmeans::cluster_quality;
    use cinephile_data::{ItemIdx, UserIdx};

    #[test]
    fn a_fit_beyond_the_memory_limit_is_rejected_before_it_starts() {
        let train = Interactions::from_triples(
            4000,
            60_000,
            (0..4000usize).map(|user| (UserIdx::new(user), ItemIdx::new(15 * user), 4.0)),
        )
        .expect("valid");
        let params = KMeansParams { k: Some(300), memory_mb: 400, ..KMeansParams::default() };
        let rejected = params.fit(&train).expect_err("six tables of 304 x 60,000 floats");
        let FitError::TooLarge { name, n_items, needed_mb, allowed_mb, .. } = rejected else {
            panic!("{rejected}");
        };
        assert_eq!((name, n_items, needed_mb, allowed_mb), ("memory_mb", 60_000, 419, 400));
        assert_eq!(cluster_quality(&train, &params, &[300]).expect_err("as much"), rejected);
    }

    #[test]
    fn assignments_are_those_that_the_model_counts() {
        let train = Interactions::checkerboard(40);
        let params = KMeansParams { k: Some(5), ..KMeansParams::default() };
        let (model, assignments) = params.fit_with_assignments(&train).expect("fitted");
        let fitted = params.fit(&train).expect("fitted");
        assert_eq!((model.centres(), model.n_members()), (fitted.centres(), fitted.n_members()));
        let mut n_members = vec![0; model.n_groups()];
        let mut n_ratings = vec![0_u32; model.n_groups() * train.n_items()];
        for &(user, group) in &assignments {
            n_members[group as usize] += 1;
            for item in train.history(UserIdx::from(user)).items() {
                n_ratings[group as usize * train.n_items() + item.get()] += 1;
            }
        }
        assert_eq!(
            (n_members.as_slice(), n_ratings.as_slice()),
            (model.n_members(), model.n_ratings_by_group())
        );
        assert_eq!(model.star_sums_by_group().len(), n_ratings.len());
        assert!(KMeansParams { k: Some(0), ..params }.fit_with_assignments(&train).is_err());
    }

    #[test]
    fn threads_do_not_show() {
        let train = Interactions::checkerboard(90);
        let fit = |n_threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().expect("threads");
            let model = pool.install(|| KMeansParams { k: Some(7), ..KMeansParams::default() }.fit(&train));
            let model = model.expect("fitted");
            (
                model.n_members().to_vec(),
                model.inertia(),
                (0..7).map(|c| model.profile(c).to_vec()).collect::<Vec<_>>(),
            )
        };
        assert_eq!(fit(1), fit(3));
    }
}
