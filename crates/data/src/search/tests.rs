//! Queries as people type them, over the sample and, where it is there, the real MovieLens catalogue.

use super::*;
use crate::{ItemId, Movie, known_movies, sample};

struct Library {
    catalogue: Catalogue,
    index: TitleIndex,
}

impl Library {
    fn of(movies: Vec<Movie>, counts: &[u32]) -> Self {
        let catalogue = Catalogue::build(movies).expect("ids differ");
        let mut counts = counts.to_vec();
        counts.resize(catalogue.len(), 0);
        let index = TitleIndex::build(&catalogue, &Popularity::of(counts));
        Self { catalogue, index }
    }

    fn sample() -> Self {
        let data = sample::dataset();
        let popularity = Popularity::of(data.interactions.item_counts());
        Self { index: TitleIndex::build(&data.catalogue, &popularity), catalogue: data.catalogue }
    }

    /// ml-latest-small, where it lies beside the project; `None` elsewhere.
    fn movielens() -> Option<Self> {
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ml-latest-small");
        let (Ok(mut movies), Ok(mut ratings)) = (
            csv::Reader::from_path(folder.join("movies.csv")),
            csv::Reader::from_path(folder.join("ratings.csv")),
        ) else {
            println!("skipped: no ml-latest-small at {}", folder.display());
            return None;
        };
        let movies: Vec<Movie> = movies
            .records()
            .map(|row| {
                let row = row.expect("a row");
                known_movies::movie(row[0].parse().expect("an id"), &row[1], &row[2])
            })
            .collect();
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for row in ratings.records() {
            *counts.entry(row.expect("a row")[1].parse().expect("an id")).or_default() += 1;
        }
        let popularity: Vec<u32> = movies.iter().map(|m| counts.get(&m.id.0).copied().unwrap_or(0)).collect();
        Some(Self::of(movies, &popularity))
    }

    fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::sample()).chain(Self::movielens())
    }

    fn title(&self, item: ItemIdx) -> &str {
        &self.catalogue.movie(item).source_title
    }

    fn found(&self, query: &str) -> Vec<&str> {
        self.index.search(query, 10).into_iter().map(|item| self.title(item)).collect()
    }

    fn first_is(&self, query: &str, start: &str) {
        let found = self.found(query);
        assert!(found.first().is_some_and(|title| title.starts_with(start)), "{query:?} finds {found:#?}");
    }

    fn resolves_to(&self, title: &str, start: &str) {
        let found = self.index.resolve_title(title).map(|item| self.title(item));
        assert!(found.is_some_and(|found| found.starts_with(start)), "{title:?} is {found:?}");
    }
}

#[test]
fn slips_are_forgiven() {
    for library in Library::all() {
        library.first_is("lord of the rngs", "Lord of the Rings");
        library.first_is("matirx", "Matrix, The (1999)");
        library.first_is("shawshenk redemtion", "Shawshank Redemption, The");
        library.first_is("haet", "Heat (1995)");
        library.first_is("forest gump", "Forrest Gump");
        library.first_is("schindlers lst", "Schindler's List");
    }
}

#[test]
fn titles_are_found_as_they_are_typed() {
    for library in Library::all() {
        for query in ["pul", "pulp", "pulp f", "pulp fic"] {
            library.first_is(query, "Pulp Fiction");
        }
        library.first_is("shaws", "Shawshank");
        library.first_is("shaswh", "Shawshank");
        library.first_is("jurassic p", "Jurassic Park (1993)");
    }
}

#[test]
fn accents_case_and_punctuation_make_no_difference() {
    for library in Library::all() {
        library.first_is("amelie", "Amelie (");
        library.first_is("AMÉLIE", "Amelie (");
        library.first_is("fabuleux destin d'amelie", "Amelie (");
        library.first_is("wall-e", "WALL·E");
        library.first_is("walle", "WALL·E");
        library.first_is("et", "E.T. the Extra-Terrestrial");
        library.first_is("spiderman", "Spider-Man (2002)");
        library.first_is("monsters inc", "Monsters, Inc.");
    }
}

#[test]
fn an_article_may_stand_anywhere_and_a_year_may_be_given() {
    for library in Library::all() {
        for query in
            ["matrix the", "the matrix", "Matrix, The (1999)", "matrix 1999", "1999 matrix", "matrix"]
        {
            library.first_is(query, "Matrix, The (1999)");
        }
        library.first_is("heat 1995", "Heat (1995)");
        library.first_is("king kong 2005", "King Kong (2005)");
        library.first_is("king kong 1933", "King Kong (1933)");
        library.first_is("2001", "2001: A Space Odyssey");
    }
}

#[test]
fn other_titles_and_missing_words_find_the_movie() {
    for library in Library::all() {
        library.first_is("sen to chihiro", "Spirited Away");
        library.first_is("empire strikes", "Star Wars: Episode V");
        library.first_is("star wars new hope", "Star Wars: Episode IV");
        library.first_is("monty grail", "Monty Python and the Holy Grail");
        library.first_is("dr strangelove", "Dr. Strangelove");
    }
}

#[test]
fn the_popular_come_first_among_equals_and_for_an_empty_query() {
    let movies: Vec<Movie> =
        [(1, "Twin (1990)"), (2, "Twin (2000)"), (3, "Twin (2010)"), (4, "Other (1999)")]
            .map(|(id, title)| known_movies::movie(id, title, "Drama"))
            .into();
    let library = Library::of(movies, &[5, 90, 5, 7]);
    assert_eq!(library.found("twin"), ["Twin (2000)", "Twin (1990)", "Twin (2010)"]);
    for empty in ["", "  ", "?!"] {
        assert_eq!(library.found(empty), ["Twin (2000)", "Other (1999)", "Twin (1990)", "Twin (2010)"]);
    }
    assert_eq!(library.index.search("twin", 1).len(), 1);
    assert!(library.index.search("twin", 0).is_empty() && library.found("zzzzzz").is_empty());
}

#[test]
fn a_title_means_one_movie() {
    for library in Library::all() {
        for title in
            ["Matrix, The (1999)", "The Matrix", "the matrix (1999)", "MATRIX, THE", "matrix", "Matrix the"]
        {
            library.resolves_to(title, "Matrix, The (1999)");
        }
        for title in ["Heat", "heat (1995)", "Heat 1995", " Heat "] {
            library.resolves_to(title, "Heat (1995)");
        }
        for title in
            ["GoldenEye", "Jumanji", "Sudden Death", "Amélie", "Seven Samurai", "2001: a space odyssey"]
        {
            assert!(library.index.resolve_title(title).is_some(), "{title}");
        }
        library.resolves_to("Sen to Chihiro no kamikakushi", "Spirited Away");
        for unknown in ["", "   ", "Heat (1901)", "No Such Movie At All", "the", "(1999)", "haet"] {
            assert_eq!(
                library.index.resolve_title(unknown).map(|item| library.title(item)),
                None,
                "{unknown:?}"
            );
        }
    }
}

#[test]
fn every_title_of_the_catalogue_resolves_to_a_movie_of_that_title_and_year() {
    for library in Library::all() {
        for movie in library.catalogue.movies() {
            let found =
                library.index.resolve_title(&movie.source_title).map(|item| library.catalogue.movie(item));
            let same = |found: &Movie| fold(&found.title) == fold(&movie.title) && found.year == movie.year;
            assert!(
                found.is_some_and(same) || fold(&movie.title).is_empty(),
                "{} is {found:?}",
                movie.source_title
            );
        }
    }
}

#[test]
fn a_shared_title_means_the_most_rated_unless_the_year_is_given() {
    let movies = [(1, "Sabrina (1954)"), (2, "Sabrina (1995)")]
        .map(|(id, title)| known_movies::movie(id, title, "Comedy"))
        .into();
    let library = Library::of(movies, &[10, 40]);
    library.resolves_to("sabrina", "Sabrina (1995)");
    library.resolves_to("Sabrina (1954)", "Sabrina (1954)");
}

#[test]
fn no_query_is_too_odd() {
    let library = Library::sample();
    let long = "the ".repeat(5_000);
    for query in ["\u{0}", "🎬", "ß", "((((", "%%%", "a.k.a.", "千と千尋", "'; drop table", long.as_str()]
    {
        assert!(library.index.search(query, 5).len() <= 5);
        let _ = library.index.resolve_title(query);
    }
    let empty = Library::of(vec![], &[]);
    assert!(empty.found("x").is_empty() && empty.found("").is_empty());
}

/// Real catalogues have many rare words, too.
fn made_up_word(n: usize) -> String {
    let letters: Vec<char> = ('a'..='z').collect();
    (0..7).map(|k| letters[(n * 2_654_435_761) / 26usize.pow(k) % 26]).collect()
}

#[test]
#[ignore = "a timing, for the module head"]
fn a_search_over_ninety_thousand_titles_is_timed() {
    let library = Library::movielens().unwrap_or_else(Library::sample);
    let known = library.catalogue.movies();
    let movies: Vec<Movie> = (0..90_000u32)
        .map(|n| {
            // Two halves of known titles make new ones with natural words.
            let (one, two) = (&known[n as usize % known.len()], &known[(n as usize * 7_919) % known.len()]);
            let head: Vec<&str> = one.title.split(' ').collect();
            let tail: Vec<&str> = two.title.split(' ').collect();
            let title =
                format!("{} {}", head[..head.len().div_ceil(2)].join(" "), tail[tail.len() / 2..].join(" "));
            let title = match n as usize {
                n if n < known.len() => one.title.clone(),
                n if n.is_multiple_of(2) => format!("{title} {}", made_up_word(n)),
                _ => title,
            };
            Movie { id: ItemId(n), title, ..one.clone() }
        })
        .collect();
    let start = std::time::Instant::now();
    let popularity: Vec<u32> = (0..90_000).map(|n| 5_000_000 / (100 + 37 * n % 90_001)).collect();
    let library = Library::of(movies, &popularity);
    println!("build: {:.0} ms, {} words", start.elapsed().as_secs_f64() * 1e3, library.index.words.len());
    let queries = [
        "s",
        "th",
        "the",
        "star wars",
        "lord of the rngs",
        "matirx",
        "the shawshank redemption 1994",
        "man of the",
    ];
    for query in queries {
        let mut times: Vec<f64> = (0..101)
            .map(|_| {
                let start = std::time::Instant::now();
                assert!(library.index.search(query, 20).len() <= 20);
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!("{query:?}: {:.2} ms at best, {:.2} ms median", times[0], times[50]);
    }
}
