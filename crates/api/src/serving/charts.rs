//! How the ratings are spread, counted once for charts.

use super::movies::Movies;
use crate::types::{CountRange, LabelCount, PopularityPoint, StarsCount, Statistics};
use cinephile_data::{ItemIdx, Movie, RatingStatistics, count_ranges};
use std::collections::BTreeMap;

/// The shares of all movies at which the long tail's curve has a point.
const TAIL: [f64; 9] = [0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0];

/// Counts what charts show; `statistics` must be of as many movies.
pub(super) fn describe_ratings(movies: &Movies, statistics: &RatingStatistics) -> Statistics {
    let by_stars = (1u32..).zip(statistics.n_by_half_star);
    let per_movie = movies.item_counts().iter().map(|&n| u64::from(n));
    Statistics {
        mean_stars: statistics.overall_mean(),
        by_stars: by_stars
            .map(|(half, n_ratings)| StarsCount { stars: f64::from(half) / 2.0, n_ratings })
            .collect(),
        popularity: long_tail(movies.item_counts(), movies.best_known(movies.len())),
        ratings_per_movie: ranges(&count_ranges(per_movie)),
        ratings_per_user: ranges(&statistics.n_users_by_range),
        genres: labels(movies, statistics, |movie| movie.genres.clone()),
        decades: labels(movies, statistics, |movie| {
            movie.year.map(|year| format!("{}s", year - year % 10)).into_iter().collect()
        }),
    }
}

/// The curve of the long tail; empty without ratings. `by_popularity` are all movies, most ratings first.
fn long_tail(n_ratings: &[u32], by_popularity: &[ItemIdx]) -> Vec<PopularityPoint> {
    let total: u64 = n_ratings.iter().map(|&n| u64::from(n)).sum();
    if total == 0 {
        return Vec::new();
    }
    let point = |share_of_movies: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
        let n_best = (share_of_movies * by_popularity.len() as f64).ceil() as usize;
        let best = by_popularity.iter().take(n_best);
        let of_best: u64 = best.map(|item| u64::from(n_ratings[item.get()])).sum();
        PopularityPoint { share_of_movies, share_of_ratings: of_best as f64 / total as f64 }
    };
    TAIL.map(point).into()
}

/// Counts by powers of two with their limits: 0, 1, 2 to 3, 4 to 7, ... up to the largest.
fn ranges(counts: &[u64]) -> Vec<CountRange> {
    let range = |(slot, &n): (usize, &u64)| {
        let from = slot.checked_sub(1).map_or(0, |power| 1u64 << power);
        CountRange { from, to: (2 * from).saturating_sub(1).max(from), n }
    };
    counts.iter().enumerate().map(range).collect()
}

/// The movies and ratings of each label, in the labels' order.
fn labels(
    movies: &Movies,
    statistics: &RatingStatistics,
    labels_of: impl Fn(&Movie) -> Vec<String>,
) -> Vec<LabelCount> {
    let mut sums = BTreeMap::<String, (u64, u64, u64)>::new();
    for (item, movie) in movies.catalogue().movies().iter().enumerate() {
        for label in labels_of(movie) {
            let (n_movies, n_ratings, half_stars) = sums.entry(label).or_default();
            *n_movies += 1;
            *n_ratings += u64::from(movies.item_counts()[item]);
            *half_stars += statistics.half_star_sums[item];
        }
    }
    let label = |(name, (n_movies, n_ratings, half_stars)): (String, (u64, u64, u64))| {
        let mean_stars = (n_ratings > 0).then(|| half_stars as f64 / 2.0 / n_ratings as f64);
        LabelCount { name, n_movies, n_ratings, mean_stars }
    };
    sums.into_iter().map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_fall_into_ranges_without_gap_or_overlap() {
        let counted = ranges(&count_ranges([0, 1, 2, 3, 4, 7, 8, 0].into_iter()));
        let range = |from, to, n| CountRange { from, to, n };
        assert_eq!(
            counted,
            [range(0, 0, 2), range(1, 1, 1), range(2, 3, 2), range(4, 7, 2), range(8, 15, 1)]
        );
        assert!(ranges(&[]).is_empty());
    }

    #[test]
    fn the_tail_ends_with_all_ratings() {
        let tail = long_tail(&[1, 6, 3], &[1, 2, 0].map(ItemIdx::new));
        assert_eq!(tail.first().map(|point| point.share_of_ratings), Some(0.6));
        assert_eq!(
            tail.last().map(|point| (point.share_of_movies, point.share_of_ratings)),
            Some((1.0, 1.0))
        );
        assert!(long_tail(&[0], &[ItemIdx::new(0)]).is_empty());
    }
}
