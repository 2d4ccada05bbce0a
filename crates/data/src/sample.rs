//! The built-in sample: well-known movies within the binary, so that the first start needs no download.
//!
//! The movies are facts ([`known_movies`]). The ratings come from the seeded generator of [`crate::synth`], so nobody's
//! real ratings are shipped; the data set says so ([`Provenance::Generated`](crate::Provenance::Generated)).

use crate::synth::{SynthParams, generate};
use crate::{Dataset, known_movies};

/// The number of users: enough that each kind of taste has some two hundred.
const N_USERS: u32 = 2_500;
/// The number of ratings: 80 a user on average.
const N_RATINGS: u64 = 200_000;
/// The seed. Another one makes other people with the same kinds of taste.
const SEED: u64 = 1;

/// The built-in data set, named `sample`: every movie of the file, 200,000 generated ratings of 2,500 users.
///
/// The same bytes on every call and at any thread count.
#[must_use]
pub fn dataset() -> Dataset {
    let n_items = u32::try_from(known_movies::facts().count()).unwrap_or(u32::MAX);
    let params = SynthParams { n_users: N_USERS, n_items, n_ratings: N_RATINGS, seed: SEED };
    match generate(&params) {
        Ok(dataset) => Dataset { name: "sample".to_owned(), ..dataset },
        Err(error) => unreachable!("the sample's parameters are tested: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Movie, Provenance, UserIdx};

    #[test]
    fn the_sample_says_what_it_is_and_is_the_same_each_time() {
        let sample = dataset();
        assert_eq!((sample.name.as_str(), sample.provenance), ("sample", Provenance::Generated));
        assert_eq!(sample.catalogue.len(), sample.interactions.n_items());
        assert_eq!((sample.interactions.n_users(), sample.interactions.nnz()), (2_500, 200_000));
        assert_eq!(sample.user_ids.len(), 2_500);
        assert_eq!(dataset().content_hash, sample.content_hash);
    }

    /// A user's mean stars for movies that are `some` less that for others; `None` with fewer than eight of either.
    fn gap(sample: &Dataset, user: usize, some: impl Fn(&Movie) -> bool) -> Option<f32> {
        let (mut with, mut without) = (vec![], vec![]);
        for (item, stars) in sample.interactions.history(UserIdx::new(user)).iter() {
            if some(sample.catalogue.movie(item)) { with.push(stars) } else { without.push(stars) }
        }
        let mean = |stars: &[f32]| stars.iter().sum::<f32>() / stars.len() as f32;
        (with.len() >= 8 && without.len() >= 8).then(|| mean(&with) - mean(&without))
    }

    /// How many users like `some` movies at least half a star better than others, and how many like them less.
    fn lovers_and_others(sample: &Dataset, some: impl Fn(&Movie) -> bool) -> (usize, usize) {
        let gaps: Vec<f32> = (0..2_500).filter_map(|user| gap(sample, user, &some)).collect();
        (gaps.iter().filter(|&&gap| gap > 0.5).count(), gaps.iter().filter(|&&gap| gap < -0.3).count())
    }

    #[test]
    fn the_sample_holds_people_of_different_tastes_in_genre_and_era() {
        let sample = dataset();
        for genre in ["Horror", "Romance", "Sci-Fi", "Animation"] {
            let has = |movie: &Movie| movie.genres.iter().any(|g| g == genre);
            let (lovers, others) = lovers_and_others(&sample, has);
            assert!(lovers > 60 && others > 60, "{genre}: {lovers} love it, {others} do not");
        }
        let (lovers, others) = lovers_and_others(&sample, |movie| movie.year.is_some_and(|year| year < 1975));
        assert!(lovers > 60 && others > 60, "before 1975: {lovers} love it, {others} do not");
    }
}
