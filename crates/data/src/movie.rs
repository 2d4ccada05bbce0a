//! Movies, and how MovieLens writes their titles.

use crate::ItemId;
use serde::{Deserialize, Serialize};

/// The metadata of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movie {
    /// Its id in the source data, or a number for it if ids there are text.
    pub id: ItemId,
    /// Its id in the source data, if ids there are text. It is kept beside what is stored of a movie.
    #[serde(skip)]
    pub source_id: Option<String>,
    /// The title as people say it: *The Matrix*, not *Matrix, The (1999)*.
    pub title: String,
    /// The title exactly as the source writes it: *Matrix, The (1999)*.
    pub source_title: String,
    /// Other titles, as in *City of Lost Children, The (Cité des enfants perdus, La) (1995)*; for search.
    pub alternative_titles: Vec<String>,
    /// Year of release, if the title contains one.
    pub year: Option<u16>,
    /// Genres in the order of the source, without duplicates; may be empty.
    pub genres: Vec<String>,
    /// The number of the IMDb id (`tt0113277` is 113277), if known.
    pub imdb_id: Option<u32>,
    /// The TMDb id, if known.
    pub tmdb_id: Option<u32>,
}

impl Movie {
    /// Its id as the source data writes it.
    #[must_use]
    pub fn written_id(&self) -> std::borrow::Cow<'_, str> {
        match &self.source_id {
            Some(id) => id.into(),
            None => self.id.to_string().into(),
        }
    }

    /// A movie from its id, its title as MovieLens writes it, and its genres; without ids of other catalogues.
    #[must_use]
    pub fn new(id: u32, source_title: &str, genres: Vec<String>) -> Self {
        let ParsedTitle { title, alternative_titles, year } = parse_title(source_title);
        Self {
            id: ItemId(id),
            source_id: None,
            title,
            source_title: source_title.to_owned(),
            alternative_titles,
            year,
            genres,
            imdb_id: None,
            tmdb_id: None,
        }
    }
}

/// The parts of a MovieLens title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedTitle {
    /// The title with its article in front.
    pub title: String,
    /// Other titles, from the brackets before the year.
    pub alternative_titles: Vec<String>,
    /// The year at the end.
    pub year: Option<u16>,
}

/// Articles that MovieLens moves to the end after a comma; one that ends in an apostrophe is joined without a space.
const ARTICLES: [&str; 38] = [
    "The", "A", "An", "La", "Le", "Les", "Il", "El", "Los", "Las", "Lo", "I", "Gli", "Un", "Una", "Uno",
    "Une", "Das", "Der", "Die", "Ein", "Eine", "Det", "Den", "De", "En", "Et", "Ett", "Het", "Een", "O",
    "Os", "As", "Um", "Uma", "Els", "Da", "L'",
];

/// Parses titles such as *Matrix, The (1999)* and *Léon: The Professional (a.k.a. The Professional) (Léon) (1994)*.
///
/// A title without a year, or with nothing but a year, is kept as it is.
#[must_use]
pub fn parse_title(source_title: &str) -> ParsedTitle {
    let (mut rest, year) = split_year(source_title.trim());
    let mut alternative_titles = Vec::new();
    while let Some((before, bracketed)) =
        split_trailing_bracket(rest).filter(|(before, _)| !needs_more(before))
    {
        let marks = ["a.k.a. ", "a.k.a ", "aka "];
        let name = marks.iter().find_map(|mark| bracketed.strip_prefix(mark)).unwrap_or(bracketed).trim();
        if !name.is_empty() {
            alternative_titles.push(article_first(name));
        }
        rest = before;
    }
    alternative_titles.reverse();
    ParsedTitle { title: article_first(rest), alternative_titles, year }
}

/// Whether a title cannot end so, as *Birdman: Or (The Unexpected Virtue of Ignorance)* cannot before its bracket.
fn needs_more(title: &str) -> bool {
    let last = title.rsplit(' ').next().unwrap_or_default().to_lowercase();
    title.ends_with([':', '-', '&', '+']) || ["or", "and", "but"].contains(&last.as_str())
}

/// `"Heat (1995)"` gives `("Heat", Some(1995))`; a year range `(2006–2007)` gives its first year.
fn split_year(title: &str) -> (&str, Option<u16>) {
    let Some((before, bracketed)) = split_trailing_bracket(title) else { return (title, None) };
    let digits = bracketed.get(..4).filter(|head| head.bytes().all(|b| b.is_ascii_digit()));
    let is_range = bracketed
        .get(4..)
        .is_some_and(|tail| tail.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ' ')));
    match digits.and_then(|year| year.parse().ok()) {
        Some(year) if is_range => (before, Some(year)),
        _ => (title, None),
    }
}

/// `"A (B)"` gives `("A", "B")`; `None` if there is no bracket at the end, or nothing before it.
fn split_trailing_bracket(title: &str) -> Option<(&str, &str)> {
    let inner = title.strip_suffix(')')?;
    let mut depth = 0;
    let open = inner.char_indices().rev().find_map(|(at, c)| match c {
        ')' => {
            depth += 1;
            None
        }
        '(' if depth == 0 => Some(at),
        '(' => {
            depth -= 1;
            None
        }
        _ => None,
    })?;
    let before = inner[..open].trim_end();
    (!before.is_empty()).then_some((before, &inner[open + 1..]))
}

/// `"Matrix, The"` gives `"The Matrix"`; `"Avventura, L'"` gives `"L'Avventura"`.
fn article_first(title: &str) -> String {
    let Some((name, article)) = title.rsplit_once(", ") else { return title.to_owned() };
    if !ARTICLES.contains(&article) {
        return title.to_owned();
    }
    let space = if article.ends_with('\'') { "" } else { " " };
    format!("{article}{space}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(source: &str) -> (String, Vec<String>, Option<u16>) {
        let ParsedTitle { title, alternative_titles, year } = parse_title(source);
        (title, alternative_titles, year)
    }

    #[test]
    fn titles_are_shown_as_people_say_them() {
        let plain = |title: &str, year| (title.to_owned(), vec![], year);
        assert_eq!(parsed("Matrix, The (1999)"), plain("The Matrix", Some(1999)));
        assert_eq!(parsed("Avventura, L' (1960)"), plain("L'Avventura", Some(1960)));
        assert_eq!(parsed("Me, Myself & Irene (2000)"), plain("Me, Myself & Irene", Some(2000)));
        assert_eq!(parsed("Babylon 5"), plain("Babylon 5", None));
        assert_eq!(parsed("2001: A Space Odyssey (1968) "), plain("2001: A Space Odyssey", Some(1968)));
        assert_eq!(parsed("Death Note (2006–2007)"), plain("Death Note", Some(2006)));
        assert_eq!(parsed("(500) Days of Summer (2009)"), plain("(500) Days of Summer", Some(2009)));
        assert_eq!(parsed("(1999)"), plain("(1999)", None));
        assert_eq!(parsed(""), plain("", None));
    }

    #[test]
    fn a_bracket_that_ends_a_sentence_is_part_of_the_title() {
        let source = "Birdman: Or (The Unexpected Virtue of Ignorance) (2014)";
        let (title, others, year) = parsed(source);
        assert_eq!((title.as_str(), year), ("Birdman: Or (The Unexpected Virtue of Ignorance)", Some(2014)));
        assert!(others.is_empty());
    }

    #[test]
    fn bracketed_titles_are_kept_for_search() {
        let (title, others, year) = parsed("City of Lost Children, The (Cité des enfants perdus, La) (1995)");
        assert_eq!((title.as_str(), year), ("The City of Lost Children", Some(1995)));
        assert_eq!(others, ["La Cité des enfants perdus"]);
        let (title, others, _) = parsed("Léon: The Professional (a.k.a. The Professional) (Léon) (1994)");
        assert_eq!(title, "Léon: The Professional");
        assert_eq!(others, ["The Professional", "Léon"]);
        let (title, others, _) =
            parsed("Passion of Anna, The (aka Anna) (a.k.a Anna 2) (Passion, En) (1969)");
        assert_eq!(title, "The Passion of Anna");
        assert_eq!(others, ["Anna", "Anna 2", "En Passion"]);
    }
}
