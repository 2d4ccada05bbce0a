//! `cinephile deck`: which movies the page asks invented movie-goers about, card by card, and what they know.
//!
//! The people of a data set rate hundreds of movies, so held-out users have seen most of what everybody knows.
//! A persona has not: it shows whether the deck finds what somebody knows who watches horror and little else.

mod interview;
mod text;
mod visitor;

use crate::args::DeckArgs;
use crate::personas_file::read_personas;
use crate::{load_data, progress};
use anyhow::{Result, bail};
use cinephile_data::{Dataset, Label, Popularity};
use cinephile_engine::{ListRules, Onboarding};
use interview::{Interview, Printout};
use visitor::People;

/// Asks every persona, and prints the cards with the answers.
pub(crate) fn run(args: &DeckArgs) -> Result<()> {
    let (dataset, _) = load_data::load(&args.source)?;
    let personas = read_personas(&args.file, &dataset.catalogue)?;
    let named = named(args, &dataset)?;
    let popularity = Popularity::of(dataset.interactions.item_counts());
    let rules = ListRules::of(&dataset.catalogue, &popularity);
    let onboarding =
        progress::during("preparing the deck", || Onboarding::build_with(&dataset.interactions, &popularity));
    let people = People::of(&dataset.interactions);
    let interview = Interview {
        dataset: &dataset,
        onboarding: &onboarding,
        rules: &rules,
        named: &named,
        n_cards: args.cards.into(),
    };
    let decks = personas.iter().map(|persona| {
        let visitor = people.visitor(persona, args.seen.into());
        interview.ask(persona, &visitor)
    });
    let printout = Printout {
        data: dataset.name.clone(),
        named: named.iter().map(ToString::to_string).collect(),
        personas: decks.collect(),
    };
    if args.json {
        sayln!("{}", serde_json::to_string(&printout)?);
    } else {
        say!("{}", text::render(&printout));
    }
    Ok(())
}

/// The genres and decades that the options name.
fn named<'a>(args: &DeckArgs, dataset: &'a Dataset) -> Result<Vec<Label<'a>>> {
    let labels = dataset.catalogue.labels();
    let mut named = Vec::new();
    for wanted in &args.genres {
        let found = labels.genres().iter().find(|genre| genre.to_lowercase() == wanted.trim().to_lowercase());
        let Some(genre) = found else {
            bail!("`--genres` names `{wanted}`; the movies have the genres {}", labels.genres().join(", "));
        };
        named.push(Label::Genre(genre));
    }
    for wanted in &args.decades {
        if !labels.decades().contains(wanted) {
            let known: Vec<String> = labels.decades().iter().map(u16::to_string).collect();
            bail!("`--decades` names {wanted}; the movies are of the decades {}", known.join(", "));
        }
        named.push(Label::Decade(*wanted));
    }
    Ok(named)
}
