//! Why a movie is in a list, in words for the terminal.

use cinephile_data::{Catalogue, Stars};
use cinephile_engine::{Cited, Evidence, PickReason, Reason};

/// One line, such as `because you gave Halloween 5 stars`.
pub(crate) fn reason_text(reason: &PickReason, catalogue: &Catalogue) -> String {
    match reason {
        PickReason::Others(others) => others_text(others),
        PickReason::Fans { of, .. } => format!("popular with people who {}", fan(of, catalogue)),
        PickReason::Own { cited, .. } => {
            let before = std::iter::once(None).chain(cited.iter().map(|cited| Some(verb(cited))));
            let deeds = cited.iter().zip(before).map(|(cited, before)| deed(cited, before, catalogue));
            format!("because you {}", listed(&deeds.collect::<Vec<_>>()))
        }
    }
}

fn others_text(reason: &Reason) -> String {
    match reason {
        Reason::Popular { n_ratings, mean_stars } => {
            format!("popular with everybody: {mean_stars:.1} stars on average, {n_ratings} ratings")
        }
        Reason::TasteGroup { n_members, n_ratings, mean_stars, .. } => {
            format!(
                "{n_ratings} of the {n_members} people in your taste group rated it: {mean_stars:.1} stars"
            )
        }
        Reason::SimilarUsers { n_ratings, n_neighbours, mean_stars } => {
            format!("{n_ratings} of the {n_neighbours} people most like you rated it: {mean_stars:.1} stars")
        }
    }
}

fn verb(cited: &Cited) -> &'static str {
    match cited.evidence {
        Evidence::Stars(_) => "gave",
        Evidence::Liked => "liked",
        Evidence::Seen => "saw",
    }
}

/// What the visitor did, such as `gave Heat 5 stars`; without the verb if it is the one before, too.
fn deed(cited: &Cited, before: Option<&str>, catalogue: &Catalogue) -> String {
    let title = &catalogue.movie(cited.item).title;
    let verb = Some(verb(cited)).filter(|verb| before != Some(verb)).map(|verb| format!("{verb} "));
    let stars = cited.evidence.stars().map(|stars| format!(" {}", stars_text(stars)));
    format!("{}{title}{}", verb.unwrap_or_default(), stars.unwrap_or_default())
}

/// What other people have in common with the visitor: `like Heat`.
fn fan(cited: &Cited, catalogue: &Catalogue) -> String {
    let title = &catalogue.movie(cited.item).title;
    match cited.evidence {
        Evidence::Stars(_) | Evidence::Liked => format!("like {title}"),
        Evidence::Seen => format!("saw {title}"),
    }
}

fn stars_text(stars: f32) -> String {
    let unit = if stars <= Stars::MIN.value() * 2.0 { "star" } else { "stars" };
    format!("{stars} {unit}")
}

/// `a`, `a and b`, `a, b and c`.
fn listed(deeds: &[String]) -> String {
    match deeds {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{ItemIdx, Movie};
    use cinephile_engine::Opinion;

    #[test]
    fn every_reason_is_a_sentence_that_names_what_the_visitor_did() {
        let movies = (1..).zip(["Heat (1995)", "Casino (1995)", "Alien (1979)"]);
        let movies = movies.map(|(id, title)| Movie::new(id, title, Vec::new())).collect();
        let catalogue = Catalogue::build(movies).expect("distinct ids");
        let cited = |item, evidence| Cited { item: ItemIdx::new(item), evidence };
        let opinion = Opinion { n_ratings: 7, mean_stars: 4.0 };
        let own = |cited: Vec<Cited>| reason_text(&PickReason::Own { cited, opinion }, &catalogue);
        let all = [cited(0, Evidence::Stars(1.0)), cited(1, Evidence::Liked), cited(2, Evidence::Seen)];
        assert_eq!(own(all.to_vec()), "because you gave Heat 1 star, liked Casino and saw Alien");
        let both = [cited(0, Evidence::Stars(4.5)), cited(1, Evidence::Stars(4.0))];
        assert_eq!(own(both.to_vec()), "because you gave Heat 4.5 stars and Casino 4 stars");
        let fans = |of| reason_text(&PickReason::Fans { of, opinion }, &catalogue);
        assert_eq!(fans(cited(0, Evidence::Stars(4.0))), "popular with people who like Heat");
        assert_eq!(fans(cited(2, Evidence::Seen)), "popular with people who saw Alien");
        let others = PickReason::Others(Reason::Popular { n_ratings: 7, mean_stars: 4.25 });
        assert_eq!(
            reason_text(&others, &catalogue),
            "popular with everybody: 4.2 stars on average, 7 ratings"
        );
    }
}
