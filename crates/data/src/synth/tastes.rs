//! Who the users are: kinds of taste, and one person's own variation.

use super::items::{FIRST_YEAR, Items, N_YEARS};
use super::rng::normal;
use crate::known_movies::GENRES;
use rand::RngExt;
use rand_pcg::Pcg64Mcg;

/// A kind of taste: how common it is, the favourite year of release, and what it likes or avoids.
struct Archetype {
    share: f32,
    year: f32,
    likes: &'static [(&'static str, f32)],
}

/// Their names stand in comments only: nothing that learns from the ratings sees them.
const ARCHETYPES: [Archetype; 12] = [
    // Blockbusters
    Archetype {
        share: 0.17,
        year: 2005.0,
        likes: &[
            ("Action", 1.2),
            ("Adventure", 0.9),
            ("Sci-Fi", 0.8),
            ("Thriller", 0.5),
            ("Romance", -0.7),
            ("Musical", -1.0),
            ("Documentary", -0.8),
        ],
    },
    // Horror
    Archetype {
        share: 0.09,
        year: 1992.0,
        likes: &[
            ("Horror", 2.0),
            ("Thriller", 0.6),
            ("Mystery", 0.5),
            ("Children", -1.2),
            ("Musical", -1.2),
            ("Romance", -0.9),
            ("War", -0.4),
        ],
    },
    // Romance and romantic comedy
    Archetype {
        share: 0.12,
        year: 2001.0,
        likes: &[
            ("Romance", 1.5),
            ("Comedy", 0.7),
            ("Musical", 0.5),
            ("Horror", -1.6),
            ("War", -0.8),
            ("Sci-Fi", -0.9),
            ("Action", -0.5),
        ],
    },
    // Families
    Archetype {
        share: 0.10,
        year: 2003.0,
        likes: &[
            ("Children", 1.5),
            ("Animation", 1.2),
            ("Fantasy", 0.6),
            ("Musical", 0.5),
            ("Horror", -1.8),
            ("Crime", -0.8),
            ("War", -0.7),
        ],
    },
    // Serious drama
    Archetype {
        share: 0.12,
        year: 1999.0,
        likes: &[
            ("Drama", 1.2),
            ("Romance", 0.3),
            ("War", 0.4),
            ("Documentary", 0.6),
            ("Action", -1.0),
            ("Horror", -0.8),
            ("Children", -0.6),
        ],
    },
    // Crime and mystery
    Archetype {
        share: 0.10,
        year: 1994.0,
        likes: &[
            ("Crime", 1.4),
            ("Mystery", 0.9),
            ("Thriller", 0.8),
            ("Film-Noir", 1.2),
            ("Children", -1.1),
            ("Musical", -0.8),
            ("Fantasy", -0.6),
        ],
    },
    // Science fiction and fantasy
    Archetype {
        share: 0.09,
        year: 2001.0,
        likes: &[
            ("Sci-Fi", 1.6),
            ("Fantasy", 1.2),
            ("Adventure", 0.6),
            ("Romance", -0.7),
            ("Crime", -0.5),
            ("Western", -0.7),
        ],
    },
    // Classic Hollywood
    Archetype {
        share: 0.06,
        year: 1952.0,
        likes: &[
            ("Film-Noir", 1.3),
            ("Musical", 0.7),
            ("Romance", 0.6),
            ("Western", 0.6),
            ("Mystery", 0.4),
            ("Horror", -0.6),
            ("Action", -0.5),
        ],
    },
    // Comedy
    Archetype {
        share: 0.07,
        year: 1999.0,
        likes: &[
            ("Comedy", 1.5),
            ("Animation", 0.3),
            ("War", -1.0),
            ("Drama", -0.5),
            ("Horror", -0.7),
            ("Documentary", -0.5),
        ],
    },
    // War and Western
    Archetype {
        share: 0.04,
        year: 1972.0,
        likes: &[
            ("War", 1.7),
            ("Western", 1.7),
            ("Action", 0.5),
            ("Fantasy", -0.9),
            ("Children", -0.8),
            ("Musical", -0.9),
        ],
    },
    // Drawn films for adults
    Archetype {
        share: 0.02,
        year: 2000.0,
        likes: &[
            ("Animation", 2.0),
            ("Fantasy", 0.7),
            ("Sci-Fi", 0.4),
            ("Children", -0.3),
            ("Crime", -0.4),
            ("War", -0.2),
        ],
    },
    // Documentaries
    Archetype {
        share: 0.02,
        year: 2006.0,
        likes: &[("Documentary", 2.4), ("Drama", 0.4), ("Fantasy", -0.9), ("Action", -0.7), ("Horror", -0.9)],
    },
];

/// Half-width of a favourite era, in years.
const ERA_YEARS: f32 = 20.0;

/// One generated person.
pub(super) struct Person {
    /// Liking of each genre set of [`Items::genre_sets`].
    pub(super) set_liking: Vec<f32>,
    /// Liking of each year bin.
    pub(super) year_liking: Vec<f32>,
    /// Stars above or below others for the same movie.
    pub(super) bias: f32,
    /// How widely the stars are spread; about 1.
    pub(super) spread: f32,
    /// Gives whole stars only, as all of MovieLens did before 2003.
    pub(super) whole_stars: bool,
}

impl Person {
    /// Draws a person from `rng`. The cost grows with the number of genre sets, not of movies.
    pub(super) fn draw(rng: &mut Pcg64Mcg, items: &Items) -> Self {
        let archetype = &ARCHETYPES[archetype(rng.random::<f32>())];
        let intensity = 0.7 + 0.6 * rng.random::<f32>();
        let mut genres = [0.0f32; GENRES.len()];
        for (genre, liking) in GENRES.iter().zip(&mut genres) {
            let typical = archetype.likes.iter().find(|(name, _)| name == genre).map_or(0.0, |like| like.1);
            *liking = intensity * typical + 0.35 * normal(rng);
        }
        let year = archetype.year + 9.0 * normal(rng);
        let era_weight = 0.6 * normal(rng).abs() + if archetype.year < 1980.0 { 0.6 } else { 0.1 };
        let year_liking = (0..N_YEARS)
            .map(|bin| {
                let distance = (f32::from(FIRST_YEAR) + bin as f32 - year) / ERA_YEARS;
                era_weight * (2.0 * (-distance * distance).exp() - 1.0)
            })
            .collect();
        let set_liking = items
            .genre_sets
            .iter()
            .map(|set| {
                let sum: f32 = set.iter().map(|&genre| genres[usize::from(genre)]).sum();
                sum / (set.len().max(1) as f32).sqrt()
            })
            .collect();
        Self {
            set_liking,
            year_liking,
            bias: 0.38 * normal(rng),
            spread: (0.22 * normal(rng)).exp(),
            whole_stars: rng.random_bool(0.45),
        }
    }

    /// The person's liking `x` of one movie: genres plus era.
    pub(super) fn liking(&self, items: &Items, item: usize) -> f32 {
        self.set_liking[items.genre_set[item] as usize] + self.year_liking[usize::from(items.year[item])]
    }
}

/// The archetype at `at` (`0..1`) of the shares laid end to end.
fn archetype(at: f32) -> usize {
    let total: f32 = ARCHETYPES.iter().map(|archetype| archetype.share).sum();
    let mut left = at * total;
    for (index, archetype) in ARCHETYPES.iter().enumerate() {
        left -= archetype.share;
        if left < 0.0 {
            return index;
        }
    }
    ARCHETYPES.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archetypes_name_genres_that_exist_and_their_shares_sum_to_one() {
        for (name, _) in ARCHETYPES.iter().flat_map(|archetype| archetype.likes) {
            assert!(GENRES.contains(name), "{name}");
        }
        let total: f32 = ARCHETYPES.iter().map(|archetype| archetype.share).sum();
        assert!((total - 1.0).abs() < 1e-5, "{total}");
        assert_eq!((archetype(0.0), archetype(0.999_999)), (0, ARCHETYPES.len() - 1));
    }
}
