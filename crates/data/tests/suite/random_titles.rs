//! Titles and searches take any text without a panic, and answer within their bounds.

use cinephile_data::search::{TitleIndex, sort_key};
use cinephile_data::{Catalogue, Movie, Popularity};
use proptest::prelude::*;

/// Text that looks like titles now and then.
fn title() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zA-Z]{1,12}",
        1 => Just(", The".to_owned()),
        1 => Just(" (1995)".to_owned()),
        1 => Just("(a.k.a. ".to_owned()),
        1 => Just(")".to_owned()),
        1 => "\\PC{0,8}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_title_and_no_search_panics(titles in prop::collection::vec(title(), 1..20), query in title(), limit in 0..30usize) {
        let movies = (1..).zip(&titles).map(|(id, title)| Movie::new(id, title, Vec::new())).collect();
        let catalogue = Catalogue::build(movies).expect("distinct ids");
        let counts = vec![1; catalogue.len()];
        let index = TitleIndex::build(&catalogue, &Popularity::of(counts));
        for text in titles.iter().chain([&query]) {
            let found = index.search(text, limit);
            prop_assert!(found.len() <= limit);
            let distinct: std::collections::BTreeSet<_> = found.iter().collect();
            prop_assert_eq!(distinct.len(), found.len());
            let _ = (index.resolve_title(text), index.beginning_with_title(text), sort_key(text));
        }
    }
}
