//! From a model to what a visitor sees: candidates -> score -> filter -> top-k -> reasons, and what to ask next.
//!
//! A [`Recommender`] answers a [`Query`]. Its [`visit`](Recommender::visit) folds the visitor's ratings in once; the
//! [`QueryVisit`] then gives the list, the reasons and explanations of what is in it, and predicted stars.
//! [`ModelRecommender`] makes a recommender of any model.
//!
//! ```
//! use cinephile_data::{Interactions, ItemIdx, OwnedHistory};
//! use cinephile_engine::{ModelRecommender, Query, Recommender as _};
//! use cinephile_models::{AlgorithmParams, into_scorer};
//!
//! let ratings = Interactions::checkerboard(30);
//! let model = AlgorithmParams::default_for("blend".parse()?).fit(&ratings)?;
//! let recommender = ModelRecommender::new(into_scorer(model));
//!
//! // Three items for a visitor who gave five stars to item 4, except for the first ten items.
//! let rated = OwnedHistory::from_pairs(vec![(ItemIdx::new(4), 5.0)]);
//! let late = |item: ItemIdx| item.get() >= 10;
//! let query = Query { filter: Some(&late), ..Query::new(rated.as_history(), 3) };
//! let visit = recommender.visit(&query)?;
//! let list = visit.top(query.k);
//! let items: Vec<ItemIdx> = list.iter().map(|found| found.item).collect();
//! assert!(items.iter().all(|item| item.get() % 2 == 0), "even items go with item 4");
//! let reasons = visit.reasons(&items)?;
//! # assert_eq!((items.len(), reasons.len()), (3, 3));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Beside lists there are [`Steering`] (hidden gems, variety), [`recommend_to_group`], [`similar_items`],
//! [`Onboarding`] (which items to ask a new visitor about), [`TasteLabels`] (groups in words) and [`TasteMap`].
//!
//! A [`Taste`] is what a visitor said, also about movies that they liked or saw without giving stars. [`ListRules`]
//! are facts of a catalogue that every list keeps to: a film that it lists twice is shown once.
//!
//! The engine does no I/O, knows no titles, and does not know which model it holds. The same input gives the same list,
//! and no rated item is ever recommended.

mod counterfactual;
mod evidence;
mod explanation;
mod group;
mod list_rules;
mod model_recommender;
mod onboarding;
mod query;
mod reasons;
mod recommender;
mod repeats;
mod sequels;
mod serving;
mod similar;
mod steering;
mod taste_groups;
mod taste_map;
mod top_k;

pub use cinephile_models::{
    Contributions, ItemSpace, Reason, Scorer, StarsPrediction, StarsPredictor, TasteGroups, Visit,
    VisitorStars,
};
pub use evidence::{Cited, EverybodysStars, Evidence, Taste};
pub use explanation::{Explanation, MAX_COUNTERFACTUALS, RatingEffect};
pub use group::{GroupQuery, GroupRecommendation, GroupRule, recommend_to_group};
pub use list_rules::ListRules;
pub use model_recommender::ModelRecommender;
pub use onboarding::{Onboarding, OnboardingError, OnboardingParts, VisitorAnswers};
pub use query::{IsWanted, ItemFilter, Query, RecommendError, Recommendation};
pub use reasons::{Opinion, PickReason};
pub use recommender::{QueryVisit, Recommender};
pub use serving::ServingData;
pub use similar::similar_items;
pub use steering::{ItemTraits, POOL, Steering, SteeringError};
pub use taste_groups::{DescribedGroup, GroupLabel, GroupName, TasteLabels};
pub use taste_map::{LayoutError, LayoutParams, MapError, MapTrust, TasteMap, VisitorPlace};
pub use top_k::top_k;
