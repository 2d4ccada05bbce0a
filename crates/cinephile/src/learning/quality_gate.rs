//! The quality gate: nothing is published that ranks worse than the current publication.
//!
//! A model that has learned from everybody cannot be tested on anybody. So the gate measures the way of learning: it
//! fits the default algorithm on some people of the data and asks for lists for the others (protocol `strong`, the
//! validation part, never the test users). A seed draws the held-out people from the data alone. Visitors are learned
//! from but are never held out: ratings that were meant to do harm must not choose their judges.
//!
//! Quality alone would let visitors carry one movie into everybody's lists, since a list that holds one wrong movie loses
//! little. So the gate also looks at how far visitors move the lists of held-out people ([`Movement`]).
//!
//! The figure is compared with that of the current publication if both were measured on the same questions. On other
//! data the questions differ. Then the current publication's parameters are fitted on the new data, without visitors,
//! for the comparison.

use super::fit_plan::{FitPlan, Gate};
use super::movement::{LIST, Lists, Movement};
use super::visitors::Visitors;
use anyhow::{Context as _, Result};
use cinephile_data::{Dataset, Interactions, Stars};
use cinephile_engine::{ModelRecommender, Query, Recommender as _};
use cinephile_eval::{
    Contender, EvaluateOptions, Evaluation, Fitted, HeldOut, HeldOutUser, Protocol, SplitParams, SplitPart,
    StrongSplit,
};
use cinephile_models::{AlgorithmParams, into_scorer, model_file};
use cinephile_publish::{GateReport, Publication, Quality};

/// What the gate found.
pub(super) struct Verdict {
    pub(super) report: GateReport,
    /// How far visitors move lists; `None` without visitors.
    movement: Option<Movement>,
}

impl Verdict {
    pub(super) fn is_passed(&self) -> bool {
        self.report.is_passed() && self.movement.is_none_or(Movement::is_small)
    }
}

/// Measures what `plan` would publish; `None` if the gate is off.
pub(super) fn measure(
    plan: &FitPlan,
    base: &Dataset,
    visitors: Option<&Visitors>,
) -> Result<Option<Verdict>> {
    let Gate::Margin { margin, seed } = plan.gate else { return Ok(None) };
    // Nobody moves no lists, and one fit is enough.
    let visitors = visitors.filter(|visitors| visitors.len() > 0);
    let held_out = HeldOut::default_for(base.interactions.n_users());
    let split = StrongSplit::draw(base, &SplitParams { seed, held_out }).context(
        "the data cannot be split into people to learn from and held-out people (`--no-gate` publishes unmeasured)",
    )?;
    let judge = Judge { split: &split, seed };
    let params = plan.params(plan.default_algorithm, &base.interactions);
    let (new, lists) = judge.measure(&params, visitors)?;
    let movement = match visitors {
        None => None,
        Some(_) => Some(Movement::between(&judge.measure(&params, None)?.1, &lists)),
    };
    let questions = questions(base, seed, held_out);
    let current = match current(plan) {
        None => None,
        Some(publication) => Some(judge.current(&publication, &questions, &params, &new, visitors)?),
    };
    let options = judge.options();
    let report = GateReport {
        protocol: options.protocol.name().to_owned(),
        metric: options.protocol.main_metric().to_string(),
        seed,
        n_users: split.part(options.part).len() as u64,
        questions,
        new,
        current,
        margin,
    };
    Ok(Some(Verdict { report, movement }))
}

/// The current publication, if it is whole. A broken one must not keep out the publication that replaces it.
pub(super) fn current(plan: &FitPlan) -> Option<Publication> {
    let opened =
        plan.publications.current().and_then(|id| id.map(|id| plan.publications.open(&id)).transpose());
    opened.unwrap_or_else(|error| {
        tracing::warn!("the current publication cannot be compared with: {error}");
        None
    })
}

/// What the gate found, for people: both figures.
pub(crate) fn describe(report: &GateReport) -> String {
    let GateReport { metric, protocol, n_users, new, current, margin, .. } = report;
    let measured = format!("{metric} ({protocol}, {n_users} held-out people)");
    match current {
        None => format!("{measured} is {:.4}; there is no current publication to compare it with", new.mean),
        Some(current) => {
            let whose = current.id.as_ref().map_or_else(|| "the current one".to_owned(), ToString::to_string);
            let share = (new.mean / current.mean - 1.0) * 100.0;
            format!(
                "{measured} is {:.4}; that of {whose} is {:.4} ({share:+.2} %; a loss of up to {:.2} % is allowed)",
                new.mean,
                current.mean,
                margin * 100.0
            )
        }
    }
}

/// A hash that names the questions: the data and the people held out of it.
fn questions(base: &Dataset, seed: u32, held_out: HeldOut) -> String {
    let text = format!("{}:{seed}:{}:{}", base.content_hash, held_out.as_number(), SplitPart::Val);
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// Measures on the held-out people of one split.
struct Judge<'a> {
    split: &'a StrongSplit,
    seed: u32,
}

impl Judge<'_> {
    fn options(&self) -> EvaluateOptions {
        let (protocol, part) = (Protocol::Strong, SplitPart::Val);
        EvaluateOptions { protocol, part, seed: self.seed, ..EvaluateOptions::default() }
    }

    /// The figure of these parameters, fitted on the training people and on visitors, if there are any, and the held-out
    /// people's lists.
    fn measure(&self, params: &AlgorithmParams, visitors: Option<&Visitors>) -> Result<(Quality, Lists)> {
        let evaluation = Evaluation::new(self.split, self.options())?;
        let mut lists = Lists::new();
        let fit = |train: &Interactions| -> Result<Fitted> {
            let model = match visitors {
                None => params.fit(train)?,
                Some(visitors) => {
                    let like = |stars: f32| (stars >= Stars::LIKED.value()).then_some(Stars::MAX.value());
                    params.fit(&visitors.below(train, |item| self.split.index_of(item), like)?)?
                }
            };
            let recommender = ModelRecommender::new(into_scorer(model));
            lists = self.lists(&recommender)?;
            Ok(Fitted { recommender: Box::new(recommender), model_bytes: None })
        };
        let estimate = evaluation.run(&mut Contender::new(params.algorithm().name(), fit))?.estimate;
        Ok((Quality { id: None, mean: estimate.mean, low: estimate.low, high: estimate.high }, lists))
    }

    fn lists(&self, recommender: &ModelRecommender) -> Result<Lists> {
        let list = |person: &HeldOutUser| {
            let query = Query::new(person.foldin.as_history(), LIST);
            Ok(recommender.recommend(&query)?.into_iter().map(|one| one.item).collect())
        };
        self.split.part(SplitPart::Val).iter().map(list).collect()
    }

    /// The figure of the current publication on these questions.
    fn current(
        &self,
        publication: &Publication,
        questions: &str,
        params: &AlgorithmParams,
        new: &Quality,
        visitors: Option<&Visitors>,
    ) -> Result<Quality> {
        let manifest = publication.manifest();
        let id = Some(manifest.id.clone());
        if let Some(gate) = manifest.gate.as_ref().filter(|gate| gate.questions == questions) {
            return Ok(Quality { id, ..gate.new.clone() });
        }
        let mut models = publication.models();
        let Some((_, path)) = models.find(|(algorithm, _)| *algorithm == manifest.default_algorithm) else {
            // The algorithm is part of another model, whose file keeps no separate parameters for it.
            return Ok(Quality { id, ..self.measure(params, None)?.0 });
        };
        let (model, _) = model_file::open(&path).context("cannot open the current model to compare with")?;
        let current_params = model.params();
        drop(model);
        if current_params == *params && visitors.is_none() {
            return Ok(Quality { id, ..new.clone() });
        }
        Ok(Quality { id, ..self.measure(&current_params, None)?.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::super::visitors::VisitorProfile;
    use super::*;
    use crate::learning::{PublishOutcome, publish};
    use cinephile_data::{ItemId, UserIdx, sample};
    use cinephile_models::Algorithm;
    use cinephile_publish::PublicationStore;
    use std::collections::BTreeMap;

    fn plan(publications: &PublicationStore, default_algorithm: Algorithm, margin: f64) -> FitPlan {
        FitPlan {
            algorithms: vec![default_algorithm],
            default_algorithm,
            params: BTreeMap::new(),
            seed: None,
            gate: Gate::Margin { margin, seed: 1 },
            publications: publications.clone(),
            keep: 3,
        }
    }

    fn publish_sample(plan: &FitPlan, visitors: Option<&Visitors>) -> PublishOutcome {
        publish(plan, sample::dataset(), visitors, &|_| {}).expect("measured")
    }

    #[test]
    fn models_that_rank_worse_by_more_than_the_margin_are_rejected_with_both_figures() {
        let folder = tempfile::tempdir().expect("a folder");
        let publications = PublicationStore::new(folder.path().join("models"));
        let PublishOutcome::Published(first) =
            publish_sample(&plan(&publications, Algorithm::Ease, 0.01), None)
        else {
            panic!("there was nothing to be worse than")
        };
        let gate = first.gate.as_ref().expect("measured");
        assert!(gate.current.is_none() && gate.new.mean > 0.1, "{gate:?}");
        let worse = plan(&publications, Algorithm::Popularity, 0.01);
        let PublishOutcome::Rejected(refused) = publish_sample(&worse, None) else {
            panic!("popularity is worse")
        };
        let current = refused.current.clone().expect("compared");
        assert_eq!((current.id, current.mean), (Some(first.id.clone()), gate.new.mean));
        assert!(refused.new.mean < 0.99 * current.mean);
        assert_eq!(publications.current().expect("read"), Some(first.id.clone()), "the old one stays");
        assert_eq!(publications.list().expect("read").len(), 1, "nothing is left of the other");

        let lenient = plan(&publications, Algorithm::Popularity, 0.99);
        assert!(matches!(publish_sample(&lenient, None), PublishOutcome::Published(_)));
    }

    #[test]
    fn the_sample_never_replaces_what_people_rated() {
        let folder = tempfile::tempdir().expect("a folder");
        let publications = PublicationStore::new(folder.path());
        let plan = FitPlan { gate: Gate::Off, ..plan(&publications, Algorithm::Popularity, 0.01) };
        let real = Dataset { name: "ml-latest-small".to_owned(), ..sample::dataset() };
        assert!(matches!(publish(&plan, real, None, &|_| {}), Ok(PublishOutcome::Published(_))));
        let refused = publish(&plan, sample::dataset(), None, &|_| {}).expect_err("refused").to_string();
        let expected = "the built-in sample would replace `ml-latest-small`; name the data with `--data`";
        assert_eq!(refused, expected);
        std::fs::write(folder.path().join("current"), "nonsense").expect("written");
        let mended = publish_sample(&plan, None);
        assert!(matches!(mended, PublishOutcome::Published(_)), "a broken pointer is mended");
    }

    /// `n` profiles created `days_ago`, each with popular movies and the same movies that nobody knows, all at five stars.
    fn spam(base: &Dataset, n: usize, days_ago: i64) -> Visitors {
        let ids: Vec<ItemId> = base.catalogue.movies().iter().map(|movie| movie.id).collect();
        let counts = base.interactions.item_counts();
        let mut unknown: Vec<usize> = (0..ids.len()).collect();
        unknown.sort_by_key(|&item| counts[item]);
        let known = base.interactions.history(UserIdx::new(0));
        let items = known.items().iter().map(|item| item.get()).chain(unknown[..40].iter().copied());
        let ratings: Vec<_> = items.map(|item| (ids[item], 5.0)).collect();
        let created_at = cinephile_files::clock::now_s() - days_ago * 86_400;
        Visitors { profiles: vec![VisitorProfile { created_at, ratings }; n], n_unknown: 0 }
    }

    #[test]
    fn thousands_of_profiles_with_one_purpose_do_not_stop_a_fit_and_are_not_learned_from() {
        let folder = tempfile::tempdir().expect("a folder");
        let publications = PublicationStore::new(folder.path());
        let by_ease = plan(&publications, Algorithm::Ease, 0.01);
        assert!(matches!(publish_sample(&by_ease, None), PublishOutcome::Published(_)));
        let base = sample::dataset();
        for days_ago in [0, 400] {
            let PublishOutcome::Published(manifest) =
                publish_sample(&by_ease, Some(&spam(&base, 5_000, days_ago)))
            else {
                panic!("without them, nothing is worse")
            };
            let most = base.interactions.n_users() as u64 / 10;
            assert!(manifest.data.n_profiles <= most.max(20), "{} profiles", manifest.data.n_profiles);
        }
    }
}
