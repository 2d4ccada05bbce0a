//! Two algorithms on the same ratings.

use super::visitor::{request, visitor_request};
use super::{ListFields, Recommendation, UnknownIds};
use serde::Serialize;
use utoipa::ToSchema;

visitor_request! { request:
    /// What a visitor said about movies, and the two algorithms to ask. Nothing is stored.
    #[schema(example = json!({
        "ratings": [{"movie_id": 6, "stars": 5}, {"movie_id": 10, "stars": 3.5}],
        "algorithms": ["blend", "popularity"], "limit": 10
    }))]
    pub(crate) struct ComparisonRequest {
        /// Two different algorithms that `GET /api/v1/models` lists.
        #[schema(min_items = 2, max_items = 2, example = json!(["blend", "popularity"]))]
        pub(crate) algorithms: Vec<String>,
        /// The number of movies in each list, at most; 20 if omitted.
        #[serde(default = "super::list_request::default_limit")]
        #[schema(minimum = 1, maximum = 100, example = 10)]
        pub(crate) limit: u32,
        /// Ids of the movies to rank: a watchlist, a library, a programme; at most 20,000. Movies that are left out anyway
        /// are left out of them, too. All movies if omitted, and none if empty. The answer counts ids that the loaded data
        /// does not have.
        #[serde(default)]
        #[schema(max_items = 20000, nullable = false, example = json!([6, 10, 50]))]
        pub(crate) only: Option<Vec<crate::types::MovieRef>>,
        /// Ids of movies to leave out, in addition to those that are left out anyway; at most 20,000. The answer counts ids
        /// that the loaded data does not have.
        #[serde(default)]
        #[schema(max_items = 20000, example = json!([1, 2]))]
        pub(crate) exclude: Vec<crate::types::MovieRef>,
        /// No movie with any of these genres, in upper or lower case; at most 50.
        #[serde(default)]
        #[schema(max_items = 50, example = json!(["Horror"]))]
        pub(crate) exclude_genres: Vec<String>,
    }
}

impl ComparisonRequest {
    /// The fields that all requests for a list share.
    pub(crate) fn list(&self) -> ListFields<'_> {
        ListFields {
            limit: self.limit,
            only: self.only.as_deref(),
            exclude: &self.exclude,
            exclude_genres: &self.exclude_genres,
            ..ListFields::default()
        }
    }
}

/// The lists that two algorithms make from the same ratings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Comparison {
    /// Both lists, in the order of the request.
    #[schema(min_items = 2, max_items = 2)]
    pub(crate) lists: Vec<ComparedList>,
    /// The movies that both lists have.
    pub(crate) overlap: Overlap,
    /// How many ids of the request the loaded data does not have.
    pub(crate) unknown_ids: UnknownIds,
}

/// The movies that both lists have.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"movie_ids": [50, 318], "n_shared": 2, "share": 0.11}))]
pub(crate) struct Overlap {
    /// The ids of the movies in both lists, in the order of the first list.
    #[schema(max_items = 100, example = json!([50, 318]))]
    pub(crate) movie_ids: Vec<u32>,
    /// The number of movies in both lists.
    #[schema(maximum = 100, example = 2)]
    pub(crate) n_shared: usize,
    /// Their share of all movies in either list (Jaccard): 0 for nothing in common, 1 for the same movies; 0 if both lists
    /// are empty.
    #[schema(minimum = 0, maximum = 1, example = 0.11)]
    pub(crate) share: f64,
}

/// One of two lists.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComparedList {
    /// The algorithm that made it.
    #[schema(example = "blend")]
    pub(crate) algorithm: String,
    /// At most `limit` movies, best first; the same as in the answer of `POST /api/v1/recommendations`.
    #[schema(max_items = 100)]
    pub(crate) recommendations: Vec<ComparedMovie>,
    /// The ids of the movies that the other list does not have, in this list's order.
    #[schema(max_items = 100, example = json!([296]))]
    pub(crate) only_here: Vec<u32>,
}

/// A movie in one list, and its rank with the other algorithm.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComparedMovie {
    /// The movie as this algorithm recommends it.
    #[serde(flatten)]
    pub(crate) recommendation: Recommendation,
    /// The movie's rank with the other algorithm, from 1, also if it is not in that list; `null` if the rank is over 1,000.
    #[schema(required, minimum = 1, maximum = 1000, example = 37)]
    pub(crate) rank_in_other: Option<u32>,
}
