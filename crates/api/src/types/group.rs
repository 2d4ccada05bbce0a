//! Several people's ratings in, one list out.

use super::list_request::list_request;
use super::visitor::{request, visitor_request};
use super::{ListFields, Movie, PredictedStars, UnknownIds, objects};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

list_request! {
    /// What two to eight people said about movies, and the list that they want. Nothing is stored.
    #[schema(example = json!({
        "people": [{"ratings": [{"movie_id": 6, "stars": 5}]}, {"ratings": [{"movie_id": 10, "stars": 4}]}],
        "strategy": "veto", "veto_below": 3, "limit": 10
    }))]
    pub(crate) struct GroupRequest {
        /// Two to eight people. Movies that any of them knows are not recommended.
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
            only: self.only.as_deref(),
            exclude: &self.exclude,
            genres: &self.genres,
            exclude_genres: &self.exclude_genres,
            years: self.years.as_ref().map(|years| years.0),
            ..ListFields::default()
        }
    }
}

/// The stars below which a person vetoes a movie if the request does not say.
fn default_veto() -> f64 {
    3.0
}

visitor_request! { request:
    /// What one person of a group said about movies.
    #[schema(example = json!({"ratings": [{"movie_id": 6, "stars": 5}]}))]
    pub(crate) struct Person {}
}

/// How the tastes of several people become one list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "average")]
pub(crate) enum GroupStrategy {
    /// The mean over all people: best for the group as a whole.
    #[default]
    Average,
    /// The minimum over all people: nobody gets a movie that does not suit them.
    LeastMisery,
    /// The mean, without movies that anybody would give fewer than `veto_below` stars.
    Veto,
}

/// Movies to watch together, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupRecommendationList {
    /// The algorithm that made the list.
    #[schema(example = "blend")]
    pub(crate) algorithm: String,
    /// How the tastes became one list.
    pub(crate) strategy: GroupStrategy,
    /// At most `limit` movies; fewer if fewer are left.
    #[schema(max_items = 100)]
    pub(crate) recommendations: Vec<GroupRecommendation>,
    /// How many ids of the request the loaded data does not have.
    pub(crate) unknown_ids: UnknownIds,
}

/// A movie for all, and how well it suits each person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupRecommendation {
    /// Its rank in the list, from 1.
    #[schema(minimum = 1, example = 1)]
    pub(crate) rank: u32,
    /// The movie.
    pub(crate) movie: Movie,
    /// The mean or the minimum of everybody's `satisfaction`, depending on the strategy.
    #[schema(minimum = 0, maximum = 1, example = 0.81)]
    pub(crate) score: f64,
    /// How well the movie suits each person, in the order of the request.
    #[schema(min_items = 2, max_items = 8)]
    pub(crate) people: Vec<PersonShare>,
}

/// How well a movie suits one person of the group.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!(
    {"satisfaction": 0.9, "share": 0.56, "predicted_stars": {"stars": 4.2, "low": 3.1, "high": 5.0}}
))]
pub(crate) struct PersonShare {
    /// The algorithm's score, scaled from 0 for the movie that suits this person least to 1 for the one that suits them most.
    #[schema(minimum = 0, maximum = 1, example = 0.9)]
    pub(crate) satisfaction: f64,
    /// This person's share of everybody's satisfaction; the shares sum to 1.
    #[schema(minimum = 0, maximum = 1, example = 0.56)]
    pub(crate) share: f64,
    /// The stars that this person would give the movie.
    pub(crate) predicted_stars: PredictedStars,
}
