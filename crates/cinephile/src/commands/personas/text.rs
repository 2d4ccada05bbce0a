//! The lists as text.

use super::lists::{List, ListedMovie, PersonaLists, Printout};
use std::fmt::Write as _;

/// Each persona by each algorithm, with a blank line between lists.
pub(super) fn render(printout: &Printout) -> String {
    let mut text = String::new();
    for persona in &printout.personas {
        for algorithm in &persona.algorithms {
            if !text.is_empty() {
                text.push('\n');
            }
            // Writing to a string does not fail.
            let _ = writeln!(
                text,
                "{}: {} on {}{}",
                persona.name,
                algorithm.algorithm,
                printout.data,
                liked(persona)
            );
            for list in &algorithm.lists {
                push_list(&mut text, list);
            }
        }
    }
    text
}

fn liked(persona: &PersonaLists) -> String {
    if persona.taste.is_empty() {
        return String::new();
    }
    format!(" (at least half of the liked movies: {})", persona.taste.join(", "))
}

fn push_list(text: &mut String, list: &List) {
    let rated = list.ratings.iter().map(|rating| format!("{} {}", name(&rating.movie), rating.stars));
    let rated: Vec<String> = rated.collect();
    let s = if rated.len() == 1 { "" } else { "s" };
    let _ = writeln!(text, "\nafter {} rating{s}: {}", rated.len(), rated.join(", "));
    for (position, movie) in list.movies.iter().enumerate() {
        let _ = writeln!(text, "{:4}  {}  [{}]", position + 1, name(movie), movie.genres.join(", "));
    }
    let _ = writeln!(text, "      {}", shares(list));
}

/// What the list has of the taste, and of what everybody knows: `Horror 7, 1980s 3, best-known 1 of 10`.
fn shares(list: &List) -> String {
    let n_movies = list.movies.len();
    let count = |share: f64| (share * n_movies as f64).round();
    let tastes = list.taste_shares.iter().map(|part| format!("{} {}, ", part.label, count(part.share)));
    format!("{}best-known {} of {n_movies}", tastes.collect::<String>(), count(list.chart_share))
}

fn name(movie: &ListedMovie) -> String {
    match movie.year {
        Some(year) => format!("{} ({year})", movie.title),
        None => movie.title.clone(),
    }
}
