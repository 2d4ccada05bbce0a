//! Lists for every history of a file, written as `user,rank,item,score`.

use super::chosen::Chosen;
use crate::args::RecommendArgs;
use crate::movie_names::find_id;
use crate::{load_data, model_cache};
use anyhow::{Context as _, Result, bail};
use cinephile_data::read::{HistoryRow, read_histories};
use cinephile_data::{Dataset, ItemId, ItemIdx, OwnedHistory};
use cinephile_engine::{ItemFilter, ModelRecommender, Query, Recommendation};
use cinephile_eval::Stopwatch;
use cinephile_models::into_scorer;
use rayon::prelude::*;
use serde_json::json;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

/// Lists held in memory at once: with 100 items each, they and their text take some 10 MB.
const USERS_AT_ONCE: usize = 2048;

/// Writes `user,rank,item,score` for every user of a file. Ids are those of the file and of the data. Items that the model does
/// not know are skipped and counted.
///
/// All threads make lists, for some thousand users at a time. Users are in the order of their ids: numbers, then text.
pub(super) fn run(args: &RecommendArgs, ratings: &Path) -> Result<()> {
    let (model, item_ids) = model_cache::open(&args.model)?;
    let items = Items::of(args, item_ids)?;
    let chosen = Chosen::read(args, items.ids.len(), |id| items.find(id), items.dataset.as_ref())?;
    let recommender = ModelRecommender::new(into_scorer(model));
    let users = histories(args, ratings, &items)?;
    let mut out: Box<dyn Write> = match &args.out {
        Some(path) => {
            let file =
                std::fs::File::create(path).with_context(|| format!("cannot write `{}`", path.display()))?;
            Box::new(std::io::BufWriter::new(file))
        }
        None => Box::new(std::io::BufWriter::new(std::io::stdout().lock())),
    };
    writeln!(out, "user,rank,item,score")?;
    let passes = |item: ItemIdx| chosen.passes(item);
    let filter: Option<&ItemFilter<'_>> = Some(&passes);
    let (mut seconds, mut cpu_seconds) = (0.0, 0.0);
    for some in users.chunks(USERS_AT_ONCE) {
        let stopwatch = Stopwatch::start();
        let queries: Vec<_> = some
            .iter()
            .map(|(_, history)| Query { filter, ..Query::new(history.as_history(), args.top as usize) })
            .collect();
        let lists = recommender.recommend_batch(&queries)?;
        let used = stopwatch.usage();
        seconds += used.seconds;
        cpu_seconds += used.cpu_seconds;
        let texts: Vec<String> =
            some.par_iter().zip(&lists).map(|((user, _), list)| rows(user, list, &items)).collect();
        texts.iter().try_for_each(|text| out.write_all(text.as_bytes())).context("cannot write the lists")?;
    }
    out.flush().context("cannot write the lists")?;
    if args.json {
        let line = json!({
            "n_lists": users.len(),
            "top": args.top,
            "seconds": seconds,
            "cpu_seconds": cpu_seconds,
            "peak_memory_bytes": Stopwatch::start().usage().peak_memory_bytes,
        });
        sayln!("{line}");
    }
    Ok(())
}

/// The model's items, and how their ids are written.
struct Items {
    ids: Vec<ItemId>,
    /// Loaded where it is named, or needed.
    dataset: Option<Dataset>,
}

impl Items {
    fn of(args: &RecommendArgs, ids: Vec<ItemId>) -> Result<Self> {
        let dataset = match &args.source.data {
            Some(_) => Some(load_data::load(&args.source)?.0),
            None if !args.exclude_genres.is_empty() => {
                bail!("`--exclude-genres` needs to know the movies' genres: name the data with `--data`")
            }
            None => None,
        };
        let Some(dataset) = &dataset else { return Ok(Self { ids, dataset: None }) };
        if !dataset.catalogue.movies().iter().map(|movie| movie.id).eq(ids.iter().copied()) {
            bail!("`{}` was fitted on other movies than those of {}", args.model.display(), dataset.name);
        }
        Ok(Self { ids, dataset: Some(dataset.clone()) })
    }

    fn find(&self, id: &str) -> Option<ItemIdx> {
        match &self.dataset {
            Some(dataset) if dataset.catalogue.has_source_ids() => find_id(id, dataset),
            _ => self.ids.binary_search(&ItemId(id.parse().ok()?)).ok().map(ItemIdx::new),
        }
    }

    /// Positions of items by their ids as the data writes them, where those are text.
    fn by_text(&self) -> Option<HashMap<&str, ItemIdx>> {
        let dataset = self.dataset.as_ref().filter(|dataset| dataset.catalogue.has_source_ids())?;
        let movies = dataset.catalogue.movies().iter().enumerate();
        Some(
            movies
                .filter_map(|(index, movie)| Some((movie.source_id.as_deref()?, ItemIdx::new(index))))
                .collect(),
        )
    }

    fn written(&self, item: ItemIdx) -> String {
        match &self.dataset {
            Some(dataset) => dataset.catalogue.movie(item).written_id().into_owned(),
            None => self.ids[item.get()].to_string(),
        }
    }
}

/// The history of each user of the file, of the items that the model knows.
fn histories(args: &RecommendArgs, path: &Path, items: &Items) -> Result<Vec<(String, OwnedHistory)>> {
    let read = read_histories(path, std::io::stdin().lock(), &args.source.reading.options());
    let (rows, report) = read.context("cannot read the histories")?;
    load_data::warn_of_notes(&report);
    if report.n_bad_rows > 0 {
        eprintln!("warning: skipped {} bad rows", report.n_bad_rows);
    }
    let by_text = items.by_text();
    let find = |row: &HistoryRow| match &by_text {
        Some(by_text) => by_text.get(&*row.item).copied(),
        None => items.ids.binary_search(&row.item_number()?).ok().map(ItemIdx::new),
    };
    let (mut users, mut n_unknown) = (HashMap::<String, Vec<(ItemIdx, f32)>>::new(), 0_usize);
    for row in &rows {
        match find(row) {
            Some(item) => users.entry(row.user.clone()).or_default().push((item, row.stars.value())),
            None => {
                n_unknown += 1;
                users.entry(row.user.clone()).or_default();
            }
        }
    }
    if n_unknown == rows.len() && by_text.is_none() && rows.iter().all(|row| row.item_number().is_none()) {
        bail!(
            "the ids of items are text, such as `{}`: name the data that the model learned from with `--data`",
            rows[0].item
        );
    }
    if n_unknown > 0 {
        eprintln!("warning: skipped {n_unknown} ratings of items that the model does not know");
    }
    let mut users: Vec<_> =
        users.into_iter().map(|(user, rated)| (user, OwnedHistory::from_pairs(rated))).collect();
    users.sort_by_cached_key(|(user, _)| {
        (user.parse::<u64>().map_or(u64::MAX, |number| number), user.clone())
    });
    Ok(users)
}

/// One list as rows of the file.
fn rows(user: &str, list: &[Recommendation], items: &Items) -> String {
    let mut text = String::new();
    for (position, Recommendation { item, score, .. }) in list.iter().enumerate() {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{},{},{},{score}", cell(user), position + 1, cell(&items.written(*item)));
    }
    text
}

/// An id as a field of CSV.
fn cell(id: &str) -> String {
    if id.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", id.replace('"', "\"\""))
    } else {
        id.to_owned()
    }
}
