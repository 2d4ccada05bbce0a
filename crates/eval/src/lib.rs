//! How good is a recommender? Splits, protocols, metrics, leaderboards and reports.
//!
//! * [`StrongSplit`] holds out whole users. It can be drawn from a data set, written to a folder and read again.
//! * [`Evaluation`] fits [`Contender`]s on the training users and asks them for lists for the held-out users, following
//!   a [`Protocol`]; [`evaluate`] does so for several contenders at once.
//! * [`metrics`] compares the lists with what the held-out users like. The [`Leaderboard`] reports every figure with
//!   its interval ([`Estimate`]).
//! * [`rating`] evaluates predicted stars, [`tune`] searches hyper-parameters on validation users, [`report`] draws
//!   figures, and [`score_recommendations_file`] scores the lists of any other program.
//!
//! This crate knows no model: a contender is a closure that fits a [`Recommender`](cinephile_engine::Recommender). It
//! gets the training users' ratings and nothing else. Formulas and protocols are in `docs/EVALUATION.md`.
//!
//! ```
//! use cinephile_data::{Catalogue, Dataset, History, Interactions, ItemIdx, Movie, Provenance, UserId, UserIdx};
//! use cinephile_engine::{ModelRecommender, Reason, Recommender, Scorer, Visit};
//! use cinephile_eval::{Contender, EvaluateOptions, Protocol, SplitParams, StrongSplit, evaluate};
//! use std::sync::Arc;
//!
//! /// The simplest model: an item's score is the number of its ratings.
//! struct Counts(Vec<f32>);
//!
//! impl Scorer for Counts {
//!     fn n_items(&self) -> usize {
//!         self.0.len()
//!     }
//!     fn visit<'a>(&'a self, _: History<'a>) -> Box<dyn Visit + 'a> {
//!         Box::new(self)
//!     }
//! }
//!
//! impl Visit for &Counts {
//!     fn score(&self, scores: &mut [f32]) {
//!         scores.copy_from_slice(&self.0);
//!     }
//!     fn reasons(&self, items: &[ItemIdx]) -> Vec<Reason> {
//!         items.iter().map(|_| Reason::Popular { n_ratings: 1, mean_stars: 5.0 }).collect()
//!     }
//! }
//!
//! fn counts(train: &Interactions) -> Result<Box<dyn Recommender>, std::convert::Infallible> {
//!     let mut counts = vec![0.0; train.n_items()];
//!     for item in train.indices() {
//!         counts[item.get()] += 1.0;
//!     }
//!     Ok(Box::new(ModelRecommender::new(Arc::new(Counts(counts)))))
//! }
//!
//! # let movie = |id| Movie::new(id, "", Vec::new());
//! # let triples = (0..40).flat_map(|user| (0..30).filter(move |item| (user * 7 + item * 5) % 3 != 0)
//! #     .map(move |item| (UserIdx::new(user), ItemIdx::new(item), if (user + item) % 4 == 0 { 2.0 } else { 5.0 })));
//! # let data = Dataset {
//! #     name: "tiny".to_owned(), provenance: Provenance::Generated,
//! #     catalogue: Catalogue::build((1..=30).map(movie).collect())?,
//! #     interactions: Interactions::from_triples(40, 30, triples)?,
//! #     user_ids: (1..=40).map(UserId).collect(), content_hash: String::new(),
//! # };
//! let split = StrongSplit::draw(&data, &SplitParams::default())?;
//! let options = EvaluateOptions { protocol: Protocol::FewRatings, ..EvaluateOptions::default() };
//! let leaderboard = evaluate(&split, options, &mut [Contender::new("counts", counts)])?;
//! println!("{}", leaderboard.render_table());
//! assert!(leaderboard.rows[0].score > 0.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod beyond_accuracy;
mod cases;
mod chart;
mod compare;
mod differences;
mod error;
mod estimate;
mod evaluate;
mod external_lists;
mod leaderboard;
pub mod metrics;
mod numpy_random;
mod options;
mod people;
mod pool;
mod protocol;
pub mod rating;
mod render;
pub mod report;
mod reveal_counts;
mod reveal_strategy;
mod split;
mod stopwatch;
pub mod tune;

pub use beyond_accuracy::BeyondAccuracy;
pub use chart::Chart;
pub use compare::UnknownContender;
pub use error::{BrokenList, EvaluateError};
pub use estimate::Estimate;
pub use evaluate::{Contender, Evaluation, Fitted, evaluate};
pub use external_lists::{ListScores, score_recommendations, score_recommendations_file};
pub use leaderboard::{Costs, Leaderboard, LeaderboardHeader, LeaderboardRow, Round};
pub use metrics::{Metric, UnknownMetric};
pub use options::EvaluateOptions;
pub use pool::PoolError;
pub use protocol::{Protocol, UnknownProtocol};
pub use reveal_counts::{FEW_RATINGS, InvalidRevealCounts, RevealCounts};
pub use reveal_strategy::{RevealStrategy, UnknownRevealStrategy};
pub use split::{
    HeldOut, HeldOutUser, LineError, SplitError, SplitOrigin, SplitParams, SplitPart, StrongSplit,
    UnknownSplitPart,
};
pub use stopwatch::{Stopwatch, Usage, forget_peak_memory};
