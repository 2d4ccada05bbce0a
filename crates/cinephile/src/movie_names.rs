//! Movies as people name them on the command line: by title, by id, or as `id:ID`.

use anyhow::{Result, bail};
use cinephile_data::search::TitleIndex;
use cinephile_data::{Dataset, Duplicates, ItemId, ItemIdx, parse_title};

/// What says that an id follows, and no title.
const ID_MARK: &str = "id:";
/// The most candidates that a message lists.
const MAX_CANDIDATES: usize = 8;

/// Finds the one movie that `name` means.
///
/// # Errors
/// No movie, or several: the message lists them with their ids.
pub(crate) fn find_movie(name: &str, titles: &TitleIndex, dataset: &Dataset) -> Result<ItemIdx> {
    if let Some(id) = name.strip_prefix(ID_MARK) {
        return match find_id(id.trim(), dataset) {
            Some(item) => Ok(item),
            None => bail!("there is no movie with the id `{}`", id.trim()),
        };
    }
    let mut candidates: Vec<ItemIdx> = find_id(name, dataset).into_iter().collect();
    for item in titled(name, titles, dataset) {
        if !candidates.contains(&item) {
            candidates.push(item);
        }
    }
    match candidates[..] {
        [item] => Ok(item),
        [] => {
            let similar = titles.search(name, 3);
            let names: Vec<_> =
                similar.iter().map(|&item| dataset.catalogue.movie(item).source_title.as_str()).collect();
            bail!("there is no movie `{name}`; similar titles: {}", names.join(", "))
        }
        _ => {
            let described = candidates.iter().take(MAX_CANDIDATES).map(|&item| {
                let movie = dataset.catalogue.movie(item);
                let year = movie.year.map(|year| format!(" ({year})")).unwrap_or_default();
                format!("`{ID_MARK}{}` for {}{year}", movie.written_id(), movie.title)
            });
            let more = match candidates.len().saturating_sub(MAX_CANDIDATES) {
                0 => String::new(),
                n => format!(", or one of {n} more"),
            };
            let described: Vec<String> = described.collect();
            bail!(
                "`{name}` may mean several movies; name the one that is meant: {}{more}",
                described.join(", ")
            )
        }
    }
}

/// The movie with this id, as the source data writes it.
pub(crate) fn find_id(id: &str, dataset: &Dataset) -> Option<ItemIdx> {
    let catalogue = &dataset.catalogue;
    if catalogue.has_source_ids() {
        return catalogue.movies().iter().position(|movie| movie.written_id() == id).map(ItemIdx::new);
    }
    catalogue.index_of(ItemId(id.parse().ok()?))
}

/// The films that a title may mean: the most likely one, and others of the same title if the name gives no year.
fn titled(name: &str, titles: &TitleIndex, dataset: &Dataset) -> Vec<ItemIdx> {
    let Some(likeliest) = titles.resolve_title(name) else { return Vec::new() };
    let movie = |item: ItemIdx| dataset.catalogue.movie(item);
    let parsed = parse_title(name);
    // "Heat 1995" and "Heat (1995)" name a year. "Blade Runner 2049" is a title, whose movie is found by it alone.
    let names_year = parsed.year.is_some() || !titles.with_title(&parsed.title).contains(&likeliest);
    let duplicates = Duplicates::of(&dataset.catalogue);
    let is_rival = |item: ItemIdx| {
        item != likeliest
            && !duplicates.others(likeliest).contains(&item)
            && movie(item).title.to_lowercase() == movie(likeliest).title.to_lowercase()
            && (!names_year || movie(item).year == movie(likeliest).year)
    };
    let rivals = titles.with_title(&movie(likeliest).title).into_iter().filter(|&item| is_rival(item));
    std::iter::once(likeliest).chain(rivals).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{Catalogue, Interactions, Movie, Popularity, Provenance, UserId};

    fn found(name: &str) -> Result<u32, String> {
        let titles = [
            (1, "Sabrina (1954)"),
            (2, "Sabrina (1995)"),
            (3, "Heat (1995)"),
            (4, "300 (2007)"),
            (300, "Quiz Show (1994)"),
            (6, "Blade Runner 2049 (2017)"),
            (7, "Thing, The (1982)"),
            (8, "Thing, The (2011)"),
            (9, "Chasing Amy (1997)"),
            (10, "Chasing Amy (1997)"),
        ];
        let movies = titles.map(|(id, title)| Movie::new(id, title, Vec::new()));
        let catalogue = Catalogue::build(movies.into()).expect("distinct ids");
        let interactions = Interactions::checkerboard(10);
        let user_ids = (0..10).map(UserId).collect();
        let dataset = Dataset::new("x".to_owned(), Provenance::Real, catalogue, interactions, user_ids);
        let popularity = Popularity::of(dataset.interactions.item_counts());
        let titles = TitleIndex::build(&dataset.catalogue, &popularity);
        let item = find_movie(name, &titles, &dataset).map_err(|error| error.to_string())?;
        Ok(dataset.catalogue.movie(item).id.0)
    }

    #[test]
    fn a_name_that_means_one_movie_is_found() {
        for (name, id) in [
            ("Heat", 3),
            ("heat (1995)", 3),
            ("heat 1995", 3),
            ("Sabrina (1954)", 1),
            ("sabrina 1995", 2),
            ("id:2", 2),
            ("3", 3),
            ("300 (2007)", 4),
            ("id:300", 300),
            ("Quiz Show", 300),
            ("Blade Runner 2049", 6),
            ("The Thing (2011)", 8),
        ] {
            assert_eq!(found(name), Ok(id), "{name}");
        }
        assert!([9, 10].contains(&found("Chasing Amy").expect("one film, though it is listed twice")));
    }

    #[test]
    fn a_name_that_may_mean_several_is_asked_about() {
        assert_eq!(
            found("Sabrina").map_err(|error| error
                .replace("id:2` for Sabrina (1995), `id:1` for Sabrina (1954)", "BOTH")
                .replace("id:1` for Sabrina (1954), `id:2` for Sabrina (1995)", "BOTH")),
            Err("`Sabrina` may mean several movies; name the one that is meant: `BOTH".to_owned())
        );
        for (name, both) in [
            ("300", ["`id:300` for Quiz Show (1994)", "`id:4` for 300 (2007)"]),
            ("the thing", ["`id:7` for The Thing (1982)", "`id:8` for The Thing (2011)"]),
        ] {
            let message = found(name).expect_err("several");
            assert!(both.iter().all(|one| message.contains(one)), "{message}");
        }
        assert_eq!(found("id:5"), Err("there is no movie with the id `5`".to_owned()));
        assert!(
            found("Haet")
                .expect_err("none")
                .starts_with("there is no movie `Haet`; similar titles: Heat (1995)")
        );
    }
}
