//! `cinephile recommend`: recommends with a fitted model, on the terminal or to a file.

use crate::args::RecommendArgs;
use crate::ratings_file::{parse_rate, read_histories};
use crate::reason_text::reason_text;
use crate::{load_data, model_cache, progress};
use anyhow::{Context as _, Result, anyhow, bail};
use cinephile_data::search::TitleIndex;
use cinephile_data::{Dataset, ItemId, ItemIdx, OwnedHistory, Popularity, RatingStatistics, Stars, UserId};
use cinephile_engine::{
    EverybodysStars, Evidence, Explanation, ListRules, ModelRecommender, Query, QueryVisit, Recommendation,
    Recommender, Taste,
};
use cinephile_eval::Stopwatch;
use cinephile_models::{Algorithm, AlgorithmParams, StarsPredictor, into_scorer, into_stars_predictor};
use rayon::prelude::*;
use serde_json::json;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Lists held in memory at once: with 100 items each, they and their text take some 10 MB.
const USERS_AT_ONCE: usize = 2048;

/// Recommends for every history of a file, or for the visitor of `--rate`, `--liked` and `--seen`.
pub(crate) fn run(args: &RecommendArgs) -> Result<()> {
    match &args.ratings {
        Some(ratings) => for_file(args, ratings),
        None => for_visitor(args),
    }
}

/// Writes `user,rank,item,score` for every user of a file. Items that the model does not know are skipped and counted.
///
/// All threads make lists, for some thousand users at a time. The lists are written in the order of users.
fn for_file(args: &RecommendArgs, ratings: &Path) -> Result<()> {
    let (model, item_ids) = model_cache::open(&args.model)?;
    let recommender = ModelRecommender::new(into_scorer(model));
    let histories = read_histories(ratings)?;
    let users: Vec<_> = histories.into_iter().collect();
    let mut out: Box<dyn Write> = match &args.out {
        Some(path) => {
            let file =
                std::fs::File::create(path).with_context(|| format!("cannot write `{}`", path.display()))?;
            Box::new(std::io::BufWriter::new(file))
        }
        None => Box::new(std::io::BufWriter::new(std::io::stdout().lock())),
    };
    writeln!(out, "user,rank,item,score")?;
    let (mut n_unknown, mut seconds, mut cpu_seconds) = (0, 0.0, 0.0);
    for some in users.chunks(USERS_AT_ONCE) {
        let stopwatch = Stopwatch::start();
        let known: Vec<_> = some.par_iter().map(|(_, rated)| known_history(rated, &item_ids)).collect();
        let queries: Vec<_> =
            known.iter().map(|history| Query::new(history.as_history(), args.top as usize)).collect();
        let lists = recommender.recommend_batch(&queries)?;
        let used = stopwatch.usage();
        seconds += used.seconds;
        cpu_seconds += used.cpu_seconds;
        let texts: Vec<String> =
            some.par_iter().zip(&lists).map(|((user, _), list)| rows(*user, list, &item_ids)).collect();
        texts.iter().try_for_each(|text| out.write_all(text.as_bytes())).context("cannot write the lists")?;
        n_unknown += some.iter().map(|(_, rated)| n_left_out(rated, &item_ids)).sum::<usize>();
    }
    out.flush().context("cannot write the lists")?;
    if n_unknown > 0 {
        eprintln!("warning: skipped {n_unknown} ratings of items that the model does not know");
    }
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

/// The ratings of items that the model knows.
fn known_history(rated: &[(ItemId, Stars)], item_ids: &[ItemId]) -> OwnedHistory {
    let column = |item: &ItemId| item_ids.binary_search(item).ok().map(ItemIdx::new);
    OwnedHistory::from_pairs(
        rated.iter().filter_map(|(item, stars)| Some((column(item)?, stars.value()))).collect(),
    )
}

/// The number of ratings in `rated` of items that the model does not know.
fn n_left_out(rated: &[(ItemId, Stars)], item_ids: &[ItemId]) -> usize {
    rated.iter().filter(|(item, _)| item_ids.binary_search(item).is_err()).count()
}

/// One list as rows of the file.
fn rows(user: UserId, list: &[Recommendation], item_ids: &[ItemId]) -> String {
    let mut text = String::new();
    for (position, Recommendation { item, score, .. }) in list.iter().enumerate() {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{user},{},{},{score}", position + 1, item_ids[item.get()]);
    }
    text
}

/// Prints one list for the visitor of `--rate`, `--liked` and `--seen`.
fn for_visitor(args: &RecommendArgs) -> Result<()> {
    let (dataset, _) = load_data::load(&args.source)?;
    let popularity = Popularity::of(dataset.interactions.item_counts());
    let scorer = into_scorer(model_cache::open_for(&args.model, &dataset)?);
    let rules = ListRules::of(&dataset.catalogue, &popularity);
    let recommender = ModelRecommender::with_rules(scorer, Arc::new(rules));
    let taste = taste(args, &dataset, &TitleIndex::build(&dataset.catalogue, &popularity))?;
    let query = Query::of(&taste, args.top as usize);
    let stars = stars_predictor(args, &dataset)?;
    let visit = recommender.visit(&query)?;
    let list = visit.top(query.k);
    let items: Vec<ItemIdx> = list.iter().map(|found| found.item).collect();
    let explanations = if args.explain { explain(&*visit, &items, &dataset)? } else { Vec::new() };
    let predicted = visit.predict_stars(&*stars, &items);
    for (position, (Recommendation { item, score, .. }, given)) in list.iter().zip(predicted).enumerate() {
        let movie = dataset.catalogue.movie(*item);
        let year = movie.year.map(|year| format!(" ({year})")).unwrap_or_default();
        let given = format!("{:.1} stars ({:.1} to {:.1})", given.stars, given.low, given.high);
        sayln!("{:4}  {score:10.4}  {given}  {}{year}  [{}]", position + 1, movie.title, movie.id);
        if let Some(explanation) = explanations.get(position) {
            say!("{explanation}");
        }
    }
    Ok(())
}

/// The lines below each movie of a list: why it is in it and, if the model's scores are sums, what they are sums of.
fn explain(visit: &dyn QueryVisit, items: &[ItemIdx], dataset: &Dataset) -> Result<Vec<String>> {
    let sums = visit.explain(items)?;
    if sums.is_none() {
        eprintln!("note: the scores of this model are not sums over ratings, so only the reason is shown");
    }
    let mut sums = sums.into_iter().flatten();
    let lines = visit.reasons(items)?.into_iter().map(|reason| {
        let reason = reason_text(&reason, &dataset.catalogue);
        let sum = sums.next().map(|sum| explanation_lines(&sum, dataset)).unwrap_or_default();
        format!("      {reason}\n{sum}")
    });
    Ok(lines.collect())
}

/// Predicts stars: with the model that `--stars` names, or with one that is fitted now.
fn stars_predictor(args: &RecommendArgs, dataset: &Dataset) -> Result<Arc<dyn StarsPredictor>> {
    let model = match &args.stars {
        Some(path) => model_cache::open_for(path, dataset)?,
        None => progress::during("fitting stars", || {
            AlgorithmParams::default_for(Algorithm::Stars).fit(&dataset.interactions)
        })?,
    };
    let algorithm = model.algorithm();
    into_stars_predictor(model)
        .ok_or_else(|| anyhow!("`--stars` names a model of {algorithm}; it must be a model of stars"))
}

/// The parts of a score, one on each line: what each rating adds, the movie's rank without it, and what everybody
/// likes.
fn explanation_lines(explanation: &Explanation, dataset: &Dataset) -> String {
    let mut text = String::new();
    for effect in &explanation.by_rating {
        let place = effect.rank_without.map(|rank| format!("; rank {rank} without it")).unwrap_or_default();
        let title = &dataset.catalogue.movie(effect.cited.item).title;
        let said = match effect.cited.evidence {
            Evidence::Stars(stars) => format!("{title}={stars}"),
            Evidence::Liked => format!("liked {title}"),
            Evidence::Seen => format!("saw {title}"),
        };
        // Writing to a string does not fail.
        let _ = writeln!(text, "      {:+10.4}  {said}{place}", effect.contribution);
    }
    let _ = writeln!(text, "      {:+10.4}  what everybody likes", explanation.everybody);
    text
}

/// What the options say about movies, which are named by title or id: ratings such as `Heat=5`, liked and seen movies.
fn taste(args: &RecommendArgs, dataset: &Dataset, titles: &TitleIndex) -> Result<Taste> {
    let find = |movie: &String| find_movie(movie, titles, dataset);
    let rated = args.rate.iter().map(|rate| {
        let (movie, stars) = parse_rate(rate)?;
        Ok((find_movie(movie, titles, dataset)?, stars.value()))
    });
    let rated = rated.collect::<Result<Vec<_>>>()?;
    let liked = args.liked.iter().map(find).collect::<Result<Vec<_>>>()?;
    let seen = args.seen.iter().map(find).collect::<Result<Vec<_>>>()?;
    let everybody = EverybodysStars::of(&RatingStatistics::of(&dataset.interactions));
    Ok(Taste::new(rated, &liked, &seen, &everybody))
}

/// Finds a movie by title or id.
pub(super) fn find_movie(movie: &str, titles: &TitleIndex, dataset: &Dataset) -> Result<ItemIdx> {
    let by_id = movie.parse().ok().and_then(|id| dataset.catalogue.index_of(ItemId(id)));
    if let Some(item) = by_id.or_else(|| titles.resolve_title(movie)) {
        return Ok(item);
    }
    let similar = titles.search(movie, 3);
    let names: Vec<_> =
        similar.iter().map(|&item| dataset.catalogue.movie(item).source_title.as_str()).collect();
    bail!("there is no movie `{movie}`; similar titles: {}", names.join(", "))
}
