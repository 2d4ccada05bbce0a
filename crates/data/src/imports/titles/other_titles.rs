//! Well-known movies under titles that no rule finds: as other services, other countries and their own have them.

use super::key::key;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One title a line: the title, the year of release as services have it, and the title under which MovieLens and the built-in
/// movies list it, separated by tabs. Facts, collected by hand.
const TITLES: &str = include_str!("other_titles.tsv");

/// Titles by key and year.
static KNOWN: LazyLock<HashMap<(String, u16), &str>> =
    LazyLock::new(|| lines().map(|(title, year, known)| ((key(title), year), known)).collect());

fn lines() -> impl Iterator<Item = (&'static str, u16, &'static str)> {
    TITLES.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?.parse().ok()?, fields.next()?))
    })
}

/// The title under which catalogues list the movie that is called `title` and is of this year, if it is well known.
pub(crate) fn known_as(title: &str, year: u16) -> Option<&'static str> {
    KNOWN.get(&(key(title), year)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_title_a_year_and_another_title() {
        assert_eq!(lines().count(), TITLES.lines().count());
        assert_eq!(KNOWN.len(), TITLES.lines().count(), "no title twice in a year");
        for (title, year, known) in lines() {
            assert!((1900..2030).contains(&year) && !key(title).is_empty(), "{title}");
            assert!(!key(known).is_empty(), "{title}");
        }
    }

    #[test]
    fn titles_are_known_by_their_year() {
        assert_eq!(known_as("star wars", 1977), Some("Star Wars: Episode IV - A New Hope"));
        assert_eq!(known_as("Star Wars", 1978), None);
        assert_eq!(known_as("기생충", 2019), Some("Parasite"));
    }
}
