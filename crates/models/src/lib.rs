//! Recommendation models: ratings in, a model that scores every item out.
//!
//! A model is learned from a ratings matrix by checked parameters ([`Fit`]) and then never changes. To ask it something,
//! fold a visitor's ratings in once ([`Scorer::visit`]) and put all questions to the [`Visit`]: a score for every item,
//! the reasons behind it, what each rating added, and predicted stars.
//!
//! ```
//! use cinephile_data::{Interactions, ItemIdx, OwnedHistory};
//! use cinephile_models::{AlgorithmParams, Scorer as _};
//!
//! // 30 users, 30 items; users like every second item.
//! let ratings = Interactions::checkerboard(30);
//! let model = AlgorithmParams::default_for("ease".parse()?).fit(&ratings)?;
//!
//! // A visitor who gives five stars to item 4 and one star to item 9.
//! let rated = vec![(ItemIdx::new(4), 5.0), (ItemIdx::new(9), 1.0)];
//! let visitor = OwnedHistory::from_pairs(rated);
//! let visit = model.visit(visitor.as_history());
//! let mut scores = vec![0.0; model.n_items()];
//! visit.score(&mut scores);
//! assert!(scores[6] > scores[7], "even items go with item 4");
//! let reasons = visit.reasons(&[ItemIdx::new(6)]);
//! # assert_eq!(reasons.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | Where | What |
//! |---|---|
//! | [`Fit`], [`Scorer`], [`Visit`], [`Stored`] | what every model implements; none of them knows a model by name |
//! | [`Algorithm`], [`AlgorithmParams`], [`Model`] | the registry: every model by name, behind one trait object |
//! | [`StarsPredictor`], [`TasteGroups`], [`ItemSpace`] | what some models know beside scores |
//! | [`model_file`] | a model in one checked file |
//! | [`conformance`] | what every model must do; run it on a new one first |
//!
//! Models never filter, rank, know a title or do I/O, except for the model file. The engine does the ranking. Formulas,
//! defaults and measured figures are in `docs/MODELS.md`; `docs/HOWTO.md` says how to add a model.

mod blend;
pub mod conformance;
mod contributions;
mod ease;
mod fit;
mod ials;
mod kernels;
mod kmeans;
mod known_ratings;
pub mod model_file;
mod naive;
mod numbers;
mod popularity;
mod prediction;
mod rating_stats;
mod reason;
mod registry;
mod scorer;
mod spaces;
mod stars;
mod stored;
mod taste_scale;
mod tensor;
mod user_knn;
mod visit;

pub use blend::{BlendModel, BlendParams};
pub use contributions::Contributions;
pub use ease::{EaseModel, EaseParams, ShortHistoryParams};
pub use fit::{Fit, FitError};
pub use ials::{IalsModel, IalsParams};
pub use kmeans::{ClusterQuality, Clustering, KMeansModel, KMeansParams, cluster_quality};
pub use model_file::{ModelFault, ModelFileError, ModelInfo};
pub use naive::{NaiveKMeansModel, NaiveKMeansParams, NaiveUserKnnModel, NaiveUserKnnParams};
pub use popularity::{PopularityModel, PopularityParams};
pub use prediction::{StarsPrediction, StarsPredictor, VisitorStars};
pub use reason::Reason;
pub use registry::{
    Algorithm, AlgorithmParams, Model, ParamsError, UnknownAlgorithm, into_scorer, into_stars_predictor,
};
pub use scorer::Scorer;
pub use spaces::{AvoidedItem, GroupProfile, ItemSpace, LovedItem, LovedLabel, Neighbourhood, TasteGroups};
pub use stars::{StarsModel, StarsParams};
pub use stored::Stored;
pub use tensor::{Tensor, TensorValues};
pub use user_knn::{Neighbour, UserKnnModel, UserKnnParams};
pub use visit::Visit;
