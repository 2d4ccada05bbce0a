//! Model in, recommender out: candidates -> score -> filter -> top-k -> reason.
//!
//! The engine does no I/O, knows no title and does not know which model it holds.

mod explain;
mod group;
mod onboarding;
mod query;
mod recommender;
mod serving;
mod similar;
mod steering;
mod taste_groups;
mod taste_map;
mod top_k;

pub use cinephile_models::layout::LayoutParams;
pub use cinephile_models::{ItemSpace, Reason, Scorer, StarsPrediction, StarsPredictor, TasteGroups};
pub use explain::{Explanation, MAX_COUNTERFACTUALS, RatingEffect};
pub use group::{GroupRecommendation, GroupRule, recommend_to_group};
pub use onboarding::{Onboarding, OnboardingError, OnboardingParts};
pub use query::{ItemFilter, Query, RecommendError, Recommendation};
pub use recommender::{ModelRecommender, Recommender};
pub use serving::ServingData;
pub use similar::similar_items;
pub use steering::{ItemTraits, POOL, Steering, SteeringError};
pub use taste_groups::{DescribedGroup, GroupLabel, GroupName, TasteLabels};
pub use taste_map::{MapError, MapTrust, TasteMap, VisitorPlace};
pub use top_k::top_k;
