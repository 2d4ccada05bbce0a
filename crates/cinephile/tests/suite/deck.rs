//! `cinephile deck`: what it prints, what it rejects, and whether every persona soon meets movies that it knows.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests fail by panicking and say what they find or skip"
)]

use crate::persona_files::{own_personas, shared};
use crate::terminal::{done, refused, text};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn printed(command: &[&str]) -> Value {
    serde_json::from_str(&done(&[command, &["--json"]].concat())).expect("a JSON line")
}

fn personas(printout: &Value) -> &Vec<Value> {
    printout["personas"].as_array().expect("personas")
}

fn cards(persona: &Value) -> &Vec<Value> {
    persona["cards"].as_array().expect("cards")
}

fn has_genre(card: &Value, genre: &str) -> bool {
    card["genres"].as_array().expect("genres").iter().any(|own| own == genre)
}

#[test]
fn every_persona_knows_eight_of_forty_cards() {
    for name in ["ml-latest-small", "ml-latest-small-2016", "ml-latest-small-both"] {
        let Some(data) = shared(&format!("data/{name}")) else { continue };
        for file in [Some(own_personas()), shared("cases/personas.json")].into_iter().flatten() {
            let printout = printed(&["deck", text(&file), "--data", text(&data)]);
            for persona in personas(&printout) {
                let until_eight = &persona["cards_until_eight"];
                println!("{name}: {} knows eight after {until_eight} cards", persona["name"]);
                assert!(until_eight.as_u64().is_some_and(|n| n <= 40), "{name}: {persona:#}");
            }
        }
    }
}

#[test]
fn what_a_persona_names_at_the_start_is_what_it_is_asked_about() {
    let Some(data) = shared("data/ml-latest-small") else { return };
    let file = own_personas();
    let named = ["deck", text(&file), "--data", text(&data), "--genres", "horror", "--cards", "12"];
    let printout = printed(&named);
    assert_eq!(printout["named"], json!(["Horror"]));
    for persona in personas(&printout) {
        let n_horror = cards(persona).iter().filter(|card| has_genre(card, "Horror")).count();
        assert!(n_horror >= 10, "{persona:#}");
    }
    let horror = personas(&printout).iter().find(|persona| persona["name"] == "horror").expect("a persona");
    assert!(horror["n_known"].as_u64().expect("a number") >= 8, "{horror:#}");
    let table = done(&named);
    assert!(table.starts_with("horror: the deck on ml-latest-small, who named Horror\n\n   1  "), "{table}");
}

/// A persona who loves *Alien* and has seen much of what people with this taste have.
fn sample_persona(folder: &Path) -> PathBuf {
    let state = folder.join("state");
    let options = [
        "similar",
        "Alien (1979)",
        "--top",
        "1",
        "--algorithm",
        "ease",
        "--state-dir",
        text(&state),
        "--json",
    ];
    let found: Value = serde_json::from_str(&done(&options)).expect("JSON");
    let file = folder.join("personas.json");
    let ann = json!({"ann": [{"movie_id": found["movie"]["id"], "title": "Alien (1979)", "stars": 5}]});
    std::fs::write(&file, ann.to_string()).expect("written");
    file
}

#[test]
fn the_cards_and_the_answers_are_printed_and_no_card_comes_twice() {
    let folder = tempfile::tempdir().expect("folder");
    let file = sample_persona(folder.path());
    let deck = ["deck", text(&file), "--cards", "30", "--seen", "200"];
    let printout = printed(&deck);
    let ann = &personas(&printout)[0];
    let ids: std::collections::HashSet<u64> =
        cards(ann).iter().map(|card| card["id"].as_u64().expect("an id")).collect();
    assert_eq!((cards(ann).len(), ids.len()), (30, 30));
    let known: Vec<usize> =
        (1..).zip(cards(ann)).filter(|(_, card)| !card["stars"].is_null()).map(|(n, _)| n).collect();
    assert_eq!(ann["n_known"], known.len());
    assert_eq!(ann["cards_until_eight"], json!(known.get(7)));
    assert!(ann["n_seen"].as_u64().is_some_and(|n| (200..=201).contains(&n)), "{ann:#}");
    let table = done(&deck);
    assert!(table.starts_with("ann: the deck on sample\n\n   1  "), "{table}");
    let summary = format!("{} of 30 known, of {} seen\n", known.len(), ann["n_seen"]);
    assert_eq!(table.matches(&summary).count(), 2, "{summary}: {table}");

    let forgetful = printed(&["deck", text(&file), "--cards", "3", "--seen", "1"]);
    assert!(personas(&forgetful)[0]["cards_until_eight"].is_null());
}

#[test]
fn wrong_options_are_rejected_by_name() {
    let folder = tempfile::tempdir().expect("folder");
    let file = sample_persona(folder.path());
    let opera = refused(&["deck", text(&file), "--genres", "Horror,Opera"], 1);
    assert!(
        opera.starts_with("cinephile: `--genres` names `Opera`; the movies have the genres Action, "),
        "{opera}"
    );
    let year = refused(&["deck", text(&file), "--decades", "1985"], 1);
    assert!(
        year.starts_with("cinephile: `--decades` names 1985; the movies are of the decades 19"),
        "{year}"
    );
    refused(&["deck", text(&file), "--cards", "0"], 2);
    refused(&["deck", text(&file), "--decades", "eighties"], 2);
    let missing = refused(&["deck", text(&folder.path().join("none.json"))], 1);
    assert!(missing.starts_with("cinephile: cannot read `"), "{missing}");
    let unknown = folder.path().join("unknown.json");
    std::fs::write(&unknown, r#"{"ann": [{"movie_id": 4000000000, "stars": 5}]}"#).expect("written");
    let unknown = refused(&["deck", text(&unknown)], 1);
    assert!(unknown.trim_end().ends_with("the data has no movie 4000000000"), "{unknown}");
}
