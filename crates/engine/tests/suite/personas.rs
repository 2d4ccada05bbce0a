//! Reasons and lists of invented movie-goers on real ratings, where both lie beside the checkout.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests fail by panicking and say what they skip"
)]

use cinephile_data::read::{CachePolicy, ReadOptions, read_dataset};
use cinephile_data::{Dataset, History, ItemId, ItemIdx, OwnedHistory, Popularity, series};
use cinephile_engine::{
    ListRules, ModelRecommender, PickReason, Query, QueryVisit, Recommender as _, similar_items,
};
use cinephile_models::{Algorithm, AlgorithmParams, into_scorer};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

/// The length of the page's list.
const TOP: usize = 23;

/// MovieLens ml-latest-small and a `blend` of it.
struct Real {
    data: Dataset,
    blend: ModelRecommender,
}

static REAL: LazyLock<Option<Real>> = LazyLock::new(|| {
    let folder = shared("data/ml-latest-small")?;
    let options = ReadOptions { cache: CachePolicy::Off, ..ReadOptions::default() };
    let (data, _) = read_dataset(&folder, &options).expect("MovieLens reads");
    let popularity = Popularity::of(data.interactions.item_counts());
    let rules = ListRules::of(&data.catalogue, &popularity);
    let model = AlgorithmParams::default_for(Algorithm::Blend).fit(&data.interactions).expect("fitted");
    let blend = ModelRecommender::with_rules(into_scorer(model), Arc::new(rules));
    Some(Real { data, blend })
});

/// A file or folder of the shared ones. Prints a note if it is missing.
fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if !path.exists() {
        println!("skipped: there is no {}", path.display());
        return None;
    }
    Some(path)
}

/// The ratings of each persona, in order.
fn personas(data: &Dataset) -> Option<BTreeMap<String, Vec<(ItemIdx, f32)>>> {
    #[derive(serde::Deserialize)]
    struct Rating {
        movie_id: u32,
        stars: f32,
    }
    let text = std::fs::read_to_string(shared("cases/personas.json")?).expect("readable");
    let personas: BTreeMap<String, Vec<Rating>> = serde_json::from_str(&text).expect("ratings");
    let rating = |rating: Rating| Some((data.catalogue.index_of(ItemId(rating.movie_id))?, rating.stars));
    let known = |ratings: Vec<Rating>| ratings.into_iter().filter_map(rating).collect();
    Some(personas.into_iter().map(|(name, ratings)| (name, known(ratings))).collect())
}

/// The first 1, 2 and 3 ratings, and all.
fn stages(ratings: &[(ItemIdx, f32)]) -> impl Iterator<Item = OwnedHistory> + '_ {
    [1, 2, 3, ratings.len()].into_iter().map(|n| OwnedHistory::from_pairs(ratings[..n].to_vec()))
}

fn list(visit: &dyn QueryVisit) -> Vec<ItemIdx> {
    visit.top(TOP).into_iter().map(|found| found.item).collect()
}

/// The rank of `item` for somebody with this history.
fn rank(real: &Real, history: History<'_>, item: ItemIdx) -> usize {
    let visit = real.blend.visit(&Query::new(history, 0)).expect("known items");
    let all = visit.top(visit.n_items());
    all.iter().position(|found| found.item == item).expect("it is not rated")
}

#[test]
fn without_the_named_ratings_a_movie_falls() {
    let Some(real) = REAL.as_ref() else { return };
    let Some(personas) = personas(&real.data) else { return };
    let (mut n_own, mut n_fallen) = (0, 0);
    for ratings in personas.into_values() {
        for history in stages(&ratings) {
            let visit = real.blend.visit(&Query::new(history.as_history(), TOP)).expect("known items");
            let items = list(&*visit);
            let reasons = visit.reasons(&items).expect("known items");
            for (place, (item, reason)) in items.iter().zip(&reasons).enumerate() {
                let PickReason::Own { cited, .. } = reason else { continue };
                let is_named = |item: ItemIdx| cited.iter().any(|cited| cited.item == item);
                let rest = history.as_history().iter().filter(|(item, _)| !is_named(*item)).collect();
                let without = rank(real, OwnedHistory::from_pairs(rest).as_history(), *item);
                n_own += 1;
                n_fallen += usize::from(without > place);
            }
        }
    }
    println!("{n_fallen} of {n_own} fall without the ratings that are named");
    assert!(n_own > 100 && n_fallen * 20 >= n_own * 19, "{n_fallen} of {n_own}");
}

#[test]
fn the_same_three_titles_are_not_under_every_movie_and_a_favourite_of_everybody_has_none() {
    let Some(real) = REAL.as_ref() else { return };
    let Some(personas) = personas(&real.data) else { return };
    for (name, ratings) in personas {
        let all = OwnedHistory::from_pairs(ratings);
        let visit = real.blend.visit(&Query::new(all.as_history(), TOP)).expect("known items");
        let reasons = visit.reasons(&list(&*visit)).expect("known items");
        let named = reasons.iter().filter_map(|reason| match reason {
            PickReason::Own { cited, .. } => Some(cited.iter().map(|cited| cited.item).collect::<Vec<_>>()),
            PickReason::Others(_) | PickReason::Fans { .. } => None,
        });
        let named: Vec<_> = named.collect();
        let different = named.iter().collect::<std::collections::BTreeSet<_>>().len();
        assert!(different * 3 > named.len(), "{name}: {different} of {} reasons", named.len());
    }
    let item = |id| real.data.catalogue.index_of(ItemId(id)).expect("in MovieLens");
    let halloween = OwnedHistory::from_pairs(vec![(item(1982), 5.0)]);
    let visit = real.blend.visit(&Query::new(halloween.as_history(), TOP)).expect("known items");
    let forrest_gump = visit.reasons(&[item(356)]).expect("known items");
    assert!(matches!(forrest_gump[0], PickReason::Others(_)), "{forrest_gump:?}");
}

#[test]
fn a_film_that_is_listed_twice_is_shown_once_and_not_to_those_who_know_it() {
    let Some(real) = REAL.as_ref() else { return };
    let item = |id| real.data.catalogue.index_of(ItemId(id)).expect("in MovieLens");
    // Both are Confessions of a Dangerous Mind of 2002; 15 people rated the first, one the second.
    let (known, lesser) = (item(6003), item(144_606));
    let everything = |rated: Vec<(ItemIdx, f32)>| -> Vec<ItemIdx> {
        let history = OwnedHistory::from_pairs(rated);
        let visit = real.blend.visit(&Query::new(history.as_history(), 0)).expect("known items");
        visit.top(visit.n_items()).into_iter().map(|found| found.item).collect()
    };
    let shown = everything(vec![(item(6), 5.0)]);
    assert!(shown.contains(&known) && !shown.contains(&lesser));
    for record in [known, lesser] {
        assert!(everything(vec![(record, 5.0)]).iter().all(|item| ![known, lesser].contains(item)));
        let similar = similar_items(&real.blend, record, 500).expect("known").expect("sums");
        assert!(similar.iter().all(|(item, _)| ![known, lesser].contains(item)));
    }
    let emmas = [item(838), item(26_958)];
    assert!(emmas.iter().all(|emma| shown.contains(emma)), "two films of one name and year");
}

#[test]
fn somebody_who_knows_no_part_of_a_series_gets_a_better_known_earlier_part_first() {
    let Some(real) = REAL.as_ref() else { return };
    let Some(personas) = personas(&real.data) else { return };
    let fame = Popularity::of(real.data.interactions.item_counts());
    let all = series(&real.data.catalogue);
    assert!(all.len() > 100, "{}", all.len());
    let mut n_pairs = 0;
    for history in personas.values().flat_map(|ratings| stages(ratings)) {
        let visit = real.blend.visit(&Query::new(history.as_history(), 0)).expect("known items");
        let list = visit.top(visit.n_items());
        let place = |item: ItemIdx| list.iter().position(|found| found.item == item);
        for parts in all.iter().filter(|parts| parts.iter().all(|&part| place(part).is_some())) {
            for (at, &later) in parts.iter().enumerate() {
                for &earlier in
                    parts[..at].iter().filter(|&&earlier| fame.count(earlier) >= fame.count(later))
                {
                    assert!(place(earlier) < place(later), "{earlier:?} {later:?}");
                    n_pairs += 1;
                }
            }
        }
    }
    assert!(n_pairs > 1000, "{n_pairs}");
}

#[test]
fn ranks_without_a_rating_are_those_of_the_list_that_the_rules_give() {
    let Some(real) = REAL.as_ref() else { return };
    let Some(personas) = personas(&real.data) else { return };
    for ratings in personas.into_values() {
        let history = OwnedHistory::from_pairs(ratings[..3].to_vec());
        let visit = real.blend.visit(&Query::new(history.as_history(), TOP)).expect("known items");
        let items = list(&*visit);
        let explained = visit.explain(&items).expect("known items").expect("sums");
        for &(left_out, _) in &ratings[..3] {
            let rest = history.as_history().iter().filter(|(item, _)| *item != left_out).collect();
            let rest = OwnedHistory::from_pairs(rest);
            let is_other = |item: ItemIdx| item != left_out;
            let query = Query { filter: Some(&is_other), ..Query::new(rest.as_history(), 0) };
            let other = real.blend.visit(&query).expect("known items").top(real.data.catalogue.len());
            for (item, explanation) in items.iter().zip(&explained) {
                let effect = explanation.by_rating.iter().find(|effect| effect.cited.item == left_out);
                let Some(rank) = effect.and_then(|effect| effect.rank_without) else { continue };
                assert_eq!(other.iter().position(|found| found.item == *item), Some(rank - 1));
            }
        }
    }
}
