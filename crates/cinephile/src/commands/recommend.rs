//! `cinephile recommend`: lists from a fitted model, on the terminal or as a file.

use crate::args::RecommendArgs;
use crate::ratings_file::{parse_rate, read_histories};
use crate::{data_source, model_cache};
use anyhow::{Context as _, Result, bail};
use cinephile_data::search::TitleIndex;
use cinephile_data::{Dataset, ItemId, ItemIdx, OwnedHistory, Stars};
use cinephile_engine::{ModelRecommender, Query, Recommendation, Recommender};
use cinephile_models::into_scorer;
use std::io::Write;
use std::path::Path;

/// Recommends for every history of a file, or for what `--rate` says.
pub(crate) fn run(args: &RecommendArgs) -> Result<()> {
    match &args.ratings {
        Some(ratings) => for_file(args, ratings),
        None => for_visitor(args),
    }
}

/// Writes `user,rank,item,score`; items of the file that the model does not know are left out and counted.
fn for_file(args: &RecommendArgs, ratings: &Path) -> Result<()> {
    let (model, item_ids) = model_cache::open(&args.model)?;
    let recommender = ModelRecommender::new(into_scorer(model));
    let column = |item: &ItemId| item_ids.binary_search(item).ok().map(ItemIdx::new);
    let histories = read_histories(ratings)?;
    let mut out: Box<dyn Write> = match &args.out {
        Some(path) => {
            let file =
                std::fs::File::create(path).with_context(|| format!("cannot write `{}`", path.display()))?;
            Box::new(std::io::BufWriter::new(file))
        }
        None => Box::new(std::io::BufWriter::new(std::io::stdout().lock())),
    };
    writeln!(out, "user,rank,item,score")?;
    let mut n_unknown = 0;
    for (user, rated) in &histories {
        let known = rated.iter().filter_map(|(item, stars)| Some((column(item)?, stars.value())));
        let history = OwnedHistory::from_pairs(known.collect());
        n_unknown += rated.iter().filter(|(item, _)| column(item).is_none()).count();
        let list = recommender.recommend(&Query::new(history.as_history(), args.top as usize))?;
        for (position, Recommendation { item, score, .. }) in list.iter().enumerate() {
            writeln!(out, "{user},{},{},{score}", position + 1, item_ids[item.get()])?;
        }
    }
    out.flush().context("cannot write the lists")?;
    if n_unknown > 0 {
        eprintln!(
            "warning: {n_unknown} ratings are of items that the model does not know; they were left out"
        );
    }
    Ok(())
}

fn for_visitor(args: &RecommendArgs) -> Result<()> {
    let (dataset, _) = data_source::open(&args.source)?;
    let recommender = ModelRecommender::new(into_scorer(model_cache::open_for(&args.model, &dataset)?));
    let history = rated(&args.rate, &dataset)?;
    let query = Query::new(history.as_history(), args.top as usize);
    for (position, Recommendation { item, score, .. }) in recommender.recommend(&query)?.iter().enumerate() {
        let movie = dataset.catalogue.movie(*item);
        let year = movie.year.map(|year| format!(" ({year})")).unwrap_or_default();
        println!("{:4}  {score:10.4}  {}{year}  [{}]", position + 1, movie.title, movie.id);
    }
    Ok(())
}

/// `["Heat=5", "10=3.5"]` as a history; a movie is named by title or by id.
fn rated(rates: &[String], dataset: &Dataset) -> Result<OwnedHistory> {
    let titles = TitleIndex::build(&dataset.catalogue, &dataset.interactions.item_counts());
    let mut pairs: Vec<(ItemIdx, Stars)> = Vec::new();
    for rate in rates {
        let (movie, stars) = parse_rate(rate)?;
        let by_id = movie.parse().ok().and_then(|id| dataset.catalogue.index_of(ItemId(id)));
        let Some(item) = by_id.or_else(|| titles.resolve_title(movie)) else {
            let similar = titles.search(movie, 3);
            let names: Vec<_> =
                similar.iter().map(|&item| dataset.catalogue.movie(item).source_title.as_str()).collect();
            bail!("no movie is called `{movie}`; similar: {}", names.join(", "));
        };
        pairs.push((item, stars));
    }
    Ok(OwnedHistory::from_pairs(pairs.into_iter().map(|(item, stars)| (item, stars.value())).collect()))
}
