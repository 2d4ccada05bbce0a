//! How the ratings are spread, counted once for charts.

use super::movies::Movies;
use crate::types::{CountRange, LabelCount, PopularityPoint, StarsCount, Statistics};
use cinephile_data::{Popularity, RatingStatistics, count_ranges};

/// The shares of all movies at which the long tail's curve has a point.
const TAIL: [f64; 9] = [0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0];

/// Counts what charts show; `statistics` must be of as many movies.
pub(super) fn describe_ratings(movies: &Movies, statistics: &RatingStatistics) -> Statistics {
    let by_stars = (1u32..).zip(statistics.n_by_half_star);
    let per_movie = movies.popularity().counts().iter().map(|&n| u64::from(n));
    let (genres, decades) = count_labels(movies, statistics);
    Statistics {
        mean_stars: statistics.overall_mean(),
        by_stars: by_stars
            .map(|(half, n_ratings)| StarsCount { stars: f64::from(half) / 2.0, n_ratings })
            .collect(),
        popularity: long_tail(movies.popularity()),
        ratings_per_movie: ranges(&count_ranges(per_movie)),
        ratings_per_user: ranges(&statistics.n_users_by_range),
        genres,
        decades,
    }
}

/// The curve of the long tail; empty without ratings.
fn long_tail(popularity: &Popularity) -> Vec<PopularityPoint> {
    let total: u64 = popularity.counts().iter().map(|&n| u64::from(n)).sum();
    if total == 0 {
        return Vec::new();
    }
    let point = |share_of_movies: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
        let n_best = (share_of_movies * popularity.n_items() as f64).ceil() as usize;
        let best = popularity.order().iter().take(n_best);
        let of_best: u64 = best.map(|&item| u64::from(popularity.count(item))).sum();
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

/// The movies and ratings of each label: all genres in alphabetical order, and all decades in order.
fn count_labels(movies: &Movies, statistics: &RatingStatistics) -> (Vec<LabelCount>, Vec<LabelCount>) {
    let labels = movies.catalogue().labels();
    let mut sums = vec![(0u64, 0u64, 0u64); labels.len()];
    for (item, own_labels) in labels.by_item().enumerate() {
        for &label in own_labels {
            let (n_movies, n_ratings, half_stars) = &mut sums[label as usize];
            *n_movies += 1;
            *n_ratings += u64::from(movies.popularity().counts()[item]);
            *half_stars += statistics.half_star_sums[item];
        }
    }
    let counted = labels.iter().zip(sums).map(|(label, (n_movies, n_ratings, half_stars))| LabelCount {
        name: label.to_string(),
        n_movies,
        n_ratings,
        mean_stars: (n_ratings > 0).then(|| half_stars as f64 / 2.0 / n_ratings as f64),
    });
    let mut genres: Vec<_> = counted.collect();
    let decades = genres.split_off(labels.genres().len());
    (genres, decades)
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
        let tail = long_tail(&Popularity::of(vec![1, 6, 3]));
        assert_eq!(tail.first().map(|point| point.share_of_ratings), Some(0.6));
        assert_eq!(
            tail.last().map(|point| (point.share_of_movies, point.share_of_ratings)),
            Some((1.0, 1.0))
        );
        assert!(long_tail(&Popularity::of(vec![0])).is_empty());
    }
}
