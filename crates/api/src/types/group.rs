//! Several people's ratings in, one list out.

use super::list_request::list_request;
use super::{ListFields, Movie, PredictedStars, RatingInput, objects};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

list_request! {
    /// The ratings of two to eight people and the list that they want. Nothing is stored.
    #[schema(example = json!({
        "people": [{"ratings": [{"movie_id": 6, "stars": 5}]}, {"ratings": [{"movie_id": 10, "stars": 4}]}],
        "strategy": "veto", "veto_below": 3, "limit": 10
    }))]
    pub(crate) struct GroupRequest {
        /// Two to eight people. Movies that any of them rated are not recommended.
        #[serde(deserialize_with = "objects")]
        #[schema(min_items = 2, max_items = 8)]
        pub(crate) people: Vec<Person>,
        /// How the tastes of several people become one list; `average` if omitted.
        #[serde(default)]
        pub(crate) strategy: GroupStrategy,
        /// With `veto`: movies that anybody would give fewer stars are left out; 3 if omitted.
        #[serde(default = "default_veto")]
        #[schema(minimum = 0.5, maximum = 5, example = 3)]
        pub(crate) veto_below: f64,
    }
}

impl GroupRequest {
    /// The fields that all requests for a list share.
    pub(crate) fn list(&self) -> ListFields<'_> {
        ListFields {
            limit: self.limit,
            exclude: &self.exclude,
            genres: &self.genres,
            years: self.years.as_ref().map(|years| years.0),
            ..ListFields::default()
        }
    }
}

/// Stars below which a veto holds when nothing is said.
fn default_veto() -> f64 {
    3.0
}

/// One of a group.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ratings": [{"movie_id": 6, "stars": 5}]}))]
pub(crate) struct Person {
    /// 1 to 2,000 ratings, at most one for each movie.
    #[serde(deserialize_with = "objects")]
    #[schema(min_items = 1, max_items = 2000)]
    pub(crate) ratings: Vec<RatingInput>,
}

/// How several wishes become one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "average")]
pub(crate) enum GroupStrategy {
    /// The mean of all: the most for the company as a whole.
    #[default]
    Average,
    /// The least of all: nobody is left behind.
    LeastMisery,
    /// The mean, without what anybody would give fewer stars than `veto_below`.
    Veto,
}

/// What to watch together, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupRecommendationList {
    /// The algorithm that answered.
    #[schema(example = "blend")]
    pub(crate) algorithm: String,
    /// How the wishes became one.
    pub(crate) strategy: GroupStrategy,
    /// At most `limit` of them; fewer when fewer are left.
    #[schema(max_items = 100)]
    pub(crate) recommendations: Vec<GroupRecommendation>,
}

/// A movie for all, and what it is to each.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupRecommendation {
    /// Its place in the list, from 1.
    #[schema(minimum = 1, example = 1)]
    pub(crate) rank: u32,
    /// The movie.
    pub(crate) movie: Movie,
    /// What the strategy makes of everybody's `satisfaction`: their mean or their least.
    #[schema(minimum = 0, maximum = 1, example = 0.81)]
    pub(crate) score: f64,
    /// What it is to each, in the order of the request.
    #[schema(min_items = 2, max_items = 8)]
    pub(crate) people: Vec<PersonShare>,
}

/// What a movie is to one of the group.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!(
    {"satisfaction": 0.9, "share": 0.56, "predicted_stars": {"stars": 4.2, "low": 3.1, "high": 5.0}}
))]
pub(crate) struct PersonShare {
    /// The algorithm's score on a scale from the movie that suits this person least, 0, to the one that suits them most.
    #[schema(minimum = 0, maximum = 1, example = 0.9)]
    pub(crate) satisfaction: f64,
    /// This person's part of everybody's satisfaction; the parts sum to 1.
    #[schema(minimum = 0, maximum = 1, example = 0.56)]
    pub(crate) share: f64,
    /// What this person would give it.
    pub(crate) predicted_stars: PredictedStars,
}
