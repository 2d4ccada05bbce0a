//! `cinephile similar`: lists the movies that are most similar to one movie.

use crate::args::SimilarArgs;
use crate::movie_names::find_movie;
use crate::{load_data, model_cache};
use anyhow::{Context as _, Result};
use cinephile_data::search::TitleIndex;
use cinephile_data::{Dataset, ItemIdx, Popularity};
use cinephile_engine::{ListRules, ModelRecommender, similar_items};
use cinephile_models::{AlgorithmParams, into_scorer};
use serde_json::{Value, json};
use std::sync::Arc;

pub(crate) fn run(args: &SimilarArgs) -> Result<()> {
    let (dataset, _) = load_data::load(&args.source)?;
    let popularity = Popularity::of(dataset.interactions.item_counts());
    let titles = TitleIndex::build(&dataset.catalogue, &popularity);
    let item = find_movie(&args.movie, &titles, &dataset)?;
    let model = match &args.model {
        Some(path) => model_cache::open_for(path, &dataset)?,
        None => {
            let params = AlgorithmParams::default_for(args.algorithm);
            let what = format!("fitting {}", args.algorithm);
            model_cache::open_or_fit(&args.state.models(), &dataset, &params, &what)?
        }
    };
    let algorithm = model.algorithm();
    let rules = ListRules::of(&dataset.catalogue, &popularity);
    let recommender = ModelRecommender::with_rules(into_scorer(model), Arc::new(rules));
    let similar = similar_items(&recommender, item, args.top.into())?.with_context(|| {
        format!("the scores of {algorithm} are not sums over ratings; use blend, ease or ials")
    })?;
    if args.json {
        let movies: Vec<Value> =
            similar.iter().map(|&(item, score)| row(&dataset, item, Some(score))).collect();
        sayln!(
            "{}",
            json!({"movie": row(&dataset, item, None), "algorithm": algorithm.name(), "similar": movies})
        );
        return Ok(());
    }
    sayln!("like {} by {algorithm}:", name(&dataset, item));
    for (position, (item, score)) in similar.iter().enumerate() {
        sayln!(
            "{:4}  {score:10.4}  {}  [{}]",
            position + 1,
            name(&dataset, *item),
            dataset.catalogue.movie(*item).id
        );
    }
    Ok(())
}

fn name(dataset: &Dataset, item: ItemIdx) -> String {
    let movie = dataset.catalogue.movie(item);
    let year = movie.year.map(|year| format!(" ({year})")).unwrap_or_default();
    format!("{}{year}", movie.title)
}

fn row(dataset: &Dataset, item: ItemIdx, score: Option<f32>) -> Value {
    let movie = dataset.catalogue.movie(item);
    let mut row = json!({"id": movie.id, "title": movie.title, "year": movie.year});
    if let (Some(score), Some(fields)) = (score, row.as_object_mut()) {
        fields.insert("score".to_owned(), json!(score));
    }
    row
}
