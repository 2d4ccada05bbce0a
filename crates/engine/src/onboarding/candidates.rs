//! Which movies may be asked about: the best known of all, and the best known of each genre and decade.
//!
//! Everybody's best-known movies alone would leave a visitor who loves silent comedies without a card to answer.

use cinephile_data::{ItemIdx, Label};

/// So many of everybody's best-known items may be asked about.
const N_BEST_KNOWN: usize = 500;
/// So many of each genre and decade may be asked about.
const N_OF_EACH: usize = 20;
/// At most this many items may be asked about in all, since tables have an entry for each pair.
pub(super) const MAX_CANDIDATES: usize = 600;

/// The positions in `by_popularity` of the items that may be asked about, rising.
///
/// Genres and decades take turns, so that none of them uses up what [`MAX_CANDIDATES`] leaves.
pub(super) fn choose(by_popularity: &[ItemIdx], labels: &[(Label<'_>, Vec<ItemIdx>)]) -> Vec<usize> {
    let n_positions = by_popularity.iter().map(|item| item.get() + 1).max().unwrap_or(0);
    let mut positions = vec![None; n_positions];
    by_popularity.iter().enumerate().for_each(|(position, item)| positions[item.get()] = Some(position));
    let of_each: Vec<Vec<usize>> = labels
        .iter()
        .map(|(_, items)| {
            let known = items.iter().filter_map(|item| *positions.get(item.get())?);
            let mut known: Vec<usize> = known.collect();
            known.sort_unstable();
            known.truncate(N_OF_EACH);
            known
        })
        .collect();
    let mut is_chosen = vec![false; by_popularity.len()];
    let best_known = 0..by_popularity.len().min(N_BEST_KNOWN);
    let in_turns =
        (0..N_OF_EACH).flat_map(|turn| of_each.iter().filter_map(move |known| known.get(turn).copied()));
    let mut n_chosen = 0;
    for position in best_known.chain(in_turns) {
        if n_chosen < MAX_CANDIDATES && !is_chosen[position] {
            is_chosen[position] = true;
            n_chosen += 1;
        }
    }
    (0..by_popularity.len()).filter(|&position| is_chosen[position]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(range: std::ops::Range<usize>) -> Vec<ItemIdx> {
        range.map(ItemIdx::new).collect()
    }

    #[test]
    fn the_best_known_of_a_genre_are_asked_about_however_few_know_them() {
        let labels =
            [(Label::Genre("Western"), items(5_000..5_100)), (Label::Decade(1920), items(4_990..5_001))];
        let chosen = choose(&items(0..6_000), &labels);
        let expected: Vec<usize> = (0..500).chain(4_990..5_020).collect();
        assert_eq!(
            chosen, expected,
            "20 westerns, of which the first is of the 1920s, and 11 movies of the 1920s"
        );
    }

    #[test]
    fn many_genres_take_turns_until_there_are_enough() {
        let names: Vec<String> = (0..100).map(|genre| format!("genre {genre}")).collect();
        let labels: Vec<(Label<'_>, Vec<ItemIdx>)> = (0..100)
            .map(|genre| (Label::Genre(&names[genre]), items(1_000 + 30 * genre..1_030 + 30 * genre)))
            .collect();
        let chosen = choose(&items(0..4_000), &labels);
        assert_eq!(chosen.len(), MAX_CANDIDATES);
        assert!((0..100).all(|genre| chosen.contains(&(1_000 + 30 * genre))), "one of each genre");
    }

    #[test]
    fn items_that_nobody_rated_are_left_out() {
        assert!(choose(&[], &[(Label::Genre("Western"), items(0..9))]).is_empty());
        assert_eq!(choose(&items(0..3), &[(Label::Genre("Western"), items(2..9))]), [0, 1, 2]);
    }
}
