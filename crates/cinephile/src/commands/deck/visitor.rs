//! What a persona has seen, and with how many stars: what sets the people with its taste apart.
//!
//! People with its taste are the 30 users whose ratings point most in the direction of the persona's own: the cosine of
//! stars less 2.75, so that low ratings count against. They have also seen what everybody has seen, which says
//! nothing about a taste. So the persona has seen the movies with the largest `s ln(s / p)`, where `s` is the share of
//! the 30 who have seen a movie and `p` the share of everybody, besides the movies that its file rates. It gives the
//! mean stars of those of the 30 who have seen the movie, in half stars, unless its file says otherwise.

use crate::personas_file::Persona;
use cinephile_data::{History, Interactions, ItemIdx, OwnedHistory, UserIdx, best_first};

/// So many people have the taste of a persona.
const N_ALIKE: usize = 30;
/// Stars above this count for a movie, and stars below against it.
const NEUTRAL: f64 = 2.75;

/// The people of a data set.
pub(super) struct People<'a> {
    data: &'a Interactions,
    /// How many have seen each movie.
    n_seen: Vec<u32>,
}

impl<'a> People<'a> {
    pub(super) fn of(data: &'a Interactions) -> Self {
        Self { data, n_seen: data.item_counts() }
    }

    /// What a persona with the taste of some of these people has seen: `n` movies, and those that it rates.
    pub(super) fn visitor(&self, persona: &Persona, n: usize) -> OwnedHistory {
        let alike = self.alike(persona.first(usize::MAX).as_history());
        let (mut n_seen, mut stars) = (vec![0u32; self.data.n_items()], vec![0.0f32; self.data.n_items()]);
        for &user in &alike {
            for (item, given) in self.data.history(user).iter() {
                n_seen[item.get()] += 1;
                stars[item.get()] += given;
            }
        }
        let n_everybody = self.data.n_users() as f64;
        let apart = |item: usize| {
            let share = f64::from(n_seen[item]) / alike.len() as f64;
            share * (share * n_everybody / f64::from(self.n_seen[item])).ln()
        };
        let seen_by_any = (0..self.data.n_items()).filter(|&item| n_seen[item] > 0);
        let mut movies: Vec<(f64, usize)> = seen_by_any.map(|item| (apart(item), item)).collect();
        movies.sort_unstable_by(|a, b| best_first(*a, *b));
        let half_stars = |item: usize| (2.0 * stars[item] / n_seen[item] as f32).round() / 2.0;
        let of_taste = movies.into_iter().take(n).map(|(_, item)| (ItemIdx::new(item), half_stars(item)));
        let of_file = persona.ratings.iter().map(|&(item, stars)| (item, stars.value()));
        OwnedHistory::from_pairs(of_taste.chain(of_file).collect())
    }

    /// The users whose ratings point most in the direction of these, at most 30; those who do not point there are left out.
    fn alike(&self, ratings: History<'_>) -> Vec<UserIdx> {
        let users = (0..self.data.n_users()).map(UserIdx::new);
        let likeness = users.map(|user| (likeness(self.data.history(user), ratings), user));
        let mut alike: Vec<(f64, UserIdx)> = likeness.filter(|&(likeness, _)| likeness > 0.0).collect();
        alike.sort_unstable_by(|a, b| best_first(*a, *b));
        alike.into_iter().take(N_ALIKE).map(|(_, user)| user).collect()
    }
}

/// The cosine of two histories with stars around the neutral; 0 if they have nothing in common.
fn likeness(a: History<'_>, b: History<'_>) -> f64 {
    let around = |stars: f32| f64::from(stars) - NEUTRAL;
    let squares =
        |history: History<'_>| history.stars().iter().map(|&stars| around(stars).powi(2)).sum::<f64>();
    let common = b.iter().filter_map(|(item, stars)| Some(around(a.stars_of(item)?) * around(stars)));
    let product: f64 = common.sum();
    if product == 0.0 { 0.0 } else { product / (squares(a) * squares(b)).sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::Stars;

    /// Everybody has seen item 0. Users 0 to 39 love items 1 to 3, the 60 others love items 4 to 6 and hate item 1.
    fn data() -> Interactions {
        let triples = (0..100).flat_map(|user| {
            let own: &[(usize, f32)] = if user < 40 {
                &[(0, 3.0), (1, 5.0), (2, 4.5), (3, 4.0)]
            } else {
                &[(0, 5.0), (1, 1.0), (4, 5.0), (5, 5.0), (6, 5.0)]
            };
            own.iter().map(move |&(item, stars)| (UserIdx::new(user), ItemIdx::new(item), stars))
        });
        Interactions::from_triples(100, 8, triples).expect("valid")
    }

    fn persona(ratings: &[(usize, f32)]) -> Persona {
        let stars = |stars| Stars::try_from(stars).expect("valid");
        let ratings = ratings.iter().map(|&(item, given)| (ItemIdx::new(item), stars(given))).collect();
        Persona { name: "ann".to_owned(), ratings }
    }

    #[test]
    fn a_persona_has_seen_what_sets_people_with_its_taste_apart() {
        let (data, ann) = (data(), persona(&[(2, 5.0), (7, 2.0)]));
        let seen = People::of(&data).visitor(&ann, 2);
        let seen: Vec<(usize, f32)> =
            seen.as_history().iter().map(|(item, stars)| (item.get(), stars)).collect();
        assert_eq!(seen, [(2, 5.0), (3, 4.0), (7, 2.0)], "not item 0, which everybody has seen, nor 1");
        let more = People::of(&data).visitor(&ann, 100);
        assert_eq!(more.as_history().items(), [0, 1, 2, 3, 7].map(ItemIdx::new));
        assert_eq!(more.as_history().stars_of(ItemIdx::new(1)), Some(5.0), "as people with the taste do");
    }

    #[test]
    fn low_ratings_count_against_people_who_love_the_movie() {
        let seen = People::of(&data()).visitor(&persona(&[(1, 0.5)]), 3);
        assert_eq!(seen.as_history().items(), [1, 4, 5, 6].map(ItemIdx::new));
    }

    #[test]
    fn a_persona_whom_nobody_resembles_has_seen_what_it_rates() {
        let seen = People::of(&data()).visitor(&persona(&[(7, 5.0)]), 3);
        assert_eq!(seen.as_history().items(), [ItemIdx::new(7)]);
    }
}
