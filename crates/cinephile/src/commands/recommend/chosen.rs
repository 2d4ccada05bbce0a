//! Which movies pass into a list: `--only`, `--exclude` and `--exclude-genres`.

use crate::args::RecommendArgs;
use crate::id_file::read_ids;
use anyhow::{Result, bail};
use cinephile_data::{Dataset, Duplicates, ItemIdx};
use std::collections::HashSet;
use std::path::Path;

/// Marks the items that do not pass; none is marked if all pass.
pub(super) struct Chosen {
    barred: Option<Vec<bool>>,
    /// How many different ids of each file are not in the data.
    pub(super) n_unknown_only: usize,
    pub(super) n_unknown_exclude: usize,
}

impl Chosen {
    /// Reads the files. `find` finds a movie by its id; `dataset` has genres and other records of films, where it is loaded.
    pub(super) fn read(
        args: &RecommendArgs,
        n_items: usize,
        find: impl Fn(&str) -> Option<ItemIdx>,
        dataset: Option<&Dataset>,
    ) -> Result<Self> {
        let duplicates = dataset.map(|dataset| Duplicates::of(&dataset.catalogue));
        let items_of = |path: &Path| -> Result<(Vec<ItemIdx>, usize)> {
            let (mut items, mut unknown) = (Vec::new(), HashSet::new());
            for id in read_ids(path)? {
                match find(&id) {
                    Some(item) => {
                        items.push(item);
                        items.extend(duplicates.iter().flat_map(|all| all.others(item)));
                    }
                    None => {
                        unknown.insert(id);
                    }
                }
            }
            Ok((items, unknown.len()))
        };
        let mut chosen = Self { barred: None, n_unknown_only: 0, n_unknown_exclude: 0 };
        if let Some(path) = &args.only {
            let (items, n_unknown) = items_of(path)?;
            let mut barred = vec![true; n_items];
            items.into_iter().for_each(|item| barred[item.get()] = false);
            (chosen.barred, chosen.n_unknown_only) = (Some(barred), n_unknown);
        }
        if let Some(path) = &args.exclude {
            let (items, n_unknown) = items_of(path)?;
            chosen.n_unknown_exclude = n_unknown;
            chosen.bar(n_items, items);
        }
        if let (false, Some(dataset)) = (args.exclude_genres.is_empty(), dataset) {
            chosen.bar(n_items, of_genres(&args.exclude_genres, dataset)?);
        }
        for (option, n) in [("--only", chosen.n_unknown_only), ("--exclude", chosen.n_unknown_exclude)] {
            if n > 0 {
                eprintln!("warning: the data does not have {n} of the ids of `{option}`");
            }
        }
        Ok(chosen)
    }

    fn bar(&mut self, n_items: usize, items: Vec<ItemIdx>) {
        let barred = self.barred.get_or_insert_with(|| vec![false; n_items]);
        items.into_iter().for_each(|item| barred[item.get()] = true);
    }

    pub(super) fn passes(&self, item: ItemIdx) -> bool {
        self.barred.as_ref().is_none_or(|barred| !barred[item.get()])
    }
}

fn of_genres(names: &[String], dataset: &Dataset) -> Result<Vec<ItemIdx>> {
    let labels = dataset.catalogue.labels();
    let known = labels.genres();
    for name in names {
        if !known.iter().any(|genre| genre.eq_ignore_ascii_case(name.trim())) {
            bail!("`--exclude-genres` names `{name}`; it must be one of {}", known.join(", "));
        }
    }
    let is_named = |genre: &String| names.iter().any(|name| genre.eq_ignore_ascii_case(name.trim()));
    let movies = dataset.catalogue.movies().iter().enumerate();
    Ok(movies
        .filter(|(_, movie)| movie.genres.iter().any(is_named))
        .map(|(index, _)| ItemIdx::new(index))
        .collect())
}
