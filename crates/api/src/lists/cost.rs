//! What lists cost, in requests: a list of 20 movies for a few ratings is one, which takes a third of a millisecond of one core.
//!
//! The figures follow what was measured on ml-latest-small (docs/RELIABILITY.md), rounded up. They need not be exact: they keep a
//! client from ordering minutes of a core with the requests of one minute, and tell light work from heavy work.

/// What costs at most this waits among the light tasks: some milliseconds.
pub(super) const LIGHT_COST: u32 = 10;

/// A list of `k` movies for `n_rated` ratings.
pub(super) fn plain(n_rated: usize, k: usize) -> u32 {
    count(1 + n_rated / 100 + n_rated * k / 20_000)
}

/// What an explanation of that list costs besides: it leaves out up to twenty ratings in turn, and writes what each of them adds to
/// each movie.
pub(super) fn explanation(n_rated: usize, k: usize) -> u32 {
    count(n_rated.min(20) / 10 + n_rated / 20 + n_rated.min(200) * k / 250)
}

/// What steering costs besides.
pub(super) const STEERING: u32 = 3;

/// What reading so many ids of `only` and `exclude` costs besides.
pub(crate) fn chosen(n_ids: usize) -> u32 {
    count(n_ids / 5_000)
}

/// Both lists of a comparison.
pub(crate) fn comparison(n_rated: usize, k: usize) -> u32 {
    6 + 2 * plain(n_rated, k)
}

/// A list for people with so many ratings each.
pub(crate) fn group(n_rated: impl Iterator<Item = usize>) -> u32 {
    count(n_rated.map(|n| 2 + n / 200).sum())
}

/// The movies that are similar to one.
pub(crate) const SIMILAR: u32 = 3;

/// Where somebody is among groups or on the map.
pub(crate) fn position(n_rated: usize) -> u32 {
    count(1 + n_rated / 100)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_visitors_ask_for_is_cheap_and_what_attackers_ask_for_is_not() {
        assert_eq!(plain(20, 20), 1);
        assert_eq!(plain(20, 20) + explanation(20, 20), 5);
        assert!(plain(500, 50) <= LIGHT_COST, "a visitor who rated a lot");
        assert_eq!(chosen(2_000), 0, "a watchlist");
        assert_eq!(chosen(40_000), 8);
        assert!(plain(2_000, 100) + explanation(2_000, 100) >= 200, "six of them in a minute");
        assert!(group(std::iter::repeat_n(2_000, 8)) >= 96);
        assert!(group([20, 20].into_iter()) <= LIGHT_COST);
    }
}
