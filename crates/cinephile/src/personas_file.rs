//! Reads personas: invented movie-goers, with their ratings in the order in which they give them.
//!
//! The file is a JSON object. Each name has a list of ratings: `{"horror": [{"movie_id": 1982, "title": "Halloween
//! (1978)", "stars": 5}]}`. Ids mean nothing outside their data set, so a title (optional, for people) is compared with the
//! title of the movie that the data has under this id. A file for other data is rejected instead of rating other movies.

use anyhow::{Context as _, Result, bail};
use cinephile_data::search::sort_key;
use cinephile_data::{Catalogue, ItemId, ItemIdx, Movie, OwnedHistory, Stars, parse_title};
use cinephile_files::read_bounded;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::fmt;
use std::path::Path;

/// A guard against a wrong path: files of personas are smaller.
const MAX_BYTES: u64 = 1 << 20;

/// An invented movie-goer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Persona {
    /// Who it is, such as *horror*; unique in its file.
    pub(crate) name: String,
    /// The ratings in the order in which they are given; at least one, each of another movie.
    pub(crate) ratings: Vec<(ItemIdx, Stars)>,
}

impl Persona {
    /// The first `n` ratings, or all if there are fewer.
    pub(crate) fn first(&self, n: usize) -> OwnedHistory {
        let first = self.ratings.iter().take(n);
        OwnedHistory::from_pairs(first.map(|&(item, stars)| (item, stars.value())).collect())
    }

    /// The movies with four stars or more, in the order of the ratings.
    pub(crate) fn liked(&self) -> impl Iterator<Item = ItemIdx> {
        self.ratings.iter().filter(|(_, stars)| *stars >= Stars::LIKED).map(|&(item, _)| item)
    }
}

/// Reads the personas of a file, in its order, and finds their movies in the catalogue.
///
/// # Errors
/// The file cannot be read, or has another form; a persona has no ratings, rates a movie twice, or rates one that the
/// catalogue does not have. The error names the persona and the movie.
pub(crate) fn read_personas(path: &Path, catalogue: &Catalogue) -> Result<Vec<Persona>> {
    let json = read_bounded(path, MAX_BYTES)?;
    parse(&json, catalogue).with_context(|| format!("cannot read personas from `{}`", path.display()))
}

fn parse(json: &[u8], catalogue: &Catalogue) -> Result<Vec<Persona>> {
    let json = json.strip_prefix("\u{feff}".as_bytes()).unwrap_or(json);
    let InOrder(personas) = serde_json::from_slice(json)?;
    if personas.is_empty() {
        bail!("the file has no personas");
    }
    let check = |(name, ratings)| persona(name, ratings, catalogue);
    personas.into_iter().map(check).collect()
}

fn persona(name: String, ratings: Value, catalogue: &Catalogue) -> Result<Persona> {
    let Value::Array(given) = ratings else { bail!("persona `{name}`: expected a list of ratings") };
    if given.is_empty() {
        bail!("persona `{name}` has no ratings");
    }
    let mut ratings: Vec<(ItemIdx, Stars)> = Vec::with_capacity(given.len());
    for (number, value) in (1..).zip(given) {
        let what = described(&value);
        let place = || format!("persona `{name}`, rating {number}{what}");
        let (item, stars) = rating(value, catalogue).with_context(place)?;
        if let Some(earlier) = ratings.iter().position(|(other, _)| *other == item) {
            bail!("{}: this movie already has rating {}", place(), earlier + 1);
        }
        ratings.push((item, stars));
    }
    Ok(Persona { name, ratings })
}

fn rating(value: Value, catalogue: &Catalogue) -> Result<(ItemIdx, Stars)> {
    let row: RatingRow = serde_json::from_value(value)?;
    let stars = Stars::try_from(row.stars)?;
    let Some(item) = catalogue.index_of(ItemId(row.movie_id)) else {
        bail!("the data has no movie {}", row.movie_id);
    };
    let movie = catalogue.movie(item);
    if let Some(title) = row.title.filter(|title| !is_title_of(title, movie)) {
        bail!("movie {} is `{}` in this data, not `{title}`", row.movie_id, movie.source_title);
    }
    Ok((item, stars))
}

/// Which movie a rating seems to be about, for an error: ` (Halloween (1978))`.
fn described(rating: &Value) -> String {
    let title = rating.get("title").and_then(Value::as_str).map(str::to_owned);
    let name = title.or_else(|| Some(format!("movie {}", rating.get("movie_id")?)));
    name.map(|name| format!(" ({name})")).unwrap_or_default()
}

/// Whether `title` is one of the movie's titles. Case, accents and the place of an article do not matter, nor does a year
/// that only one of them has.
fn is_title_of(title: &str, movie: &Movie) -> bool {
    let parsed = parse_title(title);
    let key = sort_key(&parsed.title);
    let names = std::iter::once(&movie.title).chain(&movie.alternative_titles);
    let has_other_year = parsed.year.zip(movie.year).is_some_and(|(typed, year)| typed != year);
    !has_other_year && names.into_iter().any(|name| sort_key(name) == key)
}

/// One rating in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RatingRow {
    movie_id: u32,
    title: Option<String>,
    stars: f32,
}

/// The entries of a JSON object in the file's order, each name once.
struct InOrder(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for InOrder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrderVisitor)
    }
}

struct InOrderVisitor;

impl<'de> Visitor<'de> for InOrderVisitor {
    type Value = InOrder;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a list of ratings for each persona's name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<InOrder, A::Error> {
        let mut entries: Vec<(String, Value)> = Vec::new();
        while let Some((name, ratings)) = map.next_entry::<String, Value>()? {
            if name.trim().is_empty() {
                return Err(A::Error::custom("a persona has an empty name"));
            }
            if entries.iter().any(|(other, _)| *other == name) {
                return Err(A::Error::custom(format!("two personas are called `{name}`")));
            }
            entries.push((name, ratings));
        }
        Ok(InOrder(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let titles = [(6, "Heat (1995)"), (47, "Seven (a.k.a. Se7en) (1995)"), (2571, "Matrix, The (1999)")];
        let movies = titles.map(|(id, title)| Movie::new(id, title, Vec::new()));
        Catalogue::build(movies.into()).expect("distinct ids")
    }

    fn read(json: &str) -> Result<Vec<Persona>> {
        parse(json.as_bytes(), &catalogue())
    }

    fn rejected(json: &str) -> String {
        format!("{:#}", read(json).expect_err(json))
    }

    #[test]
    fn personas_and_their_ratings_keep_the_order_of_the_file() {
        let json = r#"{
            "zealot": [{"movie_id": 2571, "title": "The Matrix", "stars": 5}, {"movie_id": 6, "stars": 3.5}],
            "crime": [{"movie_id": 47, "title": "Se7en (1995)", "stars": 4}]
        }"#;
        let personas = read(json).expect("valid");
        let names: Vec<&str> = personas.iter().map(|persona| persona.name.as_str()).collect();
        assert_eq!(names, ["zealot", "crime"]);
        let items: Vec<usize> = personas[0].ratings.iter().map(|(item, _)| item.get()).collect();
        assert_eq!(items, [2, 0]);
        assert_eq!(personas[0].liked().map(ItemIdx::get).collect::<Vec<_>>(), [2]);
        let first = personas[0].first(1);
        assert_eq!(first.as_history().iter().collect::<Vec<_>>(), [(ItemIdx::new(2), 5.0)]);
        assert_eq!(personas[0].first(9).as_history().items(), [ItemIdx::new(0), ItemIdx::new(2)]);
        assert!(read(&format!("\u{feff}{json}")).is_ok(), "a byte order mark is no error");
    }

    #[test]
    fn a_malformed_persona_is_named_with_its_movie() {
        let wrong =
            |rating: &str| rejected(&format!(r#"{{"ann": [{{"movie_id": 47, "stars": 4}}, {rating}]}}"#));
        for (rating, expected) in [
            (r#"{"movie_id": 7, "stars": 4}"#, "persona `ann`, rating 2 (movie 7): the data has no movie 7"),
            (
                r#"{"movie_id": 6, "title": "Alien (1979)", "stars": 4}"#,
                "persona `ann`, rating 2 (Alien (1979)): movie 6 is `Heat (1995)` in this data, not `Alien (1979)`",
            ),
            (
                r#"{"movie_id": 6, "title": "Heat (1986)", "stars": 4}"#,
                "persona `ann`, rating 2 (Heat (1986)): movie 6 is `Heat (1995)` in this data, not `Heat (1986)`",
            ),
            (
                r#"{"movie_id": 6, "stars": 7}"#,
                "persona `ann`, rating 2 (movie 6): rating 7 is not one of 0.5",
            ),
            (r#"{"movie_id": 6}"#, "persona `ann`, rating 2 (movie 6): missing field `stars`"),
            (r#"{"title": "Heat", "stars": 4}"#, "persona `ann`, rating 2 (Heat): missing field `movie_id`"),
            (r#"{"movie_id": -6, "stars": 4}"#, "persona `ann`, rating 2 (movie -6): invalid value"),
            (r#"{"movie_id": 6, "stars": 4, "when": 1}"#, "rating 2 (movie 6): unknown field `when`"),
            ("5", "persona `ann`, rating 2: invalid type"),
            (
                r#"{"movie_id": 47, "stars": 1}"#,
                "persona `ann`, rating 2 (movie 47): this movie already has rating 1",
            ),
        ] {
            let message = wrong(rating);
            assert!(message.starts_with(expected) || message.contains(expected), "{rating}: {message}");
        }
    }

    #[test]
    fn a_file_without_personas_or_ratings_is_rejected() {
        for (json, expected) in [
            ("{}", "the file has no personas"),
            (r#"{"ann": []}"#, "persona `ann` has no ratings"),
            (r#"{"ann": {"movie_id": 6, "stars": 4}}"#, "persona `ann`: expected a list of ratings"),
            (r#"{" ": []}"#, "a persona has an empty name"),
            (r#"{"ann": [], "ann": []}"#, "two personas are called `ann`"),
            ("[]", "expected an object with a list of ratings for each persona's name"),
            ("", "EOF"),
        ] {
            let message = rejected(json);
            assert!(message.contains(expected), "{json}: {message}");
        }
    }
}
