//! Movies that are parts of one series, as far as their titles number them.
//!
//! A part is *Toy Story 2*, *Rocky III*, *The Godfather: Part II*, *Kill Bill: Vol. 1* or *Star Trek II: The Wrath of
//! Khan*; the first one may be without a number. Rejected: series by what stands before a colon. *Batman: Year One* and
//! *Dracula: Dead and Loving It* follow nothing.

use crate::search::fold;
use crate::{Catalogue, ItemIdx, Movie};
use std::collections::BTreeMap;

/// What may stand before a number.
const NUMBERED: [&str; 5] = ["part", "vol", "volume", "episode", "chapter"];
/// Numbers from 2 on, which need no word before them.
const ROMAN: [&str; 9] = ["ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
/// A larger number belongs to the name, as in *Apollo 13*.
const MAX_NUMBER: u8 = 10;
/// Articles that a later part may drop.
const ARTICLES: [&str; 3] = ["the ", "a ", "an "];

/// Each series of a catalogue with its parts, the earliest first: by year, then by number. Movies without a year are not
/// part of any.
#[must_use]
pub fn series(catalogue: &Catalogue) -> Vec<Vec<ItemIdx>> {
    let mut numbered: BTreeMap<String, Vec<(u16, u8, ItemIdx)>> = BTreeMap::new();
    let mut unnumbered: BTreeMap<String, Vec<(u16, u8, ItemIdx)>> = BTreeMap::new();
    for (item, movie) in catalogue.movies().iter().enumerate() {
        let Some(year) = movie.year else { continue };
        match part(movie) {
            Some((name, number)) => {
                numbered.entry(name).or_default().push((year, number, ItemIdx::new(item)))
            }
            None => {
                unnumbered.entry(name(&movie.title)).or_default().push((year, 1, ItemIdx::new(item)));
            }
        }
    }
    let whole = |(name, mut parts): (String, Vec<(u16, u8, ItemIdx)>)| {
        let first_year = parts.iter().map(|part| part.0).min()?;
        // Of remakes, the one that the numbers follow.
        let first =
            unnumbered.get(&name).and_then(|all| all.iter().filter(|part| part.0 <= first_year).max());
        parts.extend(first);
        parts.sort_unstable();
        (parts.len() > 1).then(|| parts.into_iter().map(|(.., item)| item).collect())
    };
    numbered.into_iter().filter_map(whole).collect()
}

/// The series and the number of a movie whose title, or what stands before its subtitle, ends in a number.
fn part(movie: &Movie) -> Option<(String, u8)> {
    let before_subtitle = movie.title.split_once(": ").or_else(|| movie.title.split_once(" - "));
    let heads = std::iter::once(movie.title.as_str()).chain(before_subtitle.map(|(head, _)| head));
    heads.map(name).find_map(|head| {
        let (rest, last) = head.rsplit_once(' ')?;
        let (rest, is_named) = match rest.rsplit_once(' ') {
            Some((name, word)) if NUMBERED.contains(&word) => (name, true),
            _ => (rest, false),
        };
        let number = number(last).filter(|&number| is_named || number > 1)?;
        Some((rest.to_owned(), number))
    })
}

fn number(word: &str) -> Option<u8> {
    let roman = || (2..).zip(ROMAN).find(|(_, roman)| *roman == word).map(|(number, _)| number);
    let one = || (word == "i").then_some(1);
    word.parse().ok().or_else(roman).or_else(one).filter(|number| (1..=MAX_NUMBER).contains(number))
}

/// A title regardless of case, accents, punctuation and the article in front.
fn name(title: &str) -> String {
    let folded = fold(title);
    let rest = ARTICLES.iter().find_map(|article| folded.strip_prefix(article));
    rest.map_or_else(|| folded.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(movies: &[&str]) -> Vec<Vec<String>> {
        let movies = (1..).zip(movies).map(|(id, title)| Movie::new(id, title, Vec::new())).collect();
        let catalogue = Catalogue::build(movies).expect("distinct ids");
        let source = |item: ItemIdx| catalogue.movie(item).source_title.clone();
        series(&catalogue).into_iter().map(|parts| parts.into_iter().map(source).collect()).collect()
    }

    #[test]
    fn a_series_is_numbered_in_one_of_many_ways() {
        let of = |movies: &[&str]| assert_eq!(titles(movies), [movies], "in this order");
        of(&["Toy Story (1995)", "Toy Story 2 (1999)", "Toy Story 3 (2010)"]);
        of(&["Godfather, The (1972)", "Godfather: Part II, The (1974)", "Godfather: Part III, The (1990)"]);
        of(&["Kill Bill: Vol. 1 (2003)", "Kill Bill: Vol. 2 (2004)"]);
        of(&["Star Trek II: The Wrath of Khan (1982)", "Star Trek III: The Search for Spock (1984)"]);
        of(&["Mission: Impossible (1996)", "Mission: Impossible II (2000)"]);
        of(&["Terminator, The (1984)", "Terminator 2: Judgment Day (1991)"]);
        of(&[
            "Harry Potter and the Deathly Hallows: Part 1 (2010)",
            "Harry Potter and the Deathly Hallows: Part 2 (2010)",
        ]);
    }

    #[test]
    fn of_remakes_the_last_one_before_the_numbers_is_the_first_part() {
        let all = ["Iron Man (1931)", "Iron Man (2008)", "Iron Man 2 (2010)", "Iron Man (2030)"];
        assert_eq!(titles(&all), [["Iron Man (2008)", "Iron Man 2 (2010)"]]);
    }

    #[test]
    fn numbers_that_belong_to_the_name_make_no_series() {
        assert!(titles(&["Apollo 13 (1995)", "Apollo 18 (2011)"]).is_empty());
        assert!(titles(&["Malcolm X (1992)", "Babylon 5", "District 9 (2009)"]).is_empty());
        assert!(titles(&["Batman (1989)", "Batman: Year One (2011)"]).is_empty());
        assert!(titles(&["King Kong (1933)", "King Kong (2005)"]).is_empty());
        assert!(titles(&["2 (2007)", "II (2000)", "Toy Story 2"]).is_empty(), "no name, no year");
    }
}
