//! What a persona likes, as far as the ratings say it.

use crate::personas_file::Persona;
use cinephile_data::Labels;

/// The labels (genres and decades) that at least half of the movies have that the persona likes, in the order of labels.
pub(super) fn taste(persona: &Persona, labels: &Labels) -> Vec<u32> {
    let mut counts = vec![0usize; labels.len()];
    let mut n_liked = 0;
    for item in persona.liked() {
        n_liked += 1;
        labels.of_item(item).iter().for_each(|&label| counts[label as usize] += 1);
    }
    let is_common = |&(_, &count): &(u32, &usize)| count > 0 && 2 * count >= n_liked;
    (0..).zip(&counts).filter(is_common).map(|(label, _)| label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{Catalogue, ItemIdx, Movie, Stars};

    #[test]
    fn a_taste_is_what_half_of_the_liked_movies_have_in_common() {
        let movie = |id, title, genres: [&str; 2]| Movie::new(id, title, genres.map(str::to_owned).into());
        let movies = vec![
            movie(1, "Alien (1979)", ["Horror", "Sci-Fi"]),
            movie(2, "Halloween (1978)", ["Horror", "Thriller"]),
            movie(3, "Saw (2004)", ["Horror", "Mystery"]),
            movie(4, "Amelie (2001)", ["Comedy", "Romance"]),
        ];
        let catalogue = Catalogue::build(movies).expect("distinct ids");
        let rated = |stars: [f32; 4]| {
            let ratings = (0..)
                .zip(stars)
                .map(|(item, stars)| (ItemIdx::new(item), Stars::try_from(stars).expect("valid")));
            Persona { name: "ann".to_owned(), ratings: ratings.collect() }
        };
        let names = |stars| -> Vec<String> {
            let labels = catalogue.labels();
            taste(&rated(stars), labels).into_iter().map(|label| labels.get(label).to_string()).collect()
        };
        assert_eq!(names([5.0, 4.5, 4.0, 1.0]), ["Horror", "1970s"]);
        assert_eq!(names([0.5, 1.0, 3.5, 4.0]), ["Comedy", "Romance", "2000s"]);
        assert!(names([1.0; 4]).is_empty(), "nothing is liked");
    }
}
