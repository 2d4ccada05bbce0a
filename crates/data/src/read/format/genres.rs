//! Genres of a movie, as a set.

/// What the formats write for an empty list.
const NO_GENRES: [&str; 2] = ["(no genres listed)", "unknown"];

/// Splits `Action|Crime`: order kept, duplicates and the marks for an empty list left out.
///
/// *Children's* of the older data sets becomes *Children*, as the newer ones write.
pub(crate) fn split(genres: &str) -> Vec<String> {
    collect(genres.split('|').map(str::trim))
}

/// The same for genres that are split already.
pub(crate) fn collect<'a>(genres: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut set: Vec<String> = Vec::new();
    for genre in genres.filter(|genre| !genre.is_empty() && !NO_GENRES.contains(genre)) {
        let genre = if genre == "Children's" { "Children" } else { genre };
        if !set.iter().any(|known| known == genre) {
            set.push(genre.to_owned());
        }
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genres_are_a_set_and_none_is_the_empty_one() {
        assert_eq!(split("Action|Crime|Action|"), ["Action", "Crime"]);
        assert_eq!(split("Animation|Children's|Comedy"), ["Animation", "Children", "Comedy"]);
        assert!(split("(no genres listed)").is_empty());
        assert!(split("unknown").is_empty());
        assert!(split("").is_empty());
    }
}
