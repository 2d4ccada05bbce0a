//! The cards as text.

use super::interview::{Card, Deck, ENOUGH, Printout};
use std::fmt::Write as _;

/// Each persona with its cards, then how soon each has known eight movies.
pub(super) fn render(printout: &Printout) -> String {
    let mut text = String::new();
    let named = match printout.named.as_slice() {
        [] => String::new(),
        named => format!(", who named {}", named.join(", ")),
    };
    for deck in &printout.personas {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}: the deck on {}{named}\n", deck.name, printout.data);
        (1..).zip(&deck.cards).for_each(|(n, card)| push_card(&mut text, n, card));
        let _ = writeln!(text, "      {}\n", summary(deck));
    }
    for deck in &printout.personas {
        let _ = writeln!(text, "{:24} {}", deck.name, summary(deck));
    }
    text
}

fn push_card(text: &mut String, n: usize, card: &Card) {
    let year = card.year.map(|year| format!(" ({year})")).unwrap_or_default();
    let answer = card.stars.map_or_else(|| "-".to_owned(), |stars| stars.to_string());
    let _ = writeln!(text, "{n:4}  {answer:>3}  {}{year}  [{}]", card.title, card.genres.join(", "));
}

/// `8 known movies after 14 cards; 21 of 40 known, of 107 seen`.
fn summary(deck: &Deck) -> String {
    let soon = match deck.cards_until_eight {
        Some(n) => format!("{ENOUGH} known movies after {n} cards"),
        None => format!("fewer than {ENOUGH} known movies"),
    };
    format!("{soon}; {} of {} known, of {} seen", deck.n_known, deck.cards.len(), deck.n_seen)
}
