//! One list for the visitor of `--rate`, `--liked` and `--seen`, on the terminal.

use super::chosen::Chosen;
use crate::args::RecommendArgs;
use crate::movie_names::{find_id, find_movie};
use crate::rate_text::parse_rate;
use crate::reason_text::reason_text;
use crate::{load_data, model_cache, progress};
use anyhow::{Result, anyhow};
use cinephile_data::search::TitleIndex;
use cinephile_data::{Dataset, ItemIdx, Popularity, RatingStatistics};
use cinephile_engine::{
    EverybodysStars, Evidence, Explanation, ListRules, ModelRecommender, Query, Recommendation, Recommender,
    StarsPrediction, Taste,
};
use cinephile_models::{Algorithm, AlgorithmParams, StarsPredictor, into_scorer, into_stars_predictor};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::sync::Arc;

/// One movie of the list.
struct Entry {
    found: Recommendation,
    stars: StarsPrediction,
    reason: String,
    explanation: Option<Explanation>,
}

/// Prints one list for the visitor of `--rate`, `--liked` and `--seen`.
pub(super) fn run(args: &RecommendArgs) -> Result<()> {
    let (dataset, _) = load_data::load(&args.source)?;
    let popularity = Popularity::of(dataset.interactions.item_counts());
    let scorer = into_scorer(model_cache::open_for(&args.model, &dataset)?);
    let rules = ListRules::of(&dataset.catalogue, &popularity);
    let recommender = ModelRecommender::with_rules(scorer, Arc::new(rules));
    let taste = taste(args, &dataset, &TitleIndex::build(&dataset.catalogue, &popularity))?;
    let chosen = Chosen::read(args, dataset.catalogue.len(), |id| find_id(id, &dataset), Some(&dataset))?;
    let passes = |item: ItemIdx| chosen.passes(item);
    let query = Query { filter: Some(&passes), ..Query::of(&taste, args.top as usize) };
    let stars = stars_predictor(args, &dataset)?;
    let list = entries(args, &recommender, &query, &*stars, &dataset)?;
    if args.json {
        let movies: Vec<Value> =
            (1..).zip(&list).map(|(rank, entry)| json_of(rank, entry, &dataset)).collect();
        let unknown = json!({"only": chosen.n_unknown_only, "exclude": chosen.n_unknown_exclude});
        sayln!("{}", json!({"recommendations": movies, "unknown_ids": unknown}));
        return Ok(());
    }
    for (rank, Entry { found, stars, reason, explanation }) in (1..).zip(&list) {
        let movie = dataset.catalogue.movie(found.item);
        let year = movie.year.map(|year| format!(" ({year})")).unwrap_or_default();
        let stars = format!("{:.1} stars ({:.1} to {:.1})", stars.stars, stars.low, stars.high);
        let (score, id) = (found.score, movie.written_id());
        sayln!("{rank:4}  {score:10.4}  {stars}  {}{year}  [{id}]", movie.title);
        sayln!("      {reason}");
        if let Some(explanation) = explanation {
            say!("{}", explanation_lines(explanation, &dataset));
        }
    }
    Ok(())
}

fn entries(
    args: &RecommendArgs,
    recommender: &ModelRecommender,
    query: &Query<'_>,
    stars: &dyn StarsPredictor,
    dataset: &Dataset,
) -> Result<Vec<Entry>> {
    let visit = recommender.visit(query)?;
    let list = visit.top(query.k);
    let items: Vec<ItemIdx> = list.iter().map(|found| found.item).collect();
    let sums = if args.explain { visit.explain(&items)? } else { None };
    if args.explain && sums.is_none() {
        eprintln!("note: the scores of this model are not sums over ratings, so only the reason is shown");
    }
    let mut sums = sums.into_iter().flatten();
    let reasons = visit.reasons(&items)?;
    let predicted = visit.predict_stars(stars, &items);
    let entry = |((found, stars), reason)| Entry {
        found,
        stars,
        reason: reason_text(&reason, &dataset.catalogue),
        explanation: sums.next(),
    };
    Ok(list.into_iter().zip(predicted).zip(reasons).map(entry).collect())
}

fn json_of(rank: u32, Entry { found, stars, reason, explanation }: &Entry, dataset: &Dataset) -> Value {
    let movie = dataset.catalogue.movie(found.item);
    let id = movie.source_id.as_ref().map_or_else(|| json!(movie.id.0), |id| json!(id));
    let explanation = explanation.as_ref().map(|explanation| {
        let effect = |effect: &cinephile_engine::RatingEffect| {
            json!({
                "title": dataset.catalogue.movie(effect.cited.item).title,
                "contribution": effect.contribution,
                "rank_without": effect.rank_without,
            })
        };
        let by_rating: Vec<Value> = explanation.by_rating.iter().map(effect).collect();
        json!({"by_rating": by_rating, "everybody": explanation.everybody})
    });
    json!({
        "rank": rank,
        "id": id,
        "title": movie.title,
        "year": movie.year,
        "genres": movie.genres,
        "score": found.score,
        "predicted_stars": {"stars": stars.stars, "low": stars.low, "high": stars.high},
        "reason": reason,
        "explanation": explanation,
    })
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
