//! The quality gate: nothing is published that ranks worse than what is current.
//!
//! A model that has learned from everybody cannot be judged on anybody, so what is judged is the way of learning: the
//! default algorithm is fitted on some people of the data and asked about others (protocol `strong`, the validation part,
//! never the test users). Who is held out is drawn by a seed from the data alone, so that visitors are learned from but never
//! ask the questions: ratings that were meant to do harm must not choose their judges.
//!
//! The figure is compared with that of the current publication, if it was measured on the same questions. On other data
//! it was not: then the current publication's parameters are fitted on the new data, without visitors, for the comparison.

use super::{Course, Visitors};
use anyhow::{Context as _, Result};
use cinephile_data::{Dataset, Interactions, Stars};
use cinephile_engine::ModelRecommender;
use cinephile_eval::{
    Contender, EvaluateOptions, Evaluation, Fitted, HeldOut, Part, Protocol, SplitParams, StrongSplit,
};
use cinephile_models::{AlgorithmParams, into_scorer, model_file};
use cinephile_publish::{GateReport, Publication, Quality};

/// At most so many people are asked: enough for a figure that is sure to half a percent.
const MAX_HELD_OUT: usize = 10_000;
/// The share of people held out of smaller data.
const HELD_OUT: f64 = 0.1;

/// What must hold before anything is published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Gate {
    /// The figure may be below the current one by this share at the most.
    Margin {
        /// `0..1`.
        margin: f64,
        /// Draws who is held out.
        seed: u32,
    },
    /// Nothing is measured.
    Off,
}

/// Measures what `course` would publish; `None` if the gate is off.
pub(super) fn measure(
    course: &Course,
    base: &Dataset,
    visitors: Option<&Visitors>,
) -> Result<Option<GateReport>> {
    let Gate::Margin { margin, seed } = course.gate else { return Ok(None) };
    let held_out = if base.interactions.n_users() >= 10 * MAX_HELD_OUT {
        HeldOut::Count(MAX_HELD_OUT)
    } else {
        HeldOut::Fraction(HELD_OUT)
    };
    let split = StrongSplit::draw(base, &SplitParams { seed, held_out }).context(
        "the data cannot be split into people to learn from and people to ask (`--no-gate` publishes unmeasured)",
    )?;
    let judge = Judge { split: &split, seed };
    let params = course.params(course.default_algorithm, &base.interactions);
    let new = judge.ask(&params, visitors)?;
    let questions = questions(base, seed, held_out);
    let current = match current(course) {
        None => None,
        Some(publication) => Some(judge.current(&publication, &questions, &params, &new, visitors)?),
    };
    let options = judge.options();
    Ok(Some(GateReport {
        protocol: options.protocol.name().to_owned(),
        metric: options.protocol.main_metric().to_string(),
        seed,
        n_users: split.part(options.part).len() as u64,
        questions,
        new,
        current,
        margin,
    }))
}

/// What is current, if it is whole: a broken publication must not stand in the way of the one that mends it.
pub(super) fn current(course: &Course) -> Option<Publication> {
    let opened = course.shelf.current().and_then(|id| id.map(|id| course.shelf.open(&id)).transpose());
    opened.unwrap_or_else(|error| {
        tracing::warn!("there is nothing to compare with: {error}");
        None
    })
}

/// A name for who is asked what.
fn questions(base: &Dataset, seed: u32, held_out: HeldOut) -> String {
    let text = format!("{}:{seed}:{}:{}", base.content_hash, held_out.as_number(), Part::Val);
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// Asks the held-out people.
struct Judge<'a> {
    split: &'a StrongSplit,
    seed: u32,
}

impl Judge<'_> {
    fn options(&self) -> EvaluateOptions {
        let (protocol, part) = (Protocol::Strong, Part::Val);
        EvaluateOptions { protocol, part, seed: self.seed, ..EvaluateOptions::default() }
    }

    /// The figure of a way of learning, from the training people and, where given, from visitors.
    fn ask(&self, params: &AlgorithmParams, visitors: Option<&Visitors>) -> Result<Quality> {
        let evaluation = Evaluation::new(self.split, self.options())?;
        let fit = |train: &Interactions| -> Result<Fitted> {
            let model = match visitors {
                None => params.fit(train)?,
                Some(visitors) => {
                    let like = |stars: f32| (stars >= Stars::LIKED.value()).then_some(Stars::MAX.value());
                    params.fit(&visitors.below(train, |item| self.split.index_of(item), like)?)?
                }
            };
            Ok(Fitted { recommender: Box::new(ModelRecommender::new(into_scorer(model))), model_bytes: None })
        };
        let row = evaluation.run(&mut Contender::new(params.algorithm().name(), fit))?;
        let estimate = row.estimate;
        Ok(Quality { id: None, mean: estimate.mean, low: estimate.low, high: estimate.high })
    }

    /// The figure of what is current, on these questions.
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
            // It is part of another model, which keeps no parameters of its own for it.
            return Ok(Quality { id, ..self.ask(params, None)? });
        };
        let (model, _) = model_file::open(&path).context("cannot open the current model to compare with")?;
        let current_params = model.params();
        drop(model);
        if current_params == *params && visitors.is_none() {
            return Ok(Quality { id, ..new.clone() });
        }
        Ok(Quality { id, ..self.ask(&current_params, None)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::Outcome;
    use cinephile_data::{ItemId, UserIdx, sample};
    use cinephile_models::Algorithm;
    use cinephile_publish::Shelf;
    use std::collections::BTreeMap;

    fn course(shelf: &Shelf, default_algorithm: Algorithm, margin: f64) -> Course {
        Course {
            algorithms: vec![default_algorithm],
            default_algorithm,
            params: BTreeMap::new(),
            seed: None,
            gate: Gate::Margin { margin, seed: 1 },
            shelf: shelf.clone(),
            keep: 3,
        }
    }

    fn publish(course: &Course, visitors: Option<&Visitors>) -> Outcome {
        course.publish(sample::dataset(), visitors, &|_| {}).expect("measured")
    }

    #[test]
    fn what_ranks_worse_by_more_than_the_margin_is_refused_with_both_figures() {
        let folder = tempfile::tempdir().expect("a folder");
        let shelf = Shelf::new(folder.path().join("models"));
        let Outcome::Published(first) = publish(&course(&shelf, Algorithm::Ease, 0.01), None) else {
            panic!("there was nothing to be worse than")
        };
        let gate = first.gate.as_ref().expect("measured");
        assert!(gate.current.is_none() && gate.new.mean > 0.1, "{gate:?}");
        let worse = course(&shelf, Algorithm::Popularity, 0.01);
        let Outcome::Refused(refused) = publish(&worse, None) else { panic!("popularity is worse") };
        let current = refused.current.clone().expect("compared");
        assert_eq!((current.id, current.mean), (Some(first.id.clone()), gate.new.mean));
        assert!(refused.new.mean < 0.99 * current.mean);
        assert_eq!(shelf.current().expect("read"), Some(first.id.clone()), "the old one stays");
        assert_eq!(shelf.list().expect("read").len(), 1, "nothing is left of the other");

        let lenient = course(&shelf, Algorithm::Popularity, 0.99);
        assert!(matches!(publish(&lenient, None), Outcome::Published(_)));
    }

    #[test]
    fn the_sample_never_takes_the_place_of_what_people_rated() {
        let folder = tempfile::tempdir().expect("a folder");
        let shelf = Shelf::new(folder.path());
        let course = Course { gate: Gate::Off, ..course(&shelf, Algorithm::Popularity, 0.01) };
        let real = Dataset { name: "ml-latest-small".to_owned(), ..sample::dataset() };
        assert!(matches!(course.publish(real, None, &|_| {}), Ok(Outcome::Published(_))));
        let refused = course.publish(sample::dataset(), None, &|_| {}).expect_err("refused").to_string();
        let expected =
            "the built-in sample would take the place of `ml-latest-small`; name the data (`--data`)";
        assert_eq!(refused, expected);
        std::fs::write(folder.path().join("current"), "nonsense").expect("written");
        let mended = publish(&course, None);
        assert!(matches!(mended, Outcome::Published(_)), "a broken pointer is mended");
    }

    #[test]
    fn visitors_who_rate_at_random_by_the_thousand_are_kept_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let shelf = Shelf::new(folder.path());
        let by_ease = course(&shelf, Algorithm::Ease, 0.01);
        assert!(matches!(publish(&by_ease, None), Outcome::Published(_)));
        let base = sample::dataset();
        let ids: Vec<ItemId> = base.catalogue.movies().iter().map(|movie| movie.id).collect();
        // Everybody loves the same twenty movies that nobody knows.
        let counts = base.interactions.item_counts();
        let mut unknown: Vec<usize> = (0..ids.len()).collect();
        unknown.sort_by_key(|&item| counts[item]);
        let spam: Vec<(ItemId, f32)> = base
            .interactions
            .history(UserIdx::new(0))
            .iter()
            .map(|(item, _)| item.get())
            .chain(unknown[..40].iter().copied())
            .map(|item| (ids[item], 5.0))
            .collect();
        let visitors = Visitors { profiles: vec![spam; 5_000], n_unknown: 0 };
        assert!(matches!(publish(&by_ease, Some(&visitors)), Outcome::Refused(_)));
    }
}
